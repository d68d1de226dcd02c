"""Names that nearly are ours."""

from pathlib import Path

import pytest

from app.settings import load_settings, variables
from app.settings.misspelt import find_missed
from chains.errors import SettingsError

NAMES = [name for name, _ in variables()]
OTHERS = [
    name
    for line in """
HOME PATH PWD SHELL USER LANG LC_ALL TERM TZ EDITOR HOSTNAME LOGNAME TMPDIR DISPLAY SSH_AUTH_SOCK PYTHONPATH VIRTUAL_ENV
NODE_ENV NODE_OPTIONS NPM_TOKEN CI GITHUB_TOKEN GITHUB_ACTIONS DEBUG PORT HOST BASE_URL SECRET_KEY LOG_FORMAT LOG_FILE
RUST_LOG POSTGRES_PASSWORD PGHOST REDIS_PASSWORD REDIS_HOST REDIS_TLS_URL RABBITMQ_URL MONGODB_URI
AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_REGION GOOGLE_CLOUD_PROJECT GOOGLE_CLOUD_LOCATION GOOGLE_MAPS_API_KEY
GOOGLE_APPLICATION_CREDENTIALS GCLOUD_PROJECT OPENAI_API_KEY ANTHROPIC_API_KEY MISTRAL_API_KEY COHERE_API_KEY
TAVILY_API_KEY LANGSMITH_API_KEY LANGSMITH_TRACING LANGSMITH_PROJECT LANGCHAIN_API_KEY LANGCHAIN_TRACING_V2
OTEL_SERVICE_NAME OTEL_EXPORTER_OTLP_ENDPOINT
SENTRY_DSN HTTP_PROXY HTTPS_PROXY NO_PROXY SSL_CERT_FILE REQUESTS_CA_BUNDLE UV_CACHE_DIR
PIP_INDEX_URL HF_HOME TOKENIZERS_PARALLELISM OMP_NUM_THREADS KUBERNETES_SERVICE_HOST KUBERNETES_PORT WEB_CONCURRENCY
FORWARDED_ALLOW_IPS UVICORN_HOST SERVER_NAME SERVER_SOFTWARE SERVER_ROOT SERVER_ADDR DEVELOPER_DIR DOMAIN_NAME
COMPOSE_PROJECT_NAME DOCKER_HOST XDG_CACHE_HOME UV_LOG_LEVEL API_URL API_TOKEN PROMETHEUS_MULTIPROC_DIR
""".splitlines()
    for name in line.split()
]


def mistype(name: str) -> list[str]:
    """A letter too few, too many, another one, two swapped, an underscore or a plural more or less."""
    middle = len(name) // 2
    return [
        name[:middle] + name[middle + 1 :],
        name[:middle] + "X" + name[middle:],
        name[: middle - 1] + "X" + name[middle:],
        name[: middle - 1] + name[middle] + name[middle - 1] + name[middle + 1 :],
        name.replace("_", "", 1),
        name.removesuffix("S") if name.endswith("S") else f"{name}S",
        name.lower()[:-1],
    ]


GUARDED = [*NAMES, "GOOGLE_API_KEY"]


def test_every_way_to_mistype_a_name_is_noticed() -> None:
    typos = [typo for name in GUARDED for typo in mistype(name) if typo.upper() not in NAMES]
    assert len(typos) > 6 * len(GUARDED)
    assert [typo for typo in typos if not find_missed(typo.upper(), GUARDED)] == []


def test_every_name_is_guarded_in_the_file(tmp_path: Path) -> None:
    for typo in mistype_each():
        (tmp_path / ".env").write_text(f"{typo}=\n")
        with pytest.raises(SettingsError, match=rf"^\.env sets {typo.upper()}, which nothing reads: did you mean "):
            load_settings()


def test_every_name_is_guarded_in_the_environment_while_it_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for typo in mistype_each():
        if "_PORT" in typo.upper():
            continue
        with monkeypatch.context() as patched:
            patched.setenv(typo, "1")
            with pytest.raises(SettingsError, match=rf"^The environment sets {typo.upper()}, .*: did you mean "):
                load_settings()


def mistype_each() -> list[str]:
    """One typo of each name, each time of another kind."""
    typos = (mistype(name)[number % 7] for number, name in enumerate(GUARDED))
    return [typo for typo in typos if typo.upper() not in NAMES]


@pytest.mark.parametrize(
    ("typo", "name"),
    [
        ("API_KEY", "API_KEYS"),
        ("APIKEY", "API_KEYS"),
        ("CORS_ORIGIN", "CORS_ORIGINS"),
        ("DEVELOPER_TOKN", "DEVELOPER_TOKEN"),
        ("SERVER_PROT", "SERVER_PORT"),
        ("TRUSTED_PROXY", "TRUSTED_PROXIES"),
        ("LOGLEVEL", "LOG_LEVEL"),
        ("REDIS_URI", "REDIS_URL"),
    ],
)
def test_the_name_that_was_meant_is_named(typo: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(typo, "secret-of-somebody")
    with pytest.raises(SettingsError, match=f"sets {typo.upper()}, which nothing reads: did you mean {name}") as caught:
        load_settings()
    assert "secret-of-somebody" not in str(caught.value)


def test_a_name_of_somebody_else_passes_once_the_one_that_it_resembles_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGLEVEL", "debug")
    monkeypatch.setenv("GOOGLE_AI_API_KEY", "another")
    (tmp_path / ".env").write_text("LOG_LEVEL=warning\nGEMINI_API_KEY=k\n")
    assert load_settings().server.log_level == "warning"
    (tmp_path / ".env").write_text("LOG_LEVEL=\nGEMINI_API_KEY=k\n")
    with pytest.raises(SettingsError, match="LOGLEVEL"):
        load_settings()


def test_what_kubernetes_sets_for_a_service_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QDRANT_SERVICE_HOST", "QDRANT_PORT", "QDRANT_PORT_6333_TCP", "SERVER_PORTS", "SERVER_PORT_HTTP"):
        monkeypatch.setenv(name, "tcp://10.0.0.1:6333")
    assert load_settings().qdrant.host == ""


def test_a_qdrant_servers_own_settings_may_stand_in_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("QDRANT__SERVICE__API_KEY=k\nQDRANT__LOG_LEVEL=INFO\n")
    assert load_settings().qdrant.host == ""


def test_common_names_of_others_are_left_alone_in_the_environment_and_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(set(OTHERS)) >= 60
    assert {name: missed for name in OTHERS if (missed := find_missed(name, NAMES))} == {}
    (tmp_path / ".env").write_text("".join(f"{name}=1\n" for name in OTHERS if name not in {"HOME", "TMPDIR"}))
    for name in OTHERS:
        monkeypatch.setenv(name, "1")
    assert load_settings().server.server_port == 8000


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("GEMINI_API_KEY=k\nAPI_KEYS: a:b\n", ".env line 2 is not NAME=value"),
        ("=value\n", ".env line 1 is not NAME=value"),
        ("LIMIT_BODY_SECONDS=3\n", ".env sets LIMIT_BODY_SECONDS, which is gone"),
    ],
)
def test_no_line_of_the_file_is_passed_over_in_silence(content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert message in str(caught.value)


def test_a_byte_order_mark_hides_no_name(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("\ufeffLOG_LEVEL=error\n", encoding="utf-8")
    assert load_settings().server.log_level == "error"


def test_comments_exports_quotes_and_a_folder_of_that_name_are_no_mistakes(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# API_KEY=no\n\nexport LOG_LEVEL='error'\nNOTE=\"two\nlines\"\n")
    assert load_settings().server.log_level == "error"
    (tmp_path / ".env").unlink()
    (tmp_path / ".env").mkdir()
    assert load_settings().server.log_level == "info"
