"""Quality of search, gate and citations: the tables of `website/docs/quality.md`.

    python -m benchmarks.quality QUESTIONS [--versions SITE]

QUESTIONS is a folder in BEIR's format with a corpus. SITE is a Docusaurus project with several versions; questions made
of headings that several versions have are asked in each of them. The model is the emulator: its answers are extracts.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.commands.own_index import index_quietly
from app.commands.safe_console import SafeConsole
from app.evaluation.answering import ask_questions
from app.evaluation.corpus import CorpusSite
from app.evaluation.generated import create_heading_questions
from app.evaluation.questions import QuestionSet, load_question_set
from app.evaluation.run import Measurement, run_evaluation
from app.index import create_retriever, create_vector_store, load_places
from app.parts import opening_site
from app.settings import Settings, load_settings
from app.settings.routes import load_langserve_config
from app.sources import open_site
from benchmarks._ablation import print_ablation
from gemini_emulator import Emulator, running
from indexing.model import SiteOptions


def main(arguments: Sequence[str] = ()) -> None:
    """Print the tables; without arguments only how to get them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("questions", type=Path, nargs="?")
    parser.add_argument("--versions", type=Path)
    options = parser.parse_args(arguments)
    if options.questions is None:
        print("Needs a question set: python -m benchmarks.quality QUESTIONS [--versions SITE]")
        return
    question_set = load_question_set(options.questions)
    print(f"{question_set.name}: {len(question_set.questions)} questions\n", flush=True)
    print_ablation(question_set)
    with tempfile.TemporaryDirectory() as folder:
        with running() as emulator:
            asyncio.run(print_answers(question_set, create_settings(emulator, Path(folder), "answers")))
        if options.versions:
            with running(embeddings="hash") as emulator:  # which version is found has nothing to do with vectors
                settings = create_settings(emulator, Path(folder), "versions")
                asyncio.run(print_leakage(options.versions, settings))


def create_settings(emulator: Emulator, folder: Path, name: str) -> Settings:
    """An embedded index of its own; the emulator is slow on a busy machine."""
    gemini = {"api_key": emulator.api_key, "base_url": emulator.base_url, "embedding_timeout_seconds": 300}
    return load_settings(gemini=gemini, qdrant={"path": folder, "collection_name": name, "host": ""})


async def print_answers(question_set: QuestionSet, settings: Settings) -> None:
    """The gate, citations and times of the real chain; and whether each stream adds up to what invoke gives."""
    assert question_set.corpus is not None
    async with opening_site(settings) as site:
        await index_quietly(CorpusSite(question_set.corpus), settings, "corpus", SafeConsole(quiet=True))
        chain = site.create_bare_chain(load_langserve_config(settings.server).find_route())
        wanted = Measurement(question_set, answers=len(question_set.questions), stores_calibration=True)
        evaluation = await run_evaluation(wanted, site, chain, lambda *_: None)
        different = 0
        async for answer in ask_questions(question_set.questions, chain):
            invoked: dict[str, Any] = await chain.ainvoke(answer.question.to_request())
            invoked.pop("id", None)  # it names the delivery, and each has its own
            different += answer.response is None or answer.response.model_dump(exclude={"id"}) != invoked
    print("\n| metric | value |\n|---|---|")
    for name, value in evaluation.metrics.items():
        print(f"| {name} | {value:.3f} |")
    print(f"| answers whose stream adds up to something else than invoke | {different} |")
    print(f"| answers with a fault in their citations | {sum(map(bool, evaluation.faults.values()))} |")
    print(f"\n{json.dumps(evaluation.to_json()['calibration'])}", flush=True)


async def print_leakage(site_folder: Path, settings: Settings) -> None:
    """Ask for headings that several versions have, in each version and in none."""
    async with opening_site(settings) as site:
        await index_quietly(open_site(site_folder, SiteOptions()), settings, "versions", SafeConsole(quiet=True))
        record = await site.index.check()
        places = await load_places(site.index)
        versions: dict[tuple[str, str], set[str]] = defaultdict(set)
        for place in places:
            versions[place.section, place.locale].add(place.version)
        shared = [place for place in places if len(versions[place.section, place.locale]) > 1]
        store = create_vector_store(site.index, site.process.gemini.embeddings)
        retriever = create_retriever(site.index, store, k=settings.answer.passages)
        asked = passages = leaked = 0
        for question in create_heading_questions(shared, limit=400):
            for filters in (question.filters, question.filters.model_copy(update={"version": ""})):
                wanted = filters.version or record.default_version
                documents = await retriever.ainvoke(question.text, filters=filters)
                asked += 1
                passages += len(documents)
                leaked += any(document.metadata["version"] not in {wanted, ""} for document in documents)
    print("\n| versions | headings in several | questions | passages | questions that leak |\n|---|---|---|---|---|")
    shown = len({place.version for place in places})
    several = len({(place.section, place.locale) for place in shared})
    print(f"| {shown} | {several} | {asked} | {passages} | {leaked} |")


if __name__ == "__main__":
    main(sys.argv[1:])
