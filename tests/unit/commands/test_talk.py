import pytest

from pipeline.commands.talk import Talk
from pipeline.records import Refusal


def test_a_name_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    name = "a\x1b[2J\x9b31m\nrefused: b\u202egpj\r.exe"
    for _ in Talk().followed([Refusal(name, "no \x07 reason")], total=1):
        pass
    (line,) = capsys.readouterr().err.splitlines()
    assert line == (r"refused: a\x1b[2J\x9b31m\nrefused: b\u202egpj\r.exe: no \x07 reason")


def test_other_scripts_are_shown_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    Talk().warn("Одеса [b] 東京 é")
    assert capsys.readouterr().err == "Одеса [b] 東京 é\n"
