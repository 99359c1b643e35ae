"""`dateline open` and `dateline demo`: the dashboard on a store."""

import importlib.util
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands import choices
from pipeline.commands.talk import Talk
from pipeline.errors import PipelineError
from pipeline.settings import cache_folder

ADDRESS = "127.0.0.1"  # nobody but the person at this machine
PORTS_TRIED = 50
START_S = 60.0  # a cold machine loads Streamlit in ten
SAMPLES = Path(__file__).parents[1] / "data" / "samples"

Port = Annotated[
    int | None,
    typer.Option(min=1, max=65535, help="Where the page is served; else the next free port."),
]
NoBrowser = Annotated[
    bool,
    typer.Option("--no-browser", metavar=choices.FLAG, help="Serve the page, but open no browser."),
]


def open_store(
    *, store: choices.StoreFolder = None, port: Port = None, no_browser: NoBrowser = False
) -> None:
    """The dashboard on a store: map, date slider, filters, list, the sentence behind each dot.

    dateline open --store my-store
    """
    from pipeline.table.manifest import read_manifest

    settings = choices.settings_with()
    folder = store or settings.store_folder
    read_manifest(folder)
    _serve(folder, port or settings.port, strict=port is not None, browse=not no_browser)


def demo(*, port: Port = None, no_browser: NoBrowser = False) -> None:
    """Read the sample articles that come along, and open the dashboard on them."""
    from pipeline.commands import adding
    from pipeline.commands.stores import pipeline_version
    from pipeline.reading import read_articles
    from pipeline.reading.articles import count_articles
    from pipeline.table import StoreWriter
    from pipeline.table.manifest import FORMAT

    talk = Talk()
    settings = choices.settings_with()
    folder = cache_folder() / f"demo-{FORMAT}"
    talk.say("reading the sample articles")
    with StoreWriter.open(folder) as writer:
        articles = read_articles([str(SAMPLES)])
        outcomes = (
            outcome
            for outcome in adding.add(
                articles, writer, work=choices.work_with(settings), version=pipeline_version()
            )
            if not isinstance(outcome, int)
        )
        for _ in talk.followed(outcomes, total=count_articles([str(SAMPLES)])):
            pass
    _serve(folder, port or settings.port, strict=port is not None, browse=not no_browser)


def _serve(folder: Path, port: int, *, strict: bool, browse: bool) -> None:
    """Run the page until it is stopped; `strict` takes this port or none."""
    from pipeline.drawing import server_environment, streamlit_flags

    page = _page()
    chosen = _free_port(port, 1 if strict else PORTS_TRIED)
    command = [sys.executable, "-m", "streamlit", "run", str(page), *streamlit_flags()]
    command += [f"--server.address={ADDRESS}", f"--server.port={chosen}", "--server.headless=true"]
    address = f"http://{ADDRESS}:{chosen}"
    talk = Talk()
    talk.warn(f"the dashboard is at {address} (stop it with Ctrl-C)")
    if browse:
        threading.Thread(target=_browse, args=(address,), daemon=True).start()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the page ends with us
    with subprocess.Popen(  # noqa: S603 - our own interpreter and page
        command, env=server_environment(folder), stdout=subprocess.DEVNULL
    ) as server:
        try:
            status = server.wait()
        except KeyboardInterrupt:
            server.terminate()
            status = 0
    raise typer.Exit(status)


def _page() -> Path:
    """Where `dashboard.py` lies, without running it."""
    found = importlib.util.find_spec("dashboard")
    if found is None or found.origin is None:
        message = "dashboard.py is not installed; install Dateline again"
        raise PipelineError(message)
    return Path(found.origin)


def _free_port(first: int, tries: int) -> int:
    for port in range(first, min(first + tries, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ADDRESS, port))
            except OSError:
                continue
            return port
    message = f"port {first} is taken; name another with --port"
    raise PipelineError(message)


def _browse(address: str) -> None:
    """Open the person's browser as soon as the page answers."""
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310 - our own address
                webbrowser.open(address)
                return
        except OSError:
            time.sleep(0.2)
