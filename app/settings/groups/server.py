"""What is served, where, to whom, and how much of it."""

import ipaddress
import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode

from app.settings.groups.base import config, split

MIN_KEY_CHARACTERS = 16


class ServerSettings(BaseSettings):
    """What is served, where, and to whom."""

    model_config = config("")

    server_host: str = Field(default="127.0.0.1", description="address to listen on; 0.0.0.0 for all")
    server_port: int = Field(default=8000, ge=0, le=65535, description="port to listen on")
    server_root_path: str = Field(
        default="", description="path below which a proxy shows this service, such as /ask, whether it strips it or not"
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="origins of web pages that may call, exact, with commas: https://docs.example.org"
    )
    developer_token: SecretStr = Field(
        default=SecretStr(""), description="opens the playground, /docs and what else shows prompts; empty: closed"
    )
    api_keys: SecretStr = Field(
        default=SecretStr(""), description="who may call: name:key, with commas; empty: everybody (then limited)"
    )
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="addresses or networks of proxies whose X-Forwarded-For is believed, with commas"
    )
    langserve_config: Path | None = Field(default=None, description="path of langserve.yaml; empty: see the docs")
    shutdown_seconds: float = Field(default=20, ge=0, description="how long open streams may go on after SIGTERM")
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="least severe level")
    log_questions: bool = Field(default=False, description="log each question, with addresses and keys masked")

    @property
    def named_keys(self) -> dict[str, str]:
        """Keys of `API_KEYS` by name."""
        pairs = (entry.partition(":") for entry in self.api_keys.get_secret_value().split(",") if entry.strip())
        return {name.strip(): key.strip() for name, _, key in pairs}

    @field_validator("server_root_path")
    @classmethod
    def _check_root_path(cls, value: str) -> str:
        if not re.fullmatch(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?", value):
            raise ValueError(f"{value!r} is not a path such as /ask")
        return value.rstrip("/")

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _split_origins(cls, value: object) -> object:
        return tuple(origin.rstrip("/") for origin in split(value)) if isinstance(value, str) else value

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _split_proxies(cls, value: object) -> object:
        return split(value)

    @field_validator("trusted_proxies")
    @classmethod
    def _check_proxies(cls, proxies: tuple[str, ...]) -> tuple[str, ...]:
        for proxy in proxies:
            try:
                ipaddress.ip_network(proxy)
            except ValueError:
                raise ValueError(f"{proxy!r} is no address or network such as 10.0.0.0/8") from None
        return proxies

    @field_validator("api_keys")
    @classmethod
    def _check_keys(cls, value: SecretStr) -> SecretStr:
        """The message never shows an entry: it may be a key whose name was left out."""
        entries = [entry.strip() for entry in value.get_secret_value().split(",") if entry.strip()]
        names = [entry.partition(":")[0].strip() for entry in entries]
        keys = [entry.partition(":")[2].strip() for entry in entries]
        for number, (name, key) in enumerate(zip(names, keys, strict=True), 1):
            if not re.fullmatch(r"[A-Za-z0-9_.-]{1,50}", name) or len(key) < MIN_KEY_CHARACTERS or not key.isascii():
                raise ValueError(
                    f"entry {number} is not name:key with a key of at least {MIN_KEY_CHARACTERS} ASCII characters"
                )
        if len(set(names)) < len(names) or len(set(keys)) < len(keys):
            raise ValueError("two entries have the same name or the same key")
        return value

    @field_validator("cors_origins")
    @classmethod
    def _check_origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        for origin in origins:
            if not re.fullmatch(r"https?://[^/\s*?#@]+", origin):
                raise ValueError(f"{origin!r} is not an origin such as https://docs.example.org (no path, no *)")
        return origins


class LimitSettings(BaseSettings):
    """How much one caller, and all of them together, may ask. 0 switches a limit per minute or day off."""

    model_config = config("LIMIT_")

    body_bytes: int = Field(default=1_000_000, ge=1_000, description="largest body of a request")
    batch_items: int = Field(default=10, ge=1, le=1000, description="questions in one /batch")
    concurrent_answers: int = Field(default=64, ge=1, description="answers under way at once in one process")
    address_per_minute: int = Field(default=30, ge=0, description="questions a minute from one client address")
    address_per_day: int = Field(default=1_000, ge=0, description="questions a day from one client address")
    key_per_minute: int = Field(default=300, ge=0, description="questions a minute with one of API_KEYS")
    key_per_day: int = Field(default=0, ge=0, description="questions a day with one of API_KEYS")
    search_per_minute: int = Field(
        default=120, ge=0, description="searches (GET /search) a minute from one client address or with one key"
    )
    votes_per_minute: int = Field(
        default=60, ge=0, description="votes (POST /feedback) a minute from one client address or with one key"
    )
    votes_per_day: int = Field(default=500, ge=0, description="votes that are kept of one client address a day")
    tokens_per_day: int = Field(default=0, ge=0, description="Gemini tokens a day for the whole service")
    redis_url: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="REDIS_URL",
        description="where processes share counts and caches, redis://host:6379; empty: each process for itself",
    )

    @field_validator("redis_url")
    @classmethod
    def _check_redis_url(cls, value: SecretStr) -> SecretStr:
        if (url := value.get_secret_value()) and urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
            raise ValueError("must begin with redis://, rediss:// or unix://")
        return value
