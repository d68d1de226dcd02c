"""Logs: one JSON line an event, with fields. No answer, passage or secret is ever a field."""

import logging
import sys
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict, Processor, WrappedLogger

from app.context import get_context


def configure_logging(level: str, *, libraries: str = "warning") -> None:
    """Send the logs of askdocs and of its libraries to standard error as JSON lines."""
    shared: list[Processor] = [
        add_request_id,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared],  # its own list: what captures our events in tests changes it in place
        logger_factory=EventLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LineFormatter(shared))
    logging.basicConfig(handlers=[handler], level=libraries.upper(), force=True)
    logging.getLogger("askdocs").setLevel(level.upper())


def add_request_id(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Say in the event which request it belongs to, if to any."""
    if request_id := get_context().id:
        event.setdefault("request_id", request_id)
    return event


class Event(dict[str, Any]):
    """The fields of an event of ours; a library may log a dict as well."""


class EventLogger:
    """Hands an event of structlog to the standard library's logger of the same name, which has its level and handlers.

    structlog's own way there asks where each line was called from, which no line says, and copies the record to format
    it: two thirds of the time of a line.
    """

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def debug(self, **event: Any) -> None:
        """Hand on what is for debugging."""
        self._hand_on(logging.DEBUG, event)

    def info(self, **event: Any) -> None:
        """Hand on what happened."""
        self._hand_on(logging.INFO, event)

    def warning(self, **event: Any) -> None:
        """Hand on what somebody should look at."""
        self._hand_on(logging.WARNING, event)

    def error(self, **event: Any) -> None:
        """Hand on what has failed."""
        self._hand_on(logging.ERROR, event)

    def critical(self, **event: Any) -> None:
        """Hand on what stops the service."""
        self._hand_on(logging.CRITICAL, event)

    def _hand_on(self, level: int, event: EventDict) -> None:
        if self._logger.isEnabledFor(level):
            self._logger.handle(self._logger.makeRecord(self._logger.name, level, "", 0, Event(event), (), None))


class LineFormatter(structlog.stdlib.ProcessorFormatter):
    """Makes a line of an event of ours, and of what a library has logged."""

    def __init__(self, shared: list[Processor]) -> None:
        """`shared` add to what a library has logged the fields that our events have already."""
        # Without local variables: they hold questions, passages and keys.
        self._add_trace = structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False))
        self._write = structlog.processors.JSONRenderer()
        super().__init__(
            foreign_pre_chain=shared, processors=[self.remove_processors_meta, self._add_trace, self._write]
        )

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        if not isinstance(record.msg, Event):
            return super().format(record)
        return str(self._write(None, "", self._add_trace(None, "", dict(record.msg))))
