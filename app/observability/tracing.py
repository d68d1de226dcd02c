"""OpenTelemetry traces, when `OTEL_EXPORTER_OTLP_ENDPOINT` is set; the SDK reads its other variables itself.

FastAPI makes the span of a request; ours, by the GenAI conventions, are its children. No prompt, question, passage or
answer is in them.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from opentelemetry import trace

from app import __version__
from app.settings.extras import require_extra

_ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


def is_tracing_wanted() -> bool:
    """Whether the environment names a collector.

    Raises:
        SettingsError: it names one, and the extra `otel` is not installed.
    """
    named = [name for name in _ENDPOINTS if os.environ.get(name)]
    if named:
        require_extra("otel", f"{named[0]} wants the extra `otel`.")
    return bool(named)


def configure_tracing() -> bool:
    """Export spans to the collector that the environment names; false when it names none."""
    if not is_tracing_wanted():
        return False
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - seldom used
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    from app.observability.sampling import QuerylessSampler  # noqa: PLC0415

    name = os.environ.get("OTEL_SERVICE_NAME", "askdocs")
    resource = Resource.create({"service.name": name, "service.version": __version__})
    provider = TracerProvider(resource=resource)
    provider.sampler = QuerylessSampler(provider.sampler)  # the one that the environment names
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    return True


def flush_tracing() -> None:
    """Send the spans that still wait; blocks up to two seconds. A signal ends the process before the SDK would."""
    flush = getattr(trace.get_tracer_provider(), "force_flush", None)
    if flush is not None:
        flush(timeout_millis=2000)


@contextmanager
def span(name: str, attributes: Mapping[str, Any]) -> Iterator[trace.Span]:
    """A span of a call to another service; one that does nothing while nobody traces."""
    if isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        yield trace.INVALID_SPAN
        return
    tracer = trace.get_tracer("askdocs", __version__)
    with tracer.start_as_current_span(
        name, kind=trace.SpanKind.CLIENT, attributes=attributes, record_exception=False, set_status_on_exception=False
    ) as current:
        try:
            yield current
        except Exception as error:
            current.set_attribute("error.type", type(error).__name__)
            current.set_status(trace.StatusCode.ERROR)
            raise
