"""The README's promise: without LangServe's room and its two lines in the wiring, `POST /chat` goes on answering."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from app.settings import Settings

ROOT = Path(__file__).parents[2]
ROOM = Path("app") / "wires" / "langserve"
ASK = """
import asyncio, json, sys
import httpx
from app.server import create_app
from app.settings import load_settings

async def ask():
    app = create_app(load_settings())
    async with app.router.lifespan_context(app):
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
            answer = await client.post("/chat", json={"query": "How do I clean the oven?"})
            gone = await client.post("/chat/invoke", json={"input": {"query": "How do I clean the oven?"}})
            return {"answer": answer.json(), "invoke": gone.status_code}

print(json.dumps(asyncio.run(ask()) | {"imported": "langserve" in sys.modules}))
"""


def test_post_chat_answers_when_langserves_room_is_deleted(kitchen: Callable[..., Settings], tmp_path: Path) -> None:
    settings = kitchen()
    for folder in ("app", "chains", "indexing"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "langserve.yaml", tmp_path)
    shutil.rmtree(tmp_path / ROOM)
    wiring = tmp_path / "app" / "route_wires.py"
    lines = wiring.read_text().splitlines(keepends=True)
    kept = [line for line in lines if "create_langserve_wires" not in line]
    assert len(lines) - len(kept) == 2
    wiring.write_text("".join(kept))

    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(tmp_path),
        "GEMINI_API_KEY": settings.gemini.api_key.get_secret_value(),
        "GEMINI_BASE_URL": settings.gemini.base_url,
        "GEMINI_EMBEDDING_DIMENSIONS": str(settings.gemini.embedding_dimensions),
        "QDRANT_PATH": str(settings.qdrant.path),
        "LOG_LEVEL": "warning",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        check=False,  # its standard error says more
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["answer"]["outcome"] == "answered"
    assert "vinegar" in told["answer"]["response"]
    assert told["invoke"] == 404
    assert not told["imported"]
