"""The quota of embedding calls, in a loop whose minutes take no time."""

import asyncio
import json
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from app.gemini.embedding_ledger import DayLedger
from app.gemini.pace import LocalPace
from app.gemini.quota import PATIENCE_SECONDS, EmbeddingQuota
from app.settings import GeminiSettings
from chains.errors import (
    ModelAccessError,
    ModelError,
    ModelQuotaError,
    ModelResponseError,
    ModelTimeoutError,
    ModelUnavailableError,
    SettingsError,
)
from tests.support.virtual_time import in_virtual_time

MINUTE = 60
HOUR = 3600


def create_quota(usage_file: Path | None = None, **settings: object) -> EmbeddingQuota:
    chosen = GeminiSettings.model_validate({"max_attempts": 3, **settings})
    return EmbeddingQuota(chosen, partial(LocalPace, chosen, usage_file))


def now() -> float:
    return asyncio.get_running_loop().time()


class Model:
    """Takes half a second for each call, which fails when `fail` says so; knows when each call came in."""

    def __init__(self, fail: Callable[[int], ModelError | None] = lambda _: None) -> None:
        self.arrivals: list[tuple[float, int]] = []
        self.calls = 0
        self.answered = 0
        self._fail = fail

    async def embed(self, tokens: int) -> None:
        await asyncio.sleep(0.25)
        self.calls += 1
        error = self._fail(self.calls)
        if error is not None:
            raise error
        self.arrivals.append((now(), tokens))
        await asyncio.sleep(0.25)
        self.answered += 1

    def count_most(self) -> tuple[int, int]:
        """The most calls, and the most tokens, within any minute."""
        windows = [
            [tokens for at, tokens in self.arrivals if start <= at < start + MINUTE] for start, _ in self.arrivals
        ]
        return max(map(len, windows)), max(map(sum, windows))


async def embed_many(quota: EmbeddingQuota, model: Model, *, calls: int, tokens: int = 10, at_once: int = 8) -> float:
    """Seconds that it took."""
    waiting = iter(range(calls))

    async def work() -> None:
        for _ in waiting:
            await quota.call(lambda: model.embed(tokens), tokens)

    started = now()
    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(work())
    return now() - started


@in_virtual_time
async def test_no_minute_holds_more_calls_than_allowed_and_hardly_fewer() -> None:
    model = Model()
    quota = create_quota(embedding_requests_per_minute=20)
    seconds = await embed_many(quota, model, calls=100)
    assert model.answered == 100
    assert model.count_most()[0] <= 20
    assert 4 * MINUTE <= seconds < 4 * MINUTE * 1.25
    assert quota.usage.calls == 100
    assert quota.usage.waited_seconds > 0


@in_virtual_time
async def test_no_minute_holds_more_tokens_than_allowed() -> None:
    model = Model()
    await embed_many(create_quota(embedding_tokens_per_minute=100), model, calls=30, tokens=30)
    assert model.answered == 30
    assert 90 <= model.count_most()[1] <= 100


@in_virtual_time
async def test_without_limits_nobody_waits() -> None:
    quota = create_quota()
    await embed_many(quota, Model(), calls=200)
    assert quota.usage.waited_seconds == 0
    assert (quota.usage.calls, quota.usage.tokens) == (200, 2000)


@in_virtual_time
async def test_a_call_larger_than_the_whole_minute_is_let_through_alone() -> None:
    model = Model()
    await embed_many(create_quota(embedding_tokens_per_minute=5), model, calls=2, tokens=10)
    (first, _), (second, _) = model.arrivals
    assert second - first >= MINUTE


@in_virtual_time
async def test_when_gemini_says_when_every_batch_waits_until_then() -> None:
    model = Model(lambda call: ModelQuotaError("no", retry_after=25) if call == 3 else None)
    quota = create_quota()
    await embed_many(quota, model, calls=20, at_once=2)
    gaps = [after - before for (before, _), (after, _) in pairwise(sorted(model.arrivals))]
    assert model.answered == 20
    assert max(gaps) >= 25
    assert quota.usage.retries == 1


@in_virtual_time
async def test_what_gemini_refuses_is_not_counted() -> None:
    model = Model(lambda call: ModelQuotaError("no", retry_after=0.1) if call <= 10 else None)
    quota = create_quota(embedding_requests_per_minute=10)
    assert await embed_many(quota, model, calls=10, at_once=1) < MINUTE
    assert quota.usage.retries == 10


@pytest.mark.parametrize("after", [10, None])
@in_virtual_time
async def test_patience_with_a_quota_ends_when_no_call_succeeds(after: float | None) -> None:
    quota, began = create_quota(), now()
    with pytest.raises(ModelQuotaError, match="no"):
        await quota.call(lambda: Model(lambda _: ModelQuotaError("no", retry_after=after)).embed(1), 1)
    assert quota.usage.retries >= 3
    assert PATIENCE_SECONDS <= now() - began < PATIENCE_SECONDS + 60


@in_virtual_time
async def test_a_wait_beyond_all_patience_is_not_waited() -> None:
    started = now()
    with pytest.raises(ModelQuotaError):
        await create_quota().call(lambda: Model(lambda _: ModelQuotaError("no", retry_after=3600)).embed(1), 1)
    assert now() - started < 1


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (ModelUnavailableError, 6),
        (ModelTimeoutError, 6),
        (ModelResponseError, 6),
        (ModelAccessError, 1),
        (ModelError, 1),
    ],
)
@in_virtual_time
async def test_what_may_pass_is_tried_again_for_a_while(error: type[ModelError], tries: int) -> None:
    model = Model(lambda _: error("broken"))
    with pytest.raises(error, match="broken"):
        await create_quota().call(lambda: model.embed(1), 1)
    assert model.calls == tries


@in_virtual_time
async def test_the_tokens_of_a_day_are_kept_from_run_to_run(tmp_path: Path) -> None:
    file = tmp_path / "data" / "tokens.json"
    first = create_quota(file, embedding_tokens_per_day=100)
    await embed_many(first, Model(), calls=6)
    second, model = create_quota(file, embedding_tokens_per_day=100), Model()
    with pytest.raises(ExceptionGroup) as caught:
        await embed_many(second, model, calls=6)
    errors = caught.value.exceptions
    assert all(isinstance(error, ModelQuotaError) for error in errors)
    assert "GEMINI_EMBEDDING_TOKENS_PER_DAY are used up" in str(errors[0])
    assert model.calls <= 4
    assert sum(json.loads(file.read_text()).values()) <= 100


def test_tokens_come_back_after_a_day(tmp_path: Path) -> None:
    now = 1_763_600_000.0
    ledger = DayLedger(100, tmp_path / "tokens.json", clock=lambda: now)
    ledger.add(100)
    with pytest.raises(ModelQuotaError) as caught:
        ledger.raise_if_spent(1)
    assert 24 * HOUR <= (caught.value.retry_after or 0) <= 25 * HOUR
    now += 23.9 * HOUR
    with pytest.raises(ModelQuotaError):
        ledger.raise_if_spent(1)
    now += 1.1 * HOUR
    ledger.raise_if_spent(100)


@pytest.mark.parametrize("content", ["", "[1]", '{"a": 1}', '{"1": null}', "\x00"])
def test_a_broken_count_of_tokens_is_named(content: str, tmp_path: Path) -> None:
    file = tmp_path / "tokens.json"
    file.write_text(content)
    with pytest.raises(SettingsError, match=r"tokens\.json cannot be read.*Delete it"):
        DayLedger(100, file).raise_if_spent(1)


def test_without_a_limit_of_the_day_no_file_is_written(tmp_path: Path) -> None:
    DayLedger(0, tmp_path / "tokens.json").add(5)
    assert list(tmp_path.iterdir()) == []
