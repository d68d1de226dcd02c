"""`GET /health` and `GET /metrics` of a worker."""

import socket

import httpx
import pytest

from app.serving.probes import serving_probes
from chains.errors import UsageError

TOKEN = "t" * 20


@pytest.mark.parametrize(("lives", "status"), [(True, 200), (False, 503)])
def test_health_says_whether_the_process_lives(lives: bool, status: int) -> None:  # noqa: FBT001 - a case
    with serving_probes("127.0.0.1", 0, is_alive=lambda: lives, token="") as port:
        assert httpx.get(f"http://127.0.0.1:{port}/health?from=kubelet").status_code == status


def test_metrics_are_for_whoever_has_the_token_and_without_one_for_this_machine() -> None:
    with serving_probes("127.0.0.1", 0, is_alive=lambda: True, token=TOKEN) as port:
        address = f"http://127.0.0.1:{port}/metrics"
        assert httpx.get(address).status_code == 404
        assert httpx.get(address, headers={b"Authorization": b"Bearer \xff"}).status_code == 404
        answer = httpx.get(address, headers={"Authorization": f"Bearer {TOKEN}"})
        assert "askdocs_index_jobs" in answer.text
    with serving_probes("127.0.0.1", 0, is_alive=lambda: True, token="") as port:
        assert httpx.get(f"http://127.0.0.1:{port}/metrics").status_code == 200
        assert httpx.get(f"http://127.0.0.1:{port}/admin/").status_code == 404
        assert httpx.post(f"http://127.0.0.1:{port}/health").status_code == 501


def test_a_port_that_is_taken_is_refused_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with (
            pytest.raises(UsageError, match="--health-port"),
            serving_probes("127.0.0.1", port, is_alive=lambda: True, token=""),
        ):
            pass
