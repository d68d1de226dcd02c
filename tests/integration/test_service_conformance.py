"""LangServe's wire, to the letter: shapes, events, errors. Its clients are tried in `test_langserve_clients`."""

import json
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from app.settings import Settings
from chains.schemas import ChatResponse
from tests.support.services import Control, serving

GOOD = {"query": "How is a cast-iron pan washed?"}
KEYS = set(ChatResponse.model_fields)
pytestmark = pytest.mark.filterwarnings("ignore:astream_log is deprecated")


@pytest.fixture(scope="module")
def address(kitchen: Callable[..., Settings]) -> Iterator[str]:
    with serving(kitchen(), dev=True) as address:
        yield address


def parse_events(body: bytes) -> list[tuple[str, Any]]:
    """Server-sent events by the grammar of the HTML standard, and nothing that it does not allow."""
    text = body.decode("utf-8")
    assert "\x00" not in text
    end = re.compile(r"\r\n\r\n|\n\n|\r\r")
    assert end.split(text)[-1] == "", "the last event is not complete"
    events = []
    for block in end.split(text)[:-1]:
        name, data = "message", []
        for line in re.split(r"\r\n|\n|\r", block):
            field, colon, value = line.partition(":")
            if not field:
                assert colon, "an empty line inside of an event"
                continue
            assert field in {"event", "data", "id", "retry"}
            value = value.removeprefix(" ")
            if field == "event":
                name = value
            elif field == "data":
                data.append(value)
        events.append((name, json.loads("\n".join(data)) if data else None))
    return events


def post(address: str, path: str, body: Any) -> httpx.Response:
    return httpx.post(f"{address}/chat/{path}", json=body, timeout=30)


def test_invoke_answers_output_and_metadata(address: str) -> None:
    answer = post(address, "invoke", {"input": GOOD})
    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    assert set(body) == {"output", "metadata"}
    assert set(body["output"]) == KEYS
    assert set(body["metadata"]) == {"run_id", "feedback_tokens"}
    uuid.UUID(body["metadata"]["run_id"])


def test_batch_answers_outputs_in_order_with_a_run_each(address: str) -> None:
    other = {"query": "How long does the oven take to warm up?"}
    body = post(address, "batch", {"inputs": [GOOD, other], "config": [{}, {}]}).json()
    assert set(body) == {"output", "metadata"}
    assert [output["sources"][0]["title"] for output in body["output"]] == ["Pans", "Ovens"]
    assert set(body["metadata"]) == {"run_ids", "responses"}
    assert len({uuid.UUID(run) for run in body["metadata"]["run_ids"]}) == 2
    assert post(address, "batch", {"inputs": []}).json()["output"] == []


def test_a_stream_is_metadata_then_data_then_end(address: str) -> None:
    answer = post(address, "stream", {"input": GOOD})
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-accel-buffering"] == "no"
    events = parse_events(answer.content)
    assert events[0][0] == "metadata"
    uuid.UUID(events[0][1]["run_id"])
    assert {name for name, _ in events[1:-1]} == {"data"}
    assert events[-1] == ("end", None)
    parts = [part for _, part in events[1:-1]]
    assert list(parts[0]) == ["id", "sources"]
    assert all(list(part) == ["response"] for part in parts[1:-1])
    assert set(parts[-1]) == KEYS - {"id", "sources", "response"}


def test_a_stream_log_is_patches_and_a_stream_of_events_is_events(address: str) -> None:
    logged = parse_events(post(address, "stream_log", {"input": GOOD}).content)
    assert all({"op", "path", "value"} == set(op) for name, data in logged if name == "data" for op in data["ops"])
    assert logged[-1] == ("end", None)
    events = parse_events(post(address, "stream_events", {"input": GOOD}).content)
    kinds = [data["event"] for name, data in events if name == "data"]
    assert kinds[0] == "on_chain_start"
    assert kinds[-1] == "on_chain_end"
    assert {"on_retriever_end", "on_chat_model_stream"} <= set(kinds)


def test_a_filter_of_the_log_is_obeyed(address: str) -> None:
    body = {"input": GOOD, "include_names": ["search_index"]}
    text = post(address, "stream_log", body).text
    assert "/logs/search_index" in text
    assert "/logs/generate" not in text
    assert post(address, "stream_log", {"input": GOOD, "include_names": 5}).status_code == 422


@pytest.mark.parametrize("name", ["input_schema", "output_schema", "config_schema"])
def test_schemas_are_json_schemas(name: str, address: str) -> None:
    schema = httpx.get(f"{address}/chat/{name}").json()
    assert schema["type"] == "object"
    assert '"null"' not in json.dumps(schema) or name == "config_schema"


def test_a_failure_in_a_stream_keeps_its_status_before_the_first_event(address: str, control: Control) -> None:
    control.fail(method="batchEmbedContents", status=403)
    for path in ("stream", "invoke", "batch"):
        body = {"inputs": [GOOD]} if path == "batch" else {"input": GOOD}
        control.reset()
        control.fail(method="batchEmbedContents", status=403)
        answer = post(address, path, body)
        assert answer.status_code == 503
        assert answer.json()["title"] == "The model cannot be used"


def test_a_stream_that_is_cut_off_ends_with_its_outcome(address: str, control: Control) -> None:
    control.script("A pan is washed [1]. ", "By hand. ", finish_reason=None)
    events = parse_events(post(address, "stream", {"input": GOOD}).content)
    assert events[-1] == ("end", None)
    assert (events[-2][1]["outcome"], events[-2][1]["reason"]) == ("truncated", "cut_off")
