"""Two sites in one service: each is asked by its own route, host, key or model, and no text of the other is told."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from app.cli import app as command_line
from app.index import create_source
from app.operations.index_site import index_site
from app.parts import opening_site
from app.settings import Settings
from gemini_emulator import Emulator
from indexing import SiteOptions, open_site
from tests.support.services import create_settings, serving

CONFIG = """
version: 1
sites:
  - name: kitchen
    hosts: [kitchen.example]
    cors_origins: [https://kitchen.example]
  - name: garage
    hosts: [garage.example]
    keys: [mechanic]
    cors_origins: [https://garage.example]
    tokens_per_day: {tokens}
routes:
  - path: /chat
    chain: chains.answer:create_answer_chain
    public: [invoke]
    open_wires: [chat, search, langserve, ai_sdk, openai, mcp]
  - path: /garage
    site: garage
    chain: chains.answer:create_answer_chain
    public: [invoke]
    open_wires: [chat, search, langserve, ai_sdk, openai, mcp]
"""
KITCHEN = "# Oven\n\n## Warm up the oven\n\nTurn the dial of the oven to 220 degrees and wait ten minutes.\n"
GARAGE = "# Lift\n\n## Raise the lift\n\nPress the green button of the lift until the wheels hang free.\n"
OVEN, LIFT = "How do I warm up the oven?", "How do I raise the lift?"
MECHANIC = {"X-API-Key": "m" * 20}
COOK = {"X-API-Key": "c" * 20}


def write(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "page.md").write_text(text)
    return folder


async def index(settings: Settings, name: str, folder: Path) -> None:
    site = open_site(folder, SiteOptions(site_url=f"https://{name}.example"))
    async with opening_site(settings, name) as parts:
        await index_site([create_source(name, site)], parts, on_progress=lambda _: None, on_wait=lambda _: None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sites")


def create(emulator: Emulator, folder: Path, tokens: int = 0, **groups: Any) -> Settings:
    config = folder / f"langserve{tokens}.yaml"
    config.write_text(CONFIG.format(tokens=tokens))
    server = {"langserve_config": config, "api_keys": f"mechanic:{'m' * 20},cook:{'c' * 20}"}
    return create_settings(emulator, folder / "data", server=server, **groups)


@pytest.fixture(scope="module")
def settings(emulator: Emulator, folder: Path) -> Settings:
    settings = create(emulator, folder)
    for name, text in (("kitchen", KITCHEN), ("garage", GARAGE)):
        asyncio.run(index(settings, name, write(folder / name, text)))
    return settings


@pytest.fixture(scope="module")
def url(settings: Settings) -> Iterator[str]:
    with serving(settings) as url:
        yield url


def ask(url: str, path: str, question: str, **headers: str) -> dict[str, Any]:
    response = httpx.post(f"{url}{path}", json={"query": question}, headers=headers, timeout=30)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def list_hosts(answer: dict[str, Any]) -> set[str]:
    return {httpx.URL(source["url"]).host for source in (*answer["sources"], *answer["nearest"])}


def test_a_route_answers_from_its_site_and_from_no_other(url: str) -> None:
    oven, lift = ask(url, "/chat", OVEN), ask(url, "/garage", LIFT)
    assert (oven["outcome"], list_hosts(oven)) == ("answered", {"kitchen.example"})
    assert (lift["outcome"], list_hosts(lift)) == ("answered", {"garage.example"})
    for path, question in (("/chat", LIFT), ("/garage", OVEN)):
        answer = ask(url, path, question)
        assert answer["outcome"] == "abstained"
        assert list_hosts(answer) <= {"kitchen.example" if path == "/chat" else "garage.example"}


def test_the_host_that_is_called_says_which_site_is_asked_on_every_wire(url: str) -> None:
    assert list_hosts(ask(url, "/chat", LIFT, Host="garage.example")) == {"garage.example"}
    found = httpx.get(f"{url}/search", params={"q": "lift wheels"}, headers={"Host": "garage.example"}).json()[
        "results"
    ]
    assert {httpx.URL(source["url"]).host for source in found} == {"garage.example"}
    invoked = httpx.post(
        f"{url}/chat/invoke", json={"input": {"query": LIFT}}, headers={"Host": "garage.example"}, timeout=30
    )
    assert list_hosts(invoked.json()["output"]) == {"garage.example"}


def test_under_a_sites_host_no_other_site_is_asked(url: str) -> None:
    refused = httpx.post(f"{url}/garage", json={"query": LIFT}, headers={"Host": "kitchen.example"})
    assert refused.status_code == 403
    assert "the site kitchen alone is asked" in refused.json()["detail"]


def test_a_key_that_is_for_one_site_asks_that_one_and_no_other(url: str) -> None:
    assert list_hosts(ask(url, "/chat", LIFT, **MECHANIC)) == {"garage.example"}
    model = {"messages": [{"role": "user", "content": OVEN}]}
    for name in ("askdocs", "chat"):
        refused = httpx.post(f"{url}/v1/chat/completions", json={**model, "model": name}, headers=MECHANIC)
        assert refused.status_code == 403
        assert "This key belongs to the site garage" in refused.json()["error"]["message"]
    assert list_hosts(ask(url, "/garage", LIFT, **COOK)) == {"garage.example"}


def test_of_openais_wire_the_model_names_the_site(url: str) -> None:
    for model, question, host in (("askdocs", OVEN, "kitchen"), ("garage", LIFT, "garage")):
        body = {"model": model, "messages": [{"role": "user", "content": question}]}
        answer = httpx.post(f"{url}/v1/chat/completions", json=body, timeout=30).json()
        assert f"https://{host}.example" in answer["choices"][0]["message"]["content"]


@pytest.mark.parametrize("more", [{"site": "garage"}, {"filters": {"site": "garage"}}, {"model": "garage"}])
def test_a_body_cannot_name_another_site(url: str, more: dict[str, Any]) -> None:
    response = httpx.post(f"{url}/chat", json={"query": LIFT, **more}, timeout=30)
    assert response.status_code == 422 or list_hosts(response.json()) <= {"kitchen.example"}


def test_each_site_is_called_by_its_own_pages_alone(url: str) -> None:
    for path, origin, allowed in (
        ("/chat", "https://kitchen.example", True),
        ("/chat", "https://garage.example", False),
        ("/garage", "https://garage.example", True),
        ("/garage", "https://kitchen.example", False),
    ):
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        preflight = httpx.options(f"{url}{path}", headers=headers)
        assert (preflight.headers.get("access-control-allow-origin") == origin) is allowed


def test_a_sites_own_budget_stops_that_site_alone(emulator: Emulator, folder: Path, settings: Settings) -> None:
    assert settings.server.api_keys
    with serving(create(emulator, folder, tokens=50)) as url:
        ask(url, "/garage", LIFT)
        refused = httpx.post(f"{url}/garage", json={"query": LIFT})
        assert (refused.status_code, refused.json()["detail"][:25]) == (429, "This site has used its to")
        assert ask(url, "/chat", OVEN)["outcome"] == "answered"


def test_a_site_without_an_index_does_not_take_the_others_away(
    emulator: Emulator, folder: Path, settings: Settings, tmp_path: Path
) -> None:
    assert settings.server.langserve_config is not None
    text = settings.server.langserve_config.read_text().replace("routes:", "  - name: attic\nroutes:", 1)
    text += "  - path: /attic\n    site: attic\n    chain: chains.answer:create_answer_chain\n    wires: [chat]\n"
    config = tmp_path / "langserve.yaml"
    config.write_text(text)
    server = {"langserve_config": config, "api_keys": settings.server.api_keys.get_secret_value()}
    with serving(create_settings(emulator, folder / "data", server=server)) as url:
        ready = httpx.get(f"{url}/health/ready")
        assert ready.status_code == 200
        assert "attic: Nothing is indexed" in str(ready.json())
        missing = httpx.post(f"{url}/attic", json={"query": OVEN}, headers=COOK)
        assert missing.status_code == 503
        assert ask(url, "/chat", OVEN)["outcome"] == "answered"


def test_the_command_line_asks_and_tells_of_each_site(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSERVE_CONFIG", str(settings.server.langserve_config))
    monkeypatch.setenv("API_KEYS", settings.server.api_keys.get_secret_value())
    monkeypatch.setenv("QDRANT_PATH", str(settings.qdrant.path))
    told = CliRunner().invoke(command_line, ["status", "--all", "--json"])
    assert told.exit_code == 0, told.output
    assert '"kitchen"' in told.output
    assert '"garage"' in told.output
    wrong = CliRunner().invoke(command_line, ["status", "--site", "cellar"])
    assert "no site cellar. Its sites are kitchen, garage" in str(wrong.exception)
