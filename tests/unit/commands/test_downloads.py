import threading

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from pipeline.commands.downloads import MIME, held

NAME = "events.csv"


def stored(manager: MediaFileManager, url: str) -> bool:
    return manager.read_file(url.rsplit("/", 1)[1]) is not None


@pytest.mark.parametrize("content", ["a,b", b"a,b"])
def test_a_file_made_at_a_click_outlives_the_pages_of_others(content: bytes | str) -> None:
    manager = MediaFileManager(MemoryMediaFileStorage("/media"))

    def make() -> bytes:
        return held(lambda: content, NAME, manager)

    deferred = manager.add_deferred(make, MIME, "1", NAME)
    url = manager.execute_deferred(deferred)
    for _ in range(3):
        manager.remove_orphaned_files()
    assert stored(manager, url)


def test_a_file_made_at_a_click_is_let_go_in_the_end() -> None:
    gone = threading.Event()

    class Watched(MediaFileManager):
        def remove_orphaned_files(self) -> None:
            super().remove_orphaned_files()
            gone.set()

    manager = Watched(MemoryMediaFileStorage("/media"))
    deferred = manager.add_deferred(lambda: held(lambda: b"a", NAME, manager, 0.01), MIME, "1")
    url = manager.execute_deferred(deferred)
    assert gone.wait(20)
    manager.remove_orphaned_files()
    assert not stored(manager, url)
