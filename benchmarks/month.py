"""A month of questions about our own documentation, twelve of whose subjects it does not treat: which gaps are found?

    python -m benchmarks.month [FOLDER]

FOLDER keeps the index and the answers, so that a second call begins with the search for gaps. The questions stand in
`planted/month.txt`, below what they are about. The model is the emulator.
"""

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np

from app.commands.own_index import index_quietly
from app.commands.safe_console import SafeConsole
from app.evaluation.run import Measurement, run_evaluation
from app.insights.markdown import format_report
from app.insights.report import GapReport
from app.operations.gaps import find_gaps, opening_stores, opening_tools
from app.parts import opening_site
from app.settings import Settings, load_settings
from app.settings.resources import demo_docs
from app.settings.routes import load_langserve_config
from app.sources import open_site
from app.stores import Found, StoredAnswer, StoredVote, ensure_schema
from chains.schemas import ChatRequest
from gemini_emulator import running
from indexing.model import SiteOptions

_QUESTIONS = Path(__file__).parent / "planted" / "month.txt"
_NO_GAPS = ("Other", "Answered")
_DAY = 86_400
_DOWNVOTED = 0.02
SITE = SiteOptions(site_url="https://askdocs.example", route_base_path="/")


def main(arguments: Sequence[str] = ()) -> None:
    """Ask where nobody has asked yet, then look for gaps, and print the report with a verdict on it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.month", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--docs", type=Path, help="Index these pages instead of ours before gaps are looked for.")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary, running() as emulator:
        folder = options.folder or Path(temporary)
        gemini = {"api_key": emulator.api_key, "base_url": emulator.base_url, "embedding_timeout_seconds": 300}
        settings = load_settings(gemini=gemini, qdrant={"path": folder, "host": ""}, stores={"data_path": folder})
        is_first = not (folder / "askdocs.db").is_file()
        ensure_schema(settings.stores, folder)
        asyncio.run(play(settings, is_first=is_first, docs=options.docs))


def load_subjects() -> dict[str, str]:
    """What each question is about."""
    subjects: dict[str, str] = {}
    subject = ""
    for line in _QUESTIONS.read_text("utf-8").splitlines():
        if line.startswith("# "):
            subject = line[2:]
        elif line:
            subjects[line] = subject
    return subjects


async def play(settings: Settings, *, is_first: bool, docs: Path | None) -> None:
    """Ask all questions, spread over thirty days, and find gaps."""
    subjects = load_subjects()
    console = SafeConsole(stderr=True)
    if is_first or docs:
        await index_quietly(open_site(docs or demo_docs(), SITE), settings, str(docs or "docs"), console)
        async with opening_site(settings) as site:
            chain = site.create_bare_chain(load_langserve_config(settings.server).find_route())
            await run_evaluation(Measurement(None, stores_calibration=True), site, chain, lambda *_: None)
    if is_first:
        await ask_all(settings, list(subjects))
    async with opening_stores(settings) as stores, opening_tools(settings, may_ask=True) as tools:
        started, cpu = time.perf_counter(), time.process_time()
        report = await find_gaps(stores, tools, days=7)
        print(f"found in {time.perf_counter() - started:.1f} s, {time.process_time() - cpu:.1f} s of CPU\n")
    print(format_report(report))
    judge(report, subjects)


async def ask_all(settings: Settings, questions: Sequence[str]) -> None:
    """Ask the chain, and keep the answers as the service does."""
    random = Random(12)
    now = time.time()
    async with opening_site(settings) as site, opening_stores(settings) as stores:
        chain = site.create_bare_chain(load_langserve_config(settings.server).find_route())
        generation = await site.guarded_index.get_generation()
        for number, question in enumerate(questions):
            answer = await chain.ainvoke(ChatRequest(query=question))
            vector = await site.process.gemini.embeddings.aembed_query(question)
            sources, cited = answer["sources"] or answer["nearest"], answer["cited"]
            is_downvoted = answer["outcome"] == "answered" and random.random() < _DOWNVOTED
            has_failed = answer["outcome"] == "abstained" or answer["unsupported"] or answer["reason"] == "uncited"
            vector_bytes = np.asarray(vector, dtype=np.float16).tobytes()
            stored = StoredAnswer(
                id=answer["id"],
                at=now - random.random() * 30 * _DAY,
                question=question,
                outcome=answer["outcome"],
                reason=answer["reason"],
                version=sources[0]["version"] if sources else "",
                locale=sources[0]["locale"] if sources else "",
                unsupported=len(answer["unsupported"]),
                found=tuple(
                    Found(one["url"], one["score"], bool(answer["sources"]) and one["number"] in cited)
                    for one in sources
                ),
                generation=generation,
                vector=vector_bytes if has_failed else None,
            )
            await stores.answers.add([stored])
            if is_downvoted:
                await stores.answers.vote(stored.id, StoredVote(-1, at=now), vector=vector_bytes)
            if number % 50 == 0:
                print(f"asked {number} of {len(questions)}", flush=True)


def judge(report: GapReport, subjects: dict[str, str]) -> None:
    """Say of each gap what most of its shown questions are about, and which subjects are missing."""
    wanted = Counter(subject for subject in subjects.values() if subject not in _NO_GAPS)
    found: set[str] = set()
    print("| gap | cause | asked | about | of its shown questions |\n|---|---|---|---|---|")
    for gap in [*report.gaps, *report.closed]:
        about = Counter(subjects.get(question, "?") for question in gap.questions)
        subject, count = about.most_common(1)[0] if about else ("", 0)
        if 2 * count > len(gap.questions):
            found.add(subject)
        print(
            f"| {gap.number}. {gap.label} | {gap.cause} | {gap.count} | {subject} | {count} of {len(gap.questions)} |"
        )
    print(f"\n{len(found & wanted.keys())} of {len(wanted)} planted gaps are found.")
    print(f"missing: {', '.join(sorted(wanted.keys() - found)) or 'none'}")


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
