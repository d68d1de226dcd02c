"""`/widget/…` over HTTP: any page may load it, browsers may keep it, and it is what the build says that it is."""

import gzip
import json
from base64 import b64encode
from hashlib import sha384
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.server import create_app
from app.settings.resources import widget_folder
from app.wires.widget import load_widget_files
from gemini_emulator import Emulator
from tests.support.services import create_settings


@pytest.fixture(scope="module")
def client(emulator: Emulator, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return TestClient(create_app(create_settings(emulator, tmp_path_factory.mktemp("widget"))))


def test_the_script_comes_compressed_to_any_page_and_is_kept_for_five_minutes(client: TestClient) -> None:
    answer = client.get("/widget/askdocs.js", headers={"Origin": "https://somewhere.example"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert answer.content == (widget_folder() / "askdocs.js").read_bytes()


def test_who_cannot_read_gzip_gets_the_plain_file(client: TestClient) -> None:
    answer = client.get("/widget/askdocs.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["vary"]
    assert answer.content == (widget_folder() / "askdocs.js").read_bytes()


def test_a_browser_that_has_the_script_is_told_so(client: TestClient) -> None:
    etag = client.get("/widget/askdocs.js").headers["etag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = client.get("/widget/askdocs.js", headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
    assert client.get("/widget/askdocs.js", headers={"If-None-Match": '"other"'}).status_code == 200


def test_every_file_of_the_bundle_is_served_for_ever_under_its_hash(client: TestClient) -> None:
    files = load_widget_files()
    assert files.script in files.immutable
    for name in files.immutable:
        answer = client.get(f"/widget/{name}")
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["access-control-allow-origin"] == "*"
    script = client.get(f"/widget/{files.script}").content
    assert files.integrity == f"sha384-{b64encode(sha384(script).digest()).decode()}"
    for name in files.immutable:
        if name != files.script:
            loaded = client.get(f"/widget/{name}").content
            assert f"sha384-{b64encode(sha384(loaded).digest()).decode()}" in script.decode(), name


def test_nothing_else_is_served(client: TestClient) -> None:
    for name in ("files.json", "LICENSES.txt", "askdocs.0000000000000000.js", "..%2f__init__.py", "x" * 3000):
        answer = client.get(f"/widget/{name}")
        assert answer.status_code == 404, name
    assert client.post("/widget/config.json").status_code == 405


def test_the_panel_is_told_what_it_may_offer(client: TestClient) -> None:
    answer = client.get("/widget/config.json", headers={"Origin": "https://somewhere.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.json() == {"votes": False, "search": True, "kept_days": 0, "extracts": True}


def test_the_panel_and_the_button_are_small() -> None:
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in widget_folder().glob("*.js")}
    words = [size for name, size in sizes.items() if name.startswith("words.")]
    (panel,) = [size for name, size in sizes.items() if name.startswith("panel.")]
    assert sizes["askdocs.js"] <= 8_000
    assert sizes["askdocs.js"] + panel + max(words) <= 60_000


def test_what_is_in_the_bundle_of_others_has_its_licence_beside_it() -> None:
    licences = (widget_folder() / "LICENSES.txt").read_text(encoding="utf-8")
    for name in ("preact", "marked", "eventsource-parser"):
        assert f"{name} " in licences
    assert licences.count("Permission is hereby granted") >= 3
    listed = set(json.loads((widget_folder() / "files.json").read_text())["immutable"])
    there = {path.name for path in Path(widget_folder()).glob("*.js")}
    assert there - {"askdocs.js"} == {name for name in listed if not name.startswith("askdocs.")}
