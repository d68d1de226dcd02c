"""Every migration, up and down again, in SQLite and in Postgres alike."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, inspect, text

from app.stores import ensure_schema
from app.stores.sql import schema
from app.stores.sql.tables import metadata
from tests.support.stores import empty_postgres

FOLDER = Path(schema.__file__).parent / "migrations"
REVISIONS = [script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()][::-1]


@pytest.fixture(params=["sqlite", "postgres"])
def connection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connection]:
    """To an empty database."""
    url = f"sqlite:///{tmp_path / 'askdocs.db'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url").replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(url)
    with engine.begin() as connection:
        if request.param == "postgres":
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        yield connection
    engine.dispose()


def migrate(connection: Connection, revision: str, *, down: bool = False) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    (command.downgrade if down else command.upgrade)(config, revision)


def describe(connection: Connection) -> dict[str, list[str]]:
    """The columns and indexes of each table but those about migrations."""
    found = inspect(connection)
    return {
        table: [
            *(f"{column['name']} {column['type']} {column['nullable']}" for column in found.get_columns(table)),
            *sorted(f"index {index['name']} {index['column_names']}" for index in found.get_indexes(table)),
            *sorted(
                f"to {key['referred_table']} {key['constrained_columns']}" for key in found.get_foreign_keys(table)
            ),
        ]
        for table in found.get_table_names()
        if table not in {"alembic_version", "readable_by"}
    }


def test_each_step_down_undoes_its_step_up(connection: Connection) -> None:
    states = [describe(connection)]
    assert states == [{}]
    for revision in REVISIONS:
        migrate(connection, revision)
        states.append(describe(connection))
        assert states[-1] != states[-2], f"{revision} changes nothing"
    for before in states[-2::-1]:
        migrate(connection, "-1", down=True)
        assert describe(connection) == before
    schema.upgrade(connection)
    assert describe(connection) == states[-1], "what was taken back can be done again"
    assert schema.find_revision(connection) == schema.find_newest_revision() == REVISIONS[-1]


def test_the_tables_are_what_the_newest_migration_leaves(connection: Connection) -> None:
    schema.upgrade(connection)
    assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_going_down_keeps_what_older_tables_hold(connection: Connection) -> None:
    schema.upgrade(connection)
    row = "INSERT INTO thread (id, owner_key, reader, body, changed_at) VALUES ('one', '', 'anne', '{}', 1)"
    connection.execute(text(row))
    migrate(connection, REVISIONS[0], down=True)
    assert connection.execute(text("SELECT id FROM thread")).scalar() == "one"
    schema.upgrade(connection)
    assert connection.execute(text("SELECT id FROM thread")).scalar() == "one"


def test_a_migration_that_does_not_say_so_breaks_no_earlier_version(connection: Connection) -> None:
    """Earlier versions name the columns that they know: those stay, and others that are added fill themselves."""
    for revision in REVISIONS:
        before = inspect(connection)
        tables = {table: {one["name"]: one for one in before.get_columns(table)} for table in before.get_table_names()}
        uniques = {table: find_uniques(connection, table) for table in tables}
        migrate(connection, revision)
        if breaks(revision):
            continue
        after = inspect(connection)
        for table, columns in tables.items():
            found = {column["name"]: column for column in after.get_columns(table)}
            assert columns.keys() <= found.keys()
            for name, column in found.items():
                if name in columns:
                    assert (str(column["type"]), column["nullable"]) == (
                        str(columns[name]["type"]),
                        columns[name]["nullable"],
                    )
                else:
                    assert column["nullable"] or column["default"] is not None, f"{table}.{name} in {revision}"
            assert find_uniques(connection, table) == uniques[table], f"{table} in {revision}"


def breaks(revision: str) -> bool:
    script = ScriptDirectory(str(FOLDER)).get_revision(revision)
    return bool(getattr(script.module, "breaks_earlier_versions", False))


def find_uniques(connection: Connection, table: str) -> set[str]:
    """What may stand in a table once: an earlier version would not know of another such rule."""
    found = inspect(connection)
    indexes = [index["column_names"] for index in found.get_indexes(table) if index["unique"]]
    constraints = [constraint["column_names"] for constraint in found.get_unique_constraints(table)]
    return {str(columns) for columns in [*indexes, *constraints]}


def test_the_database_lists_the_versions_that_it_serves(connection: Connection) -> None:
    schema.upgrade(connection)
    listed = set(connection.scalars(text("SELECT revision FROM readable_by")))
    assert listed == set(schema.list_served_revisions())
    assert REVISIONS[-1] in listed
    assert schema.is_readable(connection)
    schema.upgrade(connection)
    assert set(connection.scalars(text("SELECT revision FROM readable_by"))) == listed


def test_several_who_upgrade_at_once_all_find_the_database_ready(postgres_url: str, tmp_path: Path) -> None:
    stores = empty_postgres(postgres_url)
    with ThreadPoolExecutor(4) as pool:
        places = list(pool.map(lambda _: ensure_schema(stores, tmp_path, upgrade=True), range(4)))
    assert len(set(places)) == 1
    assert ensure_schema(stores, tmp_path) == places[0]
