"""`app.gemini` through the real LangChain classes and SDK against the emulator."""

import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest
from langchain_core.callbacks import AsyncCallbackHandler
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage
from langchain_core.runnables import RunnableConfig
from pydantic import SecretStr

from app.context import RequestContext, entering
from app.gemini import Gemini
from app.settings import GeminiSettings, Settings
from chains.errors import (
    AskdocsError,
    DailyQuotaError,
    ModelAccessError,
    ModelError,
    ModelQuotaError,
    ModelResponseError,
    ModelTimeoutError,
    ModelUnavailableError,
    SettingsError,
    VectorLengthError,
)
from tests.support.private_names import SHORT_WAY
from tests.support.services import Control

KEY = "emulator-sesame"


@pytest.fixture
async def gemini(settings: Settings, control: Control) -> AsyncIterator[Gemini]:
    gemini = create_gemini(settings)
    yield gemini
    await gemini.aclose()


def create_gemini(settings: Settings, **changes: object) -> Gemini:
    fields = settings.gemini.model_dump() | {"api_key": SecretStr(KEY), "max_attempts": 3} | changes
    return Gemini(GeminiSettings(**fields))


async def stream(gemini: Gemini) -> str:
    return "".join([chunk.text async for chunk in gemini.chat.astream("Hello?")])


async def test_vectors_have_the_asked_length_and_are_normalised(gemini: Gemini) -> None:
    vectors = await gemini.embeddings.aembed_documents(["An oven gets hot.", "A pan is flat."])
    query = await gemini.embeddings.aembed_query("How hot does an oven get?")
    assert [len(vector) for vector in [*vectors, query]] == [384] * 3
    assert [math.hypot(*vector) for vector in [*vectors, query]] == pytest.approx([1.0] * 3)
    nearness = [sum(a * b for a, b in zip(query, vector, strict=True)) for vector in vectors]
    assert nearness[0] > nearness[1]


async def test_many_texts_become_as_few_calls_as_the_api_allows(gemini: Gemini, control: Control) -> None:
    texts = [f"Sentence number {number}." for number in range(130)]
    assert len(await gemini.embeddings.aembed_documents(texts)) == 130
    assert control.calls()["by_method"] == {"batchEmbedContents": 2}


@pytest.mark.parametrize("vectors", [{"missing": 1}, {"fill": "nan"}, {"fill": "zero"}])
async def test_vectors_that_cannot_be_right_are_asked_for_again_and_never_stored(
    vectors: dict[str, object], settings: Settings, control: Control
) -> None:
    gemini = create_gemini(settings, max_wait_seconds=0.05)
    control.fail(method="batchEmbedContents", vectors=vectors)
    assert len(await gemini.embeddings.aembed_documents(["one", "two"])) == 2
    control.fail(method="batchEmbedContents", vectors=vectors, times=6)
    with pytest.raises(ModelResponseError):
        await gemini.embeddings.aembed_documents(["one", "two"])
    await gemini.aclose()


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ({"status": 400}, ModelAccessError),
        ({"status": 403}, ModelAccessError),
        ({"status": 404}, ModelAccessError),
        ({"status": 429, "retry_delay": 0.01}, ModelQuotaError),
        ({"status": 500}, ModelUnavailableError),
        ({"status": 503}, ModelUnavailableError),
        ({"status": 504}, ModelTimeoutError),
        ({"body": "<html>gateway</html>"}, ModelResponseError),
        ({"cut_after": 0}, ModelUnavailableError),
    ],
)
async def test_every_failure_is_one_of_our_errors_without_the_key(
    fault: dict[str, object], kind: type[AskdocsError], settings: Settings, control: Control
) -> None:
    gemini = create_gemini(settings, max_wait_seconds=0.05)
    for method, ask in (
        ("batchEmbedContents", lambda: gemini.embeddings.aembed_query("?")),
        ("streamGenerateContent", lambda: stream(gemini)),
        ("generateContent", lambda: gemini.chat.ainvoke("?")),
    ):
        control.fail(method=method, times=3, **fault)
        with pytest.raises(kind) as caught:
            await ask()
        assert "sesame" not in str(caught.value)
        control.reset()
    await gemini.aclose()


@pytest.mark.parametrize("fault", [{"status": 503}, {"status": 429, "retry_delay": 0.2}, {"cut_after": 0}])
async def test_what_may_pass_is_tried_again(fault: dict[str, object], gemini: Gemini, control: Control) -> None:
    for _ in range(2):  # a call that is cut has taken its script
        control.script("All ", "well.")
    control.fail(method="streamGenerateContent", **fault)
    assert await stream(gemini) == "All well."
    control.fail(method="batchEmbedContents", **fault)
    assert len(await gemini.embeddings.aembed_query("?")) == 384


async def test_a_wrong_key_is_not_tried_again(gemini: Gemini, control: Control) -> None:
    control.fail(status=403, times=9)
    with pytest.raises(ModelAccessError, match="GEMINI_API_KEY"):
        await gemini.embeddings.aembed_query("?")
    assert control.calls()["by_status"] == {"403": 1}


async def test_the_waiting_time_that_gemini_names_is_waited(gemini: Gemini, control: Control) -> None:
    control.fail(method="batchEmbedContents", status=429, retry_delay=0.4)
    started = time.monotonic()
    await gemini.embeddings.aembed_query("?")
    assert time.monotonic() - started >= 0.4


async def test_a_waiting_time_beyond_the_limit_is_handed_on_at_once(gemini: Gemini, control: Control) -> None:
    control.fail(status=429, retry_delay=3600)
    started = time.monotonic()
    with pytest.raises(ModelQuotaError) as caught:
        await gemini.embeddings.aembed_query("?")
    assert caught.value.retry_after == 3600
    assert time.monotonic() - started < 5


async def test_no_call_outlasts_its_time_limit(settings: Settings, control: Control) -> None:
    gemini = create_gemini(settings, chat_timeout_seconds=0.2, embedding_timeout_seconds=0.2, max_attempts=1)
    control.fail(hang=5, times=2)
    started = time.monotonic()
    with pytest.raises(ModelTimeoutError):
        await gemini.embeddings.aembed_query("?")
    with pytest.raises(ModelTimeoutError):
        await stream(gemini)
    assert time.monotonic() - started < 3
    await gemini.aclose()


async def test_a_stream_that_is_cut_after_its_first_words_is_not_begun_again(gemini: Gemini, control: Control) -> None:
    control.script("one ", "two ", "three ", "four ")
    control.fail(method="streamGenerateContent", cut_after=2)
    words: list[str] = []
    with pytest.raises(ModelUnavailableError):
        words += [chunk.text async for chunk in gemini.chat.astream("?")]
    assert control.calls()["by_method"] == {"streamGenerateContent": 1}


async def test_an_empty_answer_is_an_error(gemini: Gemini, control: Control) -> None:
    for _ in range(3):
        control.script(raw="")
    with pytest.raises(ModelResponseError):
        await stream(gemini)


async def test_both_models_are_checked_without_spending_tokens(gemini: Gemini, control: Control) -> None:
    await gemini.check()
    assert control.calls()["by_method"] == {"get": 2}
    assert control.calls()["input_tokens"] == 0


async def test_vectors_of_another_length_are_final_and_only_the_operator_is_told_what_to_do(
    gemini: Gemini, control: Control
) -> None:
    asks: tuple[Callable[[], Awaitable[object]], ...] = (
        lambda: gemini.embeddings.aembed_documents(["one"]),
        lambda: gemini.embeddings.aembed_query("one"),
    )
    for number, ask in enumerate(asks, 1):
        control.fail(method="batchEmbedContents", vectors={"dimensions": 5})
        with pytest.raises(VectorLengthError, match="GEMINI_EMBEDDING_DIMENSIONS") as caught:
            await ask()
        assert "GEMINI" not in caught.value.message
        assert control.calls()["by_method"] == {"batchEmbedContents": number}


async def test_a_quota_of_the_day_is_not_waited_for(gemini: Gemini, control: Control) -> None:
    quota = "EmbedContentRequestsPerDayPerProjectPerModel-FreeTier"
    asks: tuple[Callable[[], Awaitable[object]], ...] = (
        lambda: gemini.embeddings.aembed_documents(["one"]),
        lambda: gemini.embeddings.aembed_query("one"),
        lambda: gemini.chat.ainvoke("?"),
        lambda: stream(gemini),
    )
    for number, ask in enumerate(asks, 1):
        control.fail(times=3, status=429, retry_delay=0.01, quota_id=quota)
        with pytest.raises(DailyQuotaError, match="run the same command again"):
            await ask()
        assert control.calls()["by_status"] == {"429": 1}, number
        control.reset()


async def test_an_unknown_model_is_named(settings: Settings, control: Control) -> None:
    gemini = create_gemini(settings, chat_model="gemini-1.0-gone")
    with pytest.raises(ModelAccessError, match="GEMINI_CHAT_MODEL"):
        await gemini.check()
    await gemini.aclose()


async def test_a_key_of_real_gemini_is_refused_by_the_emulator(settings: Settings, control: Control) -> None:
    gemini = create_gemini(settings, api_key=SecretStr("AIzaNotOfTheEmulator"))
    with pytest.raises(ModelAccessError):
        await gemini.embeddings.aembed_query("?")
    await gemini.aclose()


async def test_the_second_embedding_model_gets_its_prefixes(settings: Settings, control: Control) -> None:
    gemini = create_gemini(settings, embedding_model="gemini-embedding-2")
    (document,) = await gemini.embeddings.aembed_documents(["An oven gets hot."])
    query = await gemini.embeddings.aembed_query("An oven gets hot.")
    assert sum(a * b for a, b in zip(document, query, strict=True)) == pytest.approx(1.0, abs=1e-3)
    await gemini.aclose()


async def test_tokens_of_an_embedding_are_counted_where_the_model_tells_them(
    settings: Settings, control: Control, pytestconfig: pytest.Config
) -> None:
    is_hidden = pytestconfig.getoption("--without", None) in SHORT_WAY  # the SDK itself does not pass them on
    for model, is_told in (("gemini-embedding-2", not is_hidden), ("gemini-embedding-001", False)):
        gemini, context = create_gemini(settings, embedding_model=model), RequestContext()
        with entering(context):
            await gemini.embeddings.aembed_query("How hot does an oven get?")
        assert (context.observation.meter.take() > 0) is is_told
        await gemini.aclose()


async def test_an_address_where_nobody_listens_is_said_plainly(settings: Settings) -> None:
    gemini = create_gemini(settings, base_url="http://127.0.0.1:9", max_attempts=1)
    with pytest.raises(ModelUnavailableError, match="GEMINI_BASE_URL"):
        await gemini.embeddings.aembed_query("?")
    await gemini.aclose()


def test_a_missing_key_is_said_before_anything_is_built() -> None:
    with pytest.raises(SettingsError, match="GEMINI_API_KEY is not set"):
        Gemini(GeminiSettings())


def test_a_model_may_be_used_from_several_event_loops(settings: Settings, control: Control) -> None:
    import asyncio

    gemini = create_gemini(settings)

    async def ask() -> int:
        length = len(await gemini.embeddings.aembed_query("?"))
        await gemini.aclose()
        return length

    assert [asyncio.run(ask()) for _ in range(2)] == [384, 384]


def test_errors_of_the_transport_are_known() -> None:
    """The SDK may use another transport where one is installed: ours is pinned."""
    assert issubclass(httpx.ReadTimeout, httpx.HTTPError)
    assert issubclass(ModelTimeoutError, ModelError)


@pytest.mark.parametrize("question", [[HumanMessage("Hello?")], [SystemMessage("Be kind."), HumanMessage("Hello?")]])
async def test_an_answer_is_the_same_whether_somebody_listens_to_langchain_or_not(
    question: list[BaseMessage], gemini: Gemini, control: Control
) -> None:
    class Listener(AsyncCallbackHandler):
        pass

    answers = []
    for config in (RunnableConfig(callbacks=[Listener()]), None):
        control.script("All ", "is ", "well.")
        whole = await gemini.chat.ainvoke(question, config)
        control.script("All ", "is ", "well.")
        parts = [part async for part in gemini.chat.astream(question, config)]
        told = sum(parts[1:], parts[0])
        answers.append([(one.content, one.response_metadata, one.usage_metadata) for one in (whole, told)])
    assert answers[0] == answers[1]
    assert answers[0][0][2] == answers[0][1][2]
