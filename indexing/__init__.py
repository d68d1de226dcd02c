"""The reading: from a documentation site to pages, chunks and a plan. Pure: knows neither Gemini nor Qdrant."""

from indexing.errors import PageError, ReadingError, UnreadableError
from indexing.model import CHUNKER_VERSION, Chunk, Page, Place, Problem, Site, SiteOptions, Unresolved
from indexing.opening import open_site
from indexing.planning.plan import Plan, create_plan
from indexing.planning.points import PlannedPoint, create_points, digest_places

__all__ = [
    "CHUNKER_VERSION",
    "Chunk",
    "Page",
    "PageError",
    "Place",
    "Plan",
    "PlannedPoint",
    "Problem",
    "ReadingError",
    "Site",
    "SiteOptions",
    "UnreadableError",
    "Unresolved",
    "create_plan",
    "create_points",
    "digest_places",
    "open_site",
]
