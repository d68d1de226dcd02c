"""One transcript over all wires: the same text once links are plain markers again, the same citations, the outcome."""

import asyncio
from collections.abc import Iterator
from typing import get_args

import pytest
import yaml

from app.parts import opening_site
from app.settings import Settings
from app.settings.resources import langserve_yaml
from app.settings.wires import WireName
from gemini_emulator import Emulator
from tests.support.services import Control, create_settings, serving
from tests.support.sites import create_kitchen, run_index
from tests.support.transcript.clients import WIRES, ask_chat
from tests.support.transcript.questions import QUESTIONS, Question


@pytest.fixture(scope="module")
def settings(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Of a service over a kitchen in two versions."""
    limits = {"address_per_minute": 0, "address_per_day": 0}
    gemini = {"max_attempts": 1}
    folder = tmp_path_factory.mktemp("golden")
    config = yaml.safe_load(langserve_yaml().read_text())
    config["routes"][0]["wires"] = list(get_args(WireName))
    (folder / "langserve.yaml").write_text(yaml.safe_dump(config))
    server = {"langserve_config": folder / "langserve.yaml"}
    settings = create_settings(emulator, folder / "data", limits=limits, gemini=gemini, server=server)
    asyncio.run(index_kitchen(settings))
    return settings


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    """One for each test, because models that keep failing are left alone."""
    with serving(settings) as address:
        yield address


async def index_kitchen(settings: Settings) -> None:
    async with opening_site(settings) as site:
        await run_index(site.index, create_kitchen(), site.process.gemini.embeddings)


def test_there_are_ten_questions_which_end_in_every_way() -> None:
    assert len(QUESTIONS) == 10
    assert {question.outcome for question in QUESTIONS} == {
        "answered",
        "abstained",
        "extractive",
        "blocked",
        "truncated",
        "error",
    }


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
@pytest.mark.parametrize("wire", WIRES)
def test_every_wire_tells_the_same(question: Question, wire: str, address: str, control: Control) -> None:
    question.prepare(control)
    expected = ask_chat(address, question)
    control.reset()
    assert expected.outcome == question.outcome
    assert expected.cited or question.outcome in {"abstained", "error"}
    if wire == "chatkit":  # its history is the thread, in which the model has said it
        for kind, text in question.history:
            if kind == "ai":
                control.script(text)
    question.prepare(control)
    assert WIRES[wire](address, question) == expected
