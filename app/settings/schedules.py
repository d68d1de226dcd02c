"""When something is done, as cron says it."""

from datetime import UTC, datetime

from cronsim import CronSim, CronSimError

_FIELDS = 5


def is_schedule(text: str) -> bool:
    """Whether these are the five fields of cron's; CronSim takes seconds, too."""
    try:
        CronSim(text, datetime(2026, 1, 1, tzinfo=UTC))
    except CronSimError:
        return False
    return len(text.split()) == _FIELDS
