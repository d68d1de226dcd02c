"""Each private name of a third party has a way without it; `make contract` runs all tests of Gemini so."""

from collections.abc import Awaitable, Callable

import pytest
from pydantic import SecretStr

from app.gemini import Gemini
from app.settings import GeminiSettings, Settings
from chains.errors import ModelQuotaError, ModelUnavailableError
from tests.support.private_names import REMOVALS
from tests.support.services import Control

Ask = Callable[[], Awaitable[object]]


@pytest.mark.parametrize("name", REMOVALS)
async def test_without_a_private_name_answers_vectors_and_errors_are_the_same(
    name: str, settings: Settings, control: Control, monkeypatch: pytest.MonkeyPatch
) -> None:
    REMOVALS[name](monkeypatch)
    fields = settings.gemini.model_dump() | {"api_key": SecretStr("emulator-sesame"), "max_attempts": 1}
    gemini = Gemini(GeminiSettings(**fields))

    async def stream() -> str:
        return "".join([chunk.text async for chunk in gemini.chat.astream("?")])

    assert [len(vector) for vector in await gemini.embeddings.aembed_documents(["one", "two"])] == [384, 384]
    assert len(await gemini.embeddings.aembed_query("one")) == 384
    control.script("All ", "well.")
    answer = await gemini.chat.ainvoke("?")
    assert (answer.text, answer.response_metadata["finish_reason"]) == ("All well.", "STOP")
    assert answer.usage_metadata is not None
    assert answer.usage_metadata["output_tokens"] > 0
    control.script("All ", "well.")
    assert await stream() == "All well."

    asks: list[Ask] = [
        lambda: gemini.embeddings.aembed_documents(["one"]),
        lambda: gemini.embeddings.aembed_query("one"),
        lambda: gemini.chat.ainvoke("?"),
        stream,
    ]
    for ask in asks[1:]:
        control.fail(status=429, retry_delay=3600)
        with pytest.raises(ModelQuotaError) as caught:
            await ask()
        assert caught.value.retry_after == 3600
        control.fail(cut_after=0)
        with pytest.raises(ModelUnavailableError, match="cannot be reached"):
            await ask()
    await gemini.aclose()
