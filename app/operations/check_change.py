"""What a change of a documentation site does to its answers: the site as it was is indexed and asked, then as it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.evaluation.changes.asking import SEARCHED, create_questions, find_passages, list_cited
from app.evaluation.changes.compare import (
    Change,
    Finding,
    Passage,
    find_broken,
    find_lost_text,
    find_unanswerable,
)
from app.evaluation.changes.snapshot import Snapshot
from app.evaluation.corpus import get_page_path
from app.evaluation.questions import Question
from app.index import create_retriever, create_source, create_vector_store
from app.operations.index_site import index_site
from app.operations.plan_run import plan_run
from app.parts import opening_site
from app.settings import Settings
from chains.errors import SignatureMismatchError
from indexing import Page, Problem, Site

OnStep = Callable[[str, int, int], None]
"""Called with what is going on, how much is done, and of how much."""


@dataclass(frozen=True, slots=True)
class State:
    """One state of the site, read."""

    site: Site
    pages: tuple[Page, ...]
    snapshot: Snapshot
    problems: tuple[Problem, ...]


def read_state(site: Site) -> State:
    """Read all pages."""
    pages = tuple(site.read_pages())
    return State(site, pages, Snapshot.create(pages), tuple(site.problems))


async def check_change(
    before: State,
    after: State,
    settings: Settings,
    *,
    questions: Sequence[Question],
    cited: Sequence[str],
    price: float,
    on_step: OnStep,
) -> Change:
    """Ask the site before and after a change, in the index of `settings`, which belongs to this check alone.

    `questions` are people's; questions made of headings join them. `cited` are places that answers have cited.
    `price` is that of a million embedded tokens, in US dollars.

    Raises:
        IndexingError, ModelError: one of the states cannot be indexed or asked.
    """
    asked = [_with_paths(question) for question in questions] + create_questions(before.snapshot, after.snapshot)
    old = await _find(before, settings, asked, "before", on_step)
    _, cost = await plan_run(
        [create_source("site", after.site, after.pages)],
        settings,
        price=price,
        rebuild=False,
        on_progress=lambda _: None,
    )
    new = await _find(after, settings, asked, "after", on_step)
    unanswerable, unfound = find_unanswerable(zip(asked, old, new, strict=True), before.snapshot, after.snapshot)
    then, now = before.snapshot.pages, after.snapshot.pages
    return Change(
        pages_before=len(then),
        pages_after=len(now),
        added_pages=tuple(url for url in now if url not in then),
        deleted_pages=tuple(url for url in then if url not in now),
        questions=len(asked),
        unfound=unfound,
        unanswerable=tuple(unanswerable),
        broken_anchors=tuple(
            find_broken([*cited, *list_cited(zip(asked, old, strict=True))], before.snapshot, after.snapshot)
        ),
        lost_text=tuple(find_lost_text(before.snapshot, after.snapshot)),
        problems=tuple(
            Finding("", problem.source, problem.message) for problem in after.problems if problem not in before.problems
        ),
        cost={
            "embedding_calls": cost.embedding_calls,
            "estimated_tokens": cost.estimated_tokens,
            "estimated_price_usd": cost.estimated_price_usd,
        },
    )


async def _find(
    state: State, settings: Settings, questions: Sequence[Question], name: str, on_step: OnStep
) -> list[tuple[Passage, ...]]:
    async with opening_site(settings) as parts:

        async def index(*, rebuild: bool) -> None:
            await index_site(
                [create_source("site", state.site, state.pages)],
                parts,
                rebuild=rebuild,
                allow_shrink=True,
                on_progress=lambda progress: on_step(
                    f"{progress.stage} {name}", progress.done, progress.total or progress.done
                ),
                on_wait=lambda _: None,
            )

        try:
            await index(rebuild=False)
        except SignatureMismatchError:  # of a run with another model or another askdocs
            await index(rebuild=True)
        store = create_vector_store(parts.index, parts.process.gemini.embeddings)
        retriever = create_retriever(parts.index, store, k=SEARCHED)
        found = []
        async for passages in find_passages(questions, retriever):
            found.append(passages)
            on_step(f"asking {name}", len(found), len(questions))
        return found


def _with_paths(question: Question) -> Question:
    return replace(question, relevant={get_page_path(page): grade for page, grade in question.relevant.items()})
