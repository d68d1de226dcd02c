"""`python -m gemini_emulator`, as a process of its own."""

import re
import signal
import subprocess
import sys

import httpx
import pytest


def test_the_command_prints_its_address_serves_and_stops() -> None:
    command = [sys.executable, "-m", "gemini_emulator", "--port", "0", "--embeddings", "hash"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines = [process.stdout.readline() for _ in range(3)]
        address = re.search(r"GEMINI_BASE_URL=(http://127\.0\.0\.1:\d+)\n", "".join(lines))
        assert address is not None
        response = httpx.get(f"{address[1]}/v1beta/models?key=emulator-key")
        process.send_signal(signal.SIGINT)
        errors = process.stderr.read()

    assert "not Gemini" in lines[0]
    assert response.status_code == 200
    assert (process.returncode, errors) == (0, "")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--host", "0.0.0.0"), "loopback only"),
        (("--host", "example.org"), "loopback only"),
        (("--port", "99999"), "cannot listen on 127.0.0.1:99999"),
    ],
)
def test_the_command_refuses_other_hosts_and_impossible_ports(options: tuple[str, ...], words: str) -> None:
    command = [sys.executable, "-m", "gemini_emulator", *options]

    process = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)

    assert process.returncode == 2
    assert words in process.stderr
    assert "Traceback" not in process.stderr
