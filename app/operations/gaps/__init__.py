"""The gaps of a site: found, kept, and closed when they are answered."""

from app.operations.gaps.finding import find_gaps
from app.operations.gaps.opening import GapStores, GapTools, opening_stores, opening_tools, prepare_stores

__all__ = ["GapStores", "GapTools", "find_gaps", "opening_stores", "opening_tools", "prepare_stores"]
