import tomllib
from pathlib import Path

import pytest

from pipeline.drawing import server_environment, streamlit_flags
from pipeline.drawing.launch import LAUNCH
from pipeline.settings import STORE_VARIABLE

CONFIG = Path(__file__).parents[3] / ".streamlit" / "config.toml"


def test_an_installed_copy_starts_with_the_settings_of_the_folder() -> None:
    assert tomllib.loads(LAUNCH.read_text("utf-8")) == tomllib.loads(CONFIG.read_text("utf-8"))


def test_the_dashboard_listens_to_this_machine_and_reports_to_nobody() -> None:
    assert set(streamlit_flags()) >= {
        "--server.address=127.0.0.1",
        "--server.enableXsrfProtection=true",
        "--server.enableCORS=true",
        "--server.maxUploadSize=50",
        "--browser.gatherUsageStats=false",
        "--client.showErrorDetails=none",
    }


def test_the_server_gives_memory_back_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MALLOC_ARENA_MAX", "8")
    found = server_environment(tmp_path)
    assert found[STORE_VARIABLE] == str(tmp_path)
    assert found["MALLOC_ARENA_MAX"] == "8"
    assert found["ARROW_DEFAULT_MEMORY_POOL"] == "system"
