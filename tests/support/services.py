"""Real services for tests: the emulator with its control endpoints, and askdocs itself, each in a thread."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from app.index import RunSummary, create_source
from app.operations.index_site import index_site
from app.parts import opening_site
from app.serving.heads import BoundedProtocol
from app.serving.listening import format_address, listening
from app.serving.processes import create_config
from app.settings import Settings, load_settings
from app.settings.routes import EndpointName, LangServeConfig, Route
from app.settings.wires import WireName
from app.sources import open_site
from gemini_emulator import Emulator
from indexing.model import SiteOptions

START_SECONDS = 30


class Control:
    """What a test tells the emulator to do next."""

    def __init__(self, emulator: Emulator) -> None:
        self._client = httpx.Client(base_url=f"{emulator.base_url}/control")

    def fail(self, **fault: Any) -> None:
        """Queue one fault: `status=429, retry_delay=0.1, times=2`, …"""
        self._post("faults", {"faults": [fault]})

    def script(self, *chunks: str, **answer: Any) -> None:
        """Queue one answer in these pieces."""
        self._post("script", {"answers": [{"chunks": [{"text": chunk} for chunk in chunks], **answer}]})

    def calls(self) -> dict[str, Any]:
        """What has happened since the last reset."""
        calls: dict[str, Any] = self._client.get("calls").raise_for_status().json()
        return calls

    def reset(self) -> None:
        self._post("reset", {})

    def close(self) -> None:
        self._client.close()

    def _post(self, path: str, body: dict[str, Any]) -> None:
        self._client.post(path, json=body).raise_for_status()


def open_wires(*wires: WireName, public: tuple[EndpointName, ...] = ()) -> LangServeConfig:
    """Configure one route, `/chat`, that opens these wires alone: most of what a service costs is LangServe's."""
    route = Route(path="/chat", chain="chains.answer:create_answer_chain", wires=wires, public=public)
    return LangServeConfig(version=1, routes=(route,))


CHAT_ALONE = open_wires("chat")
CHAT_AND_LANGSERVE = open_wires("chat", "langserve", public=("invoke", "stream"))


def create_settings(emulator: Emulator, folder: Path, **groups: dict[str, Any]) -> Settings:
    """Settings for the emulator and an embedded index in `folder`, with short waits, and without caches.

    Most tests ask the same question again and want to see the model asked again.
    """
    gemini = {
        "api_key": emulator.api_key,
        "base_url": emulator.base_url,
        "max_wait_seconds": 0.5,
        "embedding_dimensions": 384,
    }
    return load_settings(
        gemini=gemini | groups.pop("gemini", {}),
        qdrant={"path": folder} | groups.pop("qdrant", {}),
        cache={"answers_megabytes": 0, "embeddings_megabytes": 0} | groups.pop("cache", {}),
        **groups,
    )


async def index_docs(docs: Path, settings: Settings) -> RunSummary:
    """Index a folder of Markdown as the site https://kitchen.example."""
    site = open_site(docs, SiteOptions(site_url="https://kitchen.example"))
    async with opening_site(settings) as parts:
        sources = [create_source("docs", site)]
        return await index_site(sources, parts, on_progress=lambda _: None, on_wait=lambda _: None)


@contextmanager
def serving(settings: Settings, *, protocol: type[BoundedProtocol] = BoundedProtocol, **options: Any) -> Iterator[str]:
    """`create_app(settings, **options)` behind a real server on a free port; yields its address."""
    from app.server import create_app

    with listening("127.0.0.1", 0) as listener, serving_app(create_app(settings, **options), listener, protocol):
        yield format_address("127.0.0.1", listener)


@contextmanager
def serving_app(
    app: FastAPI, listener: socket.socket, protocol: type[BoundedProtocol] = BoundedProtocol
) -> Iterator[None]:
    """An app behind a real server on a port that is held; it takes requests from the first line of the block on."""
    server = uvicorn.Server(create_config(app, shutdown_seconds=1, protocol=protocol))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        deadline = time.monotonic() + START_SECONDS
        while not server.started and thread.is_alive() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert server.started, "The service did not start; its log says why."
        yield
    finally:
        server.should_exit = True
        thread.join(20)
