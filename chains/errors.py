"""The one error tree of askdocs.

Adapters (`app.gemini`, `app.index`) raise these `from` what the libraries raised. Wires translate
them to HTTP by `status`, `title` and `retry_after`; the command line prints the message and leaves
with `exit_code`. A message says what is wrong and what to do, in a sentence or two. It never holds a
key, a prompt or retrieved text.

    AskdocsError                  500  exit 1
    ├── DeadlineError             504  exit 1   the whole answer took too long
    ├── BusyError                 503  exit 1   as many calls as may be are under way already
    ├── UsageError                400  exit 2   an option or a path that the caller can mend
    │   ├── UnknownScopeError     404  exit 2   a version, language or tag that the documentation does not have
    │   └── SettingsError         500  exit 2   the environment, .env or langserve.yaml
    ├── ModelError                502  exit 4   something that Gemini did
    │   ├── ModelAccessError      503  exit 4   key missing, wrong or without permission; unknown model
    │   ├── ModelQuotaError       503  exit 4   429: out of quota, with the seconds to wait
    │   │   └── DailyQuotaError   503  exit 4   out of quota until another day: no use in trying again
    │   ├── ModelUnavailableError 503  exit 4   5xx; connection refused, reset or cut
    │   ├── ModelTimeoutError     504  exit 4   no answer within the time limit
    │   └── ModelResponseError    502  exit 4   an answer that makes no sense: too few vectors, garbage
    │       └── VectorLengthError 502  exit 4   vectors of another length than the settings say: so will be the next
    ├── StoreUnavailableError     503  exit 1   what is kept (threads) cannot be read or written now
    ├── RedisUnavailableError     503  exit 1   what processes share: away, slow or full; each goes on for itself
    └── IndexingError             503  exit 5   something about the index
        ├── IndexUnavailableError 503  exit 5   Qdrant unreachable, or its folder unreadable
        ├── IndexMissingError     503  exit 5   nothing has been indexed yet
        ├── IndexBusyError        503  exit 5   another process is writing this index
        └── SignatureMismatchError 503 exit 5   indexed with another model, dimensions or chunker
"""

from collections.abc import Sequence
from typing import Literal


class AskdocsError(Exception):
    """The root: whatever askdocs raises on purpose.

    `status` is the HTTP status, `title` the short name of the kind of error, `exit_code` what the
    command line leaves with, `may_pass` whether the same may succeed a little later, with nothing changed.
    `retry_after` is in seconds; None when waiting is no cure or the time is
    not known. `message` is for everybody; `advice` is for whoever runs askdocs: the command line, the
    log and the readiness check show it, answers to readers do not. As a text the error is both.
    """

    status: int = 500
    title: str = "Internal error"
    exit_code: int = 1
    may_pass: bool = False

    def __init__(self, message: str, *, advice: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"{message} {advice}" if advice else message)
        self.message = message
        self.advice = advice
        self.retry_after = retry_after


class DeadlineError(AskdocsError):
    """The whole answer would take longer than it may."""

    status = 504
    title = "Out of time"
    may_pass = True


class BusyError(AskdocsError):
    """As many calls as may be are under way already, and none of them ended soon enough."""

    status = 503
    title = "Busy"
    may_pass = True


class UsageError(AskdocsError):
    """The caller passed something that cannot be used, such as a folder that does not exist."""

    status = 400
    title = "Bad request"
    exit_code = 2


class UnknownScopeError(UsageError):
    """A question asks for a version, language or tag that the documentation does not have.

    A retriever raises it; the chain then says so and names what there is.
    """

    status = 404
    title = "No such version"

    def __init__(self, kind: Literal["version", "language", "tag"], asked: str, known: Sequence[str]) -> None:
        super().__init__(f"The documentation has no {kind} {asked}. It has: {', '.join(known)}.")
        self.kind: Literal["version", "language", "tag"] = kind
        self.asked = asked
        self.known = tuple(known)


class SettingsError(UsageError):
    """A setting in the environment, in .env or in langserve.yaml is wrong."""

    status = 500
    title = "Wrong configuration"


class ModelError(AskdocsError):
    """Gemini refused or failed."""

    status = 502
    title = "The model failed"
    exit_code = 4


class ModelAccessError(ModelError):
    """The key is missing, wrong or not allowed, or the model does not exist."""

    status = 503
    title = "The model cannot be used"


class ModelQuotaError(ModelError):
    """Gemini's quota is used up for now; `retry_after` holds the seconds when Gemini named them."""

    status = 503
    title = "The model is out of quota"
    may_pass = True


class DailyQuotaError(ModelQuotaError):
    """Gemini's quota of the day is used up."""


class ModelUnavailableError(ModelError):
    """Gemini answered 5xx, or the connection failed."""

    status = 503
    title = "The model is unavailable"
    may_pass = True


class ModelTimeoutError(ModelError):
    """Gemini did not answer within the time limit."""

    status = 504
    title = "The model did not answer in time"
    may_pass = True


class ModelResponseError(ModelError):
    """Gemini answered something that cannot be used."""

    title = "The model answered nonsense"
    may_pass = True


class VectorLengthError(ModelResponseError):
    """Gemini's vectors have another length than the settings say."""

    may_pass = False


class StoreUnavailableError(AskdocsError):
    """The database of what is kept, such as threads, does not answer or cannot be written."""

    status = 503
    title = "The database is unavailable"
    may_pass = True


class RedisUnavailableError(AskdocsError):
    """Redis does not answer in time, or refuses. Nobody's question fails by it: each process goes on for itself."""

    status = 503
    title = "Redis is unavailable"
    may_pass = True


class IndexingError(AskdocsError):
    """The index cannot be read or written."""

    status = 503
    title = "The index is unavailable"
    exit_code = 5


class IndexUnavailableError(IndexingError):
    """Qdrant does not answer, or its folder cannot be opened."""

    may_pass = True


class IndexMissingError(IndexingError):
    """Nothing has been indexed yet."""

    title = "Nothing is indexed yet"


class IndexBusyError(IndexingError):
    """Another process is writing this index."""

    title = "The index is being written"
    may_pass = True


class SignatureMismatchError(IndexingError):
    """The index was made with another embedding model, other dimensions or another chunker."""

    title = "The index does not match the settings"
