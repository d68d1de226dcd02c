"""What is known of the indexing runs of a service, in a file that outlives it."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from app.files import write_atomically

Result = Literal["", "running", "done", "incomplete", "failed", "killed", "waiting", "put_off", "cancelled"]
FILE = "index_runs.json"


class RunStatus(BaseModel):
    """The last run. Times are seconds since 1970."""

    model_config = ConfigDict(frozen=True)

    result: Result = ""
    """incomplete: done, but some pages could not be read. killed: it ended by a signal, or with the service.

    waiting, put_off (it goes on later by itself) and cancelled are those of runs that workers carry out.
    """
    cause: str = ""
    """Who started it: schedule, webhook, request or command."""
    started_at: float = 0.0
    ended_at: float = 0.0
    detail: str = ""
    """Its last line."""
    last_success_at: float = 0.0
    failures: int = 0
    """Runs that failed since the last success."""


def load_status(folder: Path) -> RunStatus:
    """What the file says; nothing when there is none, or when it cannot be read."""
    try:
        return RunStatus.model_validate_json((folder / FILE).read_bytes())
    except (OSError, ValidationError):
        return RunStatus()


def store_status(folder: Path, status: RunStatus) -> None:
    """Replace the file at once."""
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / FILE, status.model_dump_json())
