"""Real processes: signals, several of them, limits that they share."""

import gzip
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from app.settings import Settings
from gemini_emulator import Emulator
from tests.services import Control

GOOD = {"query": "How is a cast-iron pan washed?"}
ASKDOCS = Path(sys.executable).with_name("askdocs")


@contextmanager
def serving_process(
    settings: Settings, folder: Path, *options: str, **environment: str
) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """`askdocs serve` on a free port, with its address."""
    variables = {
        "GEMINI_API_KEY": settings.gemini.api_key.get_secret_value(),
        "GEMINI_BASE_URL": settings.gemini.base_url,
        "GEMINI_EMBEDDING_DIMENSIONS": str(settings.gemini.embedding_dimensions),
        "QDRANT_PATH": str(settings.qdrant.path),
    }
    process = subprocess.Popen(
        [str(ASKDOCS), "serve", "--port", "0", *options],
        cwd=folder,
        env=os.environ | variables | environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        found = None
        lines = []
        while found is None:
            line = process.stderr.readline()
            lines.append(line)
            assert line, "".join(lines)
            found = re.search(r"askdocs serves (http://\S+)/chat", line)
        Thread(target=process.stderr.read, daemon=True).start()
        wait_until(lambda: is_up(found[1]))
        yield found[1], process
    finally:
        process.terminate()
        process.wait(30)
        process.stderr.close()


def is_up(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health", timeout=1).status_code == 200
    except httpx.HTTPError:
        return False


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < seconds, "too late"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    executable = shutil.which("redis-server")
    if executable is None:
        pytest.fail("There is no redis-server. Install it (Debian: apt-get install redis-server).")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    command = [executable, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)

    def is_listening() -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", port)) == 0

    try:
        wait_until(is_listening)
        yield f"redis://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def test_two_processes_share_limits_and_budget(
    kitchen: Callable[..., Settings], redis: str, tmp_path: Path, emulator: Emulator
) -> None:
    shared = {"REDIS_URL": f"{redis}/1", "LIMIT_ADDRESS_PER_MINUTE": "6", "LIMIT_TOKENS_PER_DAY": "1000000"}
    with (
        serving_process(kitchen(), tmp_path, **shared) as (first, _),
        serving_process(kitchen(), tmp_path, **shared) as (second, _),
    ):
        statuses = [
            httpx.post(f"{address}/chat", json=GOOD, timeout=20).status_code
            for address in (first, second, first, second, second, second, first, second)
        ]
        assert httpx.get(f"{first}/health/ready").json()["dependencies"]["limits"]["detail"] == "counted in Redis"
    assert statuses == [200] * 6 + [429] * 2
    budget = {"REDIS_URL": f"{redis}/2", "LIMIT_TOKENS_PER_DAY": "50"}
    with (
        serving_process(kitchen(), tmp_path, **budget) as (first, _),
        serving_process(kitchen(), tmp_path, **budget) as (second, _),
    ):
        assert httpx.post(f"{first}/chat", json=GOOD, timeout=20).status_code == 200
        refused = httpx.post(f"{second}/chat", json=GOOD, timeout=20)
        assert refused.status_code == 429
        assert "tokens for today" in refused.json()["detail"]


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


def test_one_question_is_one_trace(kitchen: Callable[..., Settings], control: Control, tmp_path: Path) -> None:
    collector = HTTPServer(("127.0.0.1", 0), Collector)
    Thread(target=collector.serve_forever, daemon=True).start()
    endpoint = f"http://127.0.0.1:{collector.server_port}"
    with serving_process(kitchen(), tmp_path, OTEL_EXPORTER_OTLP_ENDPOINT=endpoint) as (address, _):
        parent = {"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01"}
        httpx.post(f"{address}/chat", json=GOOD, headers=parent, timeout=20)
    collector.shutdown()
    collector.server_close()
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
    assert "cast-iron" not in str(Collector.spans)


def stream(address: str, parts: list[str]) -> None:
    with httpx.stream("POST", f"{address}/chat/stream", json={"input": GOOD}, timeout=30) as answer:
        parts.extend(answer.iter_lines())


@pytest.mark.parametrize(("seconds", "whole"), [("10", True), ("2", False)])
def test_a_stream_ends_properly_after_sigterm_and_new_work_is_refused(
    seconds: str, *, whole: bool, kitchen: Callable[..., Settings], control: Control, tmp_path: Path
) -> None:
    chunks = [f"Word {number} is washed [1]. " for number in range(30)]
    control.script(*chunks)
    control.fail(method="streamGenerateContent", chunk_delay=0.1)
    with serving_process(kitchen(), tmp_path, SHUTDOWN_SECONDS=seconds) as (address, process):
        lines: list[str] = []
        reader = Thread(target=stream, args=(address, lines))
        reader.start()
        wait_until(lambda: any("Word 1 " in line for line in lines))
        process.send_signal(signal.SIGTERM)
        wait_until(lambda: not is_up(address), 3)
        reader.join(15)
        assert process.wait(15) == -signal.SIGTERM
    text = "\n".join(lines)
    assert text.rstrip().endswith("event: end")
    assert ('"outcome":"answered"' in text) is whole
    assert ('"outcome":"truncated","reason":"cut_off"' in text) is not whole
    assert ("Word 29" in text) is whole


def test_several_processes_want_a_qdrant_server(kitchen: Callable[..., Settings], tmp_path: Path) -> None:
    environment = os.environ | {"GEMINI_API_KEY": "emulator-key", "QDRANT_PATH": str(kitchen().qdrant.path)}
    command = [str(ASKDOCS), "serve", "--port", "0", "--workers", "2"]
    refused = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "--workers wants a Qdrant server" in refused.stderr
