"""Gemini through LangChain: the chat model and the embeddings, with limits that the library does not have.

The library sets no time limit and its own retries ignore the waiting time that Gemini names; vectors come back
unchecked (fewer than texts, not normalised). All of that is mended here, and every failure leaves as a `ModelError`
of `chains.errors` whose message never holds the key.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from app.breaker import Breaker
from app.gemini.calls import split_into_calls
from app.gemini.chat import create_chat
from app.gemini.connection import TURN_SECONDS, Connection
from app.gemini.embedding_ledger import HOUR, HOURS_KEPT, create_spent_error
from app.gemini.embeddings import create_embeddings
from app.gemini.pace import MINUTE, Call, LocalPace, Pace, find_free_at
from app.gemini.quota import PATIENCE_SECONDS, EmbeddingQuota, EmbeddingUsage, find_largest_call
from app.observability.metrics import show_circuit
from app.settings import GeminiSettings
from chains.errors import SettingsError

__all__ = [
    "HOUR",
    "HOURS_KEPT",
    "MINUTE",
    "PATIENCE_SECONDS",
    "Call",
    "EmbeddingUsage",
    "Gemini",
    "Pace",
    "count_calls",
    "create_spent_error",
    "find_free_at",
]


class Gemini:
    """The chat model and the embeddings over one pool of connections and one cap on concurrent calls.

    Building it calls nobody. Its connections are made at their first use and belong to the event loop of that use until
    `aclose` is called there; then another one may use it. `usage_file` keeps the tokens of the day for
    `GEMINI_EMBEDDING_TOKENS_PER_DAY` from run to run.

    Raises:
        SettingsError: no key is set, or the library refuses a setting.
    """

    def __init__(
        self,
        settings: GeminiSettings,
        usage_file: Path | None = None,
        *,
        create_pace: Callable[[], Pace] | None = None,
        turn_seconds: float = TURN_SECONDS,
    ) -> None:
        """`create_pace` builds what counts embedded documents for several processes; None: each counts for itself."""
        if not settings.api_key.get_secret_value():
            raise SettingsError(
                "GEMINI_API_KEY is not set. Set it in the environment or in .env; `askdocs demo` runs without a key."
            )
        self._settings = settings
        self._connection = Connection(settings, turn_seconds=turn_seconds)
        self._check_breaker = Breaker("gemini_check", (), on_change=show_circuit)
        self._quota = EmbeddingQuota(settings, create_pace or partial(LocalPace, settings, usage_file))
        self.embedding_usage = self._quota.usage
        try:
            self.chat = create_chat(settings, self._connection)
            self.embeddings = create_embeddings(settings, self._connection, self._quota)
        except ValidationError as error:  # its text shows the values, the key among them
            wrong = ", ".join(str(problem["loc"]) for problem in error.errors(include_input=False))
            raise SettingsError(f"Gemini's library refuses a setting of the models: {wrong}.") from None

    async def check(self) -> None:
        """Ask Gemini for both models. Costs no tokens.

        Raises:
            ModelError: the key, a model's name or the connection is wrong.
        """
        for model in (self._settings.chat_model, self._settings.embedding_model):
            get = partial(self._connection.models.get, model=model)
            await self._connection.call(
                get, seconds=self._settings.embedding_timeout_seconds, breaker=self._check_breaker
            )

    def raise_if_away(self) -> None:
        """Raise what questions would meet now: the last failure of a model whose circuit is open. Calls nobody."""
        self._connection.embedding_breaker.raise_if_open()
        self._connection.chat_breaker.raise_if_open()

    async def aclose(self) -> None:
        """Close the connections, in the event loop that used them."""
        await self._quota.aclose()
        await self._connection.aclose()


def count_calls(texts: list[str], settings: GeminiSettings) -> int:
    """How many calls embedding these texts takes."""
    return sum(1 for _ in split_into_calls(texts, find_largest_call(settings)))
