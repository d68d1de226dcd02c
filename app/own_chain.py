"""A chain of somebody's own, made to take and to give what every wire speaks."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from inspect import signature
from typing import Any, get_origin

from langchain_core.messages import BaseMessage
from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import BaseModel, ConfigDict, RootModel, ValidationError
from pydantic.errors import PydanticUserError

from app.settings.factories import explaining_failures, load_factory
from chains.errors import ModelResponseError, SettingsError
from chains.parts import Part, create_first_part, create_last_part, create_text_part, get_text, join_parts
from chains.runnables import AsyncRunnable, WrappedChain
from chains.schemas import ChatRequest, ChatResponse, Ending
from chains.support import SecondOpinion
from chains.timing import NoteStep, note_nothing


class OpenChatResponse(ChatResponse):
    """An answer with fields of its own, of a chain that does not say which."""

    model_config = ConfigDict(extra="allow")


def build_chain(
    name: str,
    *,
    second_opinion: SecondOpinion | None = None,
    note_step: NoteStep = note_nothing,
    **given: Any,
) -> Runnable[Any, Any]:
    """Call the factory that `langserve.yaml` names with what is `given`; its chain speaks like ours.

    `second_opinion` and `note_step` are for those that take them.

    Raises:
        SettingsError: there is no such factory, it fails, or no wire could speak with its chain.
    """
    factory = load_factory(name)
    with explaining_failures(name):
        wanted = {"second_opinion": second_opinion, "note_step": note_step}
        taken = signature(factory).parameters
        chain = factory(**given, **{key: value for key, value in wanted.items() if key in taken})
    if isinstance(chain, AsyncRunnable):
        return chain  # one of ours
    if not isinstance(chain, Runnable):
        if hasattr(chain, "close"):
            chain.close()  # a coroutine that nobody would await
        raise SettingsError(
            f"langserve.yaml: the chain {name} returns a {type(chain).__name__}. Write a plain function (not `async`) "
            "that returns a LangChain runnable."
        )
    return OwnChain(chain, name)


class OwnChain(WrappedChain):
    """Gives the chain what it takes, whichever wire asks, and makes a whole answer of what it gives.

    It takes a `ChatRequest`, unless its input type is another Pydantic model, a dict, or `str` for the question alone.
    It gives an answer's text, a message, or a dict with `response`. What is missing of a `ChatResponse` is added: such
    an answer has no sources, and the reason `uncited`.
    """

    def __init__(self, chain: Runnable[Any, Any], name: str) -> None:
        super().__init__(chain)
        self._name = name.rpartition("/")[2]  # readers see it in errors: not where it lies
        self._request_type, self._convert = _find_input(chain, name)
        self._response_type = _find_output(chain, name)

    @property
    def InputType(self) -> type[Any]:  # noqa: N802 - LangChain's name
        """What wires take."""
        return self._request_type

    @property
    def OutputType(self) -> type[Any]:  # noqa: N802 - LangChain's name
        """What wires give, as a dict."""
        return self._response_type

    async def ainvoke(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **options: Any,
    ) -> Any:
        """The sum of the parts: a generator of dicts has no other one that LangChain knows."""
        return join_parts([part async for part in self.astream(input, config, **options)])

    async def astream(
        self,
        input: Any,  # noqa: A002 - LangChain's name
        config: RunnableConfig | None = None,
        **options: Any,
    ) -> AsyncIterator[Any]:
        """The answer in parts: first its sources, then its text, at the end what the chain has not said itself."""
        answer = Part()
        with self._explaining():
            async for piece in self._chain.astream(self._prepare(input), config, **options):
                part = self._read(piece)
                if not answer:
                    answer = _begin(part)
                    yield answer
                    part.pop("sources", None)
                part.pop("id", None)
                if part:
                    answer = answer + part
                    yield part
        end = _end(answer)
        self._check(answer + end)
        yield end

    def _prepare(self, given: Any) -> Any:
        """What the chain takes."""
        if isinstance(given, BaseModel) and not isinstance(given, self._request_type):
            given = given.model_dump()
        return self._convert(self._request_type.model_validate(given))

    def _read(self, piece: Any) -> Part:
        """What the chain gave, whole or a piece of it, as a part of an answer."""
        match piece:
            case str():
                return create_text_part(piece)
            case BaseMessage():
                return create_text_part(str(piece.text))
            case BaseModel() | Mapping():
                return Part(RootModel[Any](piece).model_dump(mode="json"))
        raise SettingsError(
            f"langserve.yaml: the chain {self._name} gave a {type(piece).__name__}. A chain gives the text of an "
            "answer, or a dict with `response`."
        )

    def _check(self, answer: Part) -> Part:
        if not get_text(answer).strip():
            raise ModelResponseError(f"The chain {self._name} gave no text (`response`). Ask again.")
        try:
            self._response_type.model_validate(answer)
        except ValidationError as error:
            raise SettingsError(
                f"langserve.yaml: the chain {self._name} gave an answer that is no {self._response_type.__name__}: "
                f"{_list_problems(error)}."
            ) from None
        return answer

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        """What refuses to block the event loop says how it is called instead; that is for the chain's author."""
        try:
            yield
        except NotImplementedError as error:
            raise SettingsError(f"langserve.yaml: the chain {self._name} cannot be run: {error}") from error


def _begin(part: Mapping[str, Any]) -> Part:
    """The part with which an answer begins, with what the chain's own first part says of it."""
    return Part(create_first_part([]) | {key: part[key] for key in ("id", "sources") if part.get(key)})


def _end(answer: Mapping[str, Any]) -> Part:
    """What an answer lacks of a whole one."""
    ending = create_last_part(Ending("answered", "" if answer.get("cited") else "uncited"))
    return Part({key: value for key, value in ending.items() if key not in answer})


def _find_input(chain: Runnable[Any, Any], name: str) -> tuple[type[BaseModel], Callable[[Any], Any]]:
    """The type that wires take, and how what the chain takes is made of it."""
    declared = _get_type(chain, "InputType")
    if isinstance(declared, type) and issubclass(declared, BaseModel):
        try:
            declared.model_validate(ChatRequest(query="?").model_dump())
        except ValidationError as error:
            raise SettingsError(
                f"langserve.yaml: the chain {name} takes a {declared.__name__}, which cannot be made of a request: "
                f"{_list_problems(error)}. A request has {_REQUEST}: give every other field a default."
            ) from None
        return declared, lambda request: request
    if declared is str:
        return ChatRequest, lambda request: request.query
    keys = _list_keys(chain, declared)
    if unknown := sorted(keys - ChatRequest.model_fields.keys()):
        raise SettingsError(
            f"langserve.yaml: the chain {name} reads {', '.join(unknown)}, which no request has; a request has "
            f"{_REQUEST}. Begin the chain with a step that takes a ChatRequest, and declare it: "
            "`.with_types(input_type=ChatRequest)`."
        )
    if keys or get_origin(declared) is dict or declared is dict:
        return ChatRequest, dict
    return ChatRequest, lambda request: request


def _list_keys(chain: Runnable[Any, Any], declared: Any) -> set[str]:
    """The keys that a chain of dicts must be given, as LangChain infers them."""
    if hasattr(declared, "__required_keys__"):  # a TypedDict
        return set(declared.__required_keys__)
    try:
        schema = chain.get_input_schema()
    except (TypeError, PydanticUserError):
        return set()
    if not issubclass(schema, BaseModel) or issubclass(schema, RootModel):
        return set()
    return {name for name, field in schema.model_fields.items() if field.is_required()}


def _find_output(chain: Runnable[Any, Any], name: str) -> type[ChatResponse]:
    declared = _get_type(chain, "OutputType")
    if not (isinstance(declared, type) and issubclass(declared, BaseModel)) or issubclass(declared, BaseMessage):
        return OpenChatResponse
    if not issubclass(declared, ChatResponse):
        raise SettingsError(
            f"langserve.yaml: the chain {name} gives a {declared.__name__}, which no wire can send. Derive it from "
            "`chains.schemas.ChatResponse` and add fields of your own."
        )
    return declared


def _get_type(chain: Runnable[Any, Any], which: str) -> Any:
    try:
        return getattr(chain, which)
    except TypeError:  # LangChain cannot infer it
        return Any


def _list_problems(error: ValidationError) -> str:
    """Names of fields and what is wrong with each; never a value."""
    problems = error.errors(include_url=False, include_input=False)
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in problems[:3])


_REQUEST = ", ".join(ChatRequest.model_fields)
