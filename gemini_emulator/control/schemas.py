"""The bodies of `/control/…`. Times are in seconds."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Method = Literal[
    "batchEmbedContents",
    "embedContent",
    "generateContent",
    "streamGenerateContent",
    "countTokens",
    "list",
    "get",
]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ScriptedChunk(_Body):
    """A piece of an answer, after a pause of `delay`."""

    text: str
    delay: float = Field(default=0, ge=0)


class ScriptedAnswer(_Body):
    """What the next generation answers instead of an extract; without a stream its chunks are joined."""

    chunks: list[ScriptedChunk] = []
    finish_reason: str | None = Field(default="STOP", description="`SAFETY`, `MAX_TOKENS`, …; null: none is sent")
    block_reason: str | None = Field(default=None, description="promptFeedback.blockReason; no candidates then")
    error: int | None = Field(default=None, ge=400, le=599, description="status of an error event after the chunks")
    raw: str | None = Field(default=None, description="the body, verbatim, instead of all else: `` or `{}`")


class Script(_Body):
    """Answers for the next generations, in turn."""

    answers: list[ScriptedAnswer] = Field(min_length=1)


class VectorFault(_Body):
    """What is wrong with the vectors of a batch."""

    missing: int = Field(default=0, ge=0, description="so many fewer vectors than texts")
    fill: Literal["nan", "infinity", "zero"] | None = Field(default=None, description="every number is this")
    dimensions: int | None = Field(default=None, ge=0, description="length of each, whatever was asked for")


class Fault(_Body):
    """What goes wrong with the next `times` calls. Set as many fields as you like; they happen in this order."""

    method: Method | None = Field(default=None, description="null: any")
    times: int = Field(default=1, ge=1)
    hang: float = Field(default=0, ge=0, description="wait so long, then go on")
    status: int | None = Field(default=None, ge=400, le=599, description="answer this error; 400 is a wrong key")
    message: str | None = None
    retry_delay: float | None = Field(default=None, ge=0, description="RetryInfo of a 429 or 503")
    quota_id: str | None = Field(default=None, description="QuotaFailure of a 429")
    body: str | None = Field(default=None, description="answer this text with 200")
    vectors: VectorFault | None = None
    chunk_delay: float = Field(default=0, ge=0, description="a pause before each streamed chunk")
    cut_after: int | None = Field(
        default=None, ge=0, description="cut the connection after so many chunks of a stream; else inside the body"
    )


class Faults(_Body):
    """Queued one after the other; a call takes the first that fits its method."""

    faults: list[Fault] = Field(min_length=1)


class Limit(_Body):
    """Calls of a method in any 60 seconds; more are 429 with the time to wait."""

    method: Method | None = Field(default=None, description="null: all methods together")
    per_minute: int = Field(ge=0)
    retry_info: bool = Field(default=True, description="tell how long to wait")


class Limits(_Body):
    """Replaces the limits there were; an empty list removes them."""

    limits: list[Limit]


class Latency(_Body):
    """What a distant, busy API would take."""

    embedding: float = Field(default=0, ge=0, description="before the answer to an embedding call")
    first_token: float = Field(default=0, ge=0, description="before the first chunk, or the whole answer")
    per_chunk: float = Field(default=0, ge=0, description="before each further chunk")


class Calls(BaseModel):
    """What has happened since the last reset."""

    by_method: dict[str, int] = {}
    by_status: dict[str, int] = {}
    texts_embedded: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    generations_running: int = 0
    generations_finished: int = 0
    cancelled_by_client: int = Field(default=0, description="calls of any method whose client left before the end")
    last_prompts: list[str] = Field(default=[], description="the last turns of the last 20 generations, oldest first")
