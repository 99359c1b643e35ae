import tomllib
from pathlib import Path

from pipeline.drawing import streamlit_flags
from pipeline.drawing.launch import LAUNCH

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
