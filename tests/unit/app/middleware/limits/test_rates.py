"""Limits per caller, counted in this process."""

import time
from typing import Any

import pytest

from app.context import Caller
from app.middleware.limits.counters import Counters
from app.middleware.limits.rates import SITE_MULTIPLE, Limits
from app.settings import LimitSettings
from chains.errors import SettingsError

PAGE = Caller("address", "192.0.2.1")


def create_limits(**settings: Any) -> Limits:
    return Limits(LimitSettings(**settings), Counters(""))


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


async def test_a_clock_that_jumps_locks_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asked before the jump may ask after it, and is told to come back within one window."""
    limits = create_limits(address_per_minute=5, address_per_day=0)
    now = time.time()
    for jump in (0, -7_200, -7_080, 172_800, -86_400):
        monkeypatch.setattr(time, "time", lambda jump=jump: now + jump)
        assert [await take(limits, PAGE) for _ in range(6)] == [*[""] * 5, "address_per_minute"]
        refusal = await limits.take(PAGE, 1)
        assert refusal is not None
        assert 1 <= refusal.retry_after <= 120


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


async def test_all_of_a_large_ipv6_network_together_may_ask_ten_times_as_much() -> None:
    limits = create_limits(address_per_minute=2, address_per_day=0)
    refusals = [await take(limits, Caller("address", f"2001:db8:1:{n:x}::1")) for n in range(2 * SITE_MULTIPLE + 5)]
    assert refusals == [""] * 2 * SITE_MULTIPLE + ["address_per_minute"] * 5
    assert await take(limits, Caller("address", "2001:db8:2::1")) == ""
    refusal = await limits.take(Caller("address", "2001:db8:1:ff::1"), 1)
    assert refusal is not None
    assert refusal.detail.startswith("At most 20 questions a minute may come from your network (2001:0db8:0001::/48).")


async def test_all_of_a_large_ipv6_network_has_a_limit_a_day_too() -> None:
    limits = create_limits(address_per_minute=0, address_per_day=1)
    refusals = [await take(limits, Caller("address", f"2001:db8:1:{n:x}::1")) for n in range(SITE_MULTIPLE + 1)]
    assert refusals == [""] * SITE_MULTIPLE + ["address_per_day"]


@pytest.mark.parametrize(
    "name", ["unknown", "testclient", "", "fe80::1%eth0", "::ffff:192.0.2.1%eth0", "a" * 300, "\0"]
)
async def test_whatever_a_client_is_called_it_is_counted(name: str) -> None:
    limits = create_limits(address_per_minute=1)
    assert [await take(limits, Caller("address", name)) for _ in range(2)] == ["", "address_per_minute"]


async def test_while_redis_is_away_this_process_counts_for_itself() -> None:
    counters = Counters("redis://127.0.0.1:1")
    limits = Limits(LimitSettings(address_per_minute=1), counters)
    assert counters.is_shared
    assert [await take(limits, PAGE) for _ in range(2)] == ["", "address_per_minute"]
    assert not counters.is_shared


async def test_searches_are_counted_apart_from_questions() -> None:
    limits = create_limits(address_per_minute=1, key_per_minute=1, search_per_minute=2)
    for caller in (PAGE, Caller("key", "ci")):
        assert await take(limits, caller) == ""
        assert [await limits.take_searches(caller, 1) for _ in range(2)] == [None, None]
        refusal = await limits.take_searches(caller, 1)
        assert refusal is not None
        assert (refusal.limit, refusal.detail.split(".")[0]) == (
            "search_per_minute",
            "At most 2 searches a minute may come from you",
        )
    assert await limits.take_searches(Caller("developer", "developer"), 100) is None


@pytest.mark.parametrize(
    "url", ["redis://h:secret-port/0", "redis://:secret@h/0?bogus=1", "redis://h?socket_timeout=s"]
)
def test_an_address_of_redis_that_cannot_be_read_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(SettingsError, match="REDIS_URL cannot be read") as caught:
        Counters(url)
    assert "secret" not in str(caught.value)
