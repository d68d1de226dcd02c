"""What is kept beside the index: ports of few verbs, with SQLite or Postgres behind them (decision 0020)."""

from app.stores.answers import (
    AnswerFilter,
    AnswerStore,
    DayTotal,
    Found,
    StoredAnswer,
    StoredVote,
    VoteReason,
    strip_protocol,
)
from app.stores.backup import back_up
from app.stores.gaps import GapCause, GapStatus, GapStore, StoredGap
from app.stores.kept_chain import KeptChain
from app.stores.opening import Stores, open_stores
from app.stores.retention import Forget, forgetting
from app.stores.sql.answers import SqlAnswers
from app.stores.sql.database import Database, create_database, ensure_schema, find_file
from app.stores.sql.exclusion import searching_alone
from app.stores.sql.gaps import SqlGaps
from app.stores.sql.statistics import FailedAnswer, Failure, PageCount, SqlStatistics
from app.stores.sql.threads import SqlThreads
from app.stores.threads import Owner, StoredItem, StoredPage, StoredThread, ThreadStore
from app.stores.writer import AnswerWriter

__all__ = [
    "AnswerFilter",
    "AnswerStore",
    "AnswerWriter",
    "Database",
    "DayTotal",
    "FailedAnswer",
    "Failure",
    "Forget",
    "Found",
    "GapCause",
    "GapStatus",
    "GapStore",
    "KeptChain",
    "Owner",
    "PageCount",
    "SqlAnswers",
    "SqlGaps",
    "SqlStatistics",
    "SqlThreads",
    "StoredAnswer",
    "StoredGap",
    "StoredItem",
    "StoredPage",
    "StoredThread",
    "StoredVote",
    "Stores",
    "ThreadStore",
    "VoteReason",
    "back_up",
    "create_database",
    "ensure_schema",
    "find_file",
    "forgetting",
    "open_stores",
    "searching_alone",
    "strip_protocol",
]
