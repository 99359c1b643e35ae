"""The switch that writes the reviewed answers anew."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the answers of this run as the expected ones; review the diff",
    )
