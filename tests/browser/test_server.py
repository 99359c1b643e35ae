"""The dashboard's server: for this machine alone, and deaf to the pages of other sites."""

import http.client
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pipeline.table import Store
from tests.browser.conftest import served

pytestmark = pytest.mark.browser

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def status_of_socket(address: str, origin: str) -> int:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request("GET", "/_stcore/stream", headers=UPGRADE | {"Origin": origin})
    status = connection.getresponse().status
    connection.close()
    return status


def test_the_page_itself_may_connect(address: str) -> None:
    assert status_of_socket(address, address.rstrip("/")) == 101


@pytest.mark.parametrize("origin", ["https://hostile.invalid", "http://127.0.0.1.hostile.invalid"])
def test_another_site_may_not_connect(address: str, origin: str) -> None:
    assert status_of_socket(address, origin) == 403


def test_nothing_listens_on_other_addresses(address: str) -> None:
    port = urlsplit(address).port
    assert port is not None
    with socket.socket() as other:
        other.settimeout(5)
        assert other.connect_ex(("127.0.0.2", port)) != 0


def test_a_page_that_has_a_name_for_others_listens_to_that_name_and_no_other(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STREAMLIT_BROWSER_SERVER_ADDRESS", "news.example")
    with served(store.folder, tmp_path / "elsewhere") as address:
        assert status_of_socket(address, "https://news.example") == 101
        assert status_of_socket(address, "https://hostile.invalid") == 403
