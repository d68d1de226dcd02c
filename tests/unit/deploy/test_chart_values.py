"""The chart's values: its schema knows all settings of askdocs, each value is described, and the defaults fit."""

import re
from typing import Any

import jsonschema
import pytest
import yaml

from release.chart import describe_values, list_secrets, list_settings
from tests.support.chart import CHART, EXAMPLES, VALUES_SCHEMA, list_values
from tests.support.dashboards import ALERTS, DASHBOARDS
from tests.support.documentation import DOCS

VALUES: dict[str, Any] = yaml.safe_load((CHART / "values.yaml").read_text())
OF_KUBERNETES = {"resources", "labels", "enabled", "interval", "to", "ports"}
"""They, and what stands below them, are explained with what they belong to."""


def test_the_schema_knows_the_settings_as_they_are() -> None:
    assert describe_values(VALUES_SCHEMA) == VALUES_SCHEMA, "Run `python -m release.chart` (or `make fix`)."


def test_no_secret_can_stand_among_the_settings() -> None:
    assert {"GEMINI_API_KEY", "DATABASE_URL", "REDIS_URL", "API_KEYS", "DEVELOPER_TOKEN"} < set(list_secrets())
    assert not set(list_secrets()) & set(list_settings())


def test_the_schema_refuses_what_it_does_not_know_at_every_level() -> None:
    closed = [place for place, schema in list_values(VALUES_SCHEMA) if "properties" in schema]
    assert len(closed) > 20
    for place, schema in [("", VALUES_SCHEMA), *list_values(VALUES_SCHEMA)]:
        assert schema.get("additionalProperties") is False or "properties" not in schema, place


def test_every_value_is_described() -> None:
    assert [place for place, schema in list_values(VALUES_SCHEMA) if len(schema["description"]) < 5] == []


def test_the_defaults_are_those_that_the_schema_lists_and_fit_it() -> None:
    jsonschema.Draft7Validator.check_schema(VALUES_SCHEMA)
    jsonschema.Draft7Validator(VALUES_SCHEMA).validate(VALUES)
    places = {place for place, _ in list_values(VALUES_SCHEMA)}
    assert VALUES.keys() == {place for place in places if "." not in place} - {"global"}
    for place in places:
        inner: Any = VALUES
        for part in place.split("."):
            assert part in inner or place.endswith(".claims") or place == "global", place
            inner = inner.get(part, {})


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_says_nothing_that_is_the_default_anyway(path: Any) -> None:
    example = yaml.safe_load(path.read_text())
    assert path.read_text().startswith("# ")
    assert [name for name, value in example.items() if VALUES[name] == value] == []


def test_the_page_on_kubernetes_names_every_value_and_every_example() -> None:
    page = (DOCS / "kubernetes.md").read_text()
    named = set(re.findall(r"`([\w.]+)`", page))
    places = {place for place, schema in list_values(VALUES_SCHEMA) if "properties" not in schema}
    missing = [
        place
        for place in places - {"global"} - named
        if not (OF_KUBERNETES & set(place.split(".")) and place.rpartition(".")[0] in named)
        and not OF_KUBERNETES & set(place.split(".")[:-1])
    ]
    assert missing == []
    assert all(f"`{path.name}`" in page for path in EXAMPLES)
    known = {place for place, _ in list_values(VALUES_SCHEMA)} | {"langserve.yaml"}
    assert {name for name in named if name.split(".")[0] in VALUES} - known == set()


def test_the_dashboards_and_alerts_stand_once_in_the_repository() -> None:
    links = sorted((CHART / "dashboards").iterdir())
    assert all(path.is_symlink() for path in [*links, CHART / "alerts.yml"])
    assert [path.resolve() for path in links] == DASHBOARDS
    assert (CHART / "alerts.yml").resolve() == ALERTS / "alerts.yml"
