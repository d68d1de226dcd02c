"""The tables, as the newest migration leaves them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    column,
    false,
    literal_column,
)

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

gaps = Table(
    "gap",
    metadata,
    Column("number", _counting, primary_key=True, autoincrement=True),
    Column("site", String(100), nullable=False),
    Column("version", String(100), nullable=False),
    Column("locale", String(35), nullable=False),
    Column("label", Text, nullable=False),
    Column("cause", String(20), nullable=False),
    Column("status", String(20), nullable=False),
    Column("page", Text, nullable=False),
    Column("heading", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("vector", LargeBinary),
    Column("created_at", Float, nullable=False),
    Column("changed_at", Float, nullable=False),
    Column("generation", String(100), nullable=False, server_default=""),
    Column("closed_at", Float),
)


def _create_sparse_index(name: str) -> Index:
    """An index of the few rows that have a value."""
    is_set = column(name).is_not(None)
    return Index(f"answer_{name}", name, sqlite_where=is_set, postgresql_where=is_set)


def _create_index_of_state(state: str) -> Index:
    """Of each site, one row may have the state."""
    has_state = column("state") == literal_column(f"'{state}'")
    return Index(f"index_run_{state}", "site", unique=True, sqlite_where=has_state, postgresql_where=has_state)


SEEN = ("at", "number", "site", "outcome", "reason", "version", "locale", "unsupported", "question_digest")
answers = Table(
    "answer",
    metadata,
    Column("number", _counting, primary_key=True, autoincrement=True),
    Column("id", String(50), nullable=False),
    Column("run", String(50)),
    Column("thread", String(MAX_ID)),
    Column("at", Float, nullable=False),
    Column("site", String(100), nullable=False),
    Column("route", String(100), nullable=False),
    Column("wire", String(20), nullable=False),
    Column("version", String(100), nullable=False),
    Column("locale", String(35), nullable=False),
    Column("page", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("question_digest", LargeBinary, nullable=False),  # equal for questions that differ in blanks and case
    Column("outcome", String(20), nullable=False),
    Column("reason", String(20), nullable=False),
    Column("unsupported", Integer, nullable=False),
    Column("score", Float),
    Column("found", Text, nullable=False),  # [[url, score, 1 where it is cited], …]
    Column("model", String(100), nullable=False),
    Column("generation", String(100), nullable=False),
    Column("cache", String(10), nullable=False),
    Column("input_tokens", Integer, nullable=False),
    Column("cached_tokens", Integer, nullable=False),
    Column("output_tokens", Integer, nullable=False),
    Column("embedding_tokens", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("steps", Text, nullable=False),
    Column("vector", LargeBinary),
    Column("text", Text),
    Column("gap", _counting, ForeignKey("gap.number", ondelete="SET NULL")),
    Index("answer_id", "id", unique=True),
    # What is filtered by and counted stands in it: no other row of a million need be read.
    Index("answer_seen", *SEEN),
    Index("answer_question", "question_digest"),
    _create_sparse_index("run"),
    _create_sparse_index("thread"),
    _create_sparse_index("gap"),
)
votes = Table(
    "vote",
    metadata,
    Column("answer", _counting, ForeignKey("answer.number", ondelete="CASCADE"), primary_key=True),
    Column("at", Float, nullable=False),
    Column("value", SmallInteger, nullable=False),
    Column("reasons", String(100), nullable=False),  # with commas
    Column("note", Text, nullable=False),
    Column("actor", String(32), nullable=False),
    Index("vote_at", "at"),
    Index("vote_actor", "actor"),
)
answer_days = Table(
    "answer_day",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("site", String(100), primary_key=True),
    Column("version", String(100), primary_key=True),
    Column("locale", String(35), primary_key=True),
    Column("model", String(100), primary_key=True),
    Column("outcome", String(20), primary_key=True),
    Column("reason", String(20), primary_key=True),
    Column("answers", BigInteger, nullable=False, server_default="0"),
    Column("from_cache", BigInteger, nullable=False, server_default="0"),
    Column("upvotes", BigInteger, nullable=False, server_default="0"),
    Column("downvotes", BigInteger, nullable=False, server_default="0"),
    Column("input_tokens", BigInteger, nullable=False, server_default="0"),
    Column("cached_tokens", BigInteger, nullable=False, server_default="0"),
    Column("output_tokens", BigInteger, nullable=False, server_default="0"),
    Column("embedding_tokens", BigInteger, nullable=False, server_default="0"),
    Column("seconds", Float, nullable=False, server_default="0"),
)
readable_by = Table("readable_by", metadata, Column("revision", String(32), primary_key=True))
"""Kept by `app.stores.sql.schema`, beside the table that Alembic keeps."""
salts = Table(
    "salt", metadata, Column("day", String(10), primary_key=True), Column("value", LargeBinary, nullable=False)
)

index_runs = Table(
    "index_run",
    metadata,
    Column("number", _counting, primary_key=True, autoincrement=True),
    Column("site", String(40), nullable=False),
    Column("state", String(12), nullable=False),
    Column("cause", String(20), nullable=False),
    Column("rebuild", Boolean, nullable=False),
    Column("allow_shrink", Boolean, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("asked_at", Float, nullable=False),
    Column("due_at", Float, nullable=False),
    Column("started_at", Float),
    Column("ended_at", Float),
    Column("beat_at", Float),  # when its worker has last told that it lives
    Column("worker", String(200), nullable=False, server_default=""),
    Column("is_cancelled", Boolean, nullable=False, server_default=false()),
    Column("detail", Text, nullable=False, server_default=""),
    Column("log", Text, nullable=False, server_default=""),
    Index("index_run_of_site", "site", "number"),
    Index("index_run_state", "state", "due_at"),
    # Whatever workers do: of a site, one run waits and one is under way.
    _create_index_of_state("waiting"),
    _create_index_of_state("running"),
)
index_ticks = Table(
    "index_tick", metadata, Column("site", String(40), primary_key=True), Column("due_at", Float, nullable=False)
)
embedding_calls = Table(
    "embedding_call",
    metadata,
    Column("number", _counting, primary_key=True, autoincrement=True),
    Column("began_at", Float, nullable=False),
    Column("expires_at", Float),  # when it leaves the window; unknown while it is under way
    Column("tokens", BigInteger, nullable=False),
)
embedding_hours = Table(
    "embedding_hour",
    metadata,
    Column("hour", BigInteger, primary_key=True, autoincrement=False),
    Column("tokens", BigInteger, nullable=False),
)
embedding_holds = Table(
    "embedding_hold",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("until", Float, nullable=False),
)
