"""What an extra brings is asked for when the settings are read, with the command that installs it."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

from app.observability.tracing import is_tracing_wanted
from app.settings import load_settings
from app.settings.extras import EXTRAS, require_extra
from chains.errors import SettingsError

ROOT = Path(__file__).parents[4]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


@pytest.fixture
def without(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """An extra whose modules cannot be found."""
    monkeypatch.chdir(tmp_path)
    for module in EXTRAS[request.param]:
        monkeypatch.setitem(sys.modules, module, None)
    return str(request.param)


@pytest.mark.parametrize(
    ("without", "name", "value"),
    [
        ("redis", "REDIS_URL", "redis://localhost:6379"),
        ("postgres", "DATABASE_URL", "postgresql://askdocs@localhost/askdocs"),
        ("rerank", "ANSWER_RERANKER", "cross-encoder"),
    ],
    indirect=["without"],
)
def test_a_setting_whose_extra_is_missing_is_refused_with_the_command_that_installs_it(
    without: str, name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_settings()
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert f"{name} wants the extra `{without}`. Install it: `pip install 'askdocs[{without}]'`." == str(refused.value)


@pytest.mark.parametrize("without", ["rerank"], indirect=True)
@pytest.mark.parametrize("reranker", ["none", "model"])
def test_a_reranker_that_runs_elsewhere_wants_no_extra(
    without: str, reranker: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSWER_RERANKER", reranker)
    assert load_settings().answer.reranker == reranker


@pytest.mark.parametrize("without", ["otel"], indirect=True)
@pytest.mark.parametrize("name", ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"])
def test_a_collector_is_refused_without_the_extra_that_sends_spans(
    without: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_tracing_wanted()
    monkeypatch.setenv(name, "http://127.0.0.1:4318")
    with pytest.raises(SettingsError, match=rf"^{name} wants the extra `{without}`\. .*'askdocs\[otel\]'`\.$"):
        is_tracing_wanted()


@pytest.mark.parametrize("without", list(EXTRAS), indirect=True)
def test_each_extra_is_known_by_its_modules(without: str) -> None:
    with pytest.raises(SettingsError, match=rf"^Why\. Install it: `pip install 'askdocs\[{without}\]'`\.$"):
        require_extra(without, "Why.")


def test_every_extra_of_the_package_is_known_and_in_all_of_them() -> None:
    declared: dict[str, list[str]] = PROJECT["optional-dependencies"]
    assert set(declared) == EXTRAS.keys() | {"all"}
    inside = re.fullmatch(r"askdocs\[(.+)\]", declared["all"][0])
    assert inside
    assert set(inside[1].split(",")) == EXTRAS.keys()


def test_the_installation_page_names_every_extra() -> None:
    page = (ROOT / "website/docs/installation.md").read_text()
    assert [extra for extra in (*EXTRAS, "all") if f"| `{extra}`" not in page] == []
