"""host → a connection to a public address, with an end in time: the one way to the network."""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore

from pipeline.errors import ArticleError

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
SocketOption = (
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
)
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


def look_up(host: str, port: int) -> Sequence[str]:
    """All addresses of a host, as the system resolves it.

    Raises:
        OSError: it has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(text: str) -> bool:
    """Whether an address is one of the open internet: not of this machine or network.

    An IPv4 address wrapped into an IPv6 one (mapped, 6to4, Teredo, NAT64) counts as itself.
    """
    try:
        address: IpAddress = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in (address, *_wrapped(address)))


def _wrapped(address: IpAddress) -> tuple[IpAddress, ...]:
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    inner: list[IpAddress | None] = [address.ipv4_mapped, address.sixtofour]
    inner += address.teredo or ()
    if address in NAT64:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(one for one in inner if one is not None)


class PublicNetwork(httpcore.NetworkBackend):
    """Connects to public addresses only, whatever a name resolves to, and only until `until_s`.

    The address that was checked is the one connected to, so a name that changes its address
    between the two cannot lead inside.
    """

    def __init__(
        self,
        until_s: float,
        *,
        resolve: Resolve = look_up,
        inner: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._until_s = until_s
        self._resolve = resolve
        self._inner = inner or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers.

        Raises:
            ArticleError: one of its addresses is not public, or it has none.
        """
        del timeout
        try:
            addresses = self._resolve(host, port)
        except OSError as error:
            raise ArticleError(host, "no such host is known") from error
        private = [address for address in addresses if not is_public(address)]
        if private or not addresses:
            where = private[0] if private else "nowhere"
            raise ArticleError(host, f"leads to {where}; only public addresses are fetched")
        options = None if socket_options is None else tuple(socket_options)
        for number, address in enumerate(addresses, 1):
            try:
                stream = self._inner.connect_tcp(
                    address, port, _left_s(self._until_s), local_address, options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
            else:
                return _TimedStream(stream, self._until_s)
        raise AssertionError  # the last address returns or raises


class _TimedStream(httpcore.NetworkStream):
    """A connection all of whose waits together end at one moment, however slowly it drips."""

    def __init__(self, inner: httpcore.NetworkStream, until_s: float) -> None:
        self._inner = inner
        self._until_s = until_s

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        del timeout
        return self._inner.read(max_bytes, _left_s(self._until_s))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        del timeout
        self._inner.write(buffer, _left_s(self._until_s))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        del timeout
        secured = self._inner.start_tls(ssl_context, server_hostname, _left_s(self._until_s))
        return _TimedStream(secured, self._until_s)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the library's own signature
        return self._inner.get_extra_info(info)


def _left_s(until_s: float) -> float:
    left_s = until_s - time.monotonic()
    if left_s <= 0:
        message = "the time for one page is over"
        raise httpcore.ReadTimeout(message)
    return left_s
