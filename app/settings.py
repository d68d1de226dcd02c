"""All settings, read from the environment and from `.env` in the working folder.

Each group is read by the part that it is named after. `.env.example` lists every variable; a test
holds the two equal. Import nothing heavy here: every command loads this file.
"""

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import AliasChoices, BaseModel, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from chains.errors import SettingsError
from chains.settings import AnswerSettings

ENV_FILE = Path(".env")
EMULATOR_KEY_PREFIX = "emulator-"


def _config(prefix: str) -> SettingsConfigDict:
    return SettingsConfigDict(
        env_prefix=prefix, env_file=ENV_FILE, env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )


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
    embedding_timeout_seconds: float = Field(default=20, gt=0, description="limit of one embedding call")
    max_attempts: int = Field(default=4, ge=1, le=10, description="tries of one call, the first included")
    max_wait_seconds: float = Field(default=20, ge=0, description="longest wait between two tries")
    max_concurrency: int = Field(default=32, ge=1, le=64, description="calls under way at once")

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
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="origins of web pages that may call, exact, with commas: https://docs.example.org"
    )
    developer_token: SecretStr = Field(
        default=SecretStr(""), description="opens the playground, /docs and what else shows prompts; empty: closed"
    )
    langserve_config: Path | None = Field(default=None, description="path of langserve.yaml; empty: see the docs")
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="least severe level")

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _split_origins(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(origin.strip().rstrip("/") for origin in value.split(",") if origin.strip())

    @field_validator("cors_origins")
    @classmethod
    def _check_origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        for origin in origins:
            if not re.fullmatch(r"https?://[^/\s*?#@]+", origin):
                raise ValueError(f"{origin!r} is not an origin such as https://docs.example.org (no path, no *)")
        return origins


class Settings(BaseModel):
    """Everything, grouped. Build it with `load_settings`, which turns what is wrong into one clear line."""

    model_config = {"frozen": True}

    gemini: GeminiSettings
    qdrant: QdrantSettings
    bm25: BM25Settings
    answer: AnswerGroup
    server: ServerSettings


GROUPS: dict[str, type[BaseSettings]] = {
    "gemini": GeminiSettings,
    "qdrant": QdrantSettings,
    "bm25": BM25Settings,
    "answer": AnswerGroup,
    "server": ServerSettings,
}


def variables() -> Iterator[tuple[str, Any]]:
    """Each environment variable that is read, with its pydantic field: `("QDRANT_HOST", FieldInfo(…))`."""
    for group in GROUPS.values():
        prefix = group.model_config["env_prefix"]
        for name, field in group.model_fields.items():
            alias = field.validation_alias
            yield (str(alias.choices[0]) if isinstance(alias, AliasChoices) else f"{prefix}{name}".upper()), field


def load_settings(**overrides: dict[str, Any]) -> Settings:
    """Read the environment and `.env`; `overrides` are values by group that win over both.

    Raises:
        SettingsError: a value is wrong, or `.env` holds a variable that only looks like one of ours. The message names
            the variable and never shows its value.
    """
    _refuse_unknown_variables()
    groups: dict[str, BaseSettings] = {}
    for name, group in GROUPS.items():
        try:
            groups[name] = group(**overrides.get(name, {}))
        except ValidationError as error:
            problems = "; ".join(_format_problem(group, problem) for problem in error.errors(include_input=False))
            raise SettingsError(f"{problems}. Mend it in the environment or in .env.") from None
    return Settings.model_validate(groups)


def _format_problem(group: type[BaseSettings], problem: Any) -> str:
    name = str(problem["loc"][0]) if problem["loc"] else "settings"
    if name in group.model_fields:
        name = f"{group.model_config['env_prefix']}{name}".upper()
    return f"{name}: {problem['msg'].removeprefix('Value error, ')}"


def _refuse_unknown_variables() -> None:
    """A misspelt name in `.env` would otherwise be ignored in silence."""
    if not ENV_FILE.is_file():
        return
    known = {name for name, _ in variables()} | {"GOOGLE_API_KEY"}
    try:
        written = dotenv_values(ENV_FILE)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{ENV_FILE} cannot be read: {error}. It must be a UTF-8 text file.") from error
    for name in written:
        if name.upper() in known or not name.upper().startswith(("GEMINI_", "QDRANT_", "BM25_", "ANSWER_")):
            continue
        nearest = difflib.get_close_matches(name.upper(), known, n=1)
        hint = f"did you mean {nearest[0]}?" if nearest else "see .env.example for the names."
        raise SettingsError(f"{ENV_FILE} sets {name}, which nothing reads: {hint}")
