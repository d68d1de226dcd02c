"""What goes in and what comes out, as every wire speaks it.

No field of the request is nullable and no default is null: LangServe's playground shows a blank page
for a schema that holds `{"type": "null"}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

MAX_QUERY_CHARACTERS = 2000
MAX_TURN_CHARACTERS = 8000
MAX_TURNS = 20
MAX_URL_CHARACTERS = 2000

Outcome = Literal["answered", "abstained", "extractive", "blocked", "truncated"]
Reason = Literal[
    "",
    "no_match",
    "weak_match",
    "no_such_version",
    "not_in_docs",
    "uncited",
    "model_unavailable",
    "quota",
    "deadline",
    "safety",
    "max_tokens",
    "cut_off",
]


class Filters(BaseModel):
    """Which part of the documentation may be quoted; an empty value means the site's default."""

    version: Annotated[
        str, Field(max_length=100, description="such as `2.x`; empty: that of page_url, else the default")
    ] = ""
    locale: Annotated[
        str, Field(max_length=35, description="such as `fr`; empty: that of page_url, else the default")
    ] = ""
    docusaurus_tag: Annotated[
        list[Annotated[str, StringConstraints(max_length=200)]],
        Field(max_length=20, description="such as `docs-default-current`; a passage bears at least one of them"),
    ] = []


class Turn(BaseModel):
    """One earlier message. Plain text only: content parts of richer message types can make the server fetch URLs."""

    type: Annotated[Literal["human", "ai"], Field(description="who said it")]
    content: Annotated[str, Field(max_length=MAX_TURN_CHARACTERS)]


class ChatRequest(BaseModel):
    """A question about the documentation."""

    model_config = ConfigDict(title="ChatRequest")

    query: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUERY_CHARACTERS),
        Field(description="the question, in any language"),
    ]
    chat_history: Annotated[list[Turn], Field(max_length=MAX_TURNS, description="earlier turns, oldest first")] = []
    # pydantic copies any other default for each request, field by field
    filters: Filters = Field(default_factory=Filters, json_schema_extra={"default": Filters().model_dump()})
    page_url: Annotated[str, Field(max_length=MAX_URL_CHARACTERS, description="the page that the reader has open")] = ""


class Source(BaseModel):
    """One passage that was given to the model."""

    number: Annotated[int, Field(ge=1, description="what the markers in the answer refer to")]
    title: str
    section: Annotated[str, Field(description="`Guide > Install > Linux`")]
    url: Annotated[str, Field(description="absolute, with the #anchor of the heading")]
    snippet: str
    score: Annotated[float, Field(ge=0, le=1, description="cosine of question and passage")]
    version: str
    locale: str


class Usage(BaseModel):
    """Tokens that the model counted when the answer was written; zeros when nothing was spent, or it did not tell."""

    input_tokens: int = 0
    cached_tokens: Annotated[int, Field(description="those of the input tokens that the model had cached")] = 0
    output_tokens: int = 0
    embedding_tokens: int = 0

    @classmethod
    def read(cls, metadata: Mapping[str, Any]) -> "Usage":
        """Of what LangChain calls the `usage_metadata` of a message."""
        return cls(
            input_tokens=metadata["input_tokens"],
            cached_tokens=metadata.get("input_token_details", {}).get("cache_read", 0),
            output_tokens=metadata["output_tokens"],
        )

    def add(self, other: "Usage") -> "Usage":
        """The tokens of both."""
        return Usage(
            input_tokens=self.input_tokens + other.input_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            embedding_tokens=self.embedding_tokens + other.embedding_tokens,
        )


@dataclass(frozen=True, slots=True)
class Ending:
    """How an answer came out, in the words of `ChatResponse`."""

    outcome: Outcome
    reason: Reason = ""


class ChatResponse(BaseModel):
    """A cited answer, or an honest account of why there is none."""

    id: Annotated[str, Field(description="names this delivery of the answer")] = ""
    response: Annotated[str, Field(description="Markdown with [1] markers; when abstained, one fixed sentence")]
    sources: Annotated[list[Source], Field(description="the passages given to the model, in retrieval order")]
    cited: Annotated[list[int], Field(description="the numbers of the sources that the response uses")]
    nearest: Annotated[list[Source], Field(description="where to look instead, when abstained")]
    unverified: Annotated[
        list[str], Field(description="identifiers, flags and paths in the response's code that stand in no passage")
    ]
    unsupported: Annotated[
        list[str], Field(description="sentences of the response that the passages they cite do not support")
    ] = []
    suggestions: Annotated[list[str], Field(description="questions to ask next, which the documentation answers")] = []
    outcome: Outcome
    reason: Reason
    usage: Usage
