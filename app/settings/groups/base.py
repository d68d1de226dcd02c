"""How every group of settings is read."""

from typing import Any

from pydantic_settings import SettingsConfigDict

from app.settings.env_file import ENV_FILE


def config(prefix: str) -> SettingsConfigDict:
    """Of a group whose variables begin with `prefix`."""
    return SettingsConfigDict(
        env_prefix=prefix, env_file=ENV_FILE, env_ignore_empty=True, extra="ignore", frozen=True, populate_by_name=True
    )


def split(value: Any) -> Any:
    """Texts with commas between them; anything else as it is."""
    return tuple(item.strip() for item in value.split(",") if item.strip()) if isinstance(value, str) else value
