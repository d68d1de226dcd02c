"""Which migrations a database has had, and running the others."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

_FOLDER = Path(__file__).parent / "migrations"


def find_newest_revision() -> str:
    """The revision that this version of askdocs works with."""
    return ScriptDirectory(str(_FOLDER)).get_current_head() or ""


def find_revision(connection: Connection) -> str:
    """The revision of a database; empty for one that has had no migration."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def is_known(revision: str) -> bool:
    """Whether a revision is one of ours, and not one of a later version of askdocs."""
    return not revision or revision in {script.revision for script in ScriptDirectory(str(_FOLDER)).walk_revisions()}


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
