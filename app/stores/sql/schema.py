"""Which migrations a database has had, and running the others.

While a cluster is upgraded, and after a version is taken back, versions of askdocs meet a database of a later one. They
cannot know its migrations, so the database itself says who can work with it: the table `readable_by` lists revisions. A
migration adds; one that takes away, renames, or gives a column another meaning says `breaks_earlier_versions = True`.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, delete, insert, inspect, select, text

from app.stores.sql.tables import readable_by

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 7_305_811_402
"""Who upgrades Postgres waits for whoever does so now. No other lock of ours has this number."""


def wait_for_others(connection: Connection) -> None:
    """Let those who upgrade Postgres at the same time do so one after the other, as each transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def find_newest_revision() -> str:
    """The revision that this version of askdocs works with."""
    return ScriptDirectory(str(_FOLDER)).get_current_head() or ""


def find_revision(connection: Connection) -> str:
    """The revision of a database; empty for one that has had no migration."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def is_known(revision: str) -> bool:
    """Whether a revision is one of ours, and not one of a later version of askdocs."""
    return not revision or revision in {script.revision for script in ScriptDirectory(str(_FOLDER)).walk_revisions()}


def is_readable(connection: Connection) -> bool:
    """Whether a later version, which has upgraded the database, says that this one can work with it."""
    if not inspect(connection).has_table(readable_by.name):
        return False
    return find_newest_revision() in connection.scalars(select(readable_by.c.revision))


def list_served_revisions() -> list[str]:
    """The revisions whose versions of askdocs can work with what this version makes; the newest comes first."""
    served = list[str]()
    for script in ScriptDirectory(str(_FOLDER)).walk_revisions():
        served.append(script.revision)
        if getattr(script.module, "breaks_earlier_versions", False):
            break
    return served


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    readable_by.create(connection, checkfirst=True)
    connection.execute(delete(readable_by))
    connection.execute(insert(readable_by), [{"revision": revision} for revision in list_served_revisions()])
