"""The emulator on a real port: with the real SDK, with clients that leave, and from the command line."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import suppress

import httpx
import pytest
from google.genai.errors import ClientError
from langchain_google_genai import ChatGoogleGenerativeAI, GoogleGenerativeAIEmbeddings
from langchain_google_genai.chat_models import ChatGoogleGenerativeAIError

from gemini_emulator import Emulator, running
from gemini_emulator.errors import EmulatorError

PROMPT = """\
<passages>
<passage number="1" title="Nests" section="Guide &gt; Nests">
A nest is a folder in which Tern keeps its eggs. It may be on another disk.
</passage>
</passages>

<question>
What is a nest?
</question>"""
CHAT = "/v1beta/models/gemini-3.8-flash"
QUESTION = {"contents": [{"role": "user", "parts": [{"text": "a question"}]}]}


@pytest.fixture
async def client(emulator: Emulator) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=emulator.base_url, headers={"x-goog-api-key": emulator.api_key}) as client:
        await client.post("/control/reset")
        yield client
        await client.post("/control/reset")


@pytest.fixture
async def chat(emulator: Emulator) -> AsyncIterator[ChatGoogleGenerativeAI]:
    model = ChatGoogleGenerativeAI(model="gemini-3.8-flash", api_key=emulator.api_key, base_url=emulator.base_url)
    yield model
    assert model.client is not None
    await model.client.aio.aclose()
    model.client.close()


@pytest.fixture
async def embeddings(emulator: Emulator) -> AsyncIterator[GoogleGenerativeAIEmbeddings]:
    model = GoogleGenerativeAIEmbeddings(
        model="gemini-embedding-001", api_key=emulator.api_key, base_url=emulator.base_url, output_dimensionality=768
    )
    yield model
    await model.client.aio.aclose()
    model.client.close()


async def test_langchain_gets_a_cited_answer_with_usage_and_finish_reason(chat: ChatGoogleGenerativeAI) -> None:
    answer = await chat.ainvoke([("system", "Cite."), ("human", PROMPT)])

    assert answer.text == "A nest is a folder in which Tern keeps its eggs. [1]"
    assert answer.response_metadata["finish_reason"] == "STOP"
    assert answer.usage_metadata is not None
    assert answer.usage_metadata["input_tokens"] > 50
    assert answer.usage_metadata["output_tokens"] == 13


async def test_langchain_gets_the_same_answer_in_one_piece_and_as_a_stream(chat: ChatGoogleGenerativeAI) -> None:
    whole = await chat.ainvoke(PROMPT)
    parts = [part async for part in chat.astream(PROMPT)]

    streamed = parts[0]
    for part in parts[1:]:
        streamed += part
    assert len(parts) > 2
    assert streamed.text == whole.text
    assert streamed.usage_metadata == whole.usage_metadata
    assert streamed.response_metadata["finish_reason"] == "STOP"


def test_the_sync_methods_of_the_sdk_work_too(emulator: Emulator) -> None:
    chat = ChatGoogleGenerativeAI(model="gemini-3.8-flash", api_key=emulator.api_key, base_url=emulator.base_url)

    assert chat.invoke(PROMPT).text.endswith("[1]")
    assert "".join(part.text for part in chat.stream(PROMPT)).endswith("[1]")

    assert chat.client is not None
    chat.client.close()


async def test_langchain_embeds_more_texts_than_fit_into_one_batch(
    embeddings: GoogleGenerativeAIEmbeddings, client: httpx.AsyncClient
) -> None:
    texts = [f"note {number}" for number in range(250)]

    vectors = await embeddings.aembed_documents(texts)
    query = await embeddings.aembed_query("note 7")

    calls = (await client.get("/control/calls")).json()
    assert calls["by_method"] == {"batchEmbedContents": 4}
    assert calls["texts_embedded"] == 251
    assert [len(vector) for vector in vectors] == [768] * 250
    assert query == pytest.approx(vectors[7], abs=1e-5)


async def test_the_sdk_reads_the_errors(
    chat: ChatGoogleGenerativeAI, embeddings: GoogleGenerativeAIEmbeddings, client: httpx.AsyncClient
) -> None:
    await client.post("/control/faults", json={"faults": [{"status": 400}, {"status": 429, "retry_delay": 2}]})

    with pytest.raises(ChatGoogleGenerativeAIError, match="API key not valid"):
        await chat.ainvoke(PROMPT)
    with pytest.raises(Exception, match="RESOURCE_EXHAUSTED") as caught:
        await embeddings.aembed_query("text")

    assert isinstance(caught.value.__cause__, ClientError)
    assert caught.value.__cause__.code == 429
    assert caught.value.__cause__.details["error"]["details"][0]["retryDelay"] == "2s"


async def test_a_stream_that_is_cut_is_an_error_of_the_connection(client: httpx.AsyncClient) -> None:
    await client.post("/control/faults", json={"faults": [{"cut_after": 1}]})
    received: list[bytes] = []

    async def read() -> None:
        async with client.stream("POST", f"{CHAT}:streamGenerateContent?alt=sse", json=question("a b c d e f")) as cut:
            async for piece in cut.aiter_bytes():
                received.append(piece)  # noqa: PERF401  what came before the cut counts

    with pytest.raises(httpx.RemoteProtocolError):
        await read()
    assert b"".join(received).count(b"data: ") == 1


async def test_an_answer_in_one_piece_can_be_cut_as_well(client: httpx.AsyncClient) -> None:
    await client.post("/control/faults", json={"faults": [{"cut_after": 0}]})

    with pytest.raises(httpx.RemoteProtocolError):
        await client.post(f"{CHAT}:generateContent", json=QUESTION)


@pytest.mark.parametrize("method", ["streamGenerateContent?alt=sse", "generateContent"])
async def test_a_client_that_leaves_ends_its_generation(client: httpx.AsyncClient, method: str) -> None:
    chunks = [{"text": "word ", "delay": 0.05}] * 200
    await client.post("/control/script", json={"answers": [{"chunks": chunks}]})

    async def generate() -> None:
        async with client.stream("POST", f"{CHAT}:{method}", json=QUESTION, timeout=None) as response:
            async for _ in response.aiter_bytes():
                pass

    leaving = asyncio.create_task(generate())
    await until(client, "generations_running", 1)
    leaving.cancel()
    with suppress(asyncio.CancelledError):
        await leaving
    calls = await until(client, "generations_running", 0)

    assert calls["cancelled_by_client"] == 1
    assert calls["generations_finished"] == 0
    assert calls["output_tokens"] < 200


async def test_delays_are_kept(client: httpx.AsyncClient) -> None:
    await client.post("/control/latency", json={"first_token": 0.1, "per_chunk": 0.1})
    await client.post("/control/script", json={"answers": [{"chunks": [{"text": "a"}, {"text": "b"}, {"text": "c"}]}]})
    await client.post("/control/faults", json={"faults": [{"hang": 0.1}]})
    start = time.perf_counter()

    async with client.stream("POST", f"{CHAT}:streamGenerateContent?alt=sse", json=QUESTION) as response:
        arrived = [time.perf_counter() - start async for _ in response.aiter_bytes()]

    assert len(arrived) >= 3
    assert arrived[0] >= 0.2
    assert arrived[-1] >= 0.4


async def test_a_long_batch_does_not_keep_others_waiting(client: httpx.AsyncClient) -> None:
    texts = [f"text {number}: " + "many different words in a long text " * 30 for number in range(16)]
    requests = [{"content": {"parts": [{"text": text}]}} for text in texts]
    path = "/v1beta/models/gemini-embedding-001:batchEmbedContents"

    batch = asyncio.create_task(client.post(path, json={"requests": requests}, timeout=60))
    await asyncio.sleep(0.05)
    await client.get("/v1beta/models")
    assert not batch.done()
    assert (await batch).status_code == 200


def test_a_call_that_hangs_does_not_keep_the_emulator_from_stopping() -> None:
    with running(control=True, embeddings="hash") as emulator:
        client = httpx.Client(base_url=emulator.base_url, headers={"x-goog-api-key": emulator.api_key})
        client.post("/control/faults", json={"faults": [{"hang": 3600}]})
        with pytest.raises(httpx.ReadTimeout):
            client.post(f"{CHAT}:generateContent", json=QUESTION, timeout=0.1)
        client.post("/control/faults", json={"faults": [{"hang": 3600}]})
        with socket.create_connection(address_of(emulator)) as raw:
            raw.sendall(b"GET /v1beta/models HTTP/1.1\r\nHost: emulator\r\n\r\n")
            start = time.perf_counter()
            client.close()
    assert time.perf_counter() - start < 5


def test_two_emulators_run_side_by_side_and_a_taken_port_is_named() -> None:
    with running(embeddings="hash") as first, running(embeddings="hash") as second:
        port = address_of(first)[1]
        assert first.base_url != second.base_url
        with (
            pytest.raises(EmulatorError, match=f"cannot listen on 127.0.0.1:{port}"),
            running(port=port),
        ):
            pass
    with running(port=port, embeddings="hash") as again:
        assert again.base_url == first.base_url


def address_of(emulator: Emulator) -> tuple[str, int]:
    url = httpx.URL(emulator.base_url)
    assert url.port is not None
    return url.host, url.port


def question(text: str) -> dict[str, object]:
    return {"contents": [{"role": "user", "parts": [{"text": text}]}]}


async def until(client: httpx.AsyncClient, name: str, value: int) -> dict[str, int]:
    """Ask until the count is reached; fails after five seconds."""
    for _ in range(100):
        calls: dict[str, int] = (await client.get("/control/calls")).json()
        if calls[name] == value:
            return calls
        await asyncio.sleep(0.05)
    raise AssertionError(f"{name} never became {value}: {calls}")
