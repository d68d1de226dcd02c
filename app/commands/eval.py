"""`askdocs eval`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.console import create_console, format_inline, write_json
from app.commands.counts import format_count
from app.commands.output_file import check_output, write_output
from app.commands.own_index import chosen_model, create_own_settings, index_quietly
from app.commands.progress import shown_steps
from app.commands.running import run
from app.commands.show_support import show_support
from app.commands.site_options import SiteName
from chains.errors import SignatureMismatchError, UsageError

if TYPE_CHECKING:
    from app.commands.safe_console import SafeConsole
    from app.evaluation.calibration import Calibration
    from app.evaluation.result import Evaluation
    from app.evaluation.run import Measurement
    from app.settings import Settings

BELOW_THRESHOLD = 1


def evaluate(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR",
            help="Folder with queries.jsonl and qrels.tsv (BEIR). With a corpus.jsonl, that is indexed and asked; "
            "without one, your index is. Without a folder, questions are made of your index's headings.",
        ),
    ] = None,
    *,
    answers: Annotated[
        int, typer.Option(min=0, help="So many questions, and as many foreign ones, are also answered by the model.")
    ] = 50,
    calibrate: Annotated[
        bool, typer.Option("--calibrate", help="Store the threshold below which questions are refused in the index.")
    ] = False,
    route: Annotated[str, typer.Option(help="Path of the route that answers; the first otherwise.")] = "",
    site: SiteName = "",
    support: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Measure only the proof of sentences, on claims that people judged: JSON lines (.gz too) with claim, "
            "references and attribution_label. Needs no index and no key.",
        ),
    ] = None,
    judge: Annotated[
        bool,
        typer.Option("--judge", help="Let the chat model judge the answers, by a rubric that is printed. Wants a key."),
    ] = False,
    report: Annotated[Path | None, typer.Option(help="Write a report there, one HTML file.")] = None,
    at_least: Annotated[
        list[str] | None, typer.Option("--min", metavar="METRIC=VALUE", help="Exit with 1 below it (repeatable).")
    ] = None,
    at_most: Annotated[
        list[str] | None, typer.Option("--max", metavar="METRIC=VALUE", help="Exit with 1 above it (repeatable).")
    ] = None,
    price: Annotated[
        str,
        typer.Option(
            metavar="INPUT,CACHED,OUTPUT",
            help="US dollars for a million tokens of the chat model: then the price of an answer is told, too.",
        ),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as one JSON object.")] = False,
) -> None:
    """Measure how well questions are answered, on your own questions or on a public set.

    Example: `askdocs eval ./questions --min hit@5=0.7 --report report.html`
    """
    if support is not None:
        if folder is not None or calibrate or judge or report is not None or at_least or at_most or price:
            raise UsageError(
                "--support measures the proof of sentences alone: of the other options it takes only --json."
            )
        show_support(support, as_json=as_json)
        return
    from app.settings.extras import require_extra

    require_extra("eval", "Measuring wants trec_eval, which comes with the extra `eval`.")
    from app.evaluation.questions import load_question_set
    from app.evaluation.report import format_report
    from app.evaluation.run import Measurement
    from app.evaluation.tokens import parse_prices
    from app.observability.log import configure_logging

    lowest, highest = _parse_bounds(at_least or []), _parse_bounds(at_most or [])
    prices = parse_prices(price) if price else None
    if report is not None:
        check_output(report)
    configure_logging("warning")  # to standard error: the figures go to standard output
    question_set = load_question_set(folder) if folder is not None else None
    console = create_console(stderr=True)
    wanted = Measurement(question_set, answers=answers, stores_calibration=calibrate, judges=judge)
    evaluation = _evaluate(wanted, console, route, site)
    if prices is not None:
        evaluation.add_prices(prices)
    evaluation.check(lowest, highest)
    if report is not None:
        write_output(report, format_report(evaluation))
        console.print(f"The report is in {format_inline(str(report))}.")
    if as_json:
        write_json(evaluation.to_json())
    else:
        _print(create_console(), evaluation)
    if evaluation.missed:
        raise typer.Exit(BELOW_THRESHOLD)


def _evaluate(wanted: "Measurement", console: "SafeConsole", route: str, site: str) -> "Evaluation":
    from app.settings import load_settings

    corpus = wanted.question_set.corpus if wanted.question_set is not None else None
    if corpus is None:
        return run(_run(wanted, load_settings(), console, route, site))
    if site:
        raise UsageError("--site asks the index of a site, and a corpus.jsonl is indexed for itself: leave --site out.")
    if wanted.judges and not load_settings().gemini.api_key.get_secret_value():
        raise UsageError("--judge wants GEMINI_API_KEY: the emulator copies sentences, and can judge nothing.")
    with chosen_model(console) as gemini:
        settings = create_own_settings("eval", corpus.resolve().parent, gemini)
        _index_corpus(corpus, settings, console)
        return run(_run(wanted, settings, console, route))


def _index_corpus(corpus: Path, settings: "Settings", console: "SafeConsole") -> None:
    from app.evaluation.corpus import CorpusSite

    site = CorpusSite(corpus)
    try:
        run(index_quietly(site, settings, str(corpus), console))
    except SignatureMismatchError:
        run(index_quietly(site, settings, str(corpus), console, rebuild=True))
    for problem in site.problems[:20]:
        console.print(f"[yellow]{format_inline(problem.source)}:[/yellow] {format_inline(problem.message)}")


async def _run(
    wanted: "Measurement", settings: "Settings", console: "SafeConsole", route: str, site: str | None = None
) -> "Evaluation":
    """Measure a site; None: the only one of an index that was made for the measurement."""
    from app.evaluation.run import run_evaluation
    from app.parts import opening_site
    from app.settings.routes import load_langserve_config
    from app.settings.sites import DEFAULT_SITE

    config = load_langserve_config(settings.server)
    chosen = config.choose_route(route, site or "")
    name = DEFAULT_SITE if site is None else config.find_site(chosen.site).name
    async with opening_site(settings, name) as parts:
        with shown_steps(console) as on_step:
            return await run_evaluation(wanted, parts, parts.create_bare_chain(chosen), on_step)


def _explain(fitted: "Calibration") -> str:
    made = ", made of headings and of headings in everyday words" if fitted.generated else ""
    harder = " of the everyday ones, which are harder than people's," if fitted.generated else ""
    questions = format_count(fitted.answerable, "answerable question")
    return (
        f"It rests on {questions}{made}, and {fitted.foreign} foreign ones. "
        f"Expected: {fitted.refused:.1%}{harder} wrongly refused, {fitted.recall:.0%} of the foreign ones refused."
    )


def _parse_bounds(options: list[str]) -> dict[str, float]:
    from app.evaluation.result import METRICS

    bounds: dict[str, float] = {}
    for option in options:
        name, _, value = option.partition("=")
        try:
            bounds[name.strip()] = float(value)
        except ValueError:
            raise UsageError(f"{option} is no threshold. Write it as METRIC=VALUE, such as hit@5=0.7.") from None
        if name.strip() not in METRICS:
            raise UsageError(f"There is no metric {name.strip()}. The metrics are {', '.join(METRICS)}.")
    return bounds


def _print(console: "SafeConsole", evaluation: "Evaluation") -> None:
    from rich.table import Table

    from app.evaluation.proof.judging import RUBRIC
    from app.evaluation.proof.measuring import count_refusals

    for problem in evaluation.problems:
        console.print(f"[yellow]left out:[/yellow] {format_inline(problem)}")
    table = Table("metric", "value", "95 of 100 samples")
    for name, value in evaluation.metrics.items():
        low, high = evaluation.intervals.get(name, (None, None))
        table.add_row(
            name,
            f"{value:.{6 if name.endswith('answer_usd') else 3}f}",
            "" if low is None else f"{low:.3f} to {high:.3f}",
        )
    console.print(table)
    console.print(
        f"{format_count(len(evaluation.rankings), 'question')}, {format_count(evaluation.pages, 'page')}, "
        f"{format_count(evaluation.passages, 'passage')}, "
        f"{format_inline(evaluation.model)}, {evaluation.seconds:.1f} s."
    )
    if refusals := count_refusals(evaluation.answers):
        console.print(f"Refused: {', '.join(f'{count} {reason}' for reason, count in refusals.items())}.")
    if evaluation.judgements:
        console.print(f"The chat model judged by this rubric; 1 is full marks:\n{RUBRIC.rstrip()}")
    if evaluation.calibration is not None:
        stored = "stored in the index" if evaluation.calibration_stored else "not stored; --calibrate stores it"
        console.print(f"Questions below a nearness of {evaluation.calibration.threshold:.3f} are too weak ({stored}).")
        console.print(_explain(evaluation.calibration))
    for sentence in evaluation.missed:
        console.print(f"[red]missed:[/red] {format_inline(sentence)}")
