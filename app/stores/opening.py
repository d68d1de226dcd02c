"""All that is kept, opened together."""

from dataclasses import dataclass
from pathlib import Path

from app.settings import StoreSettings
from app.stores.actors import Actors
from app.stores.answers import AnswerStore
from app.stores.gaps import GapStore
from app.stores.sql.answers import SqlAnswers
from app.stores.sql.database import Database, create_database, ensure_file, ensure_schema
from app.stores.sql.gaps import SqlGaps
from app.stores.sql.threads import SqlThreads
from app.stores.threads import ThreadStore
from app.stores.writer import AnswerWriter


@dataclass(frozen=True, slots=True)
class Stores:
    """What a process keeps, in one database."""

    database: Database
    answers: AnswerStore
    gaps: GapStore
    threads: ThreadStore
    actors: Actors
    writer: AnswerWriter


def open_stores(settings: StoreSettings, folder: Path, *, creates: bool = True) -> Stores:
    """Make the database ready for this version, and build what keeps things in it. See `create_database`.

    `creates`: whether a file of SQLite is made where there is none.

    Raises:
        SettingsError: it cannot be opened or written, or has to be upgraded first.
        UsageError: there is none, and none is to be made.
    """
    if not creates:
        ensure_file(settings, folder)
    ensure_schema(settings, folder)
    database = create_database(settings, folder)
    answers = SqlAnswers(database)
    return Stores(database, answers, SqlGaps(database), SqlThreads(database), Actors(database), AnswerWriter(answers))
