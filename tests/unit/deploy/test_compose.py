"""The compose file for one machine, read as Docker would read it: what it starts, with what, and who can reach it."""

import re
from typing import Any

import pytest
import typer
import yaml
from dotenv import dotenv_values

from app.cli import app as command_line
from app.settings import load_settings, variables
from release.dockerfile import load_instructions
from tests.support.documentation import DOCS, ROOT

FILE = ROOT / "deploy" / "compose" / "compose.yaml"
TEXT = FILE.read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("upgrade", "askdocs", "worker")
DATABASES = ("qdrant", "postgres", "redis")
EXAMPLE = {name: value or "" for name, value in dotenv_values(FILE.parent / "env.example").items()}
INTERPOLATED = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def read_seconds(text: str) -> int:
    return int(text.removesuffix("s"))


def test_it_starts_the_service_a_worker_and_three_databases() -> None:
    assert sorted(SERVICES) == sorted((*OURS, *DATABASES))


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_one_that_askdocs_reads(name: str) -> None:
    known = {variable for variable, _ in variables()}
    assert SERVICES[name]["environment"].keys() <= known
    assert SERVICES[name]["env_file"] == ".env"


def test_the_example_of_the_environment_names_settings_and_what_the_file_puts_in() -> None:
    put_in = {name for name, _, _ in INTERPOLATED.findall(TEXT)}
    assert put_in == {"POSTGRES_PASSWORD", "ASKDOCS_PORT", "ASKDOCS_WORKERS"}
    assert put_in < EXAMPLE.keys()
    assert EXAMPLE.keys() - put_in <= {variable for variable, _ in variables()}
    assert not EXAMPLE["POSTGRES_PASSWORD"], "a password that everybody knows would be kept"


def test_the_settings_that_a_container_gets_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    password = "0123456789abcdef"
    given = EXAMPLE | {"POSTGRES_PASSWORD": password}
    for name, value in (EXAMPLE | SERVICES["askdocs"]["environment"]).items():
        put = INTERPOLATED.sub(lambda found: given[found[1]], str(value))
        monkeypatch.setenv(name, put)
    settings = load_settings()
    assert settings.stores.database_url.get_secret_value() == f"postgresql://askdocs:{password}@postgres/askdocs"
    assert settings.qdrant.host == "http://qdrant:6333"
    assert settings.index.schedule == "0 3 * * *"


def test_a_password_that_is_missing_stops_the_start() -> None:
    found = [kind for name, kind, _ in INTERPOLATED.findall(TEXT) if name == "POSTGRES_PASSWORD"]
    assert found == ["?", "?"]


@pytest.mark.parametrize("name", OURS)
def test_what_a_container_runs_is_a_command_of_askdocs(name: str) -> None:
    command = typer.main.get_command(command_line)
    arguments = [INTERPOLATED.sub(r"\3", word) for word in SERVICES[name]["command"]]
    while hasattr(command, "commands"):
        command = command.commands[arguments.pop(0)]
    command.make_context("askdocs", arguments)  # refuses options that there are not


def test_only_the_service_can_be_reached_and_from_this_machine_alone() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert list(published) == ["askdocs"]
    (exposed,) = [one.text for one in load_instructions(ROOT / "Dockerfile") if one.name == "EXPOSE"]
    assert published["askdocs"] == [f"127.0.0.1:${{ASKDOCS_PORT:-8000}}:{exposed}"]
    assert SERVICES["askdocs"]["environment"]["SERVER_PORT"] == exposed


def test_databases_have_no_way_out() -> None:
    assert COMPOSE["networks"]["databases"]["internal"] is True
    assert all(SERVICES[name]["networks"] == ["databases"] for name in (*DATABASES, "upgrade"))


@pytest.mark.parametrize("name", OURS)
def test_askdocs_cannot_write_to_its_image_nor_gain_rights(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["tmpfs"] == ["/tmp"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_what_is_waited_for_tells_that_it_is_there() -> None:
    for service in SERVICES.values():
        for other, wanted in service.get("depends_on", {}).items():
            if wanted["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[other]
            else:
                assert wanted["condition"] == "service_completed_successfully"
                assert SERVICES[other]["restart"].startswith("on-failure")
    lasting = SERVICES.keys() - {"upgrade", "askdocs"}  # the image has a health check of the service
    assert all("healthcheck" in SERVICES[name] for name in lasting)
    assert any(one.name == "HEALTHCHECK" for one in load_instructions(ROOT / "Dockerfile"))


def test_databases_are_pinned_keep_what_they_hold_and_are_those_that_the_tests_have_seen() -> None:
    small = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["qdrant"]
    for key in ("image", "healthcheck", "environment", "volumes"):
        assert SERVICES["qdrant"][key] == small[key]
    images = {name: SERVICES[name]["image"] for name in DATABASES}
    assert all(re.fullmatch(r"[\w/]+:v?\d+(\.\d+)*(-alpine)?", image) for image in images.values())
    volumes = {volume.partition(":")[0] for name in DATABASES for volume in SERVICES[name].get("volumes", [])}
    assert volumes == COMPOSE["volumes"].keys() == {"qdrant", "postgres"}


def test_redis_drops_the_oldest_when_it_is_full() -> None:
    command = SERVICES["redis"]["command"]
    assert command[command.index("--maxmemory-policy") + 1] in {"volatile-lru", "allkeys-lru"}


def test_a_container_is_given_longer_than_askdocs_drains() -> None:
    drains = load_settings().server.shutdown_seconds
    assert read_seconds(SERVICES["askdocs"]["stop_grace_period"]) > drains
    assert read_seconds(SERVICES["worker"]["stop_grace_period"]) > drains


def test_the_page_on_deployment_shows_how_it_is_started() -> None:
    page = (DOCS / "deployment.md").read_text()
    assert "cd deploy/compose" in page
    assert all(f"`{name}`" in page or name in page for name in ("env.example", "docker compose up -d"))
