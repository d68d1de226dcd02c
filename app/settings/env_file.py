"""The file `.env` in the working folder."""

import difflib
import os
from collections.abc import Collection, Mapping
from pathlib import Path

from dotenv import dotenv_values

from chains.errors import SettingsError

ENV_FILE = Path(".env")


def export_library_variables() -> None:
    """Set what `.env` says to libraries that read only the environment: LangSmith and OpenTelemetry."""
    for name, value in (dotenv_values(ENV_FILE) if ENV_FILE.is_file() else {}).items():
        if value and name.startswith(("LANGSMITH_", "LANGCHAIN_", "OTEL_")):
            os.environ.setdefault(name, value)


def refuse_unknown_variables(known: Collection[str], prefixes: tuple[str, ...]) -> None:
    """Refuse a name in `.env` that begins like one of ours and is none: it would be ignored in silence.

    Raises:
        SettingsError: there is such a name, or the file cannot be read.
    """
    for name in _load_names():
        if name.upper() in known or not name.upper().startswith(prefixes):
            continue
        nearest = difflib.get_close_matches(name.upper(), known, n=1)
        hint = f"did you mean {nearest[0]}?" if nearest else "see .env.example for the names."
        raise SettingsError(f"{ENV_FILE} sets {name}, which nothing reads: {hint}")


def refuse_removed_variables(removed: Mapping[str, str]) -> None:
    """Refuse a name in `.env` that was ours once; `removed` says of each what to do instead.

    Raises:
        SettingsError: there is such a name, or the file cannot be read.
    """
    for name in _load_names():
        if name.upper() in removed:
            raise SettingsError(f"{ENV_FILE} sets {name}, which is gone: {removed[name.upper()]}")


def _load_names() -> list[str]:
    try:
        return list(dotenv_values(ENV_FILE)) if ENV_FILE.is_file() else []
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{ENV_FILE} cannot be read: {error}. It must be a UTF-8 text file.") from error
