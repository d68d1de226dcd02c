"""The reading: from a documentation site to pages, chunks and a plan. Pure: knows neither Gemini nor Qdrant.

What is imported from here is loaded only then: the readers of sites bring large packages.
"""

# mypy: implicit-reexport
# ruff: noqa: F401 - type checkers read these imports, and `__getattr__` does the same by name

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from indexing.errors import PageError, ReadingError, UnreadableError
    from indexing.model import CHUNKER_VERSION, Chunk, Page, Place, Problem, Site, SiteOptions, Unresolved
    from indexing.opening import open_site
    from indexing.planning.plan import Plan, create_plan
    from indexing.planning.points import PlannedPoint, create_points, digest_places

_NAMES = {
    "indexing.errors": ("PageError", "ReadingError", "UnreadableError"),
    "indexing.model": ("CHUNKER_VERSION", "Chunk", "Page", "Place", "Problem", "Site", "SiteOptions", "Unresolved"),
    "indexing.opening": ("open_site",),
    "indexing.planning.plan": ("Plan", "create_plan"),
    "indexing.planning.points": ("PlannedPoint", "create_points", "digest_places"),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_MODULES[name]), name)
    return found
