"""The whole chain with a scripted model and a fixed retriever."""

from typing import Any

from langchain_core.runnables.utils import AddableDict

from chains.answer import create_answer_chain
from chains.settings import AnswerSettings
from chains.support import SecondOpinion
from tests.support.doubles import FixedRetriever, Script, ScriptedModel, create_document

OVENS = create_document("Set `oven.heat` with `--degrees`. The oven warms up in two minutes.", title="Ovens")
PANS = create_document("Pans are washed by hand. Never put a pan into the machine.", title="Pans")


def create_chain(
    *scripts: Script,
    retriever: FixedRetriever | None = None,
    settings: AnswerSettings | None = None,
    second_opinion: SecondOpinion | None = None,
    **model: Any,
) -> tuple[Any, ScriptedModel, FixedRetriever]:
    llm = ScriptedModel(scripts=list(scripts), prompts=[], **model)
    retriever = retriever or FixedRetriever(documents=[OVENS, PANS], asked=[])
    chain = create_answer_chain(
        llm=llm, retriever=retriever, settings=settings or AnswerSettings(), second_opinion=second_opinion
    )
    return chain, llm, retriever


async def collect(chain: Any, request: Any) -> list[AddableDict]:
    return [part async for part in chain.astream(request)]


async def add_up(chain: Any, request: Any) -> AddableDict:
    total = AddableDict()
    for part in await collect(chain, request):
        total += part
    return total
