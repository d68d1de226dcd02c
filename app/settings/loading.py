"""All settings, read from the environment and from `.env` in the working folder.

`.env.example` lists every variable; a test holds the two equal. Import nothing heavy here: every command loads this.
"""

from collections.abc import Iterator
from typing import Any, cast

from pydantic import AliasChoices, BaseModel, ValidationError
from pydantic_settings import BaseSettings

from app.settings.extras import require_extra
from app.settings.groups import (
    AnswerGroup,
    BM25Settings,
    CacheSettings,
    GeminiSettings,
    IndexSettings,
    LimitSettings,
    QdrantSettings,
    ServerSettings,
    StoreSettings,
)
from app.settings.misspelt import Aliases, refuse_misspelt_variables
from chains.errors import SettingsError


class Settings(BaseModel):
    """Everything, grouped. Build it with `load_settings`, which turns what is wrong into one clear line."""

    model_config = {"frozen": True}

    gemini: GeminiSettings
    qdrant: QdrantSettings
    index: IndexSettings
    bm25: BM25Settings
    answer: AnswerGroup
    server: ServerSettings
    limits: LimitSettings
    cache: CacheSettings
    stores: StoreSettings


GROUPS: dict[str, type[BaseSettings]] = {
    name: cast("type[BaseSettings]", field.annotation) for name, field in Settings.model_fields.items()
}


REMOVED = {
    "LIMIT_BODY_SECONDS": "a body may always take 10 seconds. Delete the line.",
    "LIMIT_BATCH_CONCURRENCY": "four questions of a batch are always answered at once. Delete the line.",
    "GEMINI_EMBEDDING_PRICE": "pass the price as `askdocs index --plan --price`. Delete the line.",
}
"""Variables that were read once, and what to do instead."""


def variables() -> Iterator[tuple[str, Any]]:
    """Each environment variable that is read, with its pydantic field: `("QDRANT_HOST", FieldInfo(…))`."""
    for aliases, field in _list_fields():
        yield aliases[0], field


def load_settings(**overrides: dict[str, Any]) -> Settings:
    """Read the environment and `.env`; `overrides` are values by group that win over both.

    Raises:
        SettingsError: a value is wrong, wants an extra that is not installed, or a name only looks like one of ours.
            The message names the variable and never shows its value.
    """
    prefixes = tuple(prefix for group in GROUPS.values() if (prefix := group.model_config["env_prefix"]))
    refuse_misspelt_variables([aliases for aliases, _ in _list_fields()], prefixes, REMOVED)
    groups: dict[str, BaseSettings] = {}
    for name, group in GROUPS.items():
        try:
            groups[name] = group(**overrides.get(name, {}))
        except ValidationError as error:
            problems = "; ".join(_format_problem(group, problem) for problem in error.errors(include_input=False))
            raise SettingsError(f"{problems}. Mend it in the environment or in .env.") from None
    settings = Settings.model_validate(groups)
    _refuse_missing_extras(settings)
    _refuse_workers_alone(settings)
    return settings


def _refuse_workers_alone(settings: Settings) -> None:
    """Workers on several machines need one queue and one index, which all of them reach."""
    if settings.index.runs != "workers":
        return
    if not settings.stores.database_url.get_secret_value():
        raise SettingsError(
            "INDEX_RUNS=workers wants a Postgres server, which holds the queue: askdocs.db belongs to one process. Set "
            "DATABASE_URL, or leave INDEX_RUNS out."
        )
    if not settings.qdrant.host:
        raise SettingsError(
            "INDEX_RUNS=workers wants a Qdrant server: an embedded index belongs to the disk of one machine. Set "
            "QDRANT_HOST, or leave INDEX_RUNS out."
        )


def _refuse_missing_extras(settings: Settings) -> None:
    """What a setting asks for is found missing when the settings are read, and not when it is first used."""
    wanted = {
        "REDIS_URL": ("redis", settings.limits.redis_url.get_secret_value()),
        "DATABASE_URL": ("postgres", settings.stores.database_url.get_secret_value()),
        "ANSWER_RERANKER": ("rerank", settings.answer.reranker not in {"", "none", "model"}),
    }
    for name, (extra, is_set) in wanted.items():
        if is_set:
            require_extra(extra, f"{name} wants the extra `{extra}`.")


def _list_fields() -> Iterator[tuple[Aliases, Any]]:
    for group in GROUPS.values():
        prefix = group.model_config["env_prefix"]
        for name, field in group.model_fields.items():
            match field.validation_alias:
                case AliasChoices(choices=choices):
                    yield tuple(map(str, choices)), field
                case str(alias):
                    yield (alias,), field
                case _:
                    yield (f"{prefix}{name}".upper(),), field


def _format_problem(group: type[BaseSettings], problem: Any) -> str:
    name = str(problem["loc"][0]) if problem["loc"] else "settings"
    if name in group.model_fields:
        name = f"{group.model_config['env_prefix']}{name}".upper()
    return f"{name}: {problem['msg'].removeprefix('Value error, ')}"
