"""`askdocs db`: the database of what is kept."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.console import create_console, format_inline
from app.commands.counts import format_count
from app.commands.running import run

db = typer.Typer(help="Look after the database of what is kept: answers, votes, gaps, threads.", no_args_is_help=True)


@db.command()
def upgrade() -> None:
    """Make the database ready for this version of askdocs. SQLite's upgrades itself; Postgres waits for this.

    Example: `DATABASE_URL=postgresql://askdocs@db/askdocs askdocs db upgrade`
    """
    from app.settings import load_settings
    from app.stores import ensure_schema

    settings = load_settings()
    place = ensure_schema(settings.stores, settings.qdrant.path, upgrade=True)
    create_console().print(f"{format_inline(place)} is ready for this version.")


@db.command()
def backup(file: Annotated[Path, typer.Argument(help="Where to write the copy; a file there is replaced.")]) -> None:
    """Copy SQLite's database while the service goes on.

    To restore it, stop the service, put the copy in its place, and delete what lies beside it with -wal and -shm.

    Example: `askdocs db backup /backup/askdocs.db`
    """
    from app.settings import load_settings
    from app.stores import back_up

    settings = load_settings()
    size = back_up(settings.stores, settings.qdrant.path, file)
    create_console().print(f"{format_inline(str(file))}: {size:,} bytes.")


@db.command()
def delete(
    *,
    answer: Annotated[str, typer.Option(help="An answer's id, as its client was told.")] = "",
    thread: Annotated[str, typer.Option(help="A thread of ChatKit's, whose answers go; it stays itself.")] = "",
    question: Annotated[str, typer.Option(help="A question; all answers to it go, whatever its blanks and case.")] = "",
) -> None:
    """Delete what is kept of answers, with their votes. The totals of the days stay: they name nobody.

    Example: `askdocs db delete --question "How do I reach jane@example.org?"`
    """
    from app.operations.delete_answers import delete_answers
    from app.settings import load_settings
    from chains.errors import UsageError

    if not (answer or thread or question.strip()):
        raise UsageError("Say what to delete: --answer, --thread or --question.")
    count = run(delete_answers(load_settings(), answer_id=answer, thread=thread, question=question))
    create_console().print(f"{format_count(count, 'answer')} deleted.")
