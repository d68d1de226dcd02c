"""Who writes in a thread, and what came with the request."""

from dataclasses import dataclass, field

from fastapi import Request

from app.context import get_context
from app.middleware.problems import InvalidFieldError
from app.settings.sites import DEFAULT_SITE
from app.stores import Owner, StoredThread
from app.wires.asking import AskOptions

READER_HEADER = "X-Reader-Id"
MAX_READER_CHARACTERS = 200


@dataclass(slots=True)
class OpenThread:
    """The thread of one request, so that the database is asked for it once, and writes it with what is added to it."""

    known: StoredThread | None = None
    unwritten: StoredThread | None = None
    is_new: bool = False
    """It was begun by this request."""
    is_kept: bool = False
    """It is in the database."""


@dataclass(slots=True)
class Burst:
    """Events that come together are sent together: sending them one by one took as long as making them."""

    goes_on: bool = True
    """Another event follows the last one at once."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Handed to everything that ChatKit's server does for one request, as its `context`."""

    owner: Owner
    options: AskOptions
    is_asking: bool = False
    """The request is a question, so that something will be added to its thread."""
    thread: OpenThread = field(default_factory=OpenThread)
    burst: Burst = field(default_factory=Burst)


def read_owner(request: Request) -> Owner:
    """Whose threads a request may see: those of its site, of its key and of the id that the page sends.

    Raises:
        InvalidFieldError: the id is too long, or holds more than visible ASCII characters.
    """
    reader = request.headers.get(READER_HEADER, "").strip()
    if len(reader) > MAX_READER_CHARACTERS or not all("!" <= character <= "~" for character in reader):
        raise InvalidFieldError(
            f"{READER_HEADER} must be at most {MAX_READER_CHARACTERS} visible ASCII characters, such as a random id.",
            field=READER_HEADER,
        )
    context = get_context()
    key = context.caller.name if context.caller is not None and context.caller.kind == "key" else ""
    return Owner(key, reader, context.site or DEFAULT_SITE)
