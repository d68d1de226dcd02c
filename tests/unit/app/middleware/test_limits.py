"""Limits per caller and the budget of tokens, counted in this process."""

from typing import Any

import pytest

from app.context import Caller
from app.middleware.limits import Limits
from app.settings import LimitSettings

PAGE = Caller("address", "192.0.2.1")


def create_limits(**settings: Any) -> Limits:
    return Limits(LimitSettings(**settings))


async def take(limits: Limits, caller: Caller, questions: int = 1) -> str:
    refusal = await limits.take(caller, questions)
    return refusal.limit if refusal else ""


async def test_an_address_may_ask_so_often_a_minute() -> None:
    limits = create_limits(address_per_minute=3)
    assert [await take(limits, PAGE) for _ in range(4)] == ["", "", "", "address_per_minute"]
    assert await take(limits, Caller("address", "192.0.2.2")) == ""


async def test_a_refusal_says_when_to_come_back() -> None:
    limits = create_limits(address_per_minute=1)
    await limits.take(PAGE, 1)
    refusal = await limits.take(PAGE, 1)
    assert refusal is not None
    assert 1 <= refusal.retry_after <= 120
    assert "At most 1 questions a minute" in refusal.detail


async def test_each_question_of_a_batch_counts() -> None:
    limits = create_limits(address_per_minute=5)
    assert await take(limits, PAGE, 4) == ""
    assert await take(limits, PAGE, 2) == "address_per_minute"
    assert await take(limits, PAGE, 1) == ""


async def test_a_day_has_a_limit_of_its_own() -> None:
    limits = create_limits(address_per_minute=0, address_per_day=2)
    assert [await take(limits, PAGE) for _ in range(3)] == ["", "", "address_per_day"]


async def test_each_key_has_limits_of_its_own_and_developers_have_none() -> None:
    limits = create_limits(address_per_minute=1, key_per_minute=2)
    assert [await take(limits, Caller("key", "ci")) for _ in range(3)] == ["", "", "key_per_minute"]
    assert await take(limits, Caller("key", "other")) == ""
    for caller in (Caller("developer", "developer"), Caller("local", "local")):
        assert [await take(limits, caller) for _ in range(3)] == [""] * 3


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
    ],
)
async def test_an_ipv6_client_is_counted_by_its_network(first: str, second: str, *, same: bool) -> None:
    limits = create_limits(address_per_minute=1)
    assert await take(limits, Caller("address", first)) == ""
    assert await take(limits, Caller("address", second)) == ("address_per_minute" if same else "")


async def test_the_budget_of_tokens_closes_the_service_until_midnight() -> None:
    limits = create_limits(tokens_per_day=100, address_per_minute=0)
    await limits.spend(60)
    assert await take(limits, PAGE) == ""
    await limits.spend(60)
    assert await take(limits, PAGE) == "tokens_per_day"
    assert await take(limits, Caller("developer", "developer")) == "tokens_per_day"
    refusal = await limits.take(PAGE, 1)
    assert refusal is not None
    assert 0 < refusal.retry_after <= 86_400


async def test_while_redis_is_away_this_process_counts_for_itself() -> None:
    limits = create_limits(address_per_minute=1, redis_url="redis://127.0.0.1:1")
    assert limits.is_shared
    assert [await take(limits, PAGE) for _ in range(2)] == ["", "address_per_minute"]
    assert not limits.is_shared
