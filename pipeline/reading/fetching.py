"""URL → Source: one page of the open web, within bounds of size and time, if its site allows.

Only `dateline fetch` comes here. Nothing that a page names is fetched after it.
"""

import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from io import BytesIO
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import httpcore

from pipeline.errors import ArticleError
from pipeline.reading.network import PublicNetwork
from pipeline.reading.sources import Source

AGENT = "dateline"
MOST_REDIRECTS = 5
ROBOTS_BYTES = 500 * 1024  # RFC 9309: a crawler reads at least this much of robots.txt
MOST_DELAY_S = 60.0  # of a site's Crawl-delay; whoever asks for more is asking to be left alone
ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/pdf": ".pdf",
    "application/json": ".json",
    "application/feed+json": ".json",
}
UNQUOTED = "/%:@!$&'()*+,;=~-._"  # RFC 3986 path characters, and escapes made before
Network = Callable[[float], httpcore.NetworkBackend]


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds on one URL: bytes of its answer, and seconds for it with all its redirects."""

    most_bytes: int = 20_000_000
    most_s: float = 30.0


@dataclass(frozen=True, slots=True)
class _Answer:
    url: str
    status: int
    kind: str
    content: bytes


@dataclass(slots=True)
class Fetcher:
    """Fetches pages, asking each site's robots.txt once.

    `network` makes the way out for a page from the moment at which it must end; tests give another.
    `sleep` waits out a site's Crawl-delay.
    """

    limits: FetchLimits = field(default_factory=FetchLimits)
    network: Network = PublicNetwork
    sleep: Callable[[float], None] = time.sleep
    _rules: dict[str, str | None] = field(default_factory=dict)
    _last_s: dict[str, float] = field(default_factory=dict)

    def fetch(self, url: str) -> Source:
        """The answer to one URL, as a file in memory would be.

        Raises:
            ArticleError: no public web address, too large, too slow, forbidden by the site's
                robots.txt, or no page that can be read.
        """
        try:
            answer = self._followed(url, self.limits, asks_robots=True)
        except ArticleError as error:  # perhaps of a step on the way
            raise ArticleError(url, error.problem) from error
        if not 200 <= answer.status < 300:  # noqa: PLR2004 - HTTP's success
            raise ArticleError(url, f"the site answers {answer.status}")
        ending = ENDINGS.get(answer.kind)
        if ending is None:
            raise ArticleError(url, f"{answer.kind or 'an answer of no kind'} is no article")
        return Source(
            where=answer.url,
            stem=answer.url,
            ending=ending,
            open=lambda: BytesIO(answer.content),
            size=len(answer.content),
        )

    def _followed(self, url: str, limits: FetchLimits, *, asks_robots: bool) -> _Answer:
        """The answer at the end of the redirects; each step is checked as the first."""
        until_s = time.monotonic() + limits.most_s
        here = url
        for _ in range(MOST_REDIRECTS + 1):
            parts = _checked(here)
            if asks_robots:
                before_s = time.monotonic()
                self._obey(here, parts)
                until_s += time.monotonic() - before_s  # robots.txt has a limit of its own
            answer, target = self._asked(url, here, until_s, limits.most_bytes)
            if target is None:
                return answer
            here = urljoin(here, target)
        raise ArticleError(url, f"more than {MOST_REDIRECTS} redirects")

    def _asked(
        self, url: str, here: str, until_s: float, most_bytes: int
    ) -> tuple[_Answer, str | None]:
        try:
            with httpcore.ConnectionPool(network_backend=self.network(until_s)) as pool:
                return _exchange(pool, here, most_bytes)
        except ArticleError:  # a ValueError too, and told already
            raise
        except httpcore.TimeoutException as error:
            raise ArticleError(url, "too slow: the time for one page is over") from error
        except (
            httpcore.NetworkError,
            httpcore.ProtocolError,
            OSError,
            ValueError,
            zlib.error,
        ) as error:
            raise ArticleError(url, f"cannot be fetched ({error})") from error

    def _obey(self, url: str, parts: SplitResult) -> None:
        """Wait as long as the site asks; refuse what it forbids.

        As RFC 9309 has it, a missing robots.txt allows everything, an unreachable one nothing.
        """
        from protego import Protego

        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = self._robots(site)
        text = self._rules[site]
        if text is None:
            raise ArticleError(url, "the site's robots.txt cannot be asked")
        rules = Protego.parse(text)
        if not rules.can_fetch(url, AGENT):
            raise ArticleError(url, "the site's robots.txt forbids it")
        delay_s = min(float(rules.crawl_delay(AGENT) or 0.0), MOST_DELAY_S)
        left_s = self._last_s.get(site, float("-inf")) + delay_s - time.monotonic()
        if left_s > 0:
            self.sleep(left_s)
        self._last_s[site] = time.monotonic()

    def _robots(self, site: str) -> str | None:
        limits = replace(self.limits, most_bytes=ROBOTS_BYTES)
        answer = self._followed(f"{site}/robots.txt", limits, asks_robots=False)
        if 200 <= answer.status < 300:  # noqa: PLR2004 - HTTP's success
            return answer.content.decode("utf-8", "replace")
        return "" if 400 <= answer.status < 500 else None  # noqa: PLR2004 - HTTP's "not here"


def _checked(url: str) -> SplitResult:
    """The parts of a web address that may be asked for."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ArticleError(url, f"no web address ({error})") from error
    if parts.scheme not in ("http", "https") or not host:
        raise ArticleError(url, "no web address: it must begin with http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise ArticleError(url, "holds a name or password; those are not sent")
    return parts


def _exchange(
    pool: httpcore.ConnectionPool, here: str, most_bytes: int
) -> tuple[_Answer, str | None]:
    """One request and its answer, or where the answer points to instead."""
    parts = urlsplit(here)
    asked = httpcore.URL(
        scheme=parts.scheme,
        host=(parts.hostname or "").encode("idna"),
        port=parts.port,
        target=_ascii_target(parts),
    )
    headers: dict[bytes | str, bytes | str] = {
        "Host": parts.netloc.rpartition("@")[2].encode("idna").decode(),
        "User-Agent": AGENT,
        "Accept": "text/html, application/xml;q=0.9, */*;q=0.5",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    with pool.stream("GET", asked, headers=headers) as response:
        said = {name.lower(): value.decode("latin-1") for name, value in response.headers}
        if 300 <= response.status < 400 and b"location" in said:  # noqa: PLR2004 - HTTP's "elsewhere"
            return _Answer(here, response.status, "", b""), said[b"location"]
        content = _body(response, here, said.get(b"content-encoding", "").lower(), most_bytes)
    kind = said.get(b"content-type", "").partition(";")[0].strip().lower()
    return _Answer(here, response.status, kind, content), None


def _ascii_target(parts: SplitResult) -> bytes:
    """Path and query as they go over the wire; what is escaped already stays as it is."""
    path = quote(parts.path or "/", safe=UNQUOTED)
    query = quote(parts.query, safe=UNQUOTED + "?")
    return (f"{path}?{query}" if query else path).encode()


def _body(response: httpcore.Response, here: str, packing: str, most_bytes: int) -> bytes:
    """The bytes of an answer, unpacked if it came packed unasked."""
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise ArticleError(here, f"packed as {packing}, which was not asked for")
    unpacked = zlib.decompressobj(zlib.MAX_WBITS | 32) if packing not in ("", "identity") else None
    content = bytearray()
    for chunk in response.iter_stream():
        room = most_bytes + 1 - len(content)
        content += chunk if unpacked is None else unpacked.decompress(chunk, room)
        if len(content) > most_bytes:
            raise ArticleError(here, f"larger than {most_bytes:,} bytes")
    return bytes(content)
