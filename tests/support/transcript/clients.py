"""Asks over each wire, and reads an answer as its clients do. A new wire is one function more in `WIRES`."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx

from tests.support.mcp import ACCEPT, MODERN_META, create_modern_headers, read_messages
from tests.support.transcript.questions import Question, Told

SECONDS = 30
Client = Callable[[str, Question], Told]
_LINKED = re.compile(r"\[(\[\d+\])\]\([^()\s]*\)")
_CITED = re.compile(r"\n\n(?:\[\d+\] [^\n]+ https?://[^\s]+\n?)+\Z")
_NEAREST = re.compile(r"\n\nThese pages may help:\n\n(?:- \[[^\n]*\n?)+\Z")


def unlink(text: str) -> str:
    """The text as the chain wrote it."""
    return _NEAREST.sub("", _LINKED.sub(r"\1", text))


def tell_error(sentence: str) -> Told:
    return Told(sentence, (), "error")


def create_request(question: Question) -> dict[str, Any]:
    history = [{"type": kind, "content": content} for kind, content in question.history]
    return {"query": question.query, "chat_history": history, "filters": {"version": question.version}}


def create_messages(question: Question) -> list[dict[str, str]]:
    roles = {"human": "user", "ai": "assistant"}
    history = [{"role": roles[kind], "content": content} for kind, content in question.history]
    return [*history, {"role": "user", "content": question.query}]


def tell_answer(answer: dict[str, Any]) -> Told:
    """What a client knows that has all of a ChatResponse."""
    urls = {source["number"]: source["url"] for source in answer["sources"]}
    return Told(answer["response"], tuple(urls[number] for number in answer["cited"]), answer["outcome"])


def read_events(text: str) -> list[str]:
    """The data of each server-sent event."""
    return [line.removeprefix("data: ") for line in text.replace("\r\n", "\n").split("\n") if line.startswith("data: ")]


def ask_chat(address: str, question: Question) -> Told:
    answer = httpx.post(f"{address}/chat", json=create_request(question), timeout=SECONDS)
    return tell_answer(answer.json()) if answer.is_success else tell_error(answer.json()["detail"])


def ask_langserve(address: str, question: Question) -> Told:
    answer = httpx.post(f"{address}/chat/stream", json={"input": create_request(question)}, timeout=SECONDS)
    if not answer.is_success:
        return tell_error(answer.json()["detail"])
    total: dict[str, Any] = {"response": ""}
    for part in map(json.loads, read_events(answer.text)):
        if "run_id" not in part:
            total |= part | {"response": total["response"] + part.get("response", "")}
    return tell_answer(total)


def ask_openai(address: str, question: Question) -> Told:
    completion = _complete(address, question)
    if completion.status_code != 200:
        return tell_error(completion.json()["error"]["message"])
    body = completion.json()
    message = body["choices"][0]["message"]
    return _tell_completion(body, message["content"], message["annotations"])


def ask_openai_stream(address: str, question: Question) -> Told:
    answer = _complete(address, question, stream=True)
    if answer.status_code != 200:
        return tell_error(answer.json()["error"]["message"])
    *chunks, done = read_events(answer.text)
    assert done == "[DONE]"
    deltas = [json.loads(chunk)["choices"][0]["delta"] for chunk in chunks]
    annotations = [annotation for delta in deltas for annotation in delta.get("annotations", ())]
    return _tell_completion(json.loads(chunks[-1]), "".join(delta.get("content", "") for delta in deltas), annotations)


def _complete(address: str, question: Question, **more: Any) -> httpx.Response:
    body = {"model": "askdocs", "messages": create_messages(question), **more}
    params = {"version": question.version} if question.version else {}
    return httpx.post(f"{address}/v1/chat/completions", params=params, json=body, timeout=SECONDS)


def _tell_completion(body: dict[str, Any], text: str, annotations: list[dict[str, Any]]) -> Told:
    """What is cited is what the annotations say; each must lie on a marker that leads to the same page."""
    places = [annotation["url_citation"] for annotation in annotations]
    for place in places:
        shown = text[place["start_index"] : place["end_index"]]
        number = int(re.fullmatch(rf"\[\[(\d+)\]\]\({re.escape(place['url'])}\)", shown)[1])  # type: ignore[index]
        assert body["citations"][number - 1] == place["url"]
    found = {place["url"] for place in places}
    return Told(unlink(text), tuple(url for url in body["citations"] if url in found), body["askdocs"]["outcome"])


def ask_ai_sdk(address: str, question: Question) -> Told:
    body = {"messages": create_messages(question), "filters": {"version": question.version}}
    answer = httpx.post(f"{address}/api/chat", json=body, timeout=SECONDS)
    if not answer.is_success:
        return tell_error(answer.json()["message"])
    *events, done = read_events(answer.text)
    assert done == "[DONE]"
    parts = [json.loads(event) for event in events]
    text = "".join(part["delta"] for part in parts if part["type"] == "text-delta")
    sources = tuple(part["url"] for part in parts if part["type"] == "source-url")
    assert all(f"]({url})" in text for url in sources)
    return Told(unlink(text), sources, parts[-1]["messageMetadata"]["outcome"])


def ask_mcp(address: str, question: Question) -> Told:
    return _call_tool(address, question, {}, {})


def ask_mcp_without_sessions(address: str, question: Question) -> Told:
    return _call_tool(address, question, {"_meta": MODERN_META}, create_modern_headers("tools/call", "ask_docs"))


def ask_mcp_with_progress(address: str, question: Question) -> Told:
    return _call_tool(address, question, {"_meta": {"progressToken": 1}}, {})


def _call_tool(address: str, question: Question, params: dict[str, Any], headers: dict[str, str]) -> Told:
    """What the text says, once its lines of citations are gone, which the data beside it must say as well."""
    request = create_request(question)
    arguments = {"query": request["query"], "chat_history": request["chat_history"], "version": question.version}
    params = params | {"name": "ask_docs", "arguments": arguments}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    answer = httpx.post(f"{address}/mcp", json=body, headers=ACCEPT | headers, timeout=SECONDS)
    result = read_messages(answer)[-1]["result"]
    text, *links = result["content"]
    if result["isError"]:
        return tell_error(text["text"])
    told = tell_answer(result["structuredContent"])
    nearest = [source["url"] for source in result["structuredContent"]["nearest"]]
    assert [link["uri"] for link in links] == (list(told.cited) or nearest)
    return Told(unlink(_CITED.sub("", text["text"])), told.cited, told.outcome)


def ask_chatkit(address: str, question: Question) -> Told:
    """The protocol has no outcome of its own: notices, footnotes and the refusal sentence tell it.

    What was said before, this asks in the thread: whoever calls it lets the model say the same again.
    """
    thread = ""
    for kind, text in question.history:
        if kind == "human":
            thread = _post_chatkit(address, replace(question, query=text), thread)[0]["thread"]["id"]
    events = _post_chatkit(address, question, thread)
    if errors := [event["message"] for event in events if event["type"] == "error"]:
        return tell_error(errors[0])
    (item,) = [event["item"] for event in events if event["type"] == "thread.item.done"][1:]
    (part,) = item["content"]
    cited = {note["source"]["url"]: part["text"][: note["index"]] for note in part["annotations"]}
    assert all(re.search(r"\[\d+\]\Z", before) for before in cited.values())
    numbers = {url: int(before.rpartition("[")[2][:-1]) for url, before in cited.items()}
    notice = next((event["message"] for event in events if event["type"] == "notice"), "")
    kinds = {"broke off": "truncated", "safety filter": "blocked", "did not answer": "extractive"}
    outcome = next((kind for words, kind in kinds.items() if words in notice), "answered" if cited else "abstained")
    return Told(unlink(part["text"]), tuple(sorted(cited, key=lambda url: numbers[url])), outcome)


def _post_chatkit(address: str, question: Question, thread: str) -> list[dict[str, Any]]:
    """The events of an answer, in this thread or in a new one."""
    content = [{"type": "input_text", "text": question.query}]
    params: dict[str, Any] = {"input": {"content": content, "attachments": [], "inference_options": {}}}
    kind = "threads.add_user_message" if thread else "threads.create"
    body = {"type": kind, "params": params | ({"thread_id": thread} if thread else {})}
    answer = httpx.post(f"{address}/chatkit", json=body | {"metadata": {"version": question.version}}, timeout=SECONDS)
    return [json.loads(event) for event in read_events(answer.text)]


WIRES: dict[str, Client] = {
    "chat": ask_chat,
    "langserve": ask_langserve,
    "ai_sdk": ask_ai_sdk,
    "openai": ask_openai,
    "openai, streamed": ask_openai_stream,
    "mcp": ask_mcp,
    "mcp, without sessions": ask_mcp_without_sessions,
    "mcp, with progress": ask_mcp_with_progress,
    "chatkit": ask_chatkit,
}
