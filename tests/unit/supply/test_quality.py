import tomllib
from pathlib import Path

import pytest

from benchmarks.quality import MEASURES, own_samples, section

ROOT = Path(__file__).parents[3]
MEASURED = tomllib.loads(MEASURES.read_text(encoding="utf-8"))["measure"]


@pytest.mark.parametrize("measure", MEASURED, ids=[entry["title"] for entry in MEASURED])
def test_a_set_that_is_not_at_hand_is_named_and_how_to_obtain_it(
    measure: dict[str, str], tmp_path: Path
) -> None:
    told = "\n".join(section(measure, tmp_path, None))
    assert "Not measured: " in told
    assert "```" not in told
    assert measure["obtain"].strip() in told


def test_the_page_has_a_part_for_every_measure() -> None:
    page = (ROOT / "QUALITY.md").read_text(encoding="utf-8")
    assert [f"## {entry['title']}" in page for entry in MEASURED] == [True] * len(MEASURED)
    assert "Not measured" not in page


def test_the_figures_of_our_own_samples_come_from_the_reviewed_file() -> None:
    assert "among" in own_samples()
    assert own_samples().count("%") == 1
