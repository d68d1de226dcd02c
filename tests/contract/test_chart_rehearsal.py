"""A release of the chart, rehearsed: each container's command runs with the variables of its pod, and nothing else."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from app.settings import QdrantSettings
from gemini_emulator import Emulator
from tests.support.chart import Helm, Object
from tests.support.kitchen import write_docs
from tests.support.qdrant_server import find_free_ports
from tests.support.service_process import ASKDOCS, is_up, wait_until
from tests.support.stores import empty_postgres

SECONDS = 120
"""For each step, on a machine that has much else to do."""
TOKEN = "a-token-of-the-owner"
QUESTION = {"query": "How is a cast-iron pan washed?"}


class Cluster:
    """What Kubernetes would do: it puts secrets in, and gives each pod a disk and a port."""

    def __init__(self, pods: dict[str, Any], secrets: dict[str, str], folder: Path) -> None:
        self._pods = pods
        self._secrets = secrets
        self._folder = folder
        self.port, self.health_port = find_free_ports(2)

    def run(self, component: str, *arguments: str) -> str:
        """Run a pod's command, or another one in it, to its end."""
        command = [str(ASKDOCS), *(arguments or self._list_arguments(component))]
        environment = self._create_environment(component)
        done = subprocess.run(command, cwd=self._folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def running(self, component: str, port: int) -> Iterator["subprocess.Popen[bytes]"]:
        """A pod that has started, by its startup probe."""
        command = [str(ASKDOCS), *self._list_arguments(component)]
        log = (self._folder / f"{component}.log").open("wb")
        process = subprocess.Popen(
            command, cwd=self._folder, env=self._create_environment(component), stdout=log, stderr=log
        )
        try:
            wait_until(lambda: process.poll() is not None or is_up(f"http://127.0.0.1:{port}"), SECONDS)
            assert process.poll() is None, (self._folder / f"{component}.log").read_text()
            yield process
        finally:
            process.kill()
            process.wait(30)
            log.close()

    def _list_arguments(self, component: str) -> list[str]:
        arguments: list[str] = self._pods[component]["spec"]["containers"][0]["args"]
        return [str(self.health_port) if word == "9100" else word for word in arguments]

    def _create_environment(self, component: str) -> dict[str, str]:
        container = self._pods[component]["spec"]["containers"][0]
        of_the_image = {"SERVER_HOST": "127.0.0.1", "PATH": os.environ["PATH"], "HOME": "/nonexistent"}
        disk = {"QDRANT_PATH": str(self._folder / component)}
        given = {one["name"]: one.get("value") or self._secrets[one["name"]] for one in container["env"]}
        return of_the_image | given | disk | {"SERVER_PORT": str(self.port)}


@pytest.fixture
def cluster(
    helm: Helm,
    server_settings: QdrantSettings,
    postgres_url: str,
    redis_url: str,
    emulator: Emulator,
    tmp_path: Path,
) -> Cluster:
    empty_postgres(postgres_url)
    secrets = {
        "GEMINI_API_KEY": "emulator-key-of-the-rehearsal",
        "DATABASE_URL": postgres_url,
        "REDIS_URL": redis_url,
        "DEVELOPER_TOKEN": TOKEN,
    }
    values: Object = {
        "existingSecret": "askdocs",
        "secrets": {name: {} for name in secrets},
        "settings": {
            "QDRANT_HOST": server_settings.host,
            "QDRANT_COLLECTION_NAME": f"{server_settings.collection_name}-{uuid4().hex[:6]}",
            "GEMINI_BASE_URL": emulator.base_url,
            "GEMINI_EMBEDDING_DIMENSIONS": 384,
            "INDEX_SOURCES": f"{write_docs(tmp_path / 'docs')}=https://kitchen.example",
            "KEEP_ANSWERS": True,
            "LIMIT_TOKENS_PER_DAY": 50_000_000,
        },
        "processes": 2,
        "shutdownSeconds": 15,
        "indexing": {"kind": "worker", "shutdownSeconds": 15},
    }
    return Cluster(helm.render(values).pods, secrets, tmp_path)


@pytest.mark.timeout(5 * SECONDS)
def test_a_release_upgrades_its_database_indexes_and_answers(cluster: Cluster) -> None:
    address = f"http://127.0.0.1:{cluster.port}"
    health = f"http://127.0.0.1:{cluster.health_port}"
    owner = {"Authorization": f"Bearer {TOKEN}"}
    assert "is ready for this version" in cluster.run("upgrade")
    with cluster.running("service", cluster.port) as service, cluster.running("worker", cluster.health_port) as worker:
        assert httpx.get(f"{address}/health/ready").status_code == 503, "nothing is indexed yet"
        cluster.run("service", "index", "--all", "--enqueue")
        wait_until(lambda: httpx.get(f"{address}/health/ready", timeout=30).status_code == 200, SECONDS)
        answer = httpx.post(f"{address}/chat", json=QUESTION, timeout=30).raise_for_status().json()
        assert answer["outcome"] == "answered"
        assert answer["sources"][0]["url"].startswith("https://kitchen.example/")
        assert "askdocs_answers_running" in httpx.get(f"{address}/metrics", headers=owner).raise_for_status().text
        assert "askdocs_index_jobs" in httpx.get(f"{health}/metrics", headers=owner).raise_for_status().text
        assert httpx.get(f"{health}/metrics").status_code == 404
        for process in (service, worker):
            process.send_signal(signal.SIGTERM)
        assert service.wait(SECONDS) == 0
        assert worker.wait(SECONDS) == 0
