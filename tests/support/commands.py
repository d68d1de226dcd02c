"""The command line in this process."""

from collections.abc import Callable

import pytest

from app.cli import main
from app.observability.log import configure_logging

Run = Callable[..., tuple[int, str, str]]
"""Runs `askdocs ARGS`; returns exit code, standard output, standard error."""


def create_run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["askdocs", *arguments])
        code = 0
        try:
            main()
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        printed = capsys.readouterr()
        configure_logging("warning")  # a command has a level of its own
        return code, printed.out, printed.err

    return run
