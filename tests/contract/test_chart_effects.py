"""No value of the chart is without effect: each, when it is changed, changes what is made."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.chart import (
    EXAMPLES,
    LEAST,
    VALUES_SCHEMA,
    Helm,
    Object,
    RefusedError,
    list_values,
    load_example,
    merge,
)

ROUTE = {"path": "/chat", "chain": "a:b"}
PEERS = [{"podSelector": {"matchLabels": {"app": "other"}}}]
EVERYTHING: Object = merge(
    next(load_example(path) for path in EXAMPLES if path.stem == "keda"),
    {
        "secrets": {"DATABASE_URL": {}},
        "settings": {"INDEX_SOURCES": "https://docs.example.org"},
        "indexing": {"kind": "cronjob"},
        "ingress": {"enabled": True, "hosts": ["ask.example.org"]},
        "autoscaling": {"cpuPercent": 50},
    },
)
EMBEDDED: Object = {"mode": "embedded", "existingSecret": "askdocs", "persistence": {"enabled": True}}
HPA = merge(LEAST, {"autoscaling": {"kind": "hpa"}})
WORKERS = merge(EVERYTHING, {"indexing": {"kind": "worker"}})

CHANGES: dict[str, Any] = {
    "image.repository": "registry.example.org/askdocs",
    "image.tag": "1.2.3",
    "image.digest": f"sha256:{'0' * 64}",
    "image.pullPolicy": "Always",
    "imagePullSecrets": [{"name": "registry"}],
    "fullnameOverride": "ask",
    "existingSecret": "other",
    "secrets": {"API_KEYS": {}},
    "settings": {"LOG_LEVEL": "debug"},
    "langserve": {"routes": [ROUTE]},
    "files": {"chain.py": "1"},
    "processes": 2,
    "shutdownSeconds": 21,
    "resources": {"limits": {"memory": "3Gi"}},
    "temporary": "3Gi",
    "service.port": 8080,
    "service.annotations": {"a": "b"},
    "ingress.enabled": False,
    "ingress.className": "nginx",
    "ingress.annotations": {"a": "b"},
    "ingress.hosts": ["other.example.org"],
    "ingress.path": "/ask",
    "ingress.tlsSecret": "certificate",
    "autoscaling.kind": "none",
    "autoscaling.minReplicas": 5,
    "autoscaling.maxReplicas": 6,
    "autoscaling.answersPerReplica": 20,
    "autoscaling.cpuPercent": 60,
    "autoscaling.scaleDownSeconds": 60,
    "autoscaling.prometheus": "https://thanos:9090",
    "autoscaling.authentication": "prometheus",
    "podDisruptionBudget.enabled": False,
    "podDisruptionBudget.maxUnavailable": 2,
    "indexing.kind": "none",
    "indexing.schedule": "@daily",
    "indexing.shutdownSeconds": 60,
    "indexing.deadlineSeconds": 60,
    "indexing.resources": {"limits": {"memory": "3Gi"}},
    "databaseUpgrade.enabled": False,
    "databaseUpgrade.deadlineSeconds": 60,
    "networkPolicy.enabled": False,
    "networkPolicy.ingress": PEERS,
    "networkPolicy.monitoring": PEERS,
    **{f"networkPolicy.{name}.to": PEERS for name in ("dns", "web", "qdrant", "postgres", "redis")},
    **{f"networkPolicy.{name}.ports": [1] for name in ("dns", "web", "qdrant", "postgres", "redis")},
    "networkPolicy.extraEgress": [{"to": PEERS}],
    "metrics.serviceMonitor.enabled": False,
    "metrics.serviceMonitor.interval": "10s",
    "metrics.serviceMonitor.labels": {"a": "b"},
    "metrics.alerts.enabled": False,
    "metrics.alerts.labels": {"a": "b"},
    "metrics.dashboards.enabled": False,
    "metrics.dashboards.labels": {"a": "b"},
    "probes.readinessPath": "/health",
    "probes.startupSeconds": 300,
    "serviceAccount.create": False,
    "serviceAccount.name": "other",
    "serviceAccount.annotations": {"a": "b"},
    "podAnnotations": {"a": "b"},
    "podLabels": {"a": "b"},
    "nodeSelector": {"a": "b"},
    "tolerations": [{"operator": "Exists"}],
    "affinity": {"nodeAffinity": {}},
    "topologySpread": False,
    "priorityClassName": "high",
    "extraVolumes": [{"name": "a", "emptyDir": {}}],
    "extraVolumeMounts": [{"name": "a", "mountPath": "/a"}],
}
OF_ONE_REPLICA: dict[str, Any] = {
    "persistence.size": "1Gi",
    "persistence.storageClass": "fast",
    "persistence.existingClaim": "claim",
    "persistence.keep": False,
}


def nest(place: str, value: Any) -> Object:
    for part in reversed(place.split(".")):
        value = {part: value}
    changed: Object = value
    return changed


def list_cases() -> Iterator[tuple[Object, str, Any]]:
    yield from ((EVERYTHING, place, value) for place, value in CHANGES.items())
    yield from ((EMBEDDED, place, value) for place, value in OF_ONE_REPLICA.items())
    yield LEAST, "persistence.enabled", True
    yield LEAST, "replicas", 3
    yield WORKERS, "indexing.workers", 3
    yield HPA, "autoscaling.minReplicas", 3
    yield HPA, "autoscaling.cpuPercent", 50


def test_every_value_is_tried() -> None:
    leaves = {place for place, schema in list_values(VALUES_SCHEMA) if is_leaf(place, schema)}
    assert {place for _, place, _ in list_cases()} == leaves - {"global", "mode"}


def is_leaf(place: str, schema: Object) -> bool:
    whole = {"settings", "secrets", "langserve", "resources", "indexing.resources"}
    inside = any(place.startswith(f"{name}.") for name in whole)
    return not inside and (place in whole or "properties" not in schema)


@pytest.mark.parametrize(("values", "place", "value"), list(list_cases()))
def test_a_changed_value_changes_what_is_made(helm: Helm, values: Object, place: str, value: Any) -> None:
    assert helm.render(merge(values, nest(place, value))).objects != helm.render(values).objects


def test_the_mode_is_asked_for_and_not_guessed(helm: Helm) -> None:
    """It changes nothing by itself: it holds the other values to what it says."""
    both = merge(EMBEDDED, {"settings": LEAST["settings"]})
    assert helm.render(both | {"mode": "server"}).objects != helm.render(EMBEDDED).objects
    with pytest.raises(RefusedError):
        helm.render(both)
