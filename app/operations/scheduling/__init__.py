"""Indexing runs that the service starts, each in a process of its own: by a schedule, or because it was asked to."""

from app.operations.scheduling.runs import IndexRuns, create_runs, find_schedule
from app.operations.scheduling.schedule import keeping_schedule
from app.operations.scheduling.status import RunStatus

__all__ = ["IndexRuns", "RunStatus", "create_runs", "find_schedule", "keeping_schedule"]
