"""Files that a command writes because it was asked to."""

from pathlib import Path

from chains.errors import UsageError


def check_output(file: Path) -> None:
    """Raise UsageError for a file that cannot be written, before the work that it is to tell of is done."""
    if not file.parent.is_dir():
        raise UsageError(f"The folder of {file} does not exist.")
    if file.is_dir():
        raise UsageError(f"{file} is a folder. Choose a file.")


def write_output(file: Path, text: str) -> None:
    """Write the file. Raises UsageError."""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error}. Choose another file.") from error
