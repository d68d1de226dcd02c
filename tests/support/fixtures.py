"""The fixtures that all tests share."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import certifi
import hypothesis
import limits.aio.storage.memory
import pytest

from app.observability.log import configure_logging
from app.settings import Settings, variables
from gemini_emulator import Emulator, running
from gemini_emulator.embeddings import create_embedder
from gemini_emulator.embeddings.remembering import RememberingEmbedder
from tests.support.commands import Run, create_run
from tests.support.kitchen import write_docs
from tests.support.services import Control, create_settings, index_docs
from tests.support.started_processes import noting_processes

TESTS = Path(__file__).parents[1]
WITHOUT_PROCESSES = ("unit", "integration", "redteam")
"""The suites of `make test`."""

hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")  # a run that fails here fails everywhere, until it is mended


@pytest.fixture(autouse=True, scope="session")
def _logs_as_in_production() -> None:
    configure_logging("warning")


@pytest.fixture(autouse=True, scope="session")
def _trust_one_authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let HTTP clients read one authority: all of them take each client 30 ms of CPU, and no test needs any."""
    bundle = Path(certifi.where()).read_text()
    end = "-----END CERTIFICATE-----\n"
    file = tmp_path_factory.mktemp("authorities") / "one.pem"
    file.write_text(bundle.partition(end)[0] + end)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SSL_CERT_FILE", str(file))
        yield


@pytest.fixture(autouse=True)
def _clean_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads the developer's own settings. What a test patches is restored before its folder is removed."""
    for name in [*(name for name, _ in variables()), "GOOGLE_API_KEY"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def _limits_begin_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test begin a second after midnight for the counts of limits.

    Their windows are minutes and days of the clock: a test that a new minute interrupts would be let ask once more.
    """
    shift = -time.time() % 86_400 + 1
    shifted = SimpleNamespace(time=lambda: time.time() + shift)
    monkeypatch.setattr(limits.aio.storage.memory, "time", shifted)


@pytest.fixture(autouse=True, scope="session")
def _started() -> Iterator[list[str]]:
    """The processes that the test and the fixtures built for it have started."""
    with noting_processes() as started:
        yield started


@pytest.fixture(autouse=True)
def _no_process_of_its_own(request: pytest.FixtureRequest, _started: list[str]) -> Iterator[None]:
    """A process that imports askdocs takes seconds of CPU: `make test` stays fast without any."""
    yield
    started = _started.copy()
    _started.clear()
    suite = request.path.relative_to(TESTS).parts[0]
    assert suite not in WITHOUT_PROCESSES or not started, f"{started}: this test belongs to tests/processes"


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    """Gemini's API with MiniLM's vectors, extractive answers, and control endpoints.

    A text takes MiniLM 8 ms, and tests embed few texts thousands of times: each is embedded once.
    """
    with running(control=True, embeddings=RememberingEmbedder(create_embedder("minilm"))) as emulator:
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


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """The kitchen handbook."""
    return write_docs(tmp_path / "docs")


@pytest.fixture(scope="session")
def kitchen(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Settings]:
    """Settings of a service over the indexed handbook, by group, as `create_settings` takes them.

    It is indexed once: tests only read it.
    """
    folder = tmp_path_factory.mktemp("kitchen")
    asyncio.run(index_docs(write_docs(folder / "docs"), create_settings(emulator, folder / "data")))

    def create(**groups: dict[str, Any]) -> Settings:
        return create_settings(emulator, folder / "data", **groups)

    return create


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `askdocs ARGS`; returns exit code, standard output, standard error."""
    return create_run(capsys, monkeypatch)


@pytest.fixture
def key(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """The emulator as the model of commands, with short waits."""
    monkeypatch.setenv("GEMINI_API_KEY", emulator.api_key)
    monkeypatch.setenv("GEMINI_BASE_URL", emulator.base_url)
    monkeypatch.setenv("GEMINI_MAX_WAIT_SECONDS", "0.05")
