"""Databases of the tests' own, and answers to put into them."""

from typing import Any

from pydantic import SecretStr
from sqlalchemy import create_engine, text

from app.settings import StoreSettings
from app.stores import Found, StoredAnswer
from chains.schemas import Usage

NOW = 1_795_680_000.0
"""2026-11-26, 08:00 UTC."""


class Clock:
    """A clock that is set."""

    now = NOW

    def __call__(self) -> float:
        return self.now


def empty_postgres(url: str) -> StoreSettings:
    """Settings for the server's database, without anything in it."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return StoreSettings(database_url=SecretStr(url))


def create_answer(name: str, **changes: Any) -> StoredAnswer:
    """An answer with everything in it."""
    page = "https://kitchen.example/pans"
    values: dict[str, Any] = {
        "id": name,
        "at": NOW,
        "question": f"How is {name} washed?",
        "outcome": "answered",
        "site": "default",
        "route": "/chat",
        "wire": "chat",
        "version": "2.x",
        "locale": "en",
        "page": page,
        "found": (Found(f"{page}#washing", 0.71, is_cited=True), Found(f"{page}#drying", 0.5)),
        "model": "gemini-3.8-flash",
        "generation": "20261126-1",
        "cache": "miss",
        "usage": Usage(input_tokens=900, cached_tokens=100, output_tokens=80, embedding_tokens=9),
        "seconds": 1.25,
        "steps": {"embed": 0.1, "retrieve": 0.15, "generate": 1.0, "first_token": 0.4},
    }
    return StoredAnswer(**values | changes)
