"""What callers see under each fault, what readiness says, and how soon all is well again.

python -m benchmarks faults          FAULTS_QDRANT=/path/of/qdrant also runs the server mode
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx

from benchmarks._service import ROOT, Service, create_environment, emulating, index, serving, wait_for

QUESTION = {"query": "How do I index my own documentation?"}
ASKED = 8
MODEL_FAULTS: dict[str, dict[str, Any]] = {
    "400, wrong key": {"status": 400},
    "403": {"status": 403},
    "404, unknown model": {"status": 404},
    "429 with RetryInfo": {"status": 429, "retry_delay": 2},
    "500": {"status": 500},
    "503": {"status": 503},
    "hangs": {"hang": 20},
    "slow (0.2 s a chunk)": {"chunk_delay": 0.2},
    "stream cut": {"cut_after": 2},
    "garbage": {"body": "<html>"},
    "empty": {"body": ""},
    "blocked": {"script": {"block_reason": "SAFETY"}},
}
HEALTHY_SECONDS = 90
STREAMS = 50
METHODS = {"generateContent": "answer", "streamGenerateContent": "stream", "batchEmbedContents": "embedding"}


def main() -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as name, emulating(_free_port()) as gemini:
        folder = Path(name)
        print(f"{'mode':9} {'fault':34} {'callers saw':64} {'readiness':10} {'healthy after':13} lost")
        _measure_mode("embedded", folder / "embedded", gemini, {})
        executable = os.environ.get("FAULTS_QDRANT") or shutil.which("qdrant")
        if executable:
            qdrant = _Qdrant(Path(executable), folder / "qdrant")
            try:
                qdrant.start()
                _measure_mode("server", folder / "server", gemini, {"QDRANT_HOST": qdrant.url}, qdrant)
            finally:
                qdrant.kill()


def _measure_mode(
    mode: str, folder: Path, gemini: str, variables: dict[str, str], qdrant: "_Qdrant | None" = None
) -> None:
    folder.mkdir()
    limits = {"GEMINI_MAX_ATTEMPTS": "2", "GEMINI_MAX_WAIT_SECONDS": "1", "GEMINI_CHAT_TIMEOUT_SECONDS": "3"}
    limits |= {"GEMINI_EMBEDDING_TIMEOUT_SECONDS": "3", "QDRANT_TIMEOUT_SECONDS": "3"}
    limits |= {"CACHE_ANSWERS_MEGABYTES": "0", "CACHE_EMBEDDINGS_MEGABYTES": "0"}  # a kept answer meets no fault
    environment = create_environment(gemini, folder, **limits, **variables)
    index(ROOT / "website/docs", folder, environment | {"GEMINI_EMBEDDING_TIMEOUT_SECONDS": "60"})
    with serving(folder, environment) as service:
        _ask(service)
        for name, fault in MODEL_FAULTS.items():
            for method, what in METHODS.items():
                if method == "batchEmbedContents" and not _fits_embedding(fault):
                    continue
                _measure_fault((mode, f"{what}: {name}"), service, gemini, fault, method)
        if qdrant is not None:
            _measure_qdrant(mode, service, qdrant)
    for sent in (signal.SIGTERM, signal.SIGKILL):
        _measure_signal(mode, folder, environment, gemini, sent)


def _fits_embedding(fault: dict[str, Any]) -> bool:
    return "script" not in fault and "chunk_delay" not in fault and fault.get("status") != httpx.codes.NOT_FOUND


def _measure_fault(row: tuple[str, str], service: Service, gemini: str, fault: dict[str, Any], method: str) -> None:
    if "script" in fault:
        _post(gemini, "script", {"answers": [fault["script"]] * ASKED})
    else:
        _post(gemini, "faults", {"faults": [fault | {"method": method, "times": 10_000}]})
    ask = _stream if method == "streamGenerateContent" else _ask
    with ThreadPoolExecutor(ASKED // 2) as pool:
        seen = Counter(pool.map(lambda _: ask(service), range(ASKED)))
    readiness = _get_readiness(service)
    _post(gemini, "reset", {})
    _print_row(row, seen, readiness, _seconds_until_healthy(service))


def _measure_qdrant(mode: str, service: Service, qdrant: "_Qdrant") -> None:
    """Kill the server while questions come, and start it again."""
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(_ask, service) for _ in range(ASKED)]
        time.sleep(0.2)
        qdrant.kill()
        asked += [pool.submit(_ask, service) for _ in range(ASKED)]
        seen = Counter(each.result() for each in asked)
    readiness = _get_readiness(service)
    qdrant.start()
    _print_row((mode, "Qdrant killed under load, restarted"), seen, readiness, _seconds_until_healthy(service))


def _measure_signal(mode: str, folder: Path, environment: dict[str, str], gemini: str, sent: signal.Signals) -> None:
    """Send the signal while streams run; count those that did not end with their last part."""
    _post(gemini, "faults", {"faults": [{"method": "streamGenerateContent", "chunk_delay": 0.1, "times": STREAMS}]})
    with ThreadPoolExecutor(STREAMS) as pool:
        with serving(folder, environment) as service:
            streams = [pool.submit(_stream, service) for _ in range(STREAMS)]
            time.sleep(2.0)
            service.process.send_signal(sent)
            service.process.wait(40)
            seen = Counter(each.result() for each in streams)
        started = time.monotonic()
        with serving(folder, environment) as service:
            wait_for(f"{service.address}/health/ready")
            seconds = time.monotonic() - started
    _post(gemini, "reset", {})
    lost = sum(count for name, count in seen.items() if name.startswith(("cut", "status 0")))
    _print_row((mode, f"{sent.name} under {STREAMS} streams"), seen, "gone", seconds, lost)


def _ask(service: Service) -> str:
    started = time.monotonic()
    try:
        answer = httpx.post(f"{service.address}/chat", json=QUESTION, timeout=60)
    except httpx.HTTPError as error:
        return f"status 0 {type(error).__name__}"
    seconds = time.monotonic() - started
    bound = next(f"<{limit}s" for limit in (1, 10, 60) if seconds < limit)
    if not answer.is_success:
        return f"{answer.status_code} {bound}"
    body = answer.json()
    return f"{body['outcome']} {body['reason']}".strip() + f" {bound}"


def _stream(service: Service) -> str:
    text = ""
    try:
        with httpx.stream("POST", f"{service.address}/chat/stream", json={"input": QUESTION}, timeout=60) as answer:
            for part in answer.iter_text():
                text += part
    except httpx.HTTPError as error:
        return f"cut: {type(error).__name__}" if text else f"status 0 {type(error).__name__}"
    if text.rstrip().endswith("event: end"):
        return text.rpartition('"outcome":"')[2].partition('"')[0]
    return "cut" if "event: data" in text else f"status {answer.status_code}"


def _get_readiness(service: Service) -> str:
    return str(httpx.get(f"{service.address}/health/ready", timeout=20).status_code)


def _seconds_until_healthy(service: Service) -> float:
    """Until readiness is 200 and a question is answered."""
    started = time.monotonic()
    while time.monotonic() - started < HEALTHY_SECONDS:
        if _get_readiness(service) == "200" and _ask(service).startswith("answered"):
            return time.monotonic() - started
        time.sleep(0.2)
    return float("inf")


def _post(gemini: str, path: str, body: dict[str, Any]) -> None:
    httpx.post(f"{gemini}/control/{path}", json=body).raise_for_status()


def _print_row(row: tuple[str, str], seen: Counter[str], readiness: str, seconds: float, lost: int = 0) -> None:
    text = ", ".join(f"{count} {what}" for what, count in seen.most_common())
    print(f"{row[0]:9} {row[1]:34} {text:64} {readiness:10} {seconds:11.1f} s {lost:4}", flush=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class _Qdrant:
    """A Qdrant server that can be killed and comes back with its data."""

    def __init__(self, executable: Path, folder: Path) -> None:
        self._executable = executable
        self._folder = folder
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        self._folder.mkdir(exist_ok=True)
        variables = {
            "QDRANT__SERVICE__HTTP_PORT": str(self._port),
            "QDRANT__SERVICE__GRPC_PORT": str(_free_port()),
            "QDRANT__SERVICE__HOST": "127.0.0.1",
            "QDRANT__TELEMETRY_DISABLED": "true",
        }
        self._process = subprocess.Popen(
            [self._executable],
            cwd=self._folder,
            env=os.environ | variables,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(f"{self.url}/readyz")

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
