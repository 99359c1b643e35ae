"""A reader without a browser: asks the dashboard over its websocket for what a browser would."""

import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

WAIT_S = 120.0
DAY = 86_400 * 1e6  # microseconds, as a slider counts
LEAST_CACHED = 1_000  # bytes of a message from which the server may name it by its hash
ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass(slots=True)
class Reader:
    """One session; `failed` counts what the server could not show."""

    socket: ClientConnection
    page: str = ""
    days: list[float] = field(default_factory=list)
    slider: str = ""
    fragment: str = ""
    known: set[str] = field(default_factory=set)
    failed: int = 0

    @classmethod
    def arrive(cls, url: str) -> "Reader":
        """Open the map, and wait until it is whole."""
        address = url.replace("http://", "ws://") + "_stcore/stream"
        origin = Origin(url.rstrip("/"))
        socket = connect(
            address, subprotocols=[Subprotocol("streamlit")], origin=origin, max_size=None
        )
        reader = cls(socket)
        reader.ask([])
        return reader

    def step(self) -> float:
        """Move the slider's left end on by a day; the seconds until all that changes has come."""
        self.days[0] += DAY
        moved = WidgetState(id=self.slider)
        moved.double_array_value.data.extend(self.days)
        begun = time.perf_counter()
        self.ask([moved])
        return time.perf_counter() - begun

    def ask(self, widgets: list[WidgetState]) -> None:
        """Have the page, or the part of it that the slider changes, run; take what it says."""
        message = BackMsg()
        rerun = message.rerun_script
        rerun.widget_states.widgets.extend(widgets)
        rerun.fragment_id, rerun.page_script_hash = self.fragment, self.page
        rerun.cached_message_hashes.extend(self.known)
        self.socket.send(message.SerializeToString())
        while True:
            raw = self.socket.recv(timeout=WAIT_S)
            told = ForwardMsg()
            told.ParseFromString(raw)
            if told.HasField("script_finished") and told.script_finished in ENDS:
                return
            if told.HasField("new_session"):
                self.page = told.new_session.page_script_hash
            if told.HasField("delta"):
                self.take(told, len(raw))

    def take(self, told: ForwardMsg, size: int) -> None:
        """Note the slider, and what could not be shown."""
        if size > LEAST_CACHED:
            self.known.add(told.hash)
        element = told.delta.new_element
        self.failed += element.HasField("exception")
        if element.HasField("slider") and not self.slider and told.delta.fragment_id:
            self.slider, self.fragment = element.slider.id, told.delta.fragment_id
            self.days = list(element.slider.default)
