"""What collectors receive of one question."""

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import httpx
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from app.settings import Settings
from tests.support.service_process import serving_process, wait_until
from tests.support.services import Control
from tests.support.traces import find_unknown, format_tree, read_attributes

GOOD = {"query": "How is a cast-iron pan washed?"}
TREE = """\
POST /chat
  fastapi.endpoint
    retrieval
      embeddings gemini-embedding-001
    chat gemini-3.8-flash"""


@contextmanager
def collecting(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """A collector on loopback, with its address."""
    collector = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=collector.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{collector.server_port}"
    collector.shutdown()
    collector.server_close()


class Collector(BaseHTTPRequestHandler):
    """Takes what OpenTelemetry's SDK sends."""

    spans: ClassVar[list[Any]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        body = gzip.decompress(body) if self.headers.get("content-encoding") == "gzip" else body
        request = ExportTraceServiceRequest.FromString(body)
        self.spans.extend(
            span for resource in request.resource_spans for scope in resource.scope_spans for span in scope.spans
        )
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def test_one_question_is_one_opentelemetry_trace(
    kitchen: Callable[..., Settings], control: Control, tmp_path: Path
) -> None:
    with collecting(Collector) as endpoint:
        environment = {"OTEL_EXPORTER_OTLP_ENDPOINT": endpoint}
        with serving_process(kitchen(), tmp_path, **environment) as (address, _):
            parent = {"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01"}
            httpx.post(f"{address}/chat?q=my+secret", json=GOOD, headers=parent, timeout=20)
            httpx.get(f"{address}/nothing?q=my+secret", headers=parent, timeout=20)
    spans = {span.name: span for span in Collector.spans if span.trace_id == bytes.fromhex("ab" * 16)}
    server, embedding = spans["POST /chat"], spans["embeddings gemini-embedding-001"]
    assert server.parent_span_id == bytes.fromhex("cd" * 8)
    assert spans["fastapi.endpoint"].parent_span_id == server.span_id
    for name in ("retrieval", "chat gemini-3.8-flash"):
        assert spans[name].parent_span_id == spans["fastapi.endpoint"].span_id
    assert embedding.parent_span_id == spans["retrieval"].span_id
    attributes = {each.key: each.value for each in spans["chat gemini-3.8-flash"].attributes}
    assert attributes["gen_ai.operation.name"].string_value == "chat"
    assert attributes["gen_ai.usage.input_tokens"].int_value > 0
    assert attributes["llm.token_count.total"].int_value > 0
    kinds = {name: read_attributes(span).get("openinference.span.kind") for name, span in spans.items()}
    assert kinds["retrieval"] == "RETRIEVER"
    assert kinds["chat gemini-3.8-flash"] == "LLM"
    assert kinds["embeddings gemini-embedding-001"] == "EMBEDDING"
    found = read_attributes(spans["retrieval"])
    assert found["retrieval.documents.0.document.score"] > 0
    assert found["retrieval.documents.0.document.id"]
    assert "cast-iron" not in str(Collector.spans)
    assert {"url.path"} < {each.key for each in server.attributes}
    assert "url.query" not in str(Collector.spans)
    assert "secret" not in str(Collector.spans)


def test_texts_are_in_the_spans_when_opentelemetrys_variable_asks_for_them(
    kitchen: Callable[..., Settings], control: Control, tmp_path: Path
) -> None:
    with collecting(Collector) as endpoint:
        environment = {
            "OTEL_EXPORTER_OTLP_ENDPOINT": endpoint,
            "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": "true",
        }
        with serving_process(kitchen(), tmp_path, **environment) as (address, _):
            parent = {"traceparent": f"00-{'ef' * 16}-{'cd' * 8}-01"}
            httpx.post(f"{address}/chat", json=GOOD, headers=parent, timeout=20)
    trace = [span for span in Collector.spans if span.trace_id == bytes.fromhex("ef" * 16)]
    spans = {span.name: read_attributes(span) for span in trace}
    assert [find_unknown(attributes) for attributes in spans.values()] == [{}] * len(spans)
    frameworks = {"fastapi.dependencies", "fastapi.serialization"}
    assert format_tree([span for span in trace if span.name not in frameworks]) == TREE
    found, chat = spans["retrieval"], spans["chat gemini-3.8-flash"]
    assert found["input.value"] == GOOD["query"]
    assert "washed by hand" in found["retrieval.documents.0.document.content"]
    assert chat["llm.input_messages.0.message.role"] == "system"
    assert GOOD["query"] in chat["input.value"]
    assert "washed by hand" in chat["llm.output_messages.0.message.content"]
    assert json.loads(chat["gen_ai.output.messages"])[0]["parts"][0]["content"] == chat["output.value"]


class LangSmith(BaseHTTPRequestHandler):
    """Takes what LangSmith's SDK sends."""

    runs: ClassVar[list[dict[str, Any]]] = []

    def do_GET(self) -> None:
        config = {"use_multipart_endpoint": False, "size_limit": 100, "size_limit_bytes": 20_000_000}
        threads = {"scale_up_qsize_trigger": 1000, "scale_up_nthreads_limit": 4, "scale_down_nempty_trigger": 4}
        self._answer({"version": "0.10.0", "batch_ingest_config": config | threads})

    def do_POST(self) -> None:
        batch = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.runs.extend(batch["post"])
        self._answer({})

    def _answer(self, content: dict[str, Any]) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def test_langsmith_receives_the_steps_when_its_variables_are_set(
    kitchen: Callable[..., Settings], control: Control, tmp_path: Path
) -> None:
    with collecting(LangSmith) as endpoint:
        environment = {
            "LANGSMITH_TRACING": "true",
            "LANGSMITH_API_KEY": "langsmith-key",
            "LANGSMITH_ENDPOINT": endpoint,
        }
        with serving_process(kitchen(), tmp_path, **environment) as (address, _):
            httpx.post(f"{address}/chat/invoke", json={"input": GOOD}, timeout=20)
            wait_until(lambda: any(run["name"] == "GeminiChat" for run in LangSmith.runs))
    steps = {run["name"]: run for run in LangSmith.runs}
    assert {"condense_question", "retrieve_passages", "search_index", "generate"} <= steps.keys()
    assert len({run["trace_id"] for run in LangSmith.runs}) == 1
    assert "cast-iron" in str(steps["GeminiChat"]["inputs"])
