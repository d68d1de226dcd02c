"""What comes of looking at a special place in a line."""

import re
from dataclasses import dataclass


@dataclass(slots=True)
class Step:
    """Where to go on, what was written, and what is to be read before going on."""

    end: int
    written: str
    again: str = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """More text is needed: until `pattern` comes, if it is given."""

    pattern: re.Pattern[str] | None = None
