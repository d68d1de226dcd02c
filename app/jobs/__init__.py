"""The queue of indexing runs, in Postgres: whoever asks for a run puts it there, workers carry it out (decision 0034).

`app.jobs.pace`, the pace at which all of them embed together, is imported by itself: it brings Gemini's libraries.
"""

from app.jobs.following import MAX_ATTEMPTS, Problem, choose_next
from app.jobs.job import EndState, Job, JobState, Next, QueueFigures, SiteSummary
from app.jobs.opening import Jobs, open_jobs
from app.jobs.queue import SILENT_SECONDS, JobQueue
from app.jobs.records import JobRecords

__all__ = [
    "MAX_ATTEMPTS",
    "SILENT_SECONDS",
    "EndState",
    "Job",
    "JobQueue",
    "JobRecords",
    "JobState",
    "Jobs",
    "Next",
    "Problem",
    "QueueFigures",
    "SiteSummary",
    "choose_next",
    "open_jobs",
]
