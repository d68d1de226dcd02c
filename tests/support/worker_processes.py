"""`askdocs worker` as real processes."""

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from app.settings import Settings
from tests.support.kitchen import PAGES
from tests.support.service_process import ASKDOCS

TOKEN = "the owner's token"


def create_page(name: str, texts: int, *, words: int = 650, length: int = 1) -> str:
    """A page of so many texts, each of this site alone.

    Of 650 words of one letter each, seven texts fill an embedding call; of 20 long words, a hundred do.
    """
    lines = [" ".join("bcdefghk"[(shift + place) % 8] * length for place in range(words)) for shift in range(8)]
    parts = (f"\n## Part {part}\n\n{name} {part}: {lines[part % 8]}.\n" for part in range(texts))
    return f"# The page of {name}\n{''.join(parts)}"


def write_sites(folder: Path, names: list[str], page: Callable[[str], str] | None = None) -> Path:
    """A folder for each site, and a langserve.yaml that names them. `page` makes one of a site's name."""
    lines = ["version: 1", "sites:"]
    for name in names:
        docs = folder / name
        docs.mkdir()
        pages = {"page.md": page(name)} if page else PAGES
        for file, text in pages.items():
            (docs / file).write_text(text.replace(". ", f" in kitchen {name}. "))
        lines.append(f'  - {{name: {name}, sources: ["{docs}=https://{name}.example"]}}')
    lines += ["routes:"]
    paths = ["/chat", *(f"/{name}" for name in names[1:])]
    chain = "chains.answer:create_answer_chain"
    lines += [f"  - {{path: {path}, site: {name}, chain: {chain}}}" for path, name in zip(paths, names, strict=True)]
    config = folder / "langserve.yaml"
    config.write_text("\n".join(lines) + "\n")
    return config


def create_environment(settings: Settings, database_url: str, config: Path, **more: str) -> dict[str, str]:
    """What the service and its workers have in common."""
    return {
        "GEMINI_API_KEY": settings.gemini.api_key.get_secret_value(),
        "GEMINI_BASE_URL": settings.gemini.base_url,
        "GEMINI_EMBEDDING_DIMENSIONS": str(settings.gemini.embedding_dimensions),
        "QDRANT_HOST": settings.qdrant.host,
        "QDRANT_COLLECTION_NAME": settings.qdrant.collection_name,
        "QDRANT_PATH": str(settings.qdrant.path),
        "DATABASE_URL": database_url,
        "INDEX_RUNS": "workers",
        "LANGSERVE_CONFIG": str(config),
        "DEVELOPER_TOKEN": TOKEN,
        **more,
    }


def run_askdocs(environment: Mapping[str, str], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One command with its output."""
    return subprocess.run(
        [ASKDOCS, *arguments],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )


@contextmanager
def working_process(environment: Mapping[str, str], folder: Path, *options: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker, which is stopped behind the block; its log is `worker-<pid>.log` in the folder."""
    name = folder / f"worker-{len(list(folder.glob('worker-*')))}.log"
    with name.open("wb") as log:
        process = subprocess.Popen([ASKDOCS, "worker", *options], cwd=folder, env=os.environ | environment, stderr=log)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait(60)


def count_passages(environment: Mapping[str, str]) -> int:
    """How many are stored on the Qdrant server, those of unfinished runs among them."""
    address, name = environment["QDRANT_HOST"], environment["QDRANT_COLLECTION_NAME"]
    found = httpx.get(f"{address}/collections").json()["result"]["collections"]
    names = [one["name"] for one in found if one["name"].startswith(name) and not one["name"].endswith("__askdocs")]
    counts = [httpx.post(f"{address}/collections/{one}/points/count", json={"exact": True}).json() for one in names]
    return sum(count["result"]["count"] for count in counts)


def find_children(pid: int) -> list[int]:
    """The processes that one has started."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []
