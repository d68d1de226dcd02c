"""What a client may say beside its question, on every wire alike: filters, the open page, and how citations look."""

from collections.abc import Collection, Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from fastapi import Request
from pydantic import ConfigDict, Field, ValidationError

from app.middleware.problems import InvalidFieldError
from app.wires.conversation import Conversation
from chains.schemas import MAX_URL_CHARACTERS, ChatRequest, Filters

_LISTS = frozenset({"docusaurus_tag"})


class AskOptions(Filters):
    """`?version=2.x&locale=fr&docusaurus_tag=…&page_url=…&citations=markers`, or the same in a body."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    page_url: Annotated[str, Field(max_length=MAX_URL_CHARACTERS, description="the page that the reader has open")] = ""
    citations: Annotated[
        Literal["links", "markers"], Field(description="links: each marker leads to its source; markers: plain [1]")
    ] = "links"

    @property
    def filters(self) -> Filters:
        """The filters alone."""
        return Filters(version=self.version, locale=self.locale, docusaurus_tag=self.docusaurus_tag)


def read_options(request: Request, given: Any = None, *, field: str = "", origins: Collection[str] = ()) -> AskOptions:
    """What the body says, `given` as its `field`; else the query string; else, of the page, the Referer.

    A Referer counts when it is a page of this host or of one of the `origins`, and names more than the host.

    Raises:
        InvalidFieldError: one of them cannot be used.
    """
    query = request.query_params
    told: dict[str, Any] = {
        name: query.getlist(name) if name in _LISTS else query[name]
        for name in AskOptions.model_fields
        if query.get(name)
    }
    if given is not None and not isinstance(given, Mapping):
        raise InvalidFieldError(f"{field} must be an object such as {{'version': '2.x'}}.", field=field)
    in_body = {
        name: value for name, value in (given or {}).items() if value not in (None, [] if name in _LISTS else "")
    }
    told |= in_body
    try:
        options = AskOptions.model_validate(told)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(map(str, problem["loc"]))
        place = f"{field}.{name}" if field and problem["loc"][0] in in_body else name
        raise InvalidFieldError(f"{place}: {problem['msg']}", field=place) from None
    page_url = options.page_url or _read_referer(request, origins)
    return options.model_copy(update={"page_url": page_url})


def says_more(request: Request) -> bool:
    """Whether a request says something beside its body of what `read_options` reads."""
    return bool(request.scope["query_string"]) or "referer" in request.headers


def complete_request(asked: Any, request: Request, *, origins: Collection[str] = ()) -> Any:
    """A body that is a `ChatRequest`, with what the query string and the Referer say where it says nothing itself.

    The request of a chain of somebody's own, which need not be one, is returned as it is.
    """
    if not isinstance(asked, ChatRequest) or not says_more(request):
        return asked
    options = read_options(request, asked.filters.model_dump() | {"page_url": asked.page_url}, origins=origins)
    filters = asked.filters.model_copy(update=options.filters.model_dump())
    return asked.model_copy(update={"filters": filters, "page_url": options.page_url})


def describe_parameters(*, citations: bool = True) -> list[dict[str, Any]]:
    """What OpenAPI says of the query string that every wire reads; `citations` where markers become links."""
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": schema.get("description", ""),
            "schema": {key: value for key, value in schema.items() if key not in {"description", "title"}},
        }
        for name, schema in AskOptions.model_json_schema()["properties"].items()
        if citations or name != "citations"
    ]


def create_request(conversation: Conversation, options: AskOptions) -> ChatRequest:
    """What the chain is asked."""
    return ChatRequest(
        query=conversation.query,
        chat_history=conversation.chat_history,
        filters=options.filters,
        page_url=options.page_url,
    )


def _read_referer(request: Request, origins: Collection[str]) -> str:
    page = request.headers.get("referer", "")
    try:
        parts = urlsplit(page)
    except ValueError:
        return ""
    is_known = parts.netloc == request.headers.get("host") or f"{parts.scheme}://{parts.netloc}" in origins
    is_page = parts.scheme in {"http", "https"} and parts.path.strip("/") and len(page) <= MAX_URL_CHARACTERS
    return f"{parts.scheme}://{parts.netloc}{parts.path}" if is_known and is_page else ""
