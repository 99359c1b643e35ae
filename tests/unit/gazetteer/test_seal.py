from pathlib import Path

import pytest

from gazetteer import Gazetteer
from gazetteer.errors import GazetteerMissing
from gazetteer.seal import check_seal, seal


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    path = tmp_path / "gazetteer.dat"
    path.write_bytes(bytes(range(256)) * 9000)  # more than is read at once
    seal(path)
    return path


def test_a_file_as_it_was_built_passes(sealed: Path) -> None:
    check_seal(sealed)
    assert sealed.stat().st_size == 256 * 9000 + 32


@pytest.mark.parametrize("place", [0, 1_200_000, 256 * 9000 - 1, -1])
def test_a_changed_byte_is_noticed(sealed: Path, place: int) -> None:
    content = bytearray(sealed.read_bytes())
    content[place] ^= 1
    sealed.write_bytes(content)
    with pytest.raises(GazetteerMissing, match="remove it and build it anew"):
        check_seal(sealed)


@pytest.mark.parametrize("size", [0, 31, 32, 1000])
def test_a_truncated_file_is_noticed(sealed: Path, size: int) -> None:
    sealed.write_bytes(sealed.read_bytes()[:size])
    with pytest.raises(GazetteerMissing, match="not as it was built"):
        check_seal(sealed)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(GazetteerMissing, match="No such file"):
        check_seal(tmp_path / "none.dat")


def test_the_packaged_gazetteer_passes(gazetteer: Gazetteer) -> None:
    check_seal(gazetteer.path)


def test_the_pipeline_refuses_a_gazetteer_that_was_changed(
    gazetteer: Gazetteer, tmp_path: Path
) -> None:
    path = tmp_path / "changed.dat"
    path.write_bytes(gazetteer.path.read_bytes() + b"more")
    Gazetteer.open(path)
    with pytest.raises(GazetteerMissing, match="not as it was built"):
        Gazetteer.open(path, checked=True)
