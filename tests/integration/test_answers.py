"""From a folder of Markdown to a cited answer: real LangChain classes over HTTP to the emulator, embedded Qdrant."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from app.settings import Settings
from chains.prompts import NOT_IN_DOCS
from chains.schemas import ChatResponse
from tests.support.services import CHAT_ALONE, Control, index_docs, serving


async def ask(address: str, query: str, **request: Any) -> ChatResponse:
    async with httpx.AsyncClient(timeout=30) as client:
        answer = await client.post(f"{address}/chat", json={"query": query} | request)
    answer.raise_for_status()
    return ChatResponse.model_validate(answer.json())


async def test_an_indexed_page_is_quoted_and_cited(docs: Path, settings: Settings, control: Control) -> None:
    await index_docs(docs, settings)
    with serving(settings) as address:
        response = await ask(address, "How is a cast-iron pan washed?")
    assert response.outcome == "answered"
    first = next(source for source in response.sources if source.number == response.cited[0])
    assert first.url == "https://kitchen.example/pans#washing"
    assert first.section == "Pans > Washing"
    assert "A cast-iron pan is washed by hand with hot water." in response.response
    assert f"[{first.number}]" in response.response
    assert 0.3 < first.score <= 1
    assert response.usage.input_tokens > 0


async def test_what_the_documentation_does_not_say_is_said_to_be_missing(
    kitchen: Callable[..., Settings], control: Control
) -> None:
    with serving(kitchen(), config=CHAT_ALONE) as address:
        response = await ask(address, "Who won the football world cup in 1954?")
    assert (response.outcome, response.reason, response.response) == ("abstained", "not_in_docs", NOT_IN_DOCS)
    assert {urlsplit(source.url).path for source in response.nearest} == {"/ovens", "/pans"}


async def test_a_follow_up_is_understood_with_the_question_before_it(
    kitchen: Callable[..., Settings], control: Control
) -> None:
    history = [
        {"type": "human", "content": "How is a cast-iron pan washed?"},
        {"type": "ai", "content": "By hand [1]."},
    ]
    with serving(kitchen(), config=CHAT_ALONE) as address:
        response = await ask(address, "And where is it stored?", chat_history=history)
    assert response.sources[0].title == "Pans"
    assert response.outcome == "answered"


async def test_a_second_run_embeds_nothing(docs: Path, settings: Settings, control: Control) -> None:
    first = await index_docs(docs, settings)
    assert first.added == first.record.last_run.points > 3
    control.reset()
    second = await index_docs(docs, settings)
    assert (second.added, second.moved, second.deleted, second.unchanged) == (0, 0, 0, first.added)
    assert control.calls()["by_method"] == {}


async def test_a_running_service_answers_from_a_new_index_without_a_restart(
    docs: Path, settings: Settings, control: Control
) -> None:
    await index_docs(docs, settings)
    with serving(settings, config=CHAT_ALONE) as address:
        await ask(address, "How is a pan washed?")
        (docs / "kettles.md").write_text("# Kettles\n\n## Descaling\n\nA kettle is descaled with lemon juice.\n")
        (docs / "pans.md").unlink()
        summary = await index_docs(docs, settings)
        response = await ask(address, "How is a kettle descaled?")
        after = await ask(address, "How is a cast-iron pan washed?")
    assert (summary.added, summary.deleted) == (1, 2)
    assert response.sources[0].url == "https://kitchen.example/kettles#descaling"
    assert "pans" not in {source.title.lower() for source in after.sources}


async def test_a_model_that_is_away_leaves_an_answer_from_the_passages(
    kitchen: Callable[..., Settings], control: Control
) -> None:
    with serving(kitchen(), config=CHAT_ALONE) as address:
        control.fail(method="generateContent", status=503, times=9)
        response = await ask(address, "How is a cast-iron pan washed?")
    assert (response.outcome, response.reason) == ("extractive", "model_unavailable")
    assert "A cast-iron pan is washed by hand with hot water." in response.response
    assert response.cited


async def test_without_an_index_every_wire_says_what_to_do(settings: Settings, control: Control) -> None:
    with serving(settings) as address:
        async with httpx.AsyncClient(base_url=address, timeout=30) as client:
            ready = await client.get("/health/ready")
            enveloped = {"input": {"query": "?"}}
            bodies = {"/chat": {"query": "?"}, "/chat/invoke": enveloped, "/chat/stream": enveloped}
            answers = [await client.post(path, json=body) for path, body in bodies.items()]
    assert ready.status_code == 503
    assert ready.json()["dependencies"]["model"]["ok"]
    for detail in [ready.json()["dependencies"]["index"]["detail"], *(answer.json()["detail"] for answer in answers)]:
        assert "askdocs index" in detail
    assert [answer.status_code for answer in answers] == [503] * 3


async def test_an_index_of_another_model_is_refused_with_the_cure(
    docs: Path, settings: Settings, control: Control
) -> None:
    await index_docs(docs, settings)
    other = settings.model_copy(
        update={"gemini": settings.gemini.model_copy(update={"embedding_model": "gemini-embedding-2"})}
    )
    with serving(other, config=CHAT_ALONE) as address:
        async with httpx.AsyncClient(base_url=address, timeout=30) as client:
            answer = await client.post("/chat", json={"query": "?"})
    assert answer.status_code == 503
    assert "gemini-embedding-001 → gemini-embedding-2" in answer.json()["detail"]
    assert "--rebuild" in answer.json()["detail"]
