"""`askdocs gaps` over a real index, as it is typed."""

import asyncio
import json
import time
from pathlib import Path

import numpy as np
import pytest

from app.operations.gaps import opening_stores
from app.parts import opening_site
from app.settings import Settings
from app.stores import Found, StoredAnswer, ensure_schema
from tests.support.commands import Run
from tests.support.services import index_docs

DAY = 86_400
KETTLE = ("How do I descale the kettle?", "descale kettle", "kettle is full of lime, descale it?")
FRIDGE = ("How do I defrost the fridge?", "fridge has ice, defrost", "defrost a fridge quickly")
PANS = "https://kitchen.example/pans"


@pytest.fixture
def kept(settings: Settings, docs: Path, key: None, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of commands, with an index, and questions that failed: of this week and of the week before."""
    monkeypatch.setenv("QDRANT_PATH", str(settings.qdrant.path))
    monkeypatch.setenv("GEMINI_EMBEDDING_DIMENSIONS", "384")
    ensure_schema(settings.stores, settings.qdrant.path)
    asyncio.run(index_docs(docs, settings))
    asyncio.run(keep(settings))
    return settings


async def keep(settings: Settings) -> None:
    now = time.time()
    async with opening_site(settings) as site, opening_stores(settings) as stores:
        for number, question in enumerate((*KETTLE, *FRIDGE, "What is the capital of France?")):
            vector = await site.process.gemini.embeddings.aembed_query(question)
            answer = StoredAnswer(
                id=f"answer {number}",
                at=now - (10 if question in FRIDGE else 2) * DAY,
                question=question,
                outcome="abstained",
                reason="weak_match",
                found=(Found(f"{PANS}#washing", 0.3),),
                generation="an older index",
                vector=np.asarray(vector, np.float16).tobytes(),
            )
            await stores.answers.add([answer])


@pytest.mark.usefixtures("control")
def test_gaps_are_found_told_and_counted(run: Run, kept: Settings, tmp_path: Path) -> None:
    code, out, _ = run("gaps", "--no-ask", "--report", str(tmp_path / "week.md"), "--fail-on-new", "2")
    assert code == 0
    assert "New gaps" in out
    assert "descale" in out
    assert "defrost" in out
    assert "1 question failed that are like few others" in out
    week = (tmp_path / "week.md").read_text()
    assert "## New gaps (1)" in week
    assert "## Known gaps (1)" in week
    assert run("gaps", "--no-ask", "--fail-on-new", "1")[0] == 1
    found = json.loads(run("gaps", "--no-ask", "--json")[1])
    assert [(gap["count"], gap["count_before"], gap["is_new"]) for gap in found["gaps"]] == [
        (3, 0, True),
        (0, 3, False),
    ]
    assert set(found["gaps"][0]["questions"]) == set(KETTLE)


@pytest.mark.usefixtures("control")
def test_a_gap_is_planned_drafted_and_closed_when_it_is_answered(
    run: Run, kept: Settings, docs: Path, tmp_path: Path
) -> None:
    [kettle] = [gap for gap in json.loads(run("gaps", "--no-ask", "--json")[1])["gaps"] if gap["is_new"]]
    number = str(kettle["number"])
    assert run("gaps", "set", number, "planned", "--note", "Anna")[0] == 0
    assert "note: Anna" in run("gaps", "--no-ask")[1]
    assert run("gaps", "draft", number, "--folder", str(tmp_path / "answers"))[0] == 0
    [draft] = (tmp_path / "answers").iterdir()
    assert all(question in draft.read_text() for question in KETTLE)
    assert run("gaps", "draft", number, "--folder", str(tmp_path / "answers"))[0] == 2

    (docs / "kettles.md").write_text("# Kettles\n\n## How do I descale the kettle?\n\nDescale the kettle with lemon.\n")
    asyncio.run(index_docs(docs, kept))
    out = run("gaps", "--quiet")[1]
    assert out.replace("\n", " ").startswith(f"Gap {number} is answered now, and closed: ")
    assert run("gaps", "--quiet")[1] == ""
    found = json.loads(run("gaps", "--json")[1])
    assert [gap["number"] for gap in found["closed"]] == [kettle["number"]]
    assert (found["closed_now"], found["asked_again"]) == ([], 0)
    assert number not in [str(gap["number"]) for gap in found["gaps"]]
    assert "Answered since" in run("gaps", "--no-ask")[1]


def test_nothing_kept_is_one_clear_line(run: Run) -> None:
    code, _, err = run("gaps")
    assert code == 2
    assert "KEEP_ANSWERS=true" in err


@pytest.mark.usefixtures("control", "kept")
def test_a_gap_that_does_not_exist_is_one_clear_line(run: Run) -> None:
    for command in (("gaps", "set", "99", "fixed"), ("gaps", "draft", "99")):
        code, _, err = run(*command)
        assert code == 2
        assert "There is no gap 99." in err


@pytest.mark.usefixtures("control", "kept")
def test_an_answer_of_the_owner_is_found_first_and_cited_with_its_own_url(run: Run, docs: Path, tmp_path: Path) -> None:
    [kettle] = [gap for gap in json.loads(run("gaps", "--no-ask", "--json")[1])["gaps"] if gap["is_new"]]
    answers = tmp_path / "answers"
    assert run("gaps", "draft", str(kettle["number"]), "--folder", str(answers))[0] == 0
    sources = ("index", str(docs), str(answers), "--site-url", "https://kitchen.example")
    assert run(*sources)[0] == 3, "a draft without an address is a problem"
    [draft] = answers.iterdir()
    url = "https://kitchen.example/faq#descaling"
    draft.write_text(draft.read_text().replace("url: ''", f"url: {url}") + "Boil lemon juice in the kettle.\n")
    assert run(*sources)[0] == 0
    for question in KETTLE:
        answer = json.loads(run("ask", question, "--json")[1])
        assert answer["sources"][0]["url"] == url
    answer = json.loads(run("ask", KETTLE[0], "--json")[1])
    assert answer["outcome"] == "answered"
    assert 1 in answer["cited"]
    assert "lemon juice" in answer["response"]


@pytest.mark.usefixtures("control", "kept")
def test_a_deleted_question_takes_the_name_of_its_gap_with_it(run: Run) -> None:
    [kettle] = [gap for gap in json.loads(run("gaps", "--no-ask", "--json")[1])["gaps"] if gap["is_new"]]
    number = str(kettle["number"])
    assert run("db", "delete", "--question", KETTLE[2])[0] == 0
    assert "without a name: planned" in run("gaps", "set", number, "planned")[1]
    out = run("gaps", "--no-ask", "--json")[1]
    [named] = [gap for gap in json.loads(out)["gaps"] if gap["number"] == kettle["number"]]
    assert named["status"] == "planned"
    assert "descale" in named["label"]
    assert "lime" not in out
    for question in KETTLE[:2]:
        run("db", "delete", "--question", question)
    assert str(kettle["number"]) not in [str(gap["number"]) for gap in json.loads(run("gaps", "--json")[1])["gaps"]]
