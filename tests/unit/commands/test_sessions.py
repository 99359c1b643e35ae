import threading
import time

from pipeline.commands.sessions import Sessions

PATIENCE_S = 20.0


def test_a_session_whose_reader_has_left_is_closed_and_what_it_had_forgotten() -> None:
    there, over = {"a", "b"}, threading.Event()
    closed: list[str] = []
    sessions = Sessions(there.__contains__, closed.append, stay_s=0.2)
    for name in ("a", "b"):
        sessions.see(name)
    sessions.at_end("a", over.set)
    time.sleep(0.4)  # longer than a reader who has left may stay away
    assert closed == []
    there.remove("a")
    assert over.wait(PATIENCE_S)
    assert closed == ["a"]


def test_a_reader_who_comes_back_in_time_is_not_forgotten() -> None:
    there: set[str] = set()
    closed = threading.Event()
    sessions = Sessions(there.__contains__, lambda _: closed.set(), stay_s=PATIENCE_S)
    sessions.see("a")
    there.add("a")
    assert not closed.wait(0.1)
