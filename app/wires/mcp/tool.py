"""What a tool is, and how it says what came of a call."""

import json
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import mcp.types as protocol
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import Request

from app.wires.mcp.schemas import create_schema

_ANNOTATIONS = protocol.ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


Report = Callable[[float, float, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a tool."""

    request: Request
    """The HTTP request that brought it."""
    report: Report | None
    """Tells the caller how far it is: done, of how much, in words. None: nobody wants to know."""


class Arguments(BaseModel):
    """What a tool is called with. A name that is not known is refused: what it asked for would be lost silently."""

    model_config = ConfigDict(extra="forbid", frozen=True)


_MAX_PROBLEMS = 5
_MAX_CHARACTERS = 500
"""Of what is wrong, so much is said: a thousand unknown names are as wrong as five."""
A = TypeVar("A", bound=Arguments)


class WrongArgumentsError(Exception):
    """Arguments that a tool cannot use; the message says which, for the model that has written them."""


class Tool(ABC, Generic[A]):
    """One tool: its name and what it is told to models, what it takes, what it gives."""

    name: str
    title: str
    description: str
    arguments: type[A]
    result: type[BaseModel]

    @abstractmethod
    async def run(self, arguments: A, call: Call) -> protocol.CallToolResult:
        """Do it. Raises AskdocsError and HTTPException, whose message the model is told."""

    def describe(self) -> protocol.Tool:
        """What `tools/list` says of it."""
        return protocol.Tool(
            name=self.name,
            title=self.title,
            description=self.description,
            input_schema=create_schema(self.arguments),
            output_schema=create_schema(self.result, mode="serialization"),
            annotations=_ANNOTATIONS,
        )

    def read(self, given: dict[str, Any] | None) -> A:
        """The arguments, checked.

        Raises:
            WrongArgumentsError: one is missing, wrong or unknown.
        """
        try:
            return self.arguments.model_validate(given or {})
        except ValidationError as error:
            problems = "; ".join(map(_format_problem, error.errors(include_url=False)[:_MAX_PROBLEMS]))
            known = ", ".join(self.arguments.model_fields)
            raise WrongArgumentsError(f"{problems[:_MAX_CHARACTERS]}. {self.name} takes {known}.") from None


def create_result(
    text: str, structured: BaseModel, links: Sequence[protocol.ResourceLink] = ()
) -> protocol.CallToolResult:
    """What came of a call: a text, links, and the same as data."""
    return protocol.CallToolResult(
        content=[protocol.TextContent(text=text), *links], structured_content=structured.model_dump(mode="json")
    )


def create_json_result(structured: BaseModel) -> protocol.CallToolResult:
    """The same JSON as text and as data, for clients that read one of them."""
    return create_result(json.dumps(structured.model_dump(mode="json"), ensure_ascii=False), structured)


def create_failure(sentence: str) -> protocol.CallToolResult:
    """What the model is told when a call failed, so that it can mend it or say so."""
    return protocol.CallToolResult(content=[protocol.TextContent(text=sentence)], is_error=True)


def _format_problem(problem: Any) -> str:
    name = ".".join(map(str, problem["loc"]))
    return f"{name} is unknown" if problem["type"] == "extra_forbidden" else f"{name}: {problem['msg']}"
