"""Visitors of a dashboard without a browser: WebSocket clients that ask for pages and count the seconds."""

import asyncio
import random
import time
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from matcher.plans.accounts import PERMISSIONS, ROLES
from matcher.ui.pages import PAGES


@dataclass(frozen=True, slots=True)
class View:
    """Name one view of a page: its key, and what its address says beside the role."""

    page: str
    query: str = ""

    @property
    def called(self) -> str:
        """What the lines of the results say."""
        return f"{self.page}?{self.query}" if self.query else self.page

    @property
    def asked(self) -> str:
        """What the address says in all."""
        permission = next(entry.permission for entry in PAGES if entry.key == self.page)
        role = next(role for role in ("planner", *ROLES) if role in PERMISSIONS[permission])
        return f"as={role}&{self.query}" if self.query else f"as={role}"

    @property
    def address(self) -> str:
        """Path and query."""
        path = "" if self.page == PAGES[0].key else self.page
        return f"{path}?{self.asked}"


async def ask(connection: ClientConnection, view: View, more: str = "") -> float:
    """Ask for a view as a browser does and return the seconds until it is finished."""
    message = BackMsg()
    message.rerun_script.query_string = f"{view.asked}&{more}" if more else view.asked
    message.rerun_script.page_script_hash = calc_hash(view.page)
    start = time.perf_counter()
    await connection.send(message.SerializeToString())
    while True:
        told = ForwardMsg.FromString(await connection.recv())
        if told.WhichOneof("type") == "script_finished":
            return time.perf_counter() - start


def open_session(address: str) -> connect:
    """Return a connection of a visitor's browser, without anything being drawn."""
    place = f"{address.replace('http', 'ws')}/_stcore/stream"
    return connect(place, subprotocols=[Subprotocol("streamlit")], max_size=None, origin=Origin(address))


async def click(
    address: str, view: View, clicks: int, pause_s: float, chance: random.Random, more: str = ""
) -> list[float]:
    """Open a session, wait for its first page, and rerun it; return the seconds of each rerun."""
    async with open_session(address) as connection:
        await ask(connection, view, more)
        seconds = []
        for _ in range(clicks):
            await asyncio.sleep(chance.expovariate(1 / pause_s) if pause_s else 0)
            seconds.append(await ask(connection, view, more))
        return seconds


async def click_together(address: str, view: View, sessions: int, clicks: int, pause_s: float) -> list[float]:
    """Let many sessions click; return the seconds of all reruns."""
    shares = (click(address, view, clicks, pause_s, random.Random(number)) for number in range(sessions))
    return [each for share in await asyncio.gather(*shares) for each in share]
