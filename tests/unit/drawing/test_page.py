import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from benchmarks.store import batches
from pipeline.drawing import write_html
from pipeline.table import EventRow


def page_of(rows: tuple[EventRow, ...], folder: Path) -> str:
    path = folder / "events.html"
    write_html(rows, path)
    return path.read_text(encoding="utf-8")


def test_five_hundred_events_fit_on_a_stick(tmp_path: Path) -> None:
    rows = tuple(row for batch in batches(500) for row in batch.events)
    assert len(page_of(rows, tmp_path).encode()) < 3_000_000


def test_the_policy_allows_no_request_and_only_the_scripts_written(
    rows: tuple[EventRow, ...], tmp_path: Path
) -> None:
    page = page_of(rows, tmp_path)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; img-src data:;")
    for kind, body in re.findall(r"<(script|style)>(.*?)</\1>", page, re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy[1].split(f"{kind}-src")[1]
    assert not re.search(r"<(script|img|iframe)[^>]* src=|<link ", page)


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "@SCRIPTS@", "<!--<script>"]
)
def test_hostile_text_stays_in_its_block(row: EventRow, text: str, tmp_path: Path) -> None:
    hostile = row._replace(headline=text, quote=text, place_name=text, url="javascript:alert(1)")
    page = page_of((hostile,), tmp_path)
    assert page.count("<script") == page_of((row,), tmp_path).count("<script")
    block = re.search(r'id="dateline-data">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    data = json.loads(block[1])
    assert data["rows"][0]["headline"] == text
    assert data["rows"][0]["url"] == ""


def test_a_page_without_events_opens(tmp_path: Path) -> None:
    assert "<h1>0 events</h1>" in page_of((), tmp_path)


def test_a_page_states_its_sources(rows: tuple[EventRow, ...], tmp_path: Path) -> None:
    page = page_of(rows, tmp_path)
    assert "GeoNames, CC BY 4.0" in page
