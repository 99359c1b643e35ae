"""Fetching over loopback: names resolve as a test says, public addresses lead to a local server."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpcore
import pytest

from pipeline.errors import ArticleError
from pipeline.reading.articles import read_sources
from pipeline.reading.fetching import Fetcher, FetchLimits
from pipeline.reading.network import PublicNetwork, is_public
from pipeline.records import Article

PUBLIC = "93.184.215.14"
STORY = "Shells fell on the port of Odesa on Monday, and two people were hurt, the mayor said. "
PAGE = f"<html><head><title>Port</title></head><body><article><p>{STORY * 5}</p></article></body>"
HTML = {"Content-Type": "text/html; charset=utf-8"}

Answer = tuple[int, Mapping[str, str], bytes]


class Site:
    """A local server that answers as told; it counts what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.headers["Host"], self.path))
                answer = site.answers.get(self.path, (404, HTML, b""))
                if callable(answer):
                    answer(self)
                    return
                status, headers, content = answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()


class ToSite(httpcore.SyncBackend):
    """Connects to the local server wherever it is asked to go, and remembers where that was."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.addresses: list[str] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        *_: object,
        **__: object,
    ) -> httpcore.NetworkStream:
        del port
        self.addresses.append(host)
        return super().connect_tcp("127.0.0.1", self.port, timeout)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


def fetcher(
    site: Site,
    *,
    names: Mapping[str, Sequence[str]] | None = None,
    limits: FetchLimits | None = None,
    slept: list[float] | None = None,
) -> Fetcher:
    def resolve(host: str, port: int) -> Sequence[str]:
        del port
        if names is not None and host not in names:
            raise OSError(host)
        return (PUBLIC,) if names is None else names[host]

    def network(until_s: float) -> PublicNetwork:
        return PublicNetwork(until_s, resolve=resolve, inner=ToSite(site.port))

    return Fetcher(limits or FetchLimits(), network, (slept if slept is not None else []).append)


def reason(fetching: Fetcher, url: str) -> str:
    with pytest.raises(ArticleError) as refused:
        fetching.fetch(url)
    assert refused.value.where == url
    return refused.value.problem


def test_a_page_gives_its_article(site: Site) -> None:
    site.answers["/story?id=7"] = (200, HTML, PAGE.encode())
    source = fetcher(site).fetch("http://news.example/story?id=7")
    (article,) = read_sources([source])
    assert isinstance(article, Article)
    assert article.text.startswith("Shells fell on the port of Odesa")
    assert article.where == "http://news.example/story?id=7"
    assert site.asked == [("news.example", "/robots.txt"), ("news.example", "/story?id=7")]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.9", "172.16.5.5", "169.254.169.254", "0.1.2.3",
     "100.64.0.1",
     "224.0.0.1", "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1",
     "2002:7f00:1::", "not an address"],
)  # fmt: skip
def test_an_address_that_is_not_public_is_never_connected_to(site: Site, address: str) -> None:
    assert not is_public(address)
    fetching = fetcher(site, names={"inside.example": [PUBLIC, address]})
    said = reason(fetching, "http://inside.example/")
    assert said == f"leads to {address}; only public addresses are fetched"
    assert site.asked == []


def test_public_addresses_are_public() -> None:
    assert all(map(is_public, [PUBLIC, "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"]))


def test_a_redirect_to_a_private_address_is_refused(site: Site) -> None:
    site.answers["/story"] = (302, {"Location": "http://inside.example/secret"}, b"")
    names = {"news.example": [PUBLIC], "inside.example": ["192.168.1.1"]}
    assert "192.168.1.1" in reason(fetcher(site, names=names), "http://news.example/story")
    assert ("inside.example", "/secret") not in site.asked


def test_a_redirect_to_another_scheme_is_refused(site: Site) -> None:
    site.answers["/story"] = (302, {"Location": "file:///etc/passwd"}, b"")
    with pytest.raises(ArticleError, match="must begin with http"):
        fetcher(site).fetch("http://news.example/story")


def test_redirects_are_followed_but_not_for_ever(site: Site) -> None:
    site.answers["/old"] = (301, {"Location": "/new"}, b"")
    site.answers["/new"] = (200, HTML, PAGE.encode())
    site.answers["/loop"] = (302, {"Location": "/loop"}, b"")
    assert fetcher(site).fetch("http://news.example/old").where == "http://news.example/new"
    assert "more than 5 redirects" in reason(fetcher(site), "http://news.example/loop")


def test_the_site_of_a_redirect_is_asked_for_its_rules_too(site: Site) -> None:
    site.answers["/old"] = (302, {"Location": "http://other.example/private/new"}, b"")
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private/\n")
    with pytest.raises(ArticleError, match="forbids"):
        fetcher(site).fetch("http://news.example/old")
    assert ("other.example", "/private/new") not in site.asked


def test_robots_txt_is_obeyed_and_asked_once(site: Site) -> None:
    rules = b"User-agent: dateline\nDisallow: /private/\nAllow: /private/open\nCrawl-delay: 3\n"
    site.answers["/robots.txt"] = (200, {}, rules)
    for path in ("/a", "/private/open", "/private/x"):
        site.answers[path] = (200, HTML, PAGE.encode())
    slept: list[float] = []
    fetching = fetcher(site, slept=slept)
    fetching.fetch("http://news.example/a")
    fetching.fetch("http://news.example/private/open")
    assert "robots.txt forbids it" in reason(fetching, "http://news.example/private/x")
    assert [path for _, path in site.asked].count("/robots.txt") == 1
    assert len(slept) == 1
    assert 2 < slept[0] <= 3


def test_a_site_whose_rules_cannot_be_asked_is_left_alone(site: Site) -> None:
    site.answers["/robots.txt"] = (503, {}, b"")
    site.answers["/a"] = (200, HTML, PAGE.encode())
    assert "cannot be asked" in reason(fetcher(site), "http://news.example/a")


def test_an_answer_beyond_the_bound_is_refused(site: Site) -> None:
    site.answers["/big"] = (200, HTML, b"x" * 2000)
    site.answers["/packed"] = (
        200,
        {**HTML, "Content-Encoding": "gzip"},
        gzip.compress(b"x" * 9999),
    )
    limits = FetchLimits(most_bytes=1000)
    for path in ("/big", "/packed"):
        assert "larger than 1,000 bytes" in reason(
            fetcher(site, limits=limits), f"http://a.example{path}"
        )


def test_an_answer_that_came_packed_is_unpacked(site: Site) -> None:
    site.answers["/a"] = (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(PAGE.encode()))
    with fetcher(site).fetch("http://news.example/a").open() as stream:
        assert stream.read() == PAGE.encode()


def test_a_site_that_drips_is_given_up(site: Site) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        try:
            for _ in range(100):
                handler.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            pass

    site.answers["/slow"] = drip
    begun = time.monotonic()
    assert "too slow" in reason(
        fetcher(site, limits=FetchLimits(most_s=0.4)), "http://a.example/slow"
    )
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://news.example/a", "must begin with http"),
        ("/etc/passwd", "must begin with http"),
        ("http://", "must begin with http"),
        ("http://[::1", "no web address"),
        ("http://me:word@news.example/", "name or password"),
        ("http://nowhere.example/", "no such host"),
    ],
)
def test_what_is_no_public_web_address_is_refused(site: Site, url: str, said: str) -> None:
    assert said in reason(fetcher(site, names={}), url)


def test_what_is_no_article_is_refused(site: Site) -> None:
    site.answers["/a.png"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    assert "image/png is no article" in reason(fetcher(site), "http://news.example/a.png")
    assert "answers 404" in reason(fetcher(site), "http://news.example/nothing")


def test_a_name_of_other_letters_is_asked_for_in_ascii(site: Site) -> None:
    site.answers["/%D0%BF"] = (200, HTML, PAGE.encode())
    fetcher(site).fetch("http://новини.example/п")
    assert site.asked[-1] == ("xn--b1amarcd.example", "/%D0%BF")
