"""`askdocs-manifest.json`, which our Docusaurus theme writes beside the pages of each locale.

{"version": 1, "site_url": "https://…", "base_url": "/", "locale": "en", "default_locale": "en",
 "trailing_slash": null, "default_version": "2.0",
 "pages": [{"route", "source", "title", "version", "locale", "tag", "heading_ids": []}]}
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from indexing.errors import PageError
from indexing.files.loading import load_bytes

MANIFEST_NAME = "askdocs-manifest.json"
_VERSION = 1
_MAX_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class ManifestPage:
    """What the manifest says about one page."""

    source: str
    title: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One locale of a built site."""

    site_url: str
    base_url: str
    locale: str
    default_locale: str
    default_version: str
    pages: Mapping[str, ManifestPage]
    """By their HTML files, relative to the manifest's folder."""
    missing: tuple[str, ...]
    """Routes that are listed, but have no file."""


def load_manifest(path: Path) -> Manifest:
    """Reads and checks a manifest. Raises PageError, whose message says what is wrong with it."""
    try:
        values = json.loads(load_bytes(path, _MAX_BYTES))
    except (ValueError, RecursionError) as error:
        message = f"is not JSON ({error}) and was not used; build the site again"
        raise PageError(message) from error
    if not isinstance(values, dict) or values.get("version") != _VERSION:
        found = values.get("version") if isinstance(values, dict) else None
        message = (
            f"has version {found!r} where {_VERSION} is known, and was not used; install the theme that fits askdocs"
        )
        raise PageError(message)
    base_url, pages = values.get("base_url"), values.get("pages")
    if not isinstance(base_url, str) or not isinstance(pages, list):
        message = "lacks base_url or pages and was not used; build the site again"
        raise PageError(message)
    listed: dict[str, ManifestPage] = {}
    missing: list[str] = []
    for page in pages:
        route, source = _text(page, "route"), _text(page, "source")
        if not route.startswith(base_url) or not source:
            message = f"has a page with a wrong route or source ({route!r}) and was not used; build the site again"
            raise PageError(message)
        file = _find_file(path.parent, unquote(route.removeprefix(base_url)).strip("/"))
        if file:
            listed[file] = ManifestPage(source, _text(page, "title"))
        else:
            missing.append(route)
    return Manifest(
        site_url=_text(values, "site_url"),
        base_url=base_url,
        locale=_text(values, "locale"),
        default_locale=_text(values, "default_locale"),
        default_version=_text(values, "default_version"),
        pages=listed,
        missing=tuple(missing),
    )


def _find_file(folder: Path, below: str) -> str:
    """The file that a static server answers a route with; empty when there is none, or it is outside the folder."""
    if ".." in below.split("/"):
        return ""
    candidates = (f"{below}.html", f"{below}/index.html", below) if below else ("index.html",)
    return next((name for name in candidates if name.endswith(".html") and (folder / name).is_file()), "")


def _text(values: object, key: str) -> str:
    value = values.get(key) if isinstance(values, dict) else None
    return value if isinstance(value, str) else ""
