"""Which spans are made, and what they may hold."""

from collections.abc import Sequence

from opentelemetry.context import Context
from opentelemetry.sdk.trace.sampling import Sampler, SamplingResult
from opentelemetry.trace import Link, SpanKind, TraceState
from opentelemetry.util.types import Attributes

QUERY = "url.query"


class QuerylessSampler(Sampler):
    """Another sampler, which gives each span its first attributes; here without the query of the URL.

    FastAPI puts it there, and in `GET /search?q=…` it is what somebody has asked.
    """

    def __init__(self, sampler: Sampler) -> None:
        self._sampler = sampler

    def should_sample(  # noqa: PLR0917 - OpenTelemetry's signature
        self,
        parent_context: Context | None,
        trace_id: int,
        name: str,
        kind: SpanKind | None = None,
        attributes: Attributes = None,
        links: Sequence[Link] | None = None,
        trace_state: TraceState | None = None,
    ) -> SamplingResult:
        """What the other sampler says."""
        kept = {key: value for key, value in (attributes or {}).items() if key != QUERY}
        return self._sampler.should_sample(parent_context, trace_id, name, kind, kept, links, trace_state)

    def get_description(self) -> str:
        """That of the other sampler."""
        return self._sampler.get_description()
