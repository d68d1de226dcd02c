"""Settings from the environment and from .env."""

import os
import re
from itertools import pairwise
from pathlib import Path

import pytest

from app.settings import load_settings, variables
from app.settings.env_file import export_library_variables
from chains.errors import SettingsError

ROOT = Path(__file__).parents[4]


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, _ in variables():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("GOOGLE_API_KEY", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_example_lists_every_variable_with_its_default_and_its_meaning() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    written = {
        match[1]: (match[2], previous)
        for previous, line in pairwise(lines)
        if (match := re.fullmatch(r"#?([A-Z0-9_]+)=(.*)", line))
    }
    expected = {}
    for name, field in variables():
        default = field.get_default(call_default_factory=True)
        text = default.get_secret_value() if hasattr(default, "get_secret_value") else default
        expected[name] = ("" if text in (None, ()) else str(text), f"# {field.description}")
    assert written == expected


def test_the_settings_page_names_every_variable() -> None:
    page = (ROOT / "website/docs/settings.md").read_text()
    assert [name for name, _ in variables() if f"`{name}`" not in page] == []


def test_values_come_from_the_environment_before_the_file(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_folder / ".env").write_text("GEMINI_CHAT_MODEL=from-file\nQDRANT_COLLECTION_NAME=handbook\n")
    monkeypatch.setenv("GEMINI_CHAT_MODEL", "from-environment")
    settings = load_settings()
    assert settings.gemini.chat_model == "from-environment"
    assert settings.qdrant.collection_name == "handbook"


def test_googles_name_of_the_key_is_read_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_API_KEY", "second")
    assert load_settings().gemini.api_key.get_secret_value() == "second"
    monkeypatch.setenv("GEMINI_API_KEY", "first")
    assert load_settings().gemini.api_key.get_secret_value() == "first"


def test_origins_are_split_and_cleaned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORS_ORIGINS", "https://a.example/, http://localhost:3000 ,")
    assert load_settings().server.cors_origins == ("https://a.example", "http://localhost:3000")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("CORS_ORIGINS", "*", "CORS_ORIGINS: '*' is not an origin"),
        ("CORS_ORIGINS", "https://a.example/docs", "CORS_ORIGINS"),
        (
            "GEMINI_EMBEDDING_DIMENSIONS",
            "5000",
            "GEMINI_EMBEDDING_DIMENSIONS: Input should be less than or equal to 3072",
        ),
        ("GEMINI_BASE_URL", "localhost:9", "GEMINI_BASE_URL: must begin with http:// or https://"),
        ("QDRANT_TIMEOUT_SECONDS", "soon", "QDRANT_TIMEOUT_SECONDS: Input should be a valid integer"),
        ("QDRANT_COLLECTION_NAME", "../docs", "QDRANT_COLLECTION_NAME"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL"),
        ("SERVER_PORT", "70000", "SERVER_PORT"),
        ("INDEX_SCHEDULE", "* * * * * *", "is no time of cron's with five fields"),
        ("INDEX_NOTIFY_URL", "http://127.0.0.1:99999/", "INDEX_NOTIFY_URL: must be a whole address"),
        ("INDEX_NOTIFY_URL", "https://", "INDEX_NOTIFY_URL: must be a whole address"),
    ],
)
def test_a_wrong_value_is_named_with_its_variable(
    name: str, value: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=re.escape(message)):
        load_settings()


def test_an_error_never_shows_a_secret(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", "sesame-123")
    monkeypatch.setenv("GEMINI_MAX_ATTEMPTS", "none")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "sesame" not in f"{caught.value!r} {caught.value.__cause__!r}"
    assert "sesame" not in repr(load_settings(gemini={"max_attempts": 2}))
    assert not (empty_folder / ".env").exists()


def test_a_misspelt_variable_in_the_file_is_refused(empty_folder: Path) -> None:
    (empty_folder / ".env").write_text("QDRANT_COLECTION_NAME=docs\n")
    with pytest.raises(SettingsError, match=r"QDRANT_COLECTION_NAME.*did you mean QDRANT_COLLECTION_NAME\?"):
        load_settings()


def test_variables_of_others_in_the_file_are_left_alone(empty_folder: Path) -> None:
    (empty_folder / ".env").write_text("NODE_ENV=production\nLANGSMITH_TRACING=true\n")
    assert load_settings().qdrant.collection_name == "docs"


def test_a_file_that_is_no_text_is_named(empty_folder: Path) -> None:
    (empty_folder / ".env").write_bytes(b"\xff\xfe\x00bad")
    with pytest.raises(SettingsError, match=r"\.env cannot be read"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("API_KEYS", "sesame-sesame-sesame", "API_KEYS: entry 1 is not name:key"),
        ("API_KEYS", "ci:short", "at least 16 ASCII characters"),
        ("API_KEYS", f"a:{'k' * 16},b:{'k' * 16}", "the same key"),
        ("API_KEYS", f"a:{'k' * 16},a:{'l' * 16}", "the same name"),
        ("TRUSTED_PROXIES", "proxy.example", "TRUSTED_PROXIES: 'proxy.example' is no address or network"),
        ("REDIS_URL", "localhost:6379", "REDIS_URL: must begin with redis://"),
        ("LIMIT_BATCH_ITEMS", "0", "LIMIT_BATCH_ITEMS"),
        ("LOG_QUESTIONS", "perhaps", "LOG_QUESTIONS"),
    ],
)
def test_a_wrong_guard_is_named_without_its_secret(
    name: str, value: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert message in str(caught.value)
    assert "sesame" not in str(caught.value)
    assert "kkkk" not in str(caught.value)


def test_keys_and_proxies_are_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_KEYS", f" ci : {'k' * 16} , partner:{'a:b' * 8},")
    monkeypatch.setenv("TRUSTED_PROXIES", "10.0.0.0/8, 127.0.0.1")
    settings = load_settings()
    assert settings.server.named_keys == {"ci": "k" * 16, "partner": "a:b" * 8}
    assert settings.server.trusted_proxies == ("10.0.0.0/8", "127.0.0.1")
    assert "kkkk" not in repr(settings)


def test_what_the_file_says_to_libraries_is_handed_on(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_folder / ".env").write_text("LANGSMITH_PROJECT=docs\nOTEL_SERVICE_NAME=ours\nNODE_ENV=production\n")
    monkeypatch.setenv("OTEL_SERVICE_NAME", "theirs")
    monkeypatch.setenv("LANGSMITH_PROJECT", "")
    monkeypatch.delenv("LANGSMITH_PROJECT")
    export_library_variables()
    assert (os.environ["LANGSMITH_PROJECT"], os.environ["OTEL_SERVICE_NAME"]) == ("docs", "theirs")
    assert os.environ.get("NODE_ENV") != "production"
