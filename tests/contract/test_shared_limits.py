"""Limits and a budget that several processes count in one Redis."""

from collections.abc import Callable
from pathlib import Path

import httpx

from app.settings import Settings
from tests.support.service_process import serving_process

GOOD = {"query": "How is a cast-iron pan washed?"}


def test_two_processes_share_limits_and_budget(
    kitchen: Callable[..., Settings], redis_url: str, tmp_path: Path
) -> None:
    shared = {"REDIS_URL": f"{redis_url}/1", "LIMIT_ADDRESS_PER_MINUTE": "6", "LIMIT_TOKENS_PER_DAY": "1000000"}
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
    budget = {"REDIS_URL": f"{redis_url}/2", "LIMIT_TOKENS_PER_DAY": "50"}
    with (
        serving_process(kitchen(), tmp_path, **budget) as (first, _),
        serving_process(kitchen(), tmp_path, **budget) as (second, _),
    ):
        assert httpx.post(f"{first}/chat", json=GOOD, timeout=20).status_code == 200
        refused = httpx.post(f"{second}/chat", json=GOOD, timeout=20)
        assert refused.status_code == 429
        assert "tokens for today" in refused.json()["detail"]
