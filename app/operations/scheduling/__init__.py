"""Indexing runs that are scheduled or asked for, each in a process of its own: of the service, or of a worker.

What workers need brings the database, so `queued`, `watching` and `worker` are imported by themselves.
"""

from app.operations.scheduling.runs import IndexRuns, create_runs, find_schedule, list_indexed_sites
from app.operations.scheduling.schedule import keeping_schedule
from app.operations.scheduling.status import RunStatus

__all__ = ["IndexRuns", "RunStatus", "create_runs", "find_schedule", "keeping_schedule", "list_indexed_sites"]
