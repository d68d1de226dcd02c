"""The groups of settings, one for each part that reads it. Import nothing heavy here: every command loads this."""

import ipaddress
import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.settings.env_file import ENV_FILE
from chains.settings import AnswerSettings

EMULATOR_KEY_PREFIX = "emulator-"
MIN_KEY_CHARACTERS = 16
HEADER = re.compile(
    r"(?:(?P<host>[^\s/@]+)[ \t]+)?(?P<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(?P<value>[\x21-\x7e][\x20-\x7e]*)"
)
"""A header as it is written; `host` says to which host it goes."""


def _config(prefix: str) -> SettingsConfigDict:
    return SettingsConfigDict(
        env_prefix=prefix, env_file=ENV_FILE, env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )


def _split(value: Any) -> Any:
    """Texts with commas between them; anything else as it is."""
    return tuple(item.strip() for item in value.split(",") if item.strip()) if isinstance(value, str) else value


class GeminiSettings(BaseSettings):
    """Which models, and how long and how often they are asked."""

    model_config = _config("GEMINI_")

    api_key: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=AliasChoices("GEMINI_API_KEY", "GOOGLE_API_KEY"),
        description="key of the Gemini API (GOOGLE_API_KEY is read too)",
    )
    chat_model: str = Field(default="gemini-3.8-flash", min_length=1, description="model that writes the answers")
    embedding_model: str = Field(default="gemini-embedding-001", min_length=1, description="model of the vectors")
    embedding_dimensions: int = Field(default=768, ge=128, le=3072, description="length of a vector, 128 to 3072")
    base_url: str = Field(default="", description="another address of Gemini's API, such as a gateway's")
    chat_timeout_seconds: float = Field(default=30, gt=0, description="limit of one chat call")
    first_word_seconds: float = Field(
        default=10, gt=0, description="longest wait for the first word of an answer; twice that for a whole answer"
    )
    embedding_timeout_seconds: float = Field(default=20, gt=0, description="limit of one embedding call")
    max_attempts: int = Field(default=4, ge=1, le=10, description="tries of one call, the first included")
    max_wait_seconds: float = Field(default=20, ge=0, description="longest wait between two tries")
    max_concurrency: int = Field(default=64, ge=1, le=1000, description="calls under way at once")
    embedding_requests_per_minute: int = Field(
        default=0, ge=0, description="embedding calls a minute while indexing; 0: no limit"
    )
    embedding_tokens_per_minute: int = Field(
        default=0, ge=0, description="tokens embedded a minute while indexing (estimated); 0: no limit"
    )
    embedding_tokens_per_day: int = Field(
        default=0, ge=0, description="tokens embedded in 24 hours while indexing (estimated); 0: no limit"
    )

    @field_validator("base_url")
    @classmethod
    def _check_base_url(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"http", "https"}:
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @property
    def is_emulated(self) -> bool:
        """True when the key is one of the emulator's.

        The emulator takes no other keys and Gemini takes none of these, so vectors of the two can never meet in one
        index.
        """
        return self.api_key.get_secret_value().startswith(EMULATOR_KEY_PREFIX)


class QdrantSettings(BaseSettings):
    """Where the vectors live: a folder by default, a server when `QDRANT_HOST` is set."""

    model_config = _config("QDRANT_")

    host: str = Field(default="", description="host or URL of a Qdrant server; empty: embedded, in QDRANT_PATH")
    api_key: SecretStr = Field(default=SecretStr(""), description="key of the Qdrant server")
    collection_name: str = Field(
        default="docs", pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$", description="letters, digits, - and _"
    )
    path: Path = Field(default=Path("data"), description="folder of the embedded index")
    timeout_seconds: int = Field(default=10, ge=1, description="limit of one call to the server")


class IndexSettings(BaseSettings):
    """What `askdocs index` reads when the command line names nothing."""

    model_config = _config("INDEX_")

    sources: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="folders, files and addresses that the index is made of, with commas"
    )
    header: SecretStr = Field(
        default=SecretStr(""),
        description="header that opens a site behind a login, `Authorization: Bearer …`; sent to that host only",
    )

    @property
    def login(self) -> dict[str, str]:
        """The `name`, `value` and `host` of the header; empty without one."""
        match = HEADER.fullmatch(self.header.get_secret_value().strip())
        return {name: part or "" for name, part in match.groupdict().items()} if match else {}

    @field_validator("sources", mode="before")
    @classmethod
    def _split_sources(cls, value: object) -> object:
        return _split(value)

    @field_validator("header")
    @classmethod
    def _check_header(cls, value: SecretStr) -> SecretStr:
        """The message never shows the value."""
        if value.get_secret_value() and not HEADER.fullmatch(value.get_secret_value().strip()):
            raise ValueError("must be `Name: value` in ASCII, or `host Name: value` where several hosts are read")
        return value


class BM25Settings(BaseSettings):
    """The keyword half of the search; part of the index signature."""

    model_config = _config("BM25_")

    language: str = Field(default="english", description="language whose word endings are folded, or `none`")


class AnswerGroup(BaseSettings, AnswerSettings):
    """`AnswerSettings`, read from the environment."""

    model_config = _config("ANSWER_")


class ServerSettings(BaseSettings):
    """What is served, where, and to whom."""

    model_config = _config("")

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
        return tuple(origin.rstrip("/") for origin in _split(value)) if isinstance(value, str) else value

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _split_proxies(cls, value: object) -> object:
        return _split(value)

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

    model_config = _config("LIMIT_")

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
        description="where several processes count together, redis://host:6379; empty: each process for itself",
    )

    @field_validator("redis_url")
    @classmethod
    def _check_redis_url(cls, value: SecretStr) -> SecretStr:
        if (url := value.get_secret_value()) and urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
            raise ValueError("must begin with redis://, rediss:// or unix://")
        return value


class StoreSettings(BaseSettings):
    """Where what readers say is kept, when something that is opened keeps it."""

    model_config = _config("")

    data_path: Path | None = Field(
        default=None, description="folder of askdocs.db, which holds what is kept; empty: QDRANT_PATH"
    )
    database_url: SecretStr = Field(
        default=SecretStr(""),
        description="Postgres instead of askdocs.db, for several processes: postgresql://user:password@host/name",
    )
    keep_answers: bool = Field(
        default=False, description="keep each question, masked, with its outcome and its votes; opens POST /feedback"
    )
    keep_answers_days: int = Field(default=90, ge=1, le=36_500, description="days until an answer is deleted")
    keep_answers_text: bool = Field(default=False, description="keep the text of answers as well")
    keep_threads_days: int = Field(
        default=30,
        ge=1,
        le=36_500,
        description="days until a thread of ChatKit's is deleted to which nothing was added",
    )

    @field_validator("database_url")
    @classmethod
    def _check_database_url(cls, value: SecretStr) -> SecretStr:
        if (url := value.get_secret_value()) and urlsplit(url).scheme not in {"postgresql", "postgres"}:
            raise ValueError("must begin with postgresql://")
        return value


class CacheSettings(BaseSettings):
    """What is kept in memory, so that it is not paid for twice. 0 switches a cache off: nothing is kept or shared."""

    model_config = _config("CACHE_")

    answers_megabytes: int = Field(default=32, ge=0, le=100_000, description="memory for answers, in MB; 0: none")
    answers_seconds: float = Field(default=86_400, gt=0, description="how long an answer is kept")
    embeddings_megabytes: int = Field(
        default=16, ge=0, le=100_000, description="memory for embeddings of questions, in MB; 0: none"
    )
