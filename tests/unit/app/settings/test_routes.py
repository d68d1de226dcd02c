"""langserve.yaml."""

import re
from pathlib import Path

import pytest

from app.settings import ServerSettings
from app.settings.resources import langserve_yaml
from app.settings.routes import load_langserve_config
from chains.answer import create_answer_chain
from chains.errors import SettingsError

ROUTE = "version: 1\nroutes:\n  - path: /chat\n    chain: chains.answer:create_answer_chain\n"


def load(path: Path) -> object:
    return load_langserve_config(ServerSettings(langserve_config=path))


def test_the_packaged_file_serves_the_answer_chain_with_prompts_kept_for_developers() -> None:
    config = load_langserve_config(ServerSettings(langserve_config=langserve_yaml()))
    (route,) = config.routes
    assert (route.path, route.public) == ("/chat", ("invoke", "stream"))
    assert {"playground", "stream_log", "config_hashes"} <= set(route.developer)
    assert route.load_factory() is create_answer_chain


def test_a_file_in_the_working_folder_wins_over_the_packaged_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_langserve_config(ServerSettings()).routes[0].path == "/chat"
    (tmp_path / "langserve.yaml").write_text(ROUTE.replace("/chat", "/ask"))
    assert load_langserve_config(ServerSettings()).routes[0].path == "/ask"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (ROUTE + "    publik: [invoke]\n", "unknown key routes.0.publik"),
        (ROUTE + "    public: [invoke, shell]\n", "routes.0.public.1: 'shell' is unknown"),
        (ROUTE + "    public: [invoke]\n    developer: [invoke]\n", "invoke stands under public and under developer"),
        (ROUTE + "    public: [config_hashes]\n", "it can only be a developer endpoint"),
        (ROUTE.replace("version: 1", "version: 2"), "version: 2 is unknown"),
        (ROUTE.replace("/chat", "chat"), "routes.0.path"),
        (ROUTE + ROUTE.split("routes:\n")[1], "two routes have the path /chat"),
        ("version: 1\nroutes: []\n", "routes"),
        ("", "valid dictionary"),
        ("routes: [\n", "is not valid YAML"),
    ],
)
def test_what_is_wrong_in_the_file_is_said_in_one_line(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "langserve.yaml"
    path.write_text(content)
    with pytest.raises(SettingsError, match=re.escape(message)) as caught:
        load(path)
    assert "langserve.yaml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_one_that_is_no_text_are_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"LANGSERVE_CONFIG names .* which does not exist"):
        load(tmp_path / "none.yaml")
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path / "binary.yaml")


@pytest.mark.parametrize("chain", ["nowhere.at:all", "chains.answer:nothing"])
def test_a_chain_that_does_not_exist_is_named(tmp_path: Path, chain: str) -> None:
    path = tmp_path / "langserve.yaml"
    path.write_text(ROUTE.replace("chains.answer:create_answer_chain", chain))
    config = load_langserve_config(ServerSettings(langserve_config=path))
    with pytest.raises(SettingsError, match=chain):
        config.routes[0].load_factory()
