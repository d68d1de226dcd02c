"""What is slow to import is imported only where it is used."""

import os
import subprocess
import sys
from pathlib import Path

from app.index import create_index
from app.settings import QdrantSettings
from tests.support.sites import SIGNATURE, WordEmbeddings, create_kitchen, run_index

HEAVY = {
    "fastapi",
    "google",
    "langchain_core",
    "langserve",
    "numpy",
    "pydantic",
    "qdrant_client",
    "qdrant_edge",
    "uvicorn",
}


def run_and_list(code: str, **variables: str) -> set[str]:
    command = [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"]
    environment = os.environ | variables
    listed = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return set(listed.stdout.splitlines()[-1].split())


def import_and_list(code: str) -> set[str]:
    return {name.partition(".")[0] for name in run_and_list(code)}


def test_the_help_text_needs_no_library_of_the_service() -> None:
    help_text = "from typer.testing import CliRunner\nfrom app.cli import app\nCliRunner().invoke(app, ['--help'])"
    assert not import_and_list(help_text) & (HEAVY | {"asyncio", "rich"})


def test_the_command_line_draws_nothing_before_a_command_does() -> None:
    assert not import_and_list("import app.cli") & {"rich", "pydantic"}


async def test_what_an_index_holds_is_told_without_the_engine_and_its_packages(tmp_path: Path) -> None:
    index = create_index(QdrantSettings(path=tmp_path, collection_name="kitchen"), SIGNATURE)
    await run_index(index, create_kitchen(), WordEmbeddings())
    await index.aclose()
    status = (
        "from typer.testing import CliRunner\nfrom app.cli import app\n"
        "told = CliRunner().invoke(app, ['status']).output\nassert 'passages    8' in told, told"
    )
    listed = run_and_list(status, QDRANT_PATH=str(tmp_path), QDRANT_HOST="", QDRANT_COLLECTION_NAME="kitchen")
    brought = {name.partition(".")[0] for name in listed}
    assert not brought & HEAVY - {"pydantic"}
    assert not brought & {"redis", "portalocker", "structlog", "selectolax", "prometheus_client"}


def test_what_an_index_holds_is_counted_without_gemini_and_without_a_web_framework() -> None:
    counting = "import app.operations.count, app.operations.roll_back"
    assert not import_and_list(counting) & {"langchain_google_genai", "fastapi", "uvicorn"}


def test_settings_are_checked_before_the_service_is_loaded() -> None:
    before = "import app.commands.serve, app.serving.listening, app.settings, app.observability.tracing"
    assert not import_and_list(before) & HEAVY - {"pydantic"}


def test_importing_the_emulator_loads_neither_a_web_framework_nor_a_model() -> None:
    assert not import_and_list("import gemini_emulator") & {"starlette", "numpy", "onnxruntime", "uvicorn"}


def test_the_clients_of_gemini_that_nobody_uses_load_nothing_that_sends() -> None:
    building = (
        "from app.gemini import Gemini\nfrom app.settings import GeminiSettings\nGemini(GeminiSettings(api_key='k'))"
    )
    brought = import_and_list(building)
    assert "langchain_google_genai" in brought
    assert not brought & {"httpcore", "httpcore2", "h11", "h2"}
