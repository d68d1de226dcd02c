"""The shapes of Gemini's REST API."""

import json
from typing import Any

import httpx
import pytest

CHAT = "/v1beta/models/gemini-3.8-flash"
EMBEDDING = "/v1beta/models/gemini-embedding-001"


def user(text: str) -> dict[str, Any]:
    return {"role": "user", "parts": [{"text": text}]}


def text_to_embed(text: str, **more: Any) -> dict[str, Any]:
    return {"model": "models/gemini-embedding-001", "content": {"parts": [{"text": text}]}, **more}


async def test_an_answer_says_how_it_ended_what_it_cost_and_which_model_wrote_it(api: httpx.AsyncClient) -> None:
    response = await api.post(f"{CHAT}:generateContent", json={"contents": [user("hello there")]})

    body = response.json()
    assert response.status_code == 200
    assert body["candidates"] == [
        {"index": 0, "content": {"parts": [{"text": "hello there"}], "role": "model"}, "finishReason": "STOP"}
    ]
    assert body["usageMetadata"] == {"promptTokenCount": 3, "candidatesTokenCount": 3, "totalTokenCount": 6}
    assert body["modelVersion"] == "gemini-3.8-flash"
    assert body["responseId"]


async def test_a_stream_of_events_adds_up_to_the_answer_and_only_its_last_event_says_stop(
    api: httpx.AsyncClient,
) -> None:
    text = "one two three\n\n- four five\n  six seven eight"

    response = await api.post(f"{CHAT}:streamGenerateContent?alt=sse", json={"contents": [user(text)]})

    assert response.headers["content-type"].startswith("text/event-stream")
    *events, end = response.text.split("\r\n\r\n")
    payloads = [json.loads(event.removeprefix("data: ")) for event in events]
    candidates = [payload["candidates"][0] for payload in payloads]
    assert end == ""
    assert len(events) > 1
    assert "".join(candidate["content"]["parts"][0]["text"] for candidate in candidates) == text
    assert [candidate.get("finishReason") for candidate in candidates] == [None] * (len(events) - 1) + ["STOP"]
    assert payloads[-1]["usageMetadata"]["candidatesTokenCount"] == 11
    assert len({payload["responseId"] for payload in payloads}) == 1


async def test_a_stream_without_alt_sse_is_one_json_array(api: httpx.AsyncClient) -> None:
    response = await api.post(f"{CHAT}:streamGenerateContent", json={"contents": [user("a b c d e f g h i")]})

    texts = [payload["candidates"][0]["content"]["parts"][0]["text"] for payload in response.json()]
    assert "".join(texts) == "a b c d e f g h i"
    assert len(texts) > 1


async def test_the_answer_ends_at_the_number_of_tokens_that_the_client_allows(api: httpx.AsyncClient) -> None:
    body = {"contents": [user("a question of many words")], "generationConfig": {"maxOutputTokens": 2, "topK": 1}}

    candidate = (await api.post(f"{CHAT}:generateContent", json=body)).json()["candidates"][0]

    assert candidate["content"]["parts"][0]["text"] == "a questi"
    assert candidate["finishReason"] == "MAX_TOKENS"


async def test_a_batch_gives_one_vector_for_each_text_in_order(api: httpx.AsyncClient) -> None:
    requests = [text_to_embed(text, outputDimensionality=256) for text in ("red apple", "blue sky", "red apple")]

    vectors = (await api.post(f"{EMBEDDING}:batchEmbedContents", json={"requests": requests})).json()["embeddings"]

    first, second, third = (vector["values"] for vector in vectors)
    assert len(first) == len(second) == 256
    assert first == third
    assert first != second


async def test_one_text_gives_3072_numbers_unless_fewer_are_asked_for(api: httpx.AsyncClient) -> None:
    whole = (await api.post(f"{EMBEDDING}:embedContent", json=text_to_embed("sky"))).json()
    short = (await api.post(f"{EMBEDDING}:embedContent", json=text_to_embed("sky", output_dimensionality=130))).json()

    assert len(whole["embedding"]["values"]) == 3072
    assert short["embedding"]["values"] == whole["embedding"]["values"][:130]


async def test_tokens_are_counted_over_all_turns(api: httpx.AsyncClient) -> None:
    turns = {"contents": [user("12345678"), {"role": "model", "parts": [{"text": "1234"}]}]}

    plain = await api.post(f"{CHAT}:countTokens", json=turns)
    whole = await api.post(
        f"{CHAT}:countTokens", json={"generateContentRequest": {**turns, "systemInstruction": user("1234")}}
    )

    assert plain.json()["totalTokens"] == 3
    assert whole.json()["totalTokens"] == 4


async def test_the_models_are_listed_with_their_methods(api: httpx.AsyncClient) -> None:
    listed = (await api.get("/v1beta/models")).json()["models"]
    one = (await api.get("/v1beta/models/gemini-embedding-2")).json()

    assert one in listed
    assert {model["name"] for model in listed} == {
        "models/gemini-embedding-001",
        "models/gemini-embedding-2",
        "models/gemini-3.8-flash",
        "models/gemini-3.6-flash",
        "models/gemini-3.5-flash-lite",
    }
    assert "batchEmbedContents" in one["supportedGenerationMethods"]


@pytest.mark.parametrize("version", ["v1", "v1alpha", "v1beta"])
async def test_every_version_of_the_api_is_served(api: httpx.AsyncClient, version: str) -> None:
    response = await api.post(f"/{version}/models/gemini-3.6-flash:generateContent", json={"contents": [user("hi")]})

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("key", "status", "name"), [("AIza-real", 400, "INVALID_ARGUMENT"), ("", 403, "PERMISSION_DENIED")]
)
async def test_a_key_of_the_real_gemini_is_refused_as_gemini_refuses_a_wrong_one(
    api: httpx.AsyncClient, key: str, status: int, name: str
) -> None:
    response = await api.get("/v1beta/models", headers={"x-goog-api-key": key})

    error = response.json()["error"]
    assert (response.status_code, error["code"], error["status"]) == (status, status, name)
    assert [detail["reason"] for detail in error.get("details", [])] == ["API_KEY_INVALID"] * (status == 400)


async def test_the_key_may_stand_in_the_address(api: httpx.AsyncClient) -> None:
    response = await api.get("/v1beta/models?key=emulator-other", headers={"x-goog-api-key": ""})

    assert response.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/v1beta/models/gemini-2.5-flash:generateContent",
        "/v1beta/models/gemini-embedding-001:generateContent",
        "/v1beta/models/gemini-3.8-flash:dance",
        "/v1beta/elsewhere",
    ],
)
async def test_an_unknown_model_or_method_is_not_found(api: httpx.AsyncClient, path: str) -> None:
    response = await api.post(path, json={"contents": [user("hi")]})

    assert response.status_code == 404
    assert response.json()["error"]["status"] == "NOT_FOUND"


BAD_BODIES: dict[str, tuple[str, object, str]] = {
    "no JSON": (f"{CHAT}:generateContent", b"{", "Invalid JSON"),
    "no UTF-8": (f"{CHAT}:generateContent", b'{"contents": "\xff"}', "Invalid JSON"),
    "not an object": (f"{CHAT}:generateContent", [], "Invalid value"),
    "nothing": (f"{CHAT}:generateContent", b"", "contents"),
    "no turns": (f"{CHAT}:generateContent", {"contents": []}, "contents is not specified"),
    "no parts": (f"{CHAT}:generateContent", {"contents": [{"role": "user"}]}, "parts must not be empty"),
    "an empty part": (f"{CHAT}:generateContent", {"contents": [{"parts": [{}]}]}, "parts[0].data: required"),
    "a wrong role": (f"{CHAT}:generateContent", {"contents": [{**user("x"), "role": "ai"}]}, "valid role"),
    "an unknown name": (f"{CHAT}:generateContent", {"contents": [user("x")], "top": 1}, 'Unknown name "top"'),
    "an unknown name inside": (
        f"{CHAT}:streamGenerateContent",
        {"contents": [{"parts": [{"text": "x", "bold": 1}]}]},
        "Unknown name \"bold\" at 'contents[0].parts[0]'",
    ),
    "a picture": (
        f"{CHAT}:generateContent",
        {"contents": [{"parts": [{"inlineData": {"mimeType": "image/png", "data": ""}}]}]},
        "text parts only",
    ),
    "101 texts": (f"{EMBEDDING}:batchEmbedContents", {"requests": [text_to_embed("x")] * 101}, "at most 100"),
    "an empty text": (f"{EMBEDDING}:batchEmbedContents", {"requests": [text_to_embed("")]}, "empty Part"),
    "127 dimensions": (f"{EMBEDDING}:embedContent", text_to_embed("x", outputDimensionality=127), "128 to 3072"),
    "3073 dimensions": (f"{EMBEDDING}:embedContent", text_to_embed("x", outputDimensionality=3073), "128 to 3072"),
    "another model": (f"{EMBEDDING}:embedContent", {**text_to_embed("x"), "model": "models/other"}, "in the address"),
}


@pytest.mark.parametrize("case", BAD_BODIES)
async def test_a_bad_body_is_an_invalid_argument_that_says_what_is_wrong(api: httpx.AsyncClient, case: str) -> None:
    path, body, words = BAD_BODIES[case]

    response = await api.post(path, content=body if isinstance(body, bytes) else json.dumps(body).encode())

    error = response.json()["error"]
    assert response.status_code == 400
    assert error["status"] == "INVALID_ARGUMENT"
    assert words in error["message"]


async def test_a_body_beyond_20_megabytes_is_refused(api: httpx.AsyncClient) -> None:
    response = await api.post(f"{CHAT}:generateContent", content=b" " * (20 * 1024 * 1024 + 1))

    assert response.status_code == 400
    assert "exceeds the limit" in response.json()["error"]["message"]
