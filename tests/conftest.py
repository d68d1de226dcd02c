"""What all tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.observability.log import configure_logging
from app.settings import Settings, variables
from gemini_emulator import Emulator, running
from tests.support.services import Control, create_settings


@pytest.fixture(autouse=True, scope="session")
def _logs_as_in_production() -> None:
    configure_logging("warning")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test reads the developer's own settings."""
    for name in [*(name for name, _ in variables()), "GOOGLE_API_KEY"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    """Gemini's API with MiniLM's vectors, extractive answers, and control endpoints."""
    with running(control=True) as emulator:
        yield emulator


@pytest.fixture
def control(emulator: Emulator) -> Iterator[Control]:
    """The emulator's controls, reset."""
    control = Control(emulator)
    control.reset()
    yield control
    control.reset()
    control.close()


@pytest.fixture
def settings(emulator: Emulator, tmp_path: Path) -> Settings:
    """Settings for the emulator and an empty embedded index."""
    return create_settings(emulator, tmp_path / "data")
