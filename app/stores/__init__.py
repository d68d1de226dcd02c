"""What is kept beside the index: ports of few verbs, with SQLite or Postgres behind them (decision 0020)."""

from app.stores.backup import back_up
from app.stores.database import Database, create_database, ensure_schema, find_file
from app.stores.retention import forgetting
from app.stores.sql_threads import SqlThreads
from app.stores.threads import Owner, StoredItem, StoredPage, StoredThread, ThreadStore

__all__ = [
    "Database",
    "Owner",
    "SqlThreads",
    "StoredItem",
    "StoredPage",
    "StoredThread",
    "ThreadStore",
    "back_up",
    "create_database",
    "ensure_schema",
    "find_file",
    "forgetting",
]
