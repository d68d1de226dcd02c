"""Each wire's own client, given one list of messages; what it answers, or what it raises, in one shape."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import httpx2
import openai
from langserve import RemoteRunnable
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError

from tests.support.node import run_script

NODE = Path(__file__).parents[1] / "contract/node_clients"
SECONDS = 30
Messages = Sequence[Mapping[str, Any]]
AskClient = Callable[[str, str, Messages], "Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a program sees that asks with the client."""

    text: str
    """The answer, or the sentence of the error."""
    error: str = ""
    """The class of the client's exception; `result` for one that the protocol tells in its answer."""
    status: int = 200


def ask_chat(address: str, key: str, messages: Messages) -> Outcome:
    """httpx, on the plain wire."""
    answer = httpx.post(f"{address}/chat", json=create_request(messages), headers=create_headers(key), timeout=SECONDS)
    return read_response(answer, lambda body: body["response"])


def ask_langserve(address: str, key: str, messages: Messages) -> Outcome:
    """LangServe's RemoteRunnable."""
    chain: RemoteRunnable[Any, Any] = RemoteRunnable(f"{address}/chat", timeout=SECONDS, headers=create_headers(key))
    try:
        return Outcome(chain.invoke(create_request(messages))["response"])
    except httpx.HTTPStatusError as error:
        return Outcome(str(error), type(error).__name__, error.response.status_code)
    finally:
        chain.sync_client.close()


def ask_openai(address: str, key: str, messages: Messages) -> Outcome:
    """openai-python, whole."""
    return _ask_openai(address, key, messages, stream=False)


def ask_openai_stream(address: str, key: str, messages: Messages) -> Outcome:
    """openai-python, streamed."""
    return _ask_openai(address, key, messages, stream=True)


def _ask_openai(address: str, key: str, messages: Messages, *, stream: bool) -> Outcome:
    with openai.OpenAI(base_url=f"{address}/v1", api_key=key or "none", max_retries=0, timeout=SECONDS) as client:
        sent: list[Any] = list(messages)
        try:
            if stream:
                chunks = client.chat.completions.create(model="askdocs", messages=sent, stream=True)
                return Outcome("".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices))
            whole = client.chat.completions.create(model="askdocs", messages=sent)
            return Outcome(whole.choices[0].message.content or "")
        except openai.APIStatusError as error:
            told: Any = error.body
            return Outcome(told["message"], type(error).__name__, error.status_code)


def ask_ai_sdk(address: str, key: str, messages: Messages) -> Outcome:
    """The transport of the AI SDK 7."""
    asked = {"address": address, "key": key, "messages": list(messages)}
    seen = json.loads(run_script(NODE, "ask_once.mjs", json.dumps(asked)))
    if "text" in seen:
        return Outcome(seen["text"])
    body = json.loads(seen["message"])
    assert body["message"] == body["error"] == body["detail"]
    return Outcome(body["message"], seen["name"], seen["statusCode"])


def ask_mcp(address: str, key: str, messages: Messages) -> Outcome:
    """MCP's client for Python, in the era without sessions."""
    return asyncio.run(call_tool(address, key, "ask_docs", _drop_empty(create_request(messages))))


def ask_mcp_with_sessions(address: str, key: str, messages: Messages) -> Outcome:
    """The same in the era before."""
    return asyncio.run(call_tool(address, key, "ask_docs", _drop_empty(create_request(messages)), mode="legacy"))


async def call_tool(address: str, key: str, tool: str, arguments: dict[str, Any], *, mode: Any = "auto") -> Outcome:
    """One call of a tool."""
    try:
        async with (
            httpx2.AsyncClient(headers=create_headers(key)) as http,
            Client(streamable_http_client(f"{address}/mcp", http_client=http), mode=mode) as client,
        ):
            result: Any = await client.call_tool(tool, arguments)
    except (MCPError, BaseExceptionGroup) as error:
        cause = _find_cause(error)
        return Outcome(str(cause), type(cause).__name__, getattr(cause, "status_code", 0))
    text = result.content[0].text
    return Outcome(text, "result" if result.is_error else "")


def _find_cause(error: BaseException) -> BaseException:
    return _find_cause(error.exceptions[0]) if isinstance(error, BaseExceptionGroup) else error


def ask_chatkit(address: str, key: str, messages: Messages) -> Outcome:
    """ChatKit has no client for programs: what its front posts, which keeps the conversation itself."""
    content = messages[-1]["content"] if messages else []
    texts = [{"type": "input_text", "text": content}] if isinstance(content, str) else []
    attachments = ["file_1"] if any(part.get("type") != "text" for part in content if isinstance(part, dict)) else []
    message = {"content": texts, "attachments": attachments, "inference_options": {}}
    return post_chatkit(address, key, "threads.create", {"input": message})


def post_chatkit(address: str, key: str, kind: str, params: Any, *, reader: str = "anne") -> Outcome:
    """One request of ChatKit's, by a reader."""
    headers = create_headers(key) | {"X-Reader-Id": reader}
    answer = httpx.post(f"{address}/chatkit", json={"type": kind, "params": params}, headers=headers, timeout=SECONDS)
    if not answer.is_success or answer.headers["content-type"] == "application/json":
        return read_response(answer, json.dumps)
    events = [json.loads(line.removeprefix("data: ")) for line in answer.text.split("\n") if line]
    if errors := [event for event in events if event["type"] == "error"]:
        return Outcome(errors[0]["message"], "result")
    (*_, answered) = (event["item"] for event in events if event["type"] == "thread.item.done")
    return Outcome(answered["content"][0]["text"])


def read_response(answer: httpx.Response, read: Callable[[Any], str]) -> Outcome:
    """What httpx makes of an answer."""
    try:
        answer.raise_for_status()
    except httpx.HTTPStatusError as error:
        return Outcome(answer.json()["detail"], type(error).__name__, answer.status_code)
    return Outcome(read(answer.json()))


def create_headers(key: str) -> dict[str, str]:
    """Those that bear a key."""
    return {"Authorization": f"Bearer {key}"} if key else {}


def create_request(messages: Messages) -> dict[str, Any]:
    """The messages as a request of our own."""
    *before, last = messages or [{"role": "assistant", "content": ""}]
    kinds = {"user": "human", "assistant": "ai"}
    history = [{"type": kinds[turn["role"]], "content": turn["content"]} for turn in before if turn["role"] in kinds]
    asked = {"query": last["content"]} if last["role"] == "user" else {}
    return asked | {"chat_history": history}


def _drop_empty(arguments: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if value not in (None, [])}


CLIENTS: dict[str, AskClient] = {
    "chat, httpx": ask_chat,
    "langserve, RemoteRunnable": ask_langserve,
    "openai-python": ask_openai,
    "openai-python, streamed": ask_openai_stream,
    "ai_sdk, ai 7": ask_ai_sdk,
    "mcp 2026-07-28": ask_mcp,
    "mcp 2025-11-25": ask_mcp_with_sessions,
    "chatkit": ask_chatkit,
}
