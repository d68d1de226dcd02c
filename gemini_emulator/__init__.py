"""Gemini's REST API on loopback: for the demo, tests, load and faults. Stands alone.

>>> with running() as emulator:
...     ChatGoogleGenerativeAI(model="gemini-3.8-flash", api_key=emulator.api_key, base_url=emulator.base_url)

Importing this package loads neither a web framework nor a model: `running` and `Emulator` come on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gemini_emulator.server import Emulator, running

__all__ = ["Emulator", "running"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("gemini_emulator.server"), name)
