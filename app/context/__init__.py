"""What is known of one request, from the first middleware that sees it to the last adapter that works for it."""

from app.context.cache_use import CacheUse, Result
from app.context.endpoint import Endpoint, Problem
from app.context.observation import Meter, Observation
from app.context.request import Caller, RequestContext, entering, get_context

__all__ = [
    "CacheUse",
    "Caller",
    "Endpoint",
    "Meter",
    "Observation",
    "Problem",
    "RequestContext",
    "Result",
    "entering",
    "get_context",
]
