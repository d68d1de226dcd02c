"""Uses an image's root as a container would: its user, its environment, its commands. `release.image` calls it."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from release.commands import ReleaseError

SECONDS = 120
QUESTION = "How do I release a version?"
EMULATOR = "http://127.0.0.1:8085"


class Container:
    """What runs in an image's root."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told
        emulated = {"GEMINI_API_KEY": "emulator-key", "GEMINI_BASE_URL": EMULATOR, "HOME": told["folder"]}
        self.environment = [f"{name}={value}" for name, value in (told["environment"] | emulated).items()]

    def wrap(self, command: list[str]) -> list[str]:
        """The command, run by the image's user in its root."""
        into = ["chroot", f"--userspec={self.told['user']}", self.told["root"]]
        return [*into, "/usr/bin/env", "-i", f"--chdir={self.told['folder']}", *self.environment, *command]

    def run(self, *command: str, expected: int = 0) -> str:
        """Run to the end."""
        done = subprocess.run(self.wrap(list(command)), check=False, capture_output=True, text=True)
        if done.returncode != expected:
            raise ReleaseError(f"{command} left with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout

    @contextmanager
    def running(self, command: list[str], address: str) -> Iterator["subprocess.Popen[bytes]"]:
        """Start, wait until the address answers, and stop as Docker does."""
        process = subprocess.Popen(self.wrap(command))
        try:
            wait_for(address, process)
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(SECONDS)


def main() -> None:
    """Index, serve, ask, look after its health, stop."""
    told = json.loads(sys.argv[1])
    container = Container(told)
    print(f"user: {container.run('id', '-u').strip()}")
    container.run("sh", "-c", "touch /opt/askdocs/x", expected=1)
    container.run("sh", "-c", "touch /home/askdocs/x", expected=1)
    container.run("sh", "-c", "touch /data/x /tmp/x")
    container.run("python", "-c", "import redis, psycopg, opentelemetry.sdk")
    container.run("python", "-c", "import pip", expected=1)
    emulator = ["python", "-m", "gemini_emulator", "--embeddings", "hash", "--port", "8085"]
    with container.running(emulator, f"{EMULATOR}/v1beta/models?key=emulator-key"):
        container.run(*told["entrypoint"], "index", "/site", "--site-url", "https://docs.example.org")
        started = time.monotonic()
        with container.running(told["command"], "http://127.0.0.1:8000/health") as service:
            print(f"/health answers after {time.monotonic() - started:.1f} s")
            container.run(*told["health"])
            print("health check: passed")
            ready = fetch("http://127.0.0.1:8000/health/ready")
            answer = fetch("http://127.0.0.1:8000/chat", {"query": QUESTION})
            print(f"ready: {ready['status']}; {answer['outcome']}: {answer['sources'][0]['url']}")
        print(f"stopped by SIGTERM: exit code {service.returncode}")
    container.run(*told["health"], expected=1)
    # uvicorn ends by the signal itself, once all is closed; Docker shows it as 143.
    if service.returncode not in {0, -signal.SIGTERM} or answer["outcome"] != "answered":
        raise ReleaseError("The service did not answer, or did not stop cleanly.")


def wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Until it answers, with whatever status."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            fetch(address)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise ReleaseError(f"{address} does not answer (exit code {process.poll()}).")


def fetch(address: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """Ask by GET, or by POST with a body."""
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=SECONDS) as response:
        found: dict[str, Any] = json.load(response)
        return found


if __name__ == "__main__":
    os.environ["no_proxy"] = "127.0.0.1"
    main()
