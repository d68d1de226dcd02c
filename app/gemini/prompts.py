"""Prompts of rules and a question, as LangChain and the SDK write them: one of each shape is asked for, and kept.

LangChain builds the SDK's objects for each prompt anew, which are then turned into JSON: 70 us of CPU. Between two
prompts of one shape, nothing but their texts differs.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from google.genai import types
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from app.gemini.given import Given
from app.gemini.template import Template, mark

_GENERATION = {
    "temperature", "topP", "topK", "candidateCount", "maxOutputTokens", "stopSequences", "presencePenalty",
    "frequencyPenalty", "seed",
}  # fmt: skip
_BESIDES = {"systemInstruction", "safetySettings"}
_EMBEDDING = {"taskType", "title", "outputDimensionality"}

_MOST_MESSAGES = 2
_KINDS = (SystemMessage, HumanMessage)

Shape = tuple[type[BaseMessage], ...]


class Prompt(NamedTuple):
    """A request, written."""

    model: str
    body: bytes


class Prompts:
    """`ask` lets LangChain ask a client for an answer to messages."""

    def __init__(self, ask: Callable[[Given, list[BaseMessage]], Any]) -> None:
        self._ask = ask
        self._templates: dict[Shape, tuple[str, Template] | None] = {}

    def write(self, messages: Sequence[BaseMessage]) -> Prompt | None:
        """None: there is more in them than texts, or LangChain asks for more than that."""
        texts = [text for message in messages if isinstance(text := message.content, str) and text]
        shape = tuple(type(message) for message in messages)
        if len(texts) != len(shape) or len(shape) > _MOST_MESSAGES or not all(kind in _KINDS for kind in shape):
            return None
        if shape not in self._templates:
            self._templates[shape] = self._learn(shape)
        if not (learned := self._templates[shape]):
            return None
        model, template = learned
        return Prompt(model, template.fill(texts))

    def _learn(self, shape: Shape) -> tuple[str, Template] | None:
        given = Given(types.GenerateContentResponse(candidates=[types.Candidate()]))
        self._ask(given, [kind(mark(number)) for number, kind in enumerate(shape)])
        body = format_prompt(given.asked["contents"], given.asked["config"])
        template = Template.create(body, len(shape))
        return (given.asked["model"], template) if template else None


def format_prompt(contents: list[types.Content], config: types.GenerateContentConfig) -> dict[str, Any] | None:
    """The body of a request; None when there is more in it than texts and the numbers of a generation."""
    if config.tools or config.response_schema or isinstance(config.system_instruction, str):
        return None
    if config.http_options and not _is_one_try(config.http_options):
        return None
    options = config.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"http_options"})
    messages = [content.model_dump(mode="json", by_alias=True, exclude_none=True) for content in contents]
    system = options.get("systemInstruction", {})
    parts = [part for message in [*messages, system] for part in message.get("parts", [])]
    if not options.keys() <= _GENERATION | _BESIDES or any(part.keys() != {"text"} for part in parts):
        return None
    body = {"contents": messages} | {name: value for name, value in options.items() if name in _BESIDES}
    return body | {"generationConfig": {name: value for name, value in options.items() if name in _GENERATION}}


def _is_one_try(options: types.HttpOptions) -> bool:
    """Whether these options ask for nothing but what is done here anyway."""
    given = options.model_dump(exclude_none=True)
    return given in ({}, {"retry_options": {"attempts": 1}})


def format_texts(model: str, contents: Any, config: types.EmbedContentConfig) -> dict[str, Any] | None:
    """The body of a request for the vector of a text, or those of several; None when there is more in it."""
    if isinstance(contents, str):
        contents = [{"parts": [{"text": contents}], "role": "user"}]
    options = config.model_dump(mode="json", by_alias=True, exclude_none=True)
    if not options.keys() <= _EMBEDDING:
        return None
    return {"requests": [{"content": content, "model": format_model(model)} | options for content in contents]}


def format_model(model: str) -> str:
    """Its name in a path."""
    return model if model.startswith(("models/", "tunedModels/")) else f"models/{model}"
