"""What runs in the chart's pods is askdocs as it is: its commands, variables, addresses, ports and metrics."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest
import typer
from starlette.testclient import TestClient

from app.cli import app as command_line
from app.observability.metrics import format_metrics
from app.operations.scheduling.processes import STOP_SECONDS
from app.server import create_app
from app.serving.probes import serving_probes
from app.settings import load_settings, variables
from release.chart import OF_OPENTELEMETRY, list_secrets
from release.dockerfile import load_instructions
from tests.support.chart import EXAMPLES, LEAST, Helm, Object, load_example, merge
from tests.support.documentation import ROOT
from tests.support.pod_security import find_violations

EVERYTHING: Object = merge(
    next(load_example(path) for path in EXAMPLES if path.stem == "keda"),
    {
        "secrets": {name: {} for name in list_secrets()},
        "settings": {"INDEX_SOURCES": "https://docs.example.org"},
        "indexing": {"kind": "worker"},
        "langserve": {"routes": [{"path": "/chat", "chain": "a:b"}]},
        "extraVolumes": [{"name": "certificates", "secret": {"secretName": "authority"}}],
        "extraVolumeMounts": [{"name": "certificates", "mountPath": "/etc/ssl/own", "readOnly": True}],
    },
)
CRON = merge(EVERYTHING, {"indexing": {"kind": "cronjob"}})
EMBEDDED: Object = {"mode": "embedded", "existingSecret": "askdocs", "persistence": {"enabled": True}}
OF_THE_SYSTEM = {"XDG_CACHE_HOME"}
SECRETS = {
    "API_KEYS": "partner:0123456789abcdef",
    "DATABASE_URL": "postgresql://askdocs:secret@postgres/askdocs",
    "DEVELOPER_TOKEN": "0123456789abcdef",
    "GEMINI_API_KEY": "0123456789abcdef",
    "QDRANT_API_KEY": "0123456789abcdef",
    "REDIS_URL": "redis://redis:6379",
}
"""What a cluster would put in."""

each_values = pytest.mark.parametrize("values", [EVERYTHING, CRON, EMBEDDED], ids=["worker", "cronjob", "embedded"])


def list_containers(helm: Helm, values: Object) -> dict[str, dict[str, Any]]:
    return {name: pod["spec"]["containers"][0] for name, pod in helm.render(values).pods.items()}


def test_every_component_has_a_pod(helm: Helm) -> None:
    assert list(list_containers(helm, EVERYTHING)) == ["service", "worker", "upgrade"]
    assert list(list_containers(helm, CRON)) == ["service", "upgrade", "index"]


@each_values
def test_every_variable_is_one_that_askdocs_reads(helm: Helm, values: Object) -> None:
    known = {name for name, _ in variables()} | OF_OPENTELEMETRY.keys() | list_secrets().keys() | OF_THE_SYSTEM
    for container in list_containers(helm, values).values():
        names = [variable["name"] for variable in container["env"]]
        assert set(names) <= known
        assert len(set(names)) == len(names)


def test_the_variables_of_a_pod_are_settings_that_askdocs_takes(helm: Helm, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of all examples together, as the process would find them."""
    for path in EXAMPLES:
        for variable in list_containers(helm, load_example(path))["service"]["env"]:
            monkeypatch.setenv(variable["name"], variable.get("value") or SECRETS[variable["name"]])
    settings = load_settings()
    assert settings.server.server_port == 8000
    assert settings.limits.tokens_per_day == 50_000_000
    assert settings.stores.keep_answers
    assert settings.qdrant.path == Path("/data")


@each_values
def test_what_a_container_runs_is_a_command_of_askdocs(helm: Helm, values: Object) -> None:
    instructions = [(one.name, one.text) for one in load_instructions(ROOT / "Dockerfile")]
    assert ("ENTRYPOINT", '["askdocs"]') in instructions
    for container in list_containers(helm, values).values():
        assert "command" not in container
        command = typer.main.get_command(command_line)
        arguments = list(container["args"])
        while hasattr(command, "commands"):
            command = command.commands[arguments.pop(0)]
        command.make_context("askdocs", arguments)  # refuses options that there are not


def test_processes_are_workers_of_the_service(helm: Helm) -> None:
    assert list_containers(helm, merge(LEAST, {"processes": 4}))["service"]["args"] == ["serve", "--workers", "4"]


def test_the_port_is_the_one_of_the_image(helm: Helm) -> None:
    container = list_containers(helm, EVERYTHING)["service"]
    instructions = [(one.name, one.text) for one in load_instructions(ROOT / "Dockerfile")]
    assert ("EXPOSE", str(container["ports"][0]["containerPort"])) in instructions
    assert {"name": "SERVER_PORT", "value": "8000"} in container["env"]


def test_the_user_is_the_one_of_the_image(helm: Helm) -> None:
    instructions = [(one.name, one.text) for one in load_instructions(ROOT / "Dockerfile")]
    for pod in helm.render(EVERYTHING).pods.values():
        context = pod["spec"]["securityContext"]
        assert ("USER", f"{context['runAsUser']}:{context['runAsGroup']}") in instructions
        assert context["fsGroup"] == context["runAsGroup"]


def test_the_service_answers_what_its_probes_ask(helm: Helm, tmp_path: Path) -> None:
    app = create_app(load_settings(gemini={"api_key": "emulator-key"}, qdrant={"path": tmp_path}))
    container = list_containers(helm, EVERYTHING)["service"]
    with TestClient(app) as client:
        for name in ("startupProbe", "livenessProbe"):
            assert client.get(container[name]["httpGet"]["path"]).status_code == 200
        ready = client.get(container["readinessProbe"]["httpGet"]["path"])
    assert (ready.status_code, ready.json()["status"]) == (503, "not_ready")  # nothing is indexed


def test_a_worker_answers_what_its_probes_ask(helm: Helm) -> None:
    container = list_containers(helm, EVERYTHING)["worker"]
    assert str(container["ports"][0]["containerPort"]) == container["args"][-1]
    with serving_probes("127.0.0.1", 0, is_alive=lambda: True, token="") as port:
        for name in ("startupProbe", "livenessProbe"):
            assert container[name]["httpGet"]["port"] == container["ports"][0]["name"]
            assert httpx.get(f"http://127.0.0.1:{port}{container[name]['httpGet']['path']}").status_code == 200
        assert httpx.get(f"http://127.0.0.1:{port}/metrics").status_code == 200  # its ServiceMonitor


def test_a_worker_is_killed_after_it_has_drained(helm: Helm) -> None:
    pods = helm.render(merge(EVERYTHING, {"indexing": {"shutdownSeconds": 90}, "shutdownSeconds": 7})).pods
    for name, seconds in (("worker", 90), ("service", 7)):
        (container,) = pods[name]["spec"]["containers"]
        assert {"name": "SHUTDOWN_SECONDS", "value": str(seconds)} in container["env"]
    assert pods["worker"]["spec"]["terminationGracePeriodSeconds"] > 90 + STOP_SECONDS


def test_the_autoscalers_ask_a_metric_that_there_is(helm: Helm) -> None:
    series = set(re.findall(r"^(askdocs_\w+)(?:\{| )", format_metrics().decode(), re.MULTILINE))
    hpa = helm.render(merge(LEAST, {"autoscaling": {"kind": "hpa"}})).find("HorizontalPodAutoscaler")
    assert hpa["spec"]["metrics"][0]["pods"]["metric"]["name"] in series
    scaled = helm.render(EVERYTHING).find("ScaledObject")
    query = scaled["spec"]["triggers"][0]["metadata"]["query"]
    assert set(re.findall(r"askdocs_\w+", query)) <= series
    assert query == 'sum(askdocs_answers_running{namespace="web",service="docs-askdocs"})'


@each_values
def test_every_pod_keeps_the_restricted_pod_security_standard(helm: Helm, values: Object) -> None:
    for name, pod in helm.render(values).pods.items():
        assert (name, list(find_violations(pod["spec"]))) == (name, [])


@each_values
def test_no_pod_can_write_to_its_image_speak_with_kubernetes_or_take_names_of_services(
    helm: Helm, values: Object
) -> None:
    rendered = helm.render(values)
    for pod in rendered.pods.values():
        assert pod["spec"]["automountServiceAccountToken"] is False
        assert pod["spec"]["enableServiceLinks"] is False
        (container,) = pod["spec"]["containers"]
        assert container["securityContext"]["readOnlyRootFilesystem"] is True
        assert container["resources"]["requests"].keys() == {"cpu", "memory"}
        assert container["resources"]["limits"].keys() == {"memory"}
        volumes = {volume["name"] for volume in pod["spec"]["volumes"]}
        mounts = [mount["mountPath"] for mount in container["volumeMounts"]]
        assert {mount["name"] for mount in container["volumeMounts"]} == volumes
        assert "/tmp" in mounts
        assert len(set(mounts)) == len(mounts)
    assert rendered.find("ServiceAccount")["automountServiceAccountToken"] is False


@pytest.mark.parametrize(
    ("change", "violation"),
    [
        ({"hostNetwork": True}, "hostNetwork is true"),
        ({"volumes": [{"name": "host", "hostPath": {"path": "/"}}]}, "volume host is a hostPath"),
        ({"securityContext": {"runAsNonRoot": True}}, "askdocs: it has no seccomp profile"),
        ({"securityContext": {"runAsUser": 0}}, "securityContext.runAsUser is root"),
        ({"initContainers": [{"name": "first"}]}, "first: it may escalate its privileges"),
        ({"initContainers": [{"name": "first"}]}, "first: it keeps capabilities"),
    ],
)
def test_a_violation_of_the_standard_would_be_found(helm: Helm, change: Object, violation: str) -> None:
    pod = helm.render(LEAST).pods["service"]["spec"]
    assert violation in list(find_violations(pod | change))


@pytest.mark.parametrize("seconds", [1, 20, 600])
def test_a_pod_pauses_longer_than_it_drains_and_is_killed_after_both(helm: Helm, seconds: int) -> None:
    pod = helm.render(merge(LEAST, {"shutdownSeconds": seconds})).pods["service"]["spec"]
    (container,) = pod["containers"]
    pause = container["lifecycle"]["preStop"]["sleep"]["seconds"]
    drain = next(int(one["value"]) for one in container["env"] if one["name"] == "SHUTDOWN_SECONDS")
    assert drain == seconds < pause
    assert pod["terminationGracePeriodSeconds"] > pause + drain


def test_a_replica_goes_only_when_another_can_answer_unless_it_has_a_volume(helm: Helm) -> None:
    strategy = helm.render(LEAST).find("Deployment")["spec"]["strategy"]
    assert strategy == {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 0, "maxSurge": 1}}
    assert helm.render(EMBEDDED).find("Deployment")["spec"]["strategy"] == {"type": "Recreate"}


def test_every_selector_finds_its_own_pods_and_no_others(helm: Helm) -> None:
    rendered = helm.render(EVERYTHING)
    labels = {name: pod["metadata"]["labels"] for name, pod in rendered.pods.items()}
    selectors = [found["spec"]["selector"] for found in rendered.find_all("Service")]
    selectors += [
        (found["spec"].get("selector") or found["spec"]["podSelector"])["matchLabels"]
        for kind in ("Deployment", "PodDisruptionBudget", "NetworkPolicy")
        for found in rendered.find_all(kind)
    ]
    assert len(selectors) == 8
    for selector in selectors:
        found = [name for name, own in labels.items() if selector.items() <= own.items()]
        assert found == [selector["app.kubernetes.io/component"]]


def test_a_change_of_the_files_starts_pods_anew_and_nothing_else_does(helm: Helm) -> None:
    def digest(**changes: Any) -> str:
        return str(
            helm.render(merge(EVERYTHING, changes)).pods["service"]["metadata"]["annotations"]["checksum/config"]
        )

    assert digest() == digest(replicas=7)
    assert len({digest(), digest(files={"a.py": "1"}), digest(langserve={"sites": [{"name": "a"}]})}) == 3


def test_the_network_opens_what_the_secrets_and_the_mode_need(helm: Helm) -> None:
    def list_ports(values: Object, suffix: str) -> list[int]:
        policy = helm.render(merge(values, {"networkPolicy": {"enabled": True}})).find("NetworkPolicy", suffix)
        return sorted({port["port"] for rule in policy["spec"]["egress"] for port in rule["ports"]})

    assert list_ports(EVERYTHING, "docs-askdocs") == [53, 443, 4318, 5432, 6333, 6379]
    assert list_ports(EVERYTHING, "-upgrade") == [53, 5432]
    assert list_ports(LEAST, "docs-askdocs") == [53, 443, 6333]
    assert list_ports(EMBEDDED, "docs-askdocs") == [53, 443]
