"""The bodies that clients send, as far as the emulator reads them.

Proto JSON takes `outputDimensionality` and `output_dimensionality` alike and refuses unknown names; so do these.
"""

from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from gemini_emulator.errors import invalid_argument, invalid_payload

MAX_BODY_BYTES = 20 * 1024 * 1024
MAX_BATCH = 100
MAX_DIMENSIONS = 3072
MIN_DIMENSIONS = 128
CHARACTERS_PER_TOKEN = 4


class _Message(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


M = TypeVar("M", bound=_Message)


class Part(_Message):
    """Text. Other kinds of part are known by name, so that they are refused with a clear sentence."""

    text: str | None = None
    thought: bool | None = None
    thought_signature: str | None = None
    inline_data: Any = None
    file_data: Any = None
    function_call: Any = None
    function_response: Any = None


class Content(_Message):
    """One turn. `role` is `user`, `model` or absent."""

    role: str | None = None
    parts: list[Part] = []

    @property
    def text(self) -> str:
        """The parts' texts, joined; thoughts are left out."""
        return "".join(part.text or "" for part in self.parts if not part.thought)


class GenerationConfig(BaseModel):
    """Only `maxOutputTokens` changes what the emulator does; all else is taken and ignored."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="allow")

    max_output_tokens: int | None = Field(default=None, ge=1)


class GenerateContentRequest(_Message):
    """Body of `generateContent` and `streamGenerateContent`."""

    contents: list[Content]
    system_instruction: Content | None = None
    generation_config: GenerationConfig | None = None
    model: str | None = None
    safety_settings: Any = None
    tools: Any = None
    tool_config: Any = None
    cached_content: Any = None
    service_tier: Any = None
    store: Any = None

    @property
    def max_output_tokens(self) -> int | None:
        """The cap that the client set, if any."""
        return self.generation_config.max_output_tokens if self.generation_config else None

    def count_tokens(self) -> int:
        """Of the whole prompt."""
        turns = [*self.contents, *([self.system_instruction] if self.system_instruction else [])]
        return sum(count_tokens(turn.text) for turn in turns)


class CountTokensRequest(_Message):
    """Body of `countTokens`: turns, or a whole request."""

    contents: list[Content] = []
    generate_content_request: GenerateContentRequest | None = None


class EmbedContentRequest(_Message):
    """Body of `embedContent`, and one entry of a batch."""

    content: Content
    model: str | None = None
    task_type: str | None = None
    title: str | None = None
    output_dimensionality: int | None = None


class BatchEmbedContentsRequest(_Message):
    """Body of `batchEmbedContents`."""

    requests: list[EmbedContentRequest]


def count_tokens(text: str) -> int:
    """About four characters a token, the rule of thumb that Gemini's documentation gives."""
    return -(-len(text) // CHARACTERS_PER_TOKEN)


def parse_body(kind: type[M], body: bytes) -> M:
    """Read a body.

    Raises:
        ApiError: 400, with one violation for each field that does not fit.
    """
    try:
        return kind.model_validate_json(body or b"{}")
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)
    raise invalid_payload([_describe(problem["type"], problem["loc"], problem["msg"]) for problem in problems])


def check_prompt(request: GenerateContentRequest) -> None:
    """Refuse a prompt that the API refuses, or one that the emulator cannot read.

    Raises:
        ApiError: 400.
    """
    if not request.contents:
        raise invalid_argument("* GenerateContentRequest.contents: contents is not specified\n")
    for number, turn in enumerate(request.contents):
        path = f"GenerateContentRequest.contents[{number}]"
        if turn.role not in {None, "user", "model"}:
            raise invalid_argument("Please use a valid role: user, model.")
        if not turn.parts:
            raise invalid_argument(f"* {path}.parts: contents.parts must not be empty.\n")
        _check_parts(turn, path)


def check_embedding_request(request: EmbedContentRequest, *, model: str) -> None:
    """Refuse what the API refuses: no text, dimensions out of range, another model than the one in the address.

    Raises:
        ApiError: 400.
    """
    _check_parts(request.content, "EmbedContentRequest.content")
    if not request.content.text:
        raise invalid_argument("* EmbedContentRequest.content contains an empty Part.\n")
    if request.model and request.model.removeprefix("models/") != model:
        raise invalid_argument(f"* EmbedContentRequest.model: must be models/{model}, as in the address.\n")
    dimensions = request.output_dimensionality
    if dimensions is not None and not MIN_DIMENSIONS <= dimensions <= MAX_DIMENSIONS:
        raise invalid_argument(
            f"* EmbedContentRequest.output_dimensionality: must be {MIN_DIMENSIONS} to {MAX_DIMENSIONS}.\n"
        )


def _check_parts(content: Content, path: str) -> None:
    for number, part in enumerate(content.parts):
        if part.text is not None:
            continue
        if part.model_fields_set:
            raise invalid_argument(f"* {path}.parts[{number}]: the emulator reads text parts only.\n")
        raise invalid_argument(
            f"* {path}.parts[{number}].data: required oneof field 'data' must have one initialized field\n"
        )


def _describe(kind: str, location: tuple[int | str, ...], message: str) -> tuple[str, str]:
    """(path as proto JSON writes it, sentence)."""
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in location).lstrip(".")
    if kind == "extra_forbidden":
        parent, _, name = path.rpartition(".")
        where = f" at '{parent}'" if parent else ""
        return parent, f'Invalid JSON payload received. Unknown name "{name}"{where}: Cannot find field.'
    where = f" at '{path}'" if path else ""
    return path, f"Invalid JSON payload received. Invalid value{where}: {message}."
