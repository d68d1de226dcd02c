"""What the theme and the service must agree on, though they share no code."""

import re
from pathlib import Path

from app.wires.event_stream import HEARTBEAT_SECONDS

CLIENT = Path(__file__).parents[2] / "website" / "packages" / "askdocs-panel" / "src" / "service"


def test_the_theme_knows_how_often_a_stream_sends_a_sign_of_life() -> None:
    written = re.search(r"^export const HEARTBEAT_MS = ([\d_]+);$", (CLIENT / "ask.ts").read_text(), re.MULTILINE)
    assert written
    assert int(written[1]) == HEARTBEAT_SECONDS * 1000
