"""How tests steer the emulator."""

import json
from typing import Any

import httpx
import pytest

from gemini_emulator.app import create_app

CHAT = "/v1beta/models/gemini-3.8-flash"
QUESTION = {"contents": [{"role": "user", "parts": [{"text": "a question"}]}]}


async def generate(api: httpx.AsyncClient) -> httpx.Response:
    return await api.post(f"{CHAT}:generateContent", json=QUESTION)


async def stream(api: httpx.AsyncClient) -> list[dict[str, Any]]:
    response = await api.post(f"{CHAT}:streamGenerateContent?alt=sse", json=QUESTION)
    return [json.loads(event.removeprefix("data: ")) for event in response.text.split("\r\n\r\n")[:-1]]


async def embed(api: httpx.AsyncClient, texts: int = 3) -> httpx.Response:
    request = {"content": {"parts": [{"text": "text"}]}, "outputDimensionality": 128}
    return await api.post(
        "/v1beta/models/gemini-embedding-001:batchEmbedContents", json={"requests": [request] * texts}
    )


async def steer(api: httpx.AsyncClient, what: str, body: dict[str, Any]) -> None:
    response = await api.post(f"/control/{what}", json=body)
    assert response.status_code == 204, response.text


async def test_control_is_absent_unless_it_was_asked_for() -> None:
    transport = httpx.ASGITransport(app=create_app(embeddings="hash"))
    async with httpx.AsyncClient(transport=transport, base_url="http://emulator") as client:
        assert (await client.get("/control/calls")).status_code == 404


async def test_scripted_answers_come_in_turn_and_then_extracts_again(api: httpx.AsyncClient) -> None:
    answers = [{"chunks": [{"text": "first "}, {"text": "answer"}]}, {"chunks": [{"text": "second"}]}]
    await steer(api, "script", {"answers": answers})

    texts = [
        (await generate(api)).json()["candidates"][0]["content"]["parts"][0]["text"],
        (await stream(api))[0]["candidates"][0]["content"]["parts"][0]["text"],
        (await generate(api)).json()["candidates"][0]["content"]["parts"][0]["text"],
    ]

    assert texts == ["first answer", "second", "a question"]


@pytest.mark.parametrize("reason", ["SAFETY", "RECITATION", "MAX_TOKENS"])
async def test_an_answer_can_end_for_another_reason_and_without_a_word(api: httpx.AsyncClient, reason: str) -> None:
    await steer(api, "script", {"answers": [{"finish_reason": reason}] * 2})

    candidate = (await generate(api)).json()["candidates"][0]

    assert candidate == {"index": 0, "finishReason": reason}
    assert [payload["candidates"][0] for payload in await stream(api)] == [candidate]


async def test_a_stream_can_end_without_saying_why(api: httpx.AsyncClient) -> None:
    await steer(api, "script", {"answers": [{"chunks": [{"text": "half"}], "finish_reason": None}]})

    assert "finishReason" not in (await stream(api))[-1]["candidates"][0]


async def test_a_blocked_prompt_has_feedback_and_no_candidates(api: httpx.AsyncClient) -> None:
    await steer(api, "script", {"answers": [{"block_reason": "SAFETY"}]})

    body = (await generate(api)).json()

    assert body["promptFeedback"] == {"blockReason": "SAFETY"}
    assert "candidates" not in body


@pytest.mark.parametrize("raw", ["", "{}", "<html>"])
async def test_a_body_can_be_anything(api: httpx.AsyncClient, raw: str) -> None:
    await steer(api, "script", {"answers": [{"raw": raw}]})

    response = await generate(api)

    assert (response.status_code, response.text) == (200, raw)


async def test_a_stream_can_fail_after_its_first_words(api: httpx.AsyncClient) -> None:
    await steer(api, "script", {"answers": [{"chunks": [{"text": "half"}], "error": 503}] * 2})

    *said, failed = await stream(api)

    assert said[0]["candidates"][0]["content"]["parts"][0]["text"] == "half"
    assert failed["error"]["status"] == "UNAVAILABLE"
    assert (await generate(api)).status_code == 503


async def test_a_fault_hits_its_method_as_often_as_it_was_told_to(api: httpx.AsyncClient) -> None:
    await steer(api, "faults", {"faults": [{"method": "batchEmbedContents", "status": 503, "times": 2}]})

    assert [(await embed(api)).status_code for _ in range(3)] == [503, 503, 200]
    assert (await generate(api)).status_code == 200


async def test_out_of_quota_says_how_long_to_wait_and_which_quota(api: httpx.AsyncClient) -> None:
    await steer(api, "faults", {"faults": [{"status": 429, "retry_delay": 1.5, "quota_id": "PerDay"}]})

    error = (await generate(api)).json()["error"]

    failure, retry = error["details"]
    assert error["status"] == "RESOURCE_EXHAUSTED"
    assert failure["violations"][0]["quotaId"] == "PerDay"
    assert retry == {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "1.5s"}


@pytest.mark.parametrize(
    ("status", "name"),
    [(400, "INVALID_ARGUMENT"), (403, "PERMISSION_DENIED"), (404, "NOT_FOUND"), (500, "INTERNAL"), (599, "UNKNOWN")],
)
async def test_every_status_has_its_name(api: httpx.AsyncClient, status: int, name: str) -> None:
    await steer(api, "faults", {"faults": [{"status": status, "message": "told to"}]})

    response = await generate(api)

    assert response.status_code == status
    assert response.json()["error"]["status"] == name
    assert response.json()["error"]["message"] == "told to"


async def test_a_garbage_body_comes_with_200(api: httpx.AsyncClient) -> None:
    await steer(api, "faults", {"faults": [{"body": "]]"}]})

    response = await embed(api)

    assert (response.status_code, response.text) == (200, "]]")


@pytest.mark.parametrize(
    ("fault", "lengths", "first"),
    [
        ({"missing": 1}, [128, 128], None),
        ({"missing": 9}, [], None),
        ({"fill": "zero"}, [128] * 3, 0.0),
        ({"fill": "infinity"}, [128] * 3, float("inf")),
        ({"dimensions": 5}, [5] * 3, None),
        ({"dimensions": 0}, [0] * 3, None),
    ],
)
async def test_vectors_can_be_too_few_too_short_or_empty_of_meaning(
    api: httpx.AsyncClient, fault: dict[str, Any], lengths: list[int], first: float | None
) -> None:
    await steer(api, "faults", {"faults": [{"vectors": fault}]})

    vectors = [vector["values"] for vector in (await embed(api)).json()["embeddings"]]

    assert [len(vector) for vector in vectors] == lengths
    assert first is None or all(number == first for vector in vectors for number in vector)


async def test_a_vector_can_hold_no_numbers_at_all(api: httpx.AsyncClient) -> None:
    await steer(api, "faults", {"faults": [{"vectors": {"fill": "nan"}}]})

    assert '"values": [NaN, NaN' in (await embed(api)).text


async def test_a_limit_refuses_the_call_that_is_one_too_many(api: httpx.AsyncClient) -> None:
    await steer(api, "limits", {"limits": [{"method": "generateContent", "per_minute": 2}]})

    responses = [await generate(api) for _ in range(3)]

    assert [response.status_code for response in responses] == [200, 200, 429]
    retry = responses[-1].json()["error"]["details"][-1]
    assert 59 < float(retry["retryDelay"].removesuffix("s")) <= 60
    assert (await embed(api)).status_code == 200


async def test_a_limit_can_keep_the_time_to_wait_to_itself(api: httpx.AsyncClient) -> None:
    await steer(api, "limits", {"limits": [{"per_minute": 0, "retry_info": False}]})

    details = (await generate(api)).json()["error"]["details"]

    assert [detail["@type"].rpartition(".")[2] for detail in details] == ["QuotaFailure"]


async def test_what_was_called_is_counted_until_the_reset(api: httpx.AsyncClient) -> None:
    await steer(api, "faults", {"faults": [{"method": "generateContent", "status": 500}]})
    await generate(api)
    await generate(api)
    await stream(api)
    await embed(api, texts=5)

    calls = (await api.get("/control/calls")).json()
    await api.post("/control/reset")

    assert calls["by_method"] == {"generateContent": 2, "streamGenerateContent": 1, "batchEmbedContents": 1}
    assert calls["by_status"] == {"500": 1, "200": 3}
    assert calls["texts_embedded"] == 5
    assert calls["input_tokens"] == 2 * 3 + 5
    assert calls["output_tokens"] == 2 * 3
    assert calls["generations_finished"] == 2
    assert calls["generations_running"] == calls["cancelled_by_client"] == 0
    assert calls["last_prompts"] == ["a question", "a question"]
    assert (await api.get("/control/calls")).json()["by_method"] == {}


async def test_a_reset_forgets_scripts_faults_limits_and_delays(api: httpx.AsyncClient) -> None:
    await steer(api, "script", {"answers": [{"raw": "scripted"}]})
    await steer(api, "faults", {"faults": [{"status": 500, "times": 9}]})
    await steer(api, "limits", {"limits": [{"per_minute": 0}]})
    await steer(api, "latency", {"embedding": 60, "first_token": 60, "per_chunk": 60})

    await api.post("/control/reset")

    assert (await generate(api)).json()["candidates"][0]["finishReason"] == "STOP"
    assert (await embed(api)).status_code == 200


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("faults", {"faults": [{"statuss": 500}]}),
        ("faults", {"faults": []}),
        ("faults", {"faults": [{"status": 200}]}),
        ("faults", {"faults": [{"method": "dance"}]}),
        ("script", {"answers": [{"chunks": ["text"]}]}),
        ("limits", {"limits": [{"per_minute": -1}]}),
        ("latency", {"embedding": -1}),
    ],
)
async def test_a_mistake_in_a_control_body_is_refused(api: httpx.AsyncClient, what: str, body: dict[str, Any]) -> None:
    response = await api.post(f"/control/{what}", json=body)

    assert response.status_code == 422
    assert response.json()["detail"][0]["loc"]
