"""The file `.env` in the working folder."""

import os
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import parse_stream

from chains.errors import SettingsError

ENV_FILE = Path(".env")


def export_library_variables() -> None:
    """Set what `.env` says to libraries that read only the environment: LangSmith and OpenTelemetry."""
    for name, value in (dotenv_values(ENV_FILE) if ENV_FILE.is_file() else {}).items():
        if value and name.startswith(("LANGSMITH_", "LANGCHAIN_", "OTEL_")):
            os.environ.setdefault(name, value)


def load_env_file() -> dict[str, str]:
    """What `.env` sets; nothing when there is no such file.

    Raises:
        SettingsError: it cannot be read, or holds a line that would be passed over in silence.
    """
    if not ENV_FILE.is_file():  # a folder of that name is somebody's virtual environment
        return {}
    try:
        with ENV_FILE.open(encoding="utf-8") as file:
            bindings = list(parse_stream(file))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{ENV_FILE} cannot be read: {error}. It must be a UTF-8 text file.") from error
    for binding in bindings:
        if binding.error:
            raise SettingsError(f"{ENV_FILE} line {binding.original.line} is not NAME=value. Mend it or delete it.")
    return {binding.key: binding.value or "" for binding in bindings if binding.key}
