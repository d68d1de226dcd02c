"""The parts of an answer, and how they join: what is streamed, and what of it makes a whole.

First comes `{"id", "sources"}`, then `{"response"}` with a piece of the text as often as there is one, last one part
with all other keys of `ChatResponse`. Their sum, by `+`, is the whole answer. Nothing else knows this shape.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from langchain_core.runnables.utils import AddableDict, add

from chains.schemas import Ending, Source, Usage

Part = AddableDict
_FIRST = ("id", "sources")
_TEXT = "response"


def create_first_part(sources: Iterable[Source]) -> Part:
    """The part with which every answer begins; its id is new."""
    return Part(id=create_id(), sources=[_format(source) for source in sources])


def create_text_part(text: str) -> Part:
    """A piece of the response."""
    return Part({_TEXT: text})


def create_last_part(
    ending: Ending,
    *,
    cited: Iterable[int] = (),
    nearest: Iterable[Source] = (),
    unverified: Iterable[str] = (),
    unsupported: Iterable[str] = (),
    suggestions: Iterable[str] = (),
    usage: Usage | None = None,
) -> Part:
    """The part that says how the answer came out; nothing follows it."""
    return Part(
        cited=sorted(cited),
        nearest=[_format(source) for source in nearest],
        unverified=list(unverified),
        unsupported=list(unsupported),
        suggestions=list(suggestions),
        outcome=ending.outcome,
        reason=ending.reason,
        usage=(usage or Usage()).model_dump(),
    )


def create_id() -> str:
    """A name for one delivery of an answer: 32 hex digits."""
    return uuid4().hex


def get_start(part: Mapping[str, Any]) -> tuple[str, list[Source]]:
    """The id and the sources of an answer, from its first part or from the whole of it."""
    return str(part.get("id", "")), [Source.model_validate(source) for source in part.get("sources", ())]


def get_cited(first: Mapping[str, Any], last: Mapping[str, Any]) -> list[Source]:
    """The sources that an answer uses, from its first and its last part, which may be the whole of it."""
    return [Source.model_validate(source) for source in first.get("sources", ()) if source["number"] in last["cited"]]


def get_text(part: Mapping[str, Any]) -> str:
    """The piece of the response in a part, or the whole of it; empty when there is none."""
    return str(part.get(_TEXT, ""))


def is_last_part(part: Any) -> bool:
    """Whether a part says how the answer came out."""
    return isinstance(part, Mapping) and "outcome" in part


def is_answer(value: Any) -> bool:
    """Whether a value is an answer of ours. A chain of somebody else may return anything."""
    return isinstance(value, dict) and value.keys() >= {*_FIRST, _TEXT}


def join_parts(parts: Iterable[Any]) -> Any:
    """The sum of the parts; an empty answer for none."""
    return add(parts) or Part()


def split_answer(answer: Any) -> list[Any]:
    """The parts of a whole answer, with its text in one piece. A value that is no answer is its only part."""
    if not is_answer(answer):
        return [answer]
    rest = {key: value for key, value in answer.items() if key not in {*_FIRST, _TEXT}}
    begun = [Part({key: answer[key] for key in _FIRST}), create_text_part(answer[_TEXT])]
    return [*begun, Part(rest)] if rest else begun


def join_texts(parts: Iterable[Any]) -> list[Any]:
    """The same parts, where pieces of the response that follow each other are one."""
    joined: list[Any] = []
    for part in parts:
        if joined and _is_text_part(part) and _is_text_part(joined[-1]):
            joined[-1] = joined[-1] + part
        else:
            joined.append(part)
    return joined


def rename(part: Any, delivery: str) -> Any:
    """The same part or answer with the id of another delivery. A value without an id is returned as it is."""
    return part.__class__(part | {"id": delivery}) if isinstance(part, dict) and "id" in part else part


def with_suggestions(part: Any, suggestions: Iterable[str]) -> Any:
    """The same last part or answer with these questions to ask next."""
    return part.__class__(part | {"suggestions": list(suggestions)})


def without_usage(answer: Any) -> Any:
    """The same answer as it is for somebody for whom nothing is spent."""
    return answer | {"usage": Usage().model_dump()} if "usage" in answer else answer


def _format(source: Source) -> dict[str, Any]:
    """Like `model_dump`, which looks into what are plain values, in a twentieth of the time."""
    return dict(vars(source))


def _is_text_part(part: Any) -> bool:
    return isinstance(part, dict) and len(part) == 1 and _TEXT in part
