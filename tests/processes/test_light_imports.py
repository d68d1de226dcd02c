"""What is slow to import is imported only where it is used."""

import subprocess
import sys

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


def import_and_list(code: str) -> set[str]:
    listed = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in listed.stdout.split()}


def test_the_help_text_needs_no_library_of_the_service() -> None:
    help_text = "from typer.testing import CliRunner\nfrom app.cli import app\nCliRunner().invoke(app, ['--help'])"
    assert not import_and_list(help_text) & (HEAVY | {"asyncio"})


def test_what_an_index_holds_is_counted_without_gemini_and_without_a_web_framework() -> None:
    counting = "import app.operations.count, app.operations.roll_back"
    assert not import_and_list(counting) & {"langchain_google_genai", "fastapi", "uvicorn"}


def test_the_first_process_of_several_workers_does_not_load_the_service() -> None:
    before_workers = "import app.commands.serve, app.serving.listening, app.settings, app.observability.tracing"
    assert not import_and_list(before_workers) & HEAVY - {"pydantic"}


def test_importing_the_emulator_loads_neither_a_web_framework_nor_a_model() -> None:
    assert not import_and_list("import gemini_emulator") & {"starlette", "numpy", "onnxruntime", "uvicorn"}
