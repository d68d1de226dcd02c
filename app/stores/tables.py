"""The tables, as the newest migration leaves them."""

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

MAX_ID = 200
MAX_READER = 200

metadata = MetaData()
_counting = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts rows by itself in a column of this type alone."""

threads = Table(
    "thread",
    metadata,
    Column("number", _counting, primary_key=True, autoincrement=True),  # the order in which they were added
    Column("id", String(MAX_ID), nullable=False, unique=True),
    Column("owner_key", String(50), nullable=False),
    Column("reader", String(MAX_READER), nullable=False),
    Column("body", Text, nullable=False),
    Column("changed_at", Float, nullable=False),  # seconds since 1970, when something was added last
    Index("thread_of_owner", "owner_key", "reader", "number"),
    Index("thread_changed_at", "changed_at"),
)
thread_items = Table(
    "thread_item",
    metadata,
    Column("number", _counting, primary_key=True, autoincrement=True),
    Column("thread", _counting, ForeignKey("thread.number", ondelete="CASCADE"), nullable=False),
    Column("id", String(MAX_ID), nullable=False),
    Column("body", Text, nullable=False),
    Index("thread_item_id", "thread", "id", unique=True),
)
