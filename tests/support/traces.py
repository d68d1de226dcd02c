"""Spans as they arrive over OTLP: as a tree, and against the names that OpenInference's own package has."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from openinference.semconv.trace import (
    DocumentAttributes,
    MessageAttributes,
    OpenInferenceLLMProviderValues,
    OpenInferenceMimeTypeValues,
    OpenInferenceSpanKindValues,
    SpanAttributes,
)

_ROOMS = re.compile(r"(?:openinference|llm|retrieval|embedding|input|output)\.")
"""How OpenInference's names begin; the others are OpenTelemetry's."""
_ENTRY = re.compile(r"(.+?)\.\d+\.(.+)")
_VALUES = {
    SpanAttributes.OPENINFERENCE_SPAN_KIND: {kind.value for kind in OpenInferenceSpanKindValues},
    SpanAttributes.LLM_PROVIDER: {provider.value for provider in OpenInferenceLLMProviderValues},
    SpanAttributes.INPUT_MIME_TYPE: {kind.value for kind in OpenInferenceMimeTypeValues},
}
_LISTS = {
    SpanAttributes.LLM_INPUT_MESSAGES: MessageAttributes,
    SpanAttributes.LLM_OUTPUT_MESSAGES: MessageAttributes,
    SpanAttributes.RETRIEVAL_DOCUMENTS: DocumentAttributes,
}


def read_attributes(span: Any) -> dict[str, Any]:
    """The attributes of a span, as plain values."""
    return {each.key: getattr(each.value, each.value.WhichOneof("value")) for each in span.attributes}


def format_tree(spans: Sequence[Any]) -> str:
    """The names of a trace's spans, each below its parent, in the order of their beginnings."""
    known = {span.span_id for span in spans}
    roots = [span for span in spans if span.parent_span_id not in known]
    return "\n".join(line for root in roots for line in _list_lines(root, spans, 0))


def _list_lines(span: Any, spans: Sequence[Any], depth: int) -> Iterable[str]:
    yield "  " * depth + span.name
    children = (other for other in spans if other.parent_span_id == span.span_id)
    for child in sorted(children, key=lambda child: int(child.start_time_unix_nano)):
        yield from _list_lines(child, spans, depth + 1)


def find_unknown(attributes: dict[str, Any]) -> dict[str, Any]:
    """Those that look like OpenInference's and are not, or have a value that it does not know."""
    return {name: value for name, value in attributes.items() if _ROOMS.match(name) and not _is_known(name, value)}


def _is_known(name: str, value: Any) -> bool:
    if entry := _ENTRY.fullmatch(name):
        return entry[1] in _LISTS and entry[2] in _list_names(_LISTS[entry[1]])
    return name in _list_names(SpanAttributes) and (name not in _VALUES or value in _VALUES[name])


def _list_names(names: type) -> set[str]:
    return {value for key, value in vars(names).items() if key.isupper()}
