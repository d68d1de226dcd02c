"""The Helm chart: what its examples become is what Kubernetes, Prometheus' operator and KEDA accept."""

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from app.settings import ServerSettings
from app.settings.routes import load_langserve_config
from tests.support.chart import CHART, EXAMPLES, LEAST, Helm, Object, RefusedError, load_example, merge
from tests.support.dashboards import ALERTS, DASHBOARDS

OLDEST, NEWEST = "1.30", "1.37"
OF_OTHERS = {"ServiceMonitor", "PrometheusRule", "ScaledObject"}
SCHEMAS = Path(__file__).parents[1] / "data" / "chart"

each_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)


def find_problems(helm: Helm, found: Object) -> list[str]:
    if found["kind"] in OF_OTHERS:
        schema = json.loads((SCHEMAS / f"{found['kind']}.json").read_text())
        return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(found)]
    return [problem for version in (OLDEST, NEWEST) if (problem := helm.validate(found, version))]


def test_there_are_examples() -> None:
    names = [path.stem for path in EXAMPLES]
    assert names == ["high-availability", "keda", "many-sites", "server", "small"]


@each_example
def test_all_objects_of_an_example_are_valid(helm: Helm, path: Path) -> None:
    objects = helm.render(load_example(path)).objects
    assert len(objects) > 3
    problems = {f"{found['kind']} {found['metadata']['name']}": find_problems(helm, found) for found in objects}
    assert {name: found for name, found in problems.items() if found} == {}
    names = [(found["kind"], found["metadata"]["name"]) for found in objects]
    assert len(set(names)) == len(names)


@each_example
def test_helm_finds_nothing_in_an_example(helm: Helm, path: Path) -> None:
    texts = [message["error"] for message in helm.lint(load_example(path))]
    assert [text for text in texts if "icon" not in text] == []


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("small", {"Deployment": 1, "PersistentVolumeClaim": 1, "Service": 1, "ServiceAccount": 1}),
        ("server", {"Deployment": 1, "Ingress": 1, "Service": 1, "ServiceAccount": 1}),
        (
            "high-availability",
            {
                "Deployment": 2,
                "HorizontalPodAutoscaler": 1,
                "Job": 1,
                "PodDisruptionBudget": 1,
                "Service": 2,
                "ServiceAccount": 1,
            },
        ),
        (
            "keda",
            {
                "ConfigMap": 1,
                "Deployment": 1,
                "NetworkPolicy": 1,
                "PodDisruptionBudget": 1,
                "PrometheusRule": 1,
                "ScaledObject": 1,
                "Service": 1,
                "ServiceAccount": 1,
                "ServiceMonitor": 1,
            },
        ),
        (
            "many-sites",
            {
                "ConfigMap": 1,
                "CronJob": 1,
                "Deployment": 1,
                "Job": 1,
                "PodDisruptionBudget": 1,
                "Service": 1,
                "ServiceAccount": 1,
            },
        ),
    ],
)
def test_an_example_makes_what_it_says_and_no_more(helm: Helm, path: str, kinds: dict[str, int]) -> None:
    (example,) = [found for found in EXAMPLES if found.stem == path]
    objects = helm.render(load_example(example)).objects
    found = [one["kind"] for one in objects]
    assert {kind: found.count(kind) for kind in found} == kinds


@pytest.mark.parametrize(
    ("kind", "change", "fault"),
    [
        ("ServiceMonitor", {"spec": {"endpoints": [{"port": 8000}]}}, "is not of type 'string'"),
        ("ServiceMonitor", {"spec": {"selektor": {}}}, "Additional properties are not allowed"),
        ("PrometheusRule", {"spec": {"groups": [{"name": "a", "rules": [{"alert": "A"}]}]}}, "required property"),
        ("ScaledObject", {"spec": {"minReplicaCount": 0}}, "less than the minimum"),
        ("ScaledObject", {"spec": {"triggers": []}}, "should be non-empty"),
        ("Deployment", {"spec": {"replicas": "three"}}, "is not of type 'integer'"),
        ("NetworkPolicy", {"spec": {"egres": []}}, "Additional properties are not allowed"),
    ],
)
def test_the_schemas_find_a_fault(helm: Helm, kind: str, change: Object, fault: str) -> None:
    (example,) = [path for path in EXAMPLES if path.stem == "keda"]
    found = helm.render(load_example(example)).find_all(kind)[0]
    assert any(fault in problem for problem in find_problems(helm, merge(found, change)))


def test_the_dashboards_and_alerts_are_those_of_the_repository(helm: Helm) -> None:
    (example,) = [path for path in EXAMPLES if path.stem == "keda"]
    rendered = helm.render(load_example(example))
    rules = rendered.find("PrometheusRule")["spec"]
    assert rules == yaml.safe_load((ALERTS / "alerts.yml").read_text())
    boards = rendered.find("ConfigMap", "-dashboards")["data"]
    assert boards == {f"askdocs-{path.name}": path.read_text() for path in DASHBOARDS}


def test_an_archive_of_the_chart_holds_all_of_it(helm: Helm, tmp_path: Path) -> None:
    archive = helm.package(tmp_path)
    for path in EXAMPLES:
        values = load_example(path)
        assert helm.render(values, archive=archive).objects == helm.render(values).objects


@pytest.mark.parametrize(("lost", "kind"), [("alerts.yml", "alerts"), ("dashboards", "dashboards")])
def test_an_archive_that_was_made_without_the_links_is_refused_where_they_are_wanted(
    helm: Helm, tmp_path: Path, lost: str, kind: str
) -> None:
    shutil.copytree(CHART, tmp_path / "askdocs", ignore=shutil.ignore_patterns(lost))
    archive = helm.package(tmp_path, tmp_path / "askdocs")
    assert helm.render(LEAST, archive=archive).objects
    with pytest.raises(RefusedError, match="package it from a checkout that has them"):
        helm.render(merge(LEAST, {"metrics": {kind: {"enabled": True}}}), archive=archive)


def test_the_job_of_the_metrics_is_the_one_that_alerts_and_dashboards_name(helm: Helm) -> None:
    values = next(load_example(path) for path in EXAMPLES if path.stem == "keda")
    working = {"indexing": {"kind": "worker"}, "secrets": {"DATABASE_URL": {}}, "settings": {"INDEX_SOURCES": "a"}}
    rendered = helm.render(merge(values, working), name="something-else")
    monitor = rendered.find("ServiceMonitor")["spec"]
    services = rendered.find_all("Service")
    for service in services:
        assert service["metadata"]["labels"][monitor["jobLabel"]] == "askdocs"
        assert monitor["selector"]["matchLabels"].items() <= service["metadata"]["labels"].items()
    ports = [port["name"] for service in services for port in service["spec"]["ports"]]
    assert ports == [endpoint["port"] for endpoint in monitor["endpoints"]] == ["http", "health"]
    assert 'job="askdocs"' in (ALERTS / "alerts.yml").read_text()


def test_the_sites_of_the_values_are_those_that_askdocs_reads(helm: Helm, tmp_path: Path) -> None:
    (example,) = [path for path in EXAMPLES if path.stem == "many-sites"]
    values = load_example(example)
    for name, content in helm.render(values).find("ConfigMap")["data"].items():
        (tmp_path / name).write_text(content)
    settings = ServerSettings(langserve_config=tmp_path / "langserve.yaml", api_keys="partner:0123456789abcdef")
    config = load_langserve_config(settings)
    sites = [site.model_dump(exclude_defaults=True) for site in config.sites]
    assert json.loads(json.dumps(sites)) == values["langserve"]["sites"]
    assert config.routes[1].chain == f"{tmp_path / 'shop.py'}:create_shop_chain"


def test_what_is_not_asked_for_is_not_made(helm: Helm) -> None:
    kinds = sorted(found["kind"] for found in helm.render(LEAST).objects)
    assert kinds == ["Deployment", "Service", "ServiceAccount"]


def test_no_secret_and_no_host_of_a_registry_stands_in_the_chart(helm: Helm) -> None:
    for path in EXAMPLES:
        for pod in helm.render(load_example(path)).pods.values():
            (container,) = pod["spec"]["containers"]
            assert container["image"].startswith("askdocs:")
            variables: list[dict[str, Any]] = container["env"]
            assert all(("valueFrom" in one) == ("value" not in one) for one in variables)
