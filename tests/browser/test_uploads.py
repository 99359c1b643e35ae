"""What one reader uploads is that reader's alone, and gone when the reader is."""

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from pipeline.table import Store
from tests.browser.conftest import Watch, served

pytestmark = pytest.mark.browser

ARTICLE = "ODESA, 4 March 2022\n\nRussian shelling killed two people in Odesa on Thursday.\n"
STAY_S = 2  # how long a session may come back
READING_S = 240.0  # a loaded machine takes long to load the language model
SWITCHES = ("--server.maxUploadSize=1", f"--server.disconnectedSessionTTL={STAY_S}")


@contextmanager
def reader(browser: Browser) -> Iterator[Page]:
    """A page of a person of their own; with it, their session ends."""
    context = browser.new_context()
    context.set_default_timeout(60_000)
    watch = Watch()
    yield watch.follow(context)
    context.close()
    assert (watch.outside, watch.errors) == ([], [])


def upload(page: Page, path: Path) -> None:
    page.get_by_role("heading", name="Add articles").wait_for()
    page.locator('input[type="file"]').first.set_input_files(path)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the server keeps what is temporary."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def kept(temporary: Path) -> list[Path]:
    return sorted(temporary.glob("dateline-*"))


@pytest.mark.model
def test_an_upload_is_its_session_s_alone_and_goes_with_it(
    browser: Browser, store: Store, tmp_path: Path, temporary: Path
) -> None:
    path = tmp_path / "odesa.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    with served(store.folder, tmp_path / "elsewhere", *SWITCHES) as address:
        with reader(browser) as one:
            one.goto(f"{address}add")
            upload(one, path)
            expect(one.get_by_text("odesa.txt")).to_be_visible()
            one.get_by_role("button", name="Read them").first.click()
            done = one.get_by_text(re.compile(r"Done: 1 article, 1 event"))
            expect(done).to_be_visible(timeout=READING_S * 1000)
            one.get_by_role("button", name="See them on the map").click()
            expect(one.locator("h1.dl-title")).to_contain_text(re.compile("^1 event"))
            one.locator(".dl-row").first.click()
            expect(one).to_have_url(re.compile("event="))
            event_id = re.findall(r"event=([^&]+)", one.url)[0]
            (folder,) = kept(temporary)
            own = Store.open(folder / "store")
            (row,) = own.rows()
            assert row.event_id == event_id

            with reader(browser) as other:
                other.goto(f"{address}?event={event_id}")
                expect(other.locator("h1.dl-title")).to_contain_text(f"{store.count()} events")
                expect(other.locator(".dl-card")).to_have_count(0)
                other.goto(f"{address}articles?article={row.article_id}")
                expect(other.get_by_text("This article is not in the store.")).to_be_visible()
            assert kept(temporary) == [folder]
        until = time.monotonic() + 60
        while kept(temporary) and time.monotonic() < until:
            time.sleep(0.1)  # the server tells nobody when it has forgotten a session
        assert kept(temporary) == []
    assert store.article(row.article_id) is None


class Line:
    """What a server says to its page, which comes late when it `holds`, as from a busy server."""

    def __init__(self, page: Page) -> None:
        self.holds = False
        self._held: list[str | bytes] = []
        page.route_web_socket("**/_stcore/stream", self._listen)

    def _listen(self, page: WebSocketRoute) -> None:
        self._page = page
        page.connect_to_server().on_message(self._pass_on)

    def _pass_on(self, message: str | bytes) -> None:
        if self.holds:
            self._held.append(message)
        else:
            self._page.send(message)

    def release(self) -> None:
        """Pass on what was held."""
        self.holds = False
        for message in self._held:
            self._page.send(message)


@pytest.mark.model
def test_a_page_that_is_turned_to_while_a_batch_is_read_stays(
    browser: Browser, store: Store, tmp_path: Path, temporary: Path
) -> None:
    path = tmp_path / "many.jsonl"
    many = (json.dumps({"id": str(n), "text": f"{n}. " + 40 * ARTICLE}) for n in range(2_000))
    path.write_text("\n".join(many), encoding="utf-8")
    with (
        served(store.folder, tmp_path / "elsewhere", *SWITCHES[1:]) as address,
        reader(browser) as page,
    ):
        line = Line(page)
        page.goto(f"{address}add")
        upload(page, path)
        expect(page.get_by_text("many.jsonl")).to_be_visible()
        page.get_by_role("button", name="Read them").first.click()
        expect(page.get_by_text("One batch is being read")).to_be_visible()
        page.get_by_role("link", name="Articles").first.click()
        expect(page.locator(".st-key-job")).to_be_visible()
        page.locator("button.dl-line").first.click()
        page.locator(".dl-row").first.wait_for()
        line.holds = True
        page.locator(".dl-row").first.click()
        page.wait_for_timeout(5_000)  # the line that tells how far the batch is asks meanwhile
        line.release()
        expect(page).to_have_url(re.compile("event="))
        page.wait_for_timeout(3_000)
        expect(page.locator("h1.dl-title")).to_be_visible()
        expect(page.locator(".st-key-job")).to_be_visible()
    assert kept(temporary) == []


def test_an_upload_that_is_too_large_is_refused_in_words(
    browser: Browser, store: Store, tmp_path: Path, temporary: Path
) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"a" * (1 << 20) + b"b")
    with (
        served(store.folder, tmp_path / "elsewhere", *SWITCHES) as address,
        reader(browser) as page,
    ):
        page.goto(f"{address}add")
        upload(page, path)
        expect(page.get_by_text("File must be 1.0MB or smaller.")).to_be_visible()
        expect(page.get_by_role("button", name="Read them").first).to_be_disabled()
    assert kept(temporary) == []
