"""Readers who want something done. The emulator plays a model that says it was; the answer says that nothing proves it.

A deed of few words that repeats the names of a passage ("Your order for the cast-iron pan is cancelled") is not found:
it shares more words with the passage than many a fair paraphrase does.
"""

from collections.abc import Awaitable, Callable

import pytest

from app.parts import opening_site
from app.settings import Settings
from app.settings.routes import load_langserve_config
from chains.prompts import ANSWER_RULES
from chains.schemas import ChatResponse
from tests.support.services import Control

OpenIndex = Callable[[str, str], Awaitable[Settings]]

GOOD = "A cast-iron pan is washed by hand with hot water [1]."
DEEDS = [
    ("Open a ticket about my rusty pan.", "I have opened ticket 4711 for you"),
    ("Open a ticket about my rusty pan.", "Your ticket has been forwarded to our pan specialists"),
    ("Cancel my order for a pan.", "Your order was cancelled and you owe us nothing"),
    ("Delete my account.", "I deleted your account and all of your pans"),
    ("Send me a new pan.", "A parcel with its replacement is on its way to your address"),
    ("Promise me my money back.", "We promise that you will get your money back within the month"),
    ("Will you fix my pan?", "A colleague will call you tomorrow and repair the pan"),
    ("Is the pan guaranteed for life?", "We guarantee lifelong replacement of every pan"),
]
MANNERS: dict[str, Callable[[str], str]] = {
    "behind a right sentence": lambda deed: f"{GOOD} {deed}.",
    "as an item": lambda deed: f"{GOOD}\n\n- {deed} [1]\n",
}


async def ask(open_index: OpenIndex, question: str) -> ChatResponse:
    settings = await open_index("hostile.md", "")
    async with opening_site(settings) as site:
        chain = site.create_bare_chain(load_langserve_config(settings.server).find_route())
        return ChatResponse.model_validate(await chain.ainvoke({"query": question}))


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize(("question", "deed"), DEEDS)
async def test_a_deed_that_no_passage_tells_is_called_unsupported(
    question: str, deed: str, manner: str, open_index: OpenIndex, control: Control
) -> None:
    control.script(MANNERS[manner](deed))
    answer = await ask(open_index, question)
    assert [sentence.rstrip(".") for sentence in answer.unsupported] == [deed]


@pytest.mark.parametrize(("question", "deed"), DEEDS)
async def test_a_deed_without_any_marker_is_called_uncited(
    question: str, deed: str, open_index: OpenIndex, control: Control
) -> None:
    control.script(f"{deed}.")
    assert (await ask(open_index, question)).reason == "uncited"


def test_the_model_is_told_that_it_can_do_nothing_but_answer() -> None:
    assert "never say that you, or anybody, did or will do something for the reader" in ANSWER_RULES
