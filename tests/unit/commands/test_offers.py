"""A press on a button that the page has replaced meanwhile."""

import time
from functools import partial

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from pipeline.commands.downloads import MIME, held
from pipeline.commands.offers import Offers

NAME = "events.csv"


def offered(kept_s: float) -> tuple[MediaFileManager, str]:
    """A manager that has forgotten the offer of a page that was made anew."""
    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    Offers(manager, MediaFileStorageError, kept_s).install()
    old, new = (
        manager.add_deferred(partial(held, content.encode, NAME, manager), MIME, "1", NAME)
        for content in ("old", "new")
    )
    manager.remove_orphaned_files()
    assert old != new
    return manager, old


def content(manager: MediaFileManager, url: str) -> bytes | None:
    file = manager.read_file(url.rsplit("/", 1)[1])
    return file and file.content


def test_a_button_of_the_page_before_still_gives_its_file() -> None:
    manager, old = offered(60.0)
    url = manager.execute_deferred(old)
    manager.remove_orphaned_files()
    assert content(manager, url) == b"old"


def test_what_was_never_offered_is_refused() -> None:
    manager, _ = offered(60.0)
    with pytest.raises(MediaFileStorageError, match="not found"):
        manager.execute_deferred("0" * 32)


def test_an_offer_ends() -> None:
    manager, old = offered(0.01)
    until = time.monotonic() + 20
    with pytest.raises(MediaFileStorageError, match="not found"):  # noqa: PT012 - until it does
        while time.monotonic() < until:
            manager.execute_deferred(old)
