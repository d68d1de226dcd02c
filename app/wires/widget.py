"""`/widget/…`: the panel for any site, as one script tag, and what it may offer."""

import gzip
import json
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response

from app.settings.resources import widget_folder
from app.wires.wire import Wire

SCRIPT_PATH = "/widget/askdocs.js"
CONFIG_PATH = "/widget/config.json"
_FEW_MINUTES = "public, max-age=300"
_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_ALL = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


@dataclass(frozen=True, slots=True)
class WidgetOffers:
    """What the panel may offer its readers beside answers."""

    votes: bool = False
    search: bool = False
    kept_days: int = 0
    """For how many days questions are kept; 0: not at all."""
    extracts: bool = False
    """Answers are extracts, because no language model is connected."""


@dataclass(frozen=True, slots=True)
class WidgetFiles:
    """The bundle: its script under its immutable name, with what the attribute `integrity` says of it."""

    folder: Path
    script: str
    integrity: str
    immutable: tuple[str, ...]


@cache
def load_widget_files() -> WidgetFiles:
    """Read what the build says of its files."""
    folder = widget_folder()
    said: dict[str, Any] = json.loads((folder / "files.json").read_text(encoding="utf-8"))
    return WidgetFiles(folder, said["script"], said["integrity"], tuple(said["immutable"]))


def create_widget_wire(offers: WidgetOffers) -> Wire:
    """Build the routes. Any page may load them; only asking is limited to the origins that the settings name."""
    router = APIRouter(include_in_schema=False)
    files = load_widget_files()

    @router.get(SCRIPT_PATH)
    def script(request: Request) -> Response:
        return _respond(request, files.folder / "askdocs.js", _FEW_MINUTES)

    @router.get(CONFIG_PATH)
    def config() -> Response:
        headers = {**_FOR_ALL, "Cache-Control": _FEW_MINUTES}
        return Response(json.dumps(asdict(offers)), media_type="application/json", headers=headers)

    @router.get("/widget/{name}")
    def file(name: str, request: Request) -> Response:
        if name not in files.immutable:
            raise HTTPException(404, f"There is no file /widget/{name}. The script is at {SCRIPT_PATH}.")
        own = "askdocs.js" if name == files.script else name
        return _respond(request, files.folder / own, _FOR_EVER)

    return Wire(router)


def _respond(request: Request, path: Path, cache_control: str) -> Response:
    content, compressed, tag = _load(path)
    is_small = "gzip" in request.headers.get("accept-encoding", "").lower()
    etag = f'"{tag}{"-gzip" if is_small else ""}"'
    headers = {**_FOR_ALL, "Cache-Control": cache_control, "ETag": etag, "Vary": "Accept-Encoding"}
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    if is_small:
        headers["Content-Encoding"] = "gzip"
    return Response(compressed if is_small else content, media_type="text/javascript; charset=utf-8", headers=headers)


@cache
def _load(path: Path) -> tuple[bytes, bytes, str]:
    """A file, the same compressed, and what tells it from other content."""
    content = path.read_bytes()
    return content, gzip.compress(content, 9, mtime=0), sha256(content).hexdigest()[:16]
