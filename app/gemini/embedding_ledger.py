"""The tokens of the last 24 hours, kept in a file from run to run."""

import json
import time
from collections.abc import Callable
from pathlib import Path

from app.files import write_atomically
from chains.errors import DailyQuotaError, SettingsError

HOUR = 3600
HOURS_KEPT = 25
"""The last 24 hours touch 25: whenever Gemini's day begins, it holds no more than the limit."""


class DayLedger:
    """Counts tokens by the hour. Without a limit it counts nothing and writes no file."""

    def __init__(self, limit: int, file: Path | None, clock: Callable[[], float] = time.time) -> None:
        self._limit = limit
        self._file = file
        self._clock = clock
        self._hours: dict[int, int] | None = None

    def raise_if_spent(self, tokens: int) -> None:
        """Raise DailyQuotaError unless so many tokens still fit into the last 24 hours.

        Raises:
            SettingsError: the file cannot be read.
        """
        if not self._limit or self._count() + min(tokens, self._limit) <= self._limit:
            return
        oldest = min(hour for hour, used in self._load().items() if used)
        raise create_spent_error(self._limit, oldest, self._clock())

    def add(self, tokens: int) -> None:
        """Count tokens, or give them back."""
        if not self._limit:
            return
        hours = self._load()
        hour = int(self._clock() // HOUR)
        hours[hour] = max(0, hours.get(hour, 0) + tokens)
        if self._file is not None:
            self._store(self._file, hours)

    def _count(self) -> int:
        return sum(self._load().values())

    def _load(self) -> dict[int, int]:
        """The hours that still count."""
        if self._hours is None:
            self._hours = {} if self._file is None else _read(self._file)
        first = int(self._clock() // HOUR) - HOURS_KEPT + 1
        for hour in [hour for hour in self._hours if hour < first]:
            del self._hours[hour]
        return self._hours

    def _store(self, file: Path, hours: dict[int, int]) -> None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, json.dumps(hours))
        except OSError as error:
            raise SettingsError(
                f"{file} cannot be written: {error.strerror or error}. It keeps the tokens of "
                "GEMINI_EMBEDDING_TOKENS_PER_DAY; check QDRANT_PATH and its permissions."
            ) from error


def create_spent_error(limit: int, oldest: int, now: float) -> DailyQuotaError:
    """What to raise when the limit is reached; `oldest` is the first hour, since 1970, that counts and is not empty."""
    wait = (oldest + HOURS_KEPT) * HOUR - now
    return DailyQuotaError(
        f"The {limit} tokens of GEMINI_EMBEDDING_TOKENS_PER_DAY are used up. What was embedded is kept: run "
        f"the same command again in {max(1, round(wait / 60))} minutes, or raise the limit.",
        retry_after=wait,
    )


def _read(file: Path) -> dict[int, int]:
    try:
        return {int(hour): int(used) for hour, used in json.loads(file.read_text(encoding="utf-8")).items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise SettingsError(f"{file} cannot be read as a count of tokens. Delete it to begin at zero.") from error
