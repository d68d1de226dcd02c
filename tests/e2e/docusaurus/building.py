"""Builds a variant of the fixture with Docusaurus and reads the result, without any code of ours that reads sites."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, TypedDict
from urllib.parse import quote, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from tests.e2e.docusaurus.fixture import Variant, write_site

HERE = Path(__file__).parent
WORK_FOLDER = HERE.parents[2] / ".cache" / "docusaurus-fixture"
GOLDEN_FILE = HERE / "golden.json"
_HEADINGS = ", ".join(f".theme-doc-markdown h{level}[id]" for level in range(1, 7))


class BuiltPage(TypedDict):
    """One doc, as Docusaurus publishes it."""

    url: str
    source: str
    title: str
    version: str
    locale: str
    tag: str
    heading_ids: list[str]


def ensure_docusaurus() -> None:
    """Install exactly what the lock file says, unless it is there."""
    WORK_FOLDER.mkdir(parents=True, exist_ok=True)
    installed = WORK_FOLDER / "package-lock.json"
    lock = HERE / "package-lock.json"
    if (WORK_FOLDER / "installed").is_file() and installed.read_bytes() == lock.read_bytes():
        return
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, WORK_FOLDER / name)
    _run("npm", "ci", "--ignore-scripts", folder=WORK_FOLDER)
    (WORK_FOLDER / "installed").touch()


def build(variant: Variant) -> Path:
    """Build the variant anew; returns the folder of its sources, whose `build` folder holds the site."""
    folder = WORK_FOLDER / "sites" / variant.name
    shutil.rmtree(folder, ignore_errors=True)
    write_site(folder, variant)
    shutil.copy(HERE / "package.json", folder / "package.json")
    _run(str(WORK_FOLDER / "node_modules" / ".bin" / "docusaurus"), "build", folder=folder)
    return folder


def read_build(folder: Path, variant: Variant) -> list[BuiltPage]:
    """The docs in a build that may be found (no unlisted ones), sorted by their URL."""
    documents = {}
    for record in folder.rglob("record.json"):
        for document in json.loads(record.read_text()):
            documents[_normalize(document["permalink"])] = document
    pages = []
    for file in sorted(path for path in folder.rglob("*.html") if path.is_file()):
        parser = LexborHTMLParser(file.read_text())
        if parser.css_first("html[class*=docs-doc-id-]") is None or parser.css_first(
            "meta[name=robots][content~=noindex]"
        ):
            continue
        url = _attribute(parser, "link[rel=canonical]", "href")
        document = documents[_normalize(urlsplit(url).path)]
        if document["unlisted"]:
            continue
        pages.append(_create_page(parser, url, document))
        _check_place(file.relative_to(folder).as_posix(), url, variant)
    return sorted(pages, key=lambda page: page["url"])


def load_golden() -> dict[str, list[BuiltPage]]:
    """What the last accepted builds hold, by the name of their variant."""
    golden: dict[str, list[BuiltPage]] = json.loads(GOLDEN_FILE.read_text())
    return golden


def save_golden(golden: dict[str, list[BuiltPage]]) -> None:
    """Write the file that the unit tests compare with, one page a line."""
    variants = []
    for name, pages in golden.items():
        lines = ",\n".join(json.dumps(page, ensure_ascii=False) for page in pages)
        variants.append(f"{json.dumps(name)}: [\n{lines}\n]")
    GOLDEN_FILE.write_text("{\n" + ",\n".join(variants) + "\n}\n")


def _create_page(parser: LexborHTMLParser, url: str, document: dict[str, Any]) -> BuiltPage:
    return {
        "url": quote(url, safe="/:@!$&'()*+,;=~"),  # the canonical link is not encoded; a browser asks for this
        "source": document["source"].removeprefix("@site/"),
        "title": document["title"],
        "version": _attribute(parser, "meta[name=docusaurus_version]", "content"),
        "locale": _attribute(parser, "meta[name=docusaurus_locale]", "content"),
        "tag": _attribute(parser, "meta[name=docusaurus_tag]", "content"),
        "heading_ids": [node.attributes["id"] or "" for node in parser.css(_HEADINGS)],
    }


def _check_place(file: str, url: str, variant: Variant) -> None:
    """A static server must find the file under the path of the canonical link."""
    path = unquote(urlsplit(url).path).removeprefix(variant.base_url).strip("/")
    assert file in {path, f"{path}.html", f"{path}/index.html".lstrip("/")}, (file, url)


def _attribute(parser: LexborHTMLParser, selector: str, name: str) -> str:
    node = parser.css_first(selector)
    assert node is not None, selector
    return node.attributes[name] or ""


def _normalize(path: str) -> str:
    return unquote(path).rstrip("/")


def _run(*command: str, folder: Path) -> None:
    environment = os.environ | {"DOCUSAURUS_NO_PERSISTENT_CACHE": "true", "NO_UPDATE_NOTIFIER": "1", "CI": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)} failed in {folder}:\n{(done.stdout + done.stderr)[-6000:]}"
