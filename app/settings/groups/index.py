"""What is indexed, and where the vectors live."""

import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, HttpUrl, SecretStr, TypeAdapter, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode

from app.settings.groups.base import config, split
from app.settings.schedules import is_schedule

HEADER = re.compile(
    r"(?:(?:https?://)?(?P<host>[^\s/@]+)/?[ \t]+)?(?!https?://)"
    r"(?P<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(?P<value>[\x21-\x7e][\x20-\x7e]*)"
)
"""A header as it is written; `host` says to which host it goes."""
_MIN_SECRET_CHARACTERS = 16
_HTTP_URL: TypeAdapter[HttpUrl] = TypeAdapter(HttpUrl)


class QdrantSettings(BaseSettings):
    """Where the vectors live: a folder by default, a server when `QDRANT_HOST` is set."""

    model_config = config("QDRANT_")

    host: str = Field(
        default="",
        description="host or URL of a Qdrant server, or those of the nodes of a cluster with commas; "
        "empty: embedded, in QDRANT_PATH",
    )
    api_key: SecretStr = Field(default=SecretStr(""), description="key of the Qdrant server")
    collection_name: str = Field(
        default="docs", pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$", description="letters, digits, - and _"
    )
    path: Path = Field(default=Path("data"), description="folder of the embedded index")
    timeout_seconds: int = Field(default=10, ge=1, description="limit of one call to the server")
    shards: int = Field(
        default=0, ge=0, le=1000, description="parts of a new collection in a cluster; 0: as the server does it"
    )
    shard_keys: int = Field(
        default=0,
        ge=0,
        le=1000,
        description="groups of shards of a new collection, in one of which a site lies; 0: each lies in all shards",
    )
    replication: int = Field(
        default=0, ge=0, le=100, description="copies of each part on different nodes; 0: as the server does it"
    )


class IndexSettings(BaseSettings):
    """What `askdocs index` reads when the command line names nothing, and when the service runs it."""

    model_config = config("INDEX_")

    sources: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="folders, files and addresses that the index is made of, with commas"
    )
    header: SecretStr = Field(
        default=SecretStr(""),
        description="header that opens a site behind a login, `Authorization: Bearer …`; sent to that host only",
    )

    schedule: str = Field(
        default="",
        description="when the service indexes INDEX_SOURCES, as cron says it, in UTC: `0 3 * * *`; empty: never",
    )
    webhook_secret: SecretStr = Field(
        default=SecretStr(""), description="key of GitHub's signatures under bodies of POST /admin/index; empty: none"
    )
    notify_url: SecretStr = Field(
        default=SecretStr(""), description="address that is sent a JSON object when a run of the service fails"
    )

    runs: Literal["here", "workers"] = Field(
        default="here",
        description="who carries out runs that are scheduled or asked for: the service (`here`), or `workers`",
    )

    @property
    def login(self) -> dict[str, str]:
        """The `name`, `value` and `host` of the header; empty without one."""
        match = HEADER.fullmatch(self.header.get_secret_value().strip())
        return {name: part or "" for name, part in match.groupdict().items()} if match else {}

    @field_validator("sources", mode="before")
    @classmethod
    def _split_sources(cls, value: object) -> object:
        return split(value)

    @field_validator("schedule")
    @classmethod
    def _check_schedule(cls, value: str) -> str:
        if value and not is_schedule(value):
            raise ValueError(f"{value!r} is no time of cron's with five fields, such as 0 3 * * *")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _check_secret(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < _MIN_SECRET_CHARACTERS:
            raise ValueError(f"must have at least {_MIN_SECRET_CHARACTERS} characters")
        return value

    @field_validator("notify_url")
    @classmethod
    def _check_notify_url(cls, value: SecretStr) -> SecretStr:
        """Addresses of chats are secrets, so the message does not show it."""
        try:
            if url := value.get_secret_value():
                _HTTP_URL.validate_python(url)
        except ValidationError:
            raise ValueError("must be a whole address that begins with http:// or https://") from None
        return value

    @model_validator(mode="after")
    def _check_sources(self) -> Self:
        for name, value in (("INDEX_SCHEDULE", self.schedule), ("INDEX_WEBHOOK_SECRET", self.webhook_secret)):
            if value and not self.sources:
                raise ValueError(f"{name} wants INDEX_SOURCES, which says what to index")
        return self

    @field_validator("header")
    @classmethod
    def _check_header(cls, value: SecretStr) -> SecretStr:
        """The message never shows the value."""
        if value.get_secret_value() and not HEADER.fullmatch(value.get_secret_value().strip()):
            raise ValueError("must be `Name: value` in ASCII, or `host Name: value` where several hosts are read")
        return value


class BM25Settings(BaseSettings):
    """The keyword half of the search; part of the index signature."""

    model_config = config("BM25_")

    language: str = Field(
        default="auto", description="language whose word endings are folded; `auto`: that of each page; or `none`"
    )
