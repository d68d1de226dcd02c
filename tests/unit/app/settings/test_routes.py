"""langserve.yaml."""

import re
from pathlib import Path

import pytest

from app.settings import ServerSettings
from app.settings.resources import langserve_yaml
from app.settings.routes import LangServeConfig, load_langserve_config
from chains.errors import SettingsError

ROUTE = "version: 1\nroutes:\n  - path: /chat\n    chain: chains.answer:create_answer_chain\n"
CHAT = "    playground: chat\n    developer: [playground, stream_log, input_schema]\n"


def load(path: Path) -> LangServeConfig:
    return load_langserve_config(ServerSettings(langserve_config=path))


def test_the_packaged_file_serves_the_answer_chain_with_prompts_kept_for_developers() -> None:
    config = load_langserve_config(ServerSettings(langserve_config=langserve_yaml()))
    (route,) = config.routes
    assert (route.path, route.public) == ("/chat", ("invoke", "stream"))
    assert {"playground", "stream_log", "config_hashes"} <= set(route.developer)
    assert route.chain == "chains.answer:create_answer_chain"


def test_a_file_in_the_working_folder_wins_over_the_packaged_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_langserve_config(ServerSettings()).routes[0].path == "/chat"
    (tmp_path / "langserve.yaml").write_text(ROUTE.replace("/chat", "/ask"))
    assert load_langserve_config(ServerSettings()).routes[0].path == "/ask"


DEV = "developer"
AT = "the route /chat: "
PATHS = "path must be such as /chat or /guide/ask: a slash, then letters, digits, - and _; it is"
CHAINS = "chain must be such as chains.answer:create_answer_chain or ./mychains.py:create_chain; it is"
PUBLIC = "the route /chat: public must be a list such as [invoke, stream]; it is"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (ROUTE + "    publik: [invoke]\n", "the route /chat: unknown key publik, did you mean public?"),
        (ROUTE.replace("path:", "paht:"), "route 1: unknown key paht, did you mean path?"),
        (ROUTE.replace("chain:", "Chain:"), "the route /chat: unknown key Chain, did you mean chain?"),
        (ROUTE.replace("routes:", "routs:"), "unknown key routs, did you mean routes?"),
        (ROUTE.replace("version:", "vrsion:"), "unknown key vrsion, did you mean version?"),
        (ROUTE + "debug: true\n", "unknown key debug, the keys are version, sites, routes."),
        (
            ROUTE + "    xyz: 1\n",
            f"{AT}unknown key xyz, the keys are path, chain, site, playground, wires, open_wires, public, developer.",
        ),
        (ROUTE + "    public: [invok]\n", "the route /chat: public: 'invok' is unknown, did you mean invoke?"),
        (ROUTE + "    public: [Stream]\n", "the route /chat: public: 'Stream' is unknown, did you mean stream?"),
        (
            ROUTE + "    playground: fancy\n",
            "the route /chat: playground: 'fancy' is unknown, it must be default or chat.",
        ),
        (ROUTE.replace("version: 1", "version: 2"), "version: 2 is unknown, it must be 1."),
        (ROUTE.replace("version: 1", "version: '1'"), "version: '1' is unknown, did you mean 1?"),
        (ROUTE.replace("version: 1\n", ""), "the key version is missing."),
        (
            "version: 1\nroutes:\n  - path: /chat\n",
            "the route /chat: the key chain is missing.",
        ),
        (
            ROUTE + "    public: invoke\n",
            f"{PUBLIC} a text.",
        ),
        (ROUTE + "    public:\n", f"{PUBLIC} nothing."),
        (
            ROUTE + "    developer: {batch: true}\n",
            "the route /chat: developer must be a list such as [playground, stream_log]; it is a mapping.",
        ),
        (
            ROUTE.replace("  - path", "    path"),
            "routes must be a list such as `- path: /chat` with its other keys below; it is a mapping.",
        ),
        (
            "version: 1\nroutes: [/chat]\n",
            "route 1: a text stands there; a route is `- path: /chat` with its other keys below.",
        ),
        (f"- {ROUTE.splitlines()[0]}\n", "a list stands there; the file holds `version: 1` and a list of `routes`."),
        ("", "nothing stands there; the file holds `version: 1` and a list of `routes`."),
        ("serve everything\n", "a text stands there; the file holds `version: 1` and a list of `routes`."),
        ("version: 1\nroutes: []\n", "routes is empty; write `- path: /chat` with its other keys below."),
        (
            ROUTE.replace("/chat", "chat"),
            f"the route chat: {PATHS} 'chat'.",
        ),
        (
            ROUTE.replace(": /chat", ": 7"),
            f"route 1: {PATHS} 7.",
        ),
        (
            ROUTE.replace(":create_answer_chain", ""),
            f"the route /chat: {CHAINS} 'chains.answer'.",
        ),
        (
            ROUTE + "    public: [invoke]\n    developer: [invoke]\n",
            "the route /chat: invoke stands under public and under developer; choose one.",
        ),
        (
            ROUTE + "    public: [config_hashes]\n",
            f"{AT}config_hashes opens every endpoint to configuration; it can only be a developer endpoint.",
        ),
        (ROUTE + ROUTE.split("routes:\n")[1], "two routes have the path /chat."),
        (ROUTE + "    wires: [chat, opnai]\n", f"{AT}wires: 'opnai' is unknown, did you mean openai?"),
        (ROUTE + "    wires: []\n", f"{AT}wires is empty; write [chat, search, openai]."),
        (ROUTE + "    wires: chat\n", f"{AT}wires must be a list such as [chat, search, openai]; it is a text."),
        (ROUTE + "    wires: [chat, chat]\n", f"{AT}chat stands twice under wires; name each once."),
        (
            ROUTE + "    wires: [chat]\n    open_wires: [openai]\n",
            f"{AT}openai stands under open_wires and not under wires; add it there.",
        ),
        (
            ROUTE + "    wires: [chat]\n    public: [invoke]\n",
            f"{AT}public and developer list LangServe's endpoints; add langserve to wires, or remove them.",
        ),
        (
            ROUTE + "    open_wires: [openai]\n" + ROUTE.split("routes:\n")[1].replace("/chat", "/guide"),
            "openai stands under open_wires of some routes only; it has one address: name it in all.",
        ),
        (
            ROUTE + ROUTE.split("routes:\n")[1].replace("/chat", "/askdocs"),
            "the path /askdocs collides with the model askdocs, which is the first route; rename it.",
        ),
        (
            ROUTE + ROUTE.split("routes:\n")[1].replace("/chat", "/chat/search"),
            "the routes /chat and /chat/search collide at /chat/search; rename one of them.",
        ),
        (
            ROUTE + "    developer: [playground]\n",
            "the route /chat: the playground needs stream_log as well; add what is missing to developer.",
        ),
        (
            ROUTE + "    public: [playground]\n    developer: [stream_log]\n",
            "the route /chat: the playground needs stream_log as well; add what is missing to public.",
        ),
        (
            ROUTE + CHAT,
            f"{AT}the chat playground needs output_schema, config_hashes as well; add what is missing to {DEV}.",
        ),
    ],
)
def test_one_wrong_word_is_one_sentence(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "langserve.yaml"
    path.write_text(content)
    with pytest.raises(SettingsError) as caught:
        load(path)
    assert str(caught.value) == f"{path}: {sentence}"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (ROUTE + "\tpublic: [invoke]\n", "line 5: a tab; write blanks in its place."),
        (ROUTE.replace("    chain", "\tchain"), "line 4: a tab; write blanks in its place."),
        (ROUTE + "    public: [invoke\n", "line 6: "),
        (ROUTE + "    path: /other\n", "line 5: path stands twice."),
        (ROUTE + "version: 1\n", "line 5: version stands twice."),
        (ROUTE + "---\n" + ROUTE, "but found another document"),
        (ROUTE + "    ? [a, b]\n    : c\n", "line 5: found unhashable key"),
        ("routes: !!python/object/apply:os.system [id]\n", "line 1: could not determine a constructor"),
        ("a: \x07\n", "special characters are not allowed"),
        ("[" * 1000, "nested too deep"),
    ],
)
def test_what_is_no_yaml_is_said_with_its_line(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "langserve.yaml"
    path.write_text(content)
    with pytest.raises(SettingsError) as caught:
        load(path)
    assert str(caught.value).startswith(f"{path} is not valid YAML: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_several_mistakes_are_all_named_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "langserve.yaml"
    path.write_text(ROUTE + "    publik: [invoke]\n    developer: [shel]\n")
    with pytest.raises(SettingsError) as caught:
        load(path)
    assert re.search(r"'shel' is unknown.*; the route /chat: unknown key publik", str(caught.value))


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "langserve.yaml").write_text(f"\ufeff{ROUTE}", encoding="utf-8")
    assert load(tmp_path / "langserve.yaml").routes[0].path == "/chat"


def test_a_missing_file_a_folder_and_one_that_is_no_text_are_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"LANGSERVE_CONFIG names .* which does not exist"):
        load(tmp_path / "none.yaml")
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path, tmp_path / "binary.yaml"):
        with pytest.raises(SettingsError, match="cannot be read"):
            load(path)


def test_a_chain_in_a_file_counts_from_the_folder_of_the_configuration(tmp_path: Path) -> None:
    folder = tmp_path / "service"
    folder.mkdir()
    for written, file in (
        ("./my.py", folder / "my.py"),
        ("../my.py", tmp_path / "my.py"),
        (f"{tmp_path}/a.py", "a.py"),
    ):
        (folder / "langserve.yaml").write_text(ROUTE.replace("chains.answer:create_answer_chain", f"{written}:create"))
        assert load(folder / "langserve.yaml").routes[0].chain == f"{tmp_path / file}:create"
