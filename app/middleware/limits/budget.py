"""The tokens of a day: what answers have cost, and what those under way may cost yet."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil

from app.middleware.limits.counters import Counters, Storage
from app.middleware.limits.rates import Refusal
from chains.settings import AnswerSettings

WAIT_SECONDS = 5
"""When to come back while what is left is reserved: some of the answers under way will have ended."""
_RULES_AND_QUESTION = 4_000
"""Characters: our rules are 1,500, a question may be 2,000, and passages have their titles around them."""
_OUTPUT_TOKENS = 1_500
"""An answer of a page, and what the model thinks before it."""
_DAY_SECONDS = 86_400


def estimate_tokens(settings: AnswerSettings) -> int:
    """What one question may cost: everything the model may be given, at four characters a token, and a long answer.

    Earlier turns count twice: a follow-up is rewritten from them first.
    """
    characters = _RULES_AND_QUESTION + settings.passage_characters + 2 * settings.history_characters
    return ceil(characters / 4) + _OUTPUT_TOKENS


@dataclass(frozen=True, slots=True)
class Reservation:
    """Tokens that a request may use; in which storage, and under which name."""

    tokens: int
    window: str = ""
    storage: Storage | None = None


class Budget:
    """At most `tokens_per_day` in a day of UTC; 0: as many as come.

    A request is let in when what is spent, what is reserved and its own estimate are together no more than that. One
    single question is also let in when nothing is reserved: a budget smaller than an estimate is used up, too. So a day
    may end by one answer above its budget.

    Reservations are counted by windows that are longer than any request: those of a process that has died are forgotten
    two windows later.
    """

    def __init__(
        self,
        counters: Counters,
        *,
        tokens_per_day: int,
        tokens_per_question: int,
        request_seconds: float,
        site: str = "",
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`site` is the one that it is for; empty: the whole service."""
        self._counters = counters
        self._site = site
        self._tokens_per_day = tokens_per_day
        self._tokens_per_question = tokens_per_question
        self._window_seconds = ceil(request_seconds) + 60
        self._clock = clock

    async def reserve(self, questions: int) -> Reservation | Refusal:
        """Take what these questions may cost; give it back with `settle`, whatever becomes of them."""
        if not self._tokens_per_day:
            return Reservation(0)
        tokens = questions * self._tokens_per_question
        window = int(self._clock() // self._window_seconds)

        async def take(storage: Storage) -> Reservation | Refusal:
            reserved = await storage.incr(self._name(window), 3 * self._window_seconds, tokens)
            earlier, spent = await asyncio.gather(storage.get(self._name(window - 1)), storage.get(self._today()))
            # Negative: what was reserved before a restart of Redis is given back to one that knows nothing of it.
            reserved = max(reserved, tokens) + max(earlier, 0)
            is_alone = questions == 1 and reserved == tokens and spent < self._tokens_per_day
            if is_alone or spent + reserved <= self._tokens_per_day:
                return Reservation(tokens, self._name(window), storage)
            await storage.incr(self._name(window), 3 * self._window_seconds, -tokens)
            return self._refuse(spent, tokens)

        return await self._counters.count(take)

    async def settle(self, reservation: Reservation, tokens: int) -> None:
        """Give back what was reserved, and count what was spent.

        When Redis has gone away meanwhile, the reservation is forgotten there by itself.
        """
        await self.spend(tokens)
        if reservation.storage is not None:
            name, seconds, back = reservation.window, 3 * self._window_seconds, -reservation.tokens
            await self._counters.give_back(reservation.storage, lambda storage: storage.incr(name, seconds, back))

    async def spend(self, tokens: int) -> None:
        """Count tokens that an answer has cost."""
        if self._tokens_per_day and tokens:
            await self._counters.count(lambda storage: storage.incr(self._today(), _DAY_SECONDS, tokens))

    def _refuse(self, spent: int, tokens: int) -> Refusal:
        now = datetime.fromtimestamp(self._clock(), UTC)
        midnight = datetime.combine(now + timedelta(days=1), datetime.min.time(), UTC)
        seconds = (midnight - now).total_seconds()
        limit = "tokens_per_day"
        if spent >= self._tokens_per_day:
            whose = "This site" if self._site else "The service"
            detail = f"{whose} has used its tokens for today. Try again after midnight UTC."
            return Refusal(limit, detail, seconds)
        if tokens > self._tokens_per_question and spent + tokens > self._tokens_per_day:
            detail = "So many questions may cost more than is left of the tokens for today. Ask fewer at once."
            return Refusal(limit, detail, seconds)
        detail = "The answers under way may use what is left of the tokens for today. Try again in a few seconds."
        return Refusal(limit, detail, WAIT_SECONDS)

    def _today(self) -> str:
        return f"tokens/{datetime.fromtimestamp(self._clock(), UTC):%F}{self._suffix}"

    def _name(self, window: int) -> str:
        return f"tokens reserved/{window}{self._suffix}"

    @property
    def _suffix(self) -> str:
        return f"/{self._site}" if self._site else ""
