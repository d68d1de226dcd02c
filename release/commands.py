"""Other programs, which fail with what they said."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

Words = list[str | Path]
"""Of a command."""
ROOT = Path(__file__).parents[1]
_SHOWN = 4000
"""Characters of a failed command's output, from its end."""


class ReleaseError(Exception):
    """Something that a release demands is not so; the message says what, and what to do."""


def run(
    command: Sequence[str | Path],
    *,
    folder: Path = ROOT,
    environment: Mapping[str, str] | None = None,
    expected: int = 0,
) -> str:
    """Run a command and return what it wrote to both outputs.

    Raises:
        ReleaseError: it left with another exit code than `expected`.
    """
    done = subprocess.run(
        [str(word) for word in command],
        check=False,
        cwd=folder,
        env=os.environ | (environment or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode != expected:
        words = " ".join(str(word) for word in command)
        raise ReleaseError(f"`{words}` left with exit code {done.returncode}:\n{done.stdout[-_SHOWN:]}")
    return done.stdout


def read_git(*arguments: str, folder: Path = ROOT) -> str:
    """What git says, without the line's end."""
    return run(["git", *arguments], folder=folder).strip()
