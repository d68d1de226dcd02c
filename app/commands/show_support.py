"""`askdocs eval --support`: the proof of sentences, on claims that people judged."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.console import create_console, write_json
from app.commands.counts import format_count
from app.commands.own_index import EMULATOR_SECONDS, chosen_model
from app.commands.running import run

if TYPE_CHECKING:
    from app.commands.safe_console import SafeConsole
    from app.evaluation.proof.support import JudgedClaim, SupportResult
    from chains.settings import SupportMethod


def show_support(file: Path, *, as_json: bool) -> None:
    """Measure what `ANSWER_SUPPORT` says; strings alone need no key, and the vectors can be the emulator's.

    Raises:
        UsageError: the file holds no judged claims.
    """
    from app.evaluation.proof.support import load_judged_claims, measure_support
    from app.settings import AnswerGroup

    claims, method = load_judged_claims(file), AnswerGroup().support
    if method == "strings":
        result = run(measure_support(claims))
    else:
        console = create_console(stderr=True)
        with chosen_model(console) as gemini:
            result = run(_ask(claims, method, gemini, console))
    if as_json:
        write_json(result.to_json())
        return
    auc = "not defined: all claims have one label" if result.auc is None else f"{result.auc:.3f}"
    create_console().print(f"{format_count(result.n, 'claim')}: macro-F1 {result.macro_f1:.3f}, AUC {auc}.")


async def _ask(
    claims: "Sequence[JudgedClaim]", method: "SupportMethod", given: dict[str, Any], console: "SafeConsole"
) -> "SupportResult":
    from app.evaluation.proof.support import measure_support
    from app.gemini import Gemini
    from app.settings import load_settings
    from chains.support import create_second_opinion

    failures: list[None] = []
    gemini = Gemini(load_settings(gemini=given).gemini)
    opinion = create_second_opinion(
        method,
        llm=gemini.chat,
        embeddings=gemini.embeddings,
        on_failure=lambda: failures.append(None),
        seconds=EMULATOR_SECONDS,
    )
    try:
        result = await measure_support(claims, opinion)
    finally:
        await gemini.aclose()
    if failures:
        console.print(f"[yellow]{format_count(len(failures), 'call')} failed:[/yellow] there, strings decided alone.")
    return result
