"""`askdocs check`."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.console import create_console, format_inline, format_json, write_json
from app.commands.findings import print_assumptions
from app.commands.index import EMBEDDING_PRICE
from app.commands.output_file import check_output, write_output
from app.commands.own_index import chosen_model, create_own_settings
from app.commands.progress import shown_steps
from app.commands.running import run
from app.commands.site_options import SiteArgument, open_shown, takes_site_options
from chains.errors import UsageError

if TYPE_CHECKING:
    from app.commands.safe_console import SafeConsole
    from app.evaluation.changes.compare import Change
    from app.evaluation.changes.places import Note
    from indexing.model import SiteOptions

ABOVE_THRESHOLD = 1
_MAX_DIGITS = 9


@takes_site_options
def check(
    site: SiteArgument,
    *,
    options: "SiteOptions",
    against: Annotated[str, typer.Option(metavar="SITE", help="The same site as it was: the target branch's.")],
    questions: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder with readers' queries.jsonl and qrels.tsv, see `eval`.")
    ] = None,
    cited: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What answers cited: JSON lines of `askdocs export`, or one URL a line."),
    ] = None,
    at_most: Annotated[
        list[str] | None,
        typer.Option(
            "--max",
            metavar="NAME=N",
            help="Exit with 1 above it (repeatable); by default 0 for "
            "unanswerable and broken_anchors. Also: lost_text, deleted_pages, problems.",
        ),
    ] = None,
    price: Annotated[float, typer.Option(min=0, help="US dollars for a million embedded tokens.")] = EMBEDDING_PRICE,
    markdown: Annotated[Path | None, typer.Option(help="Write a comment for the pull request there.")] = None,
    sarif: Annotated[Path | None, typer.Option(help="Write SARIF there, for code scanning.")] = None,
    gitlab: Annotated[Path | None, typer.Option(help="Write a code quality report of GitLab's there.")] = None,
    github: Annotated[bool, typer.Option("--github", help="Print GitHub's commands: notes at lines.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as one JSON object.")] = False,
) -> None:
    """Tell what a change of the documentation does to its answers: for pull requests.

    Both states are indexed beside your index and asked. Without a key, the demo's small model embeds.

    Example: `askdocs check docs --against ../main/docs --questions questions --markdown comment.md`
    """
    from app.evaluation.changes.compare import COUNTS
    from app.evaluation.changes.formats import format_github, format_gitlab, format_markdown, format_sarif, list_missed
    from app.evaluation.changes.places import list_notes
    from app.observability.log import configure_logging

    limits = _parse_limits(at_most or [], COUNTS)
    for file in (markdown, sarif, gitlab):
        if file is not None:
            check_output(file)
    configure_logging("warning")
    console = create_console(stderr=True)
    change, notice = _compare(site, against, options, console, questions=questions, cited=cited, price=price)
    missed = list_missed(change, limits)
    notes = list(list_notes(change, Path(site)))
    for file, text in (
        (markdown, format_markdown(change, missed, notice)),
        (sarif, format_json(format_sarif(notes), indent=2)),
        (gitlab, format_json(format_gitlab(notes), indent=2)),
    ):
        if file is not None:
            write_output(file, text)
    if github:
        create_console().print("\n".join(map(format_inline, format_github(notes))))
    if as_json:
        write_json(_to_json(change, missed))
    elif not github:
        _print(create_console(), change, notes, missed)
    if missed:
        raise typer.Exit(ABOVE_THRESHOLD)


def _compare(
    site: str,
    against: str,
    options: "SiteOptions",
    console: "SafeConsole",
    *,
    questions: Path | None,
    cited: Path | None,
    price: float,
) -> "tuple[Change, str]":
    """The change, and a sentence about the model that it was measured with."""
    from app.evaluation.questions import load_question_set
    from app.operations.check_change import check_change, read_state

    asked = load_question_set(questions) if questions is not None else None
    for problem in asked.problems if asked else ():
        console.print(f"[yellow]left out:[/yellow] {format_inline(problem)}")
    urls = _load_cited(cited) if cited is not None else []
    before, after = (read_state(open_shown([one], options, console)[0].site) for one in (against, site))
    print_assumptions(console, after.site)
    if not before.pages or not after.pages:
        empty = against if not before.pages else site
        raise UsageError(f"{empty} has no page that can be read, so there is nothing to compare.")
    with chosen_model(console) as gemini:
        settings = create_own_settings("check", Path(site).resolve(), gemini)
        with shown_steps(console) as on_step:
            change = run(
                check_change(
                    before,
                    after,
                    settings,
                    questions=asked.questions if asked else (),
                    cited=urls,
                    price=price,
                    on_step=on_step,
                )
            )
    notice = "Measured with the demo's small embedding model, because there is no GEMINI_API_KEY."
    return change, notice if settings.gemini.is_emulated else f"Measured with {settings.gemini.embedding_model}."


def _load_cited(file: Path) -> list[str]:
    """URLs, one a line, or the lines of `askdocs export --format jsonl`."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read: {error}.") from error
    urls: list[str] = []
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith("{"):
            try:
                cited = json.loads(line).get("cited") or ()
            except (ValueError, RecursionError) as error:
                raise UsageError(f"{file}, line {number}, is no JSON: {error}.") from error
            if not isinstance(cited, (list, tuple)) or not all(isinstance(url, str) for url in cited):
                raise UsageError(f"{file}, line {number}: `cited` is no list of URLs, as `askdocs export` writes it.")
            urls += cited
        elif line.strip():
            urls.append(line.strip())
    return urls


def _parse_limits(options: list[str], names: Sequence[str]) -> dict[str, float]:
    limits: dict[str, float] = {"unanswerable": 0, "broken_anchors": 0}
    for option in options:
        name, _, value = option.partition("=")
        if name.strip() not in names:
            raise UsageError(f"--max {option}: there is no {name.strip() or 'name'}. There are {', '.join(names)}.")
        if not value.strip().isdecimal() or len(value) > _MAX_DIGITS:
            raise UsageError(f"--max {option}: write it as NAME=N, such as unanswerable=2.")
        limits[name.strip()] = int(value)
    return limits


def _print(console: "SafeConsole", change: "Change", notes: "Sequence[Note]", missed: Sequence[str]) -> None:
    from app.evaluation.changes.formats import format_counts
    from app.evaluation.changes.places import RULES

    for sentence in format_counts(change):
        console.print(format_inline(sentence))
    for url in change.deleted_pages:
        console.print(f"[red]-[/red] {format_inline(url)}")
    for rule, title in RULES.items():
        found = [note for note in notes if note.rule == rule]
        if found:
            console.print(f"[bold]{title}[/bold] ({len(found)})")
        for note in found:
            console.print(f"  {format_inline(note.path)}:{note.line}: {format_inline(note.message)}")
    for sentence in missed:
        console.print(f"[red]too many:[/red] {format_inline(sentence)}")
    if not missed:
        console.print("[green]The answers hold.[/green]")


def _to_json(change: "Change", missed: Sequence[str]) -> dict[str, Any]:
    return asdict(change) | {"counts": change.counts, "missed": list(missed)}
