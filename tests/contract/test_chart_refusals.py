"""Values that cannot work are refused before anything is installed, with a sentence that says what to do."""

import pytest

from tests.support.chart import LEAST, Helm, Object, RefusedError, merge

EMBEDDED: Object = {"mode": "embedded", "existingSecret": "askdocs", "persistence": {"enabled": True}}
POSTGRES: Object = {"secrets": {"DATABASE_URL": {}}}
SITE = {"name": "guide", "sources": ["https://docs.example.org"]}
ROUTE = {"path": "/chat", "chain": "chains.answer:create_answer_chain"}

CONTRADICTIONS: list[tuple[Object, Object, str]] = [
    ({}, {"existingSecret": "askdocs"}, "set settings.QDRANT_HOST"),
    (EMBEDDED, {"settings": {"QDRANT_HOST": "qdrant"}}, "remove settings.QDRANT_HOST"),
    (EMBEDDED, {"replicas": 2}, "set replicas to 1"),
    (EMBEDDED, {"autoscaling": {"kind": "hpa"}}, "set replicas to 1 and autoscaling.kind to none"),
    (EMBEDDED, {"indexing": {"kind": "cronjob"}}, "settings.INDEX_SCHEDULE"),
    (EMBEDDED, {"indexing": {"kind": "worker"}} | POSTGRES, "settings.INDEX_SCHEDULE"),
    (EMBEDDED, {"persistence": {"enabled": False}}, "set persistence.enabled to true"),
    (LEAST, {"persistence": {"enabled": True}, "replicas": 2}, "its volume is mounted once"),
    (LEAST, {"replicas": 2, "settings": {"KEEP_ANSWERS": True}}, "KEEP_ANSWERS with several replicas"),
    (LEAST, {"processes": 2, "settings": {"KEEP_ANSWERS": "yes"}}, "add secrets.DATABASE_URL"),
    (LEAST, {"settings": {"KEEP_ANSWERS": " True "}}, "nothing here outlives the pod"),
    (EMBEDDED, {"processes": 2, "settings": {"KEEP_ANSWERS": True}}, "SQLite belongs to one process"),
    (LEAST, {"replicas": 2, "langserve": {"routes": [ROUTE | {"wires": ["chatkit"]}]}}, "ChatKit with several"),
    (LEAST, {"indexing": {"kind": "worker"}}, "a queue in Postgres: add secrets.DATABASE_URL"),
    (LEAST, {"replicas": 2, "settings": {"INDEX_SCHEDULE": "0 3 * * *"}}, "Every replica would start the runs"),
    (
        LEAST,
        {"replicas": 2, "langserve": {"sites": [SITE | {"schedule": "0 3 * * *"}], "routes": [ROUTE]}},
        "Every replica would start the runs",
    ),
    (
        LEAST,
        {"indexing": {"kind": "cronjob"}, "settings": {"INDEX_SOURCES": "https://a", "INDEX_SCHEDULE": "0 3 * * *"}},
        "would both index by the clock",
    ),
    (LEAST, {"indexing": {"kind": "cronjob"}}, "name sources under langserve.sites"),
    (LEAST, {"indexing": {"kind": "worker"}} | POSTGRES, "worker does not know what to index"),
    (
        LEAST,
        {"indexing": {"kind": "cronjob"}, "langserve": {"sites": [{"name": "a", "sources": []}], "routes": [ROUTE]}},
        "does not know what to index",
    ),
    (LEAST, {"existingSecret": ""}, "set existingSecret to the name of the Secret"),
    (LEAST, {"secrets": {"GEMINI_API_KEY": None}}, "secrets must hold GEMINI_API_KEY"),
    (LEAST, {"autoscaling": {"kind": "hpa", "minReplicas": 5, "maxReplicas": 3}}, "(3) is less than"),
    (LEAST, {"autoscaling": {"kind": "hpa", "answersPerReplica": 65}}, "LIMIT_CONCURRENT_ANSWERS (64)"),
    (
        LEAST,
        {"autoscaling": {"kind": "hpa"}, "settings": {"LIMIT_CONCURRENT_ANSWERS": 16}},
        "(32) is never reached",
    ),
    (LEAST, {"autoscaling": {"kind": "keda"}}, "set autoscaling.prometheus"),
    (LEAST, {"metrics": {"serviceMonitor": {"enabled": True}}}, "add secrets.DEVELOPER_TOKEN"),
    (LEAST, {"ingress": {"enabled": True}}, "wants ingress.hosts"),
    (LEAST, {"serviceAccount": {"create": False, "annotations": {"a": "b"}}}, "set serviceAccount.create to true"),
    (LEAST, {"resources": {"requests": {"memory": "2Gi"}}}, "(2Gi) is more than resources.limits.memory (1Gi)"),
    (LEAST, {"indexing": {"resources": {"limits": {"memory": 256_000_000}}}}, "limits.memory (256000000): raise"),
    (LEAST, {"langserve": {"sites": [SITE]}}, "langserve has no routes"),
    (LEAST, {"files": {"langserve.yaml": "version: 1"}}, "write it under `langserve`"),
]

OF_THE_SCHEMA: list[tuple[Object, str]] = [
    ({"replica": 3}, "'replica' not allowed"),
    ({"mode": "cluster"}, "'/mode'"),
    ({"replicas": "3"}, "'/replicas'"),
    ({"replicas": None}, "missing property 'replicas'"),
    ({"image": {"repository": None}}, "missing property 'repository'"),
    ({"settings": None}, "missing property 'settings'"),
    ({"replicas": -1}, "'/replicas'"),
    ({"replicas": 100_000}, "'/replicas'"),
    ({"replicas": 1.5}, "'/replicas'"),
    ({"processes": 0}, "'/processes'"),
    ({"shutdownSeconds": 0}, "'/shutdownSeconds'"),
    ({"settings": {"QDRANT_HSOT": "qdrant"}}, "'QDRANT_HSOT' not allowed"),
    ({"settings": {"GEMINI_API_KEY": "a-key"}}, "'GEMINI_API_KEY' not allowed"),
    ({"settings": {"INDEX_NOTIFY_URL": "https://hooks.example/secret"}}, "'INDEX_NOTIFY_URL' not allowed"),
    ({"settings": {"SHUTDOWN_SECONDS": 5}}, "'SHUTDOWN_SECONDS' not allowed"),
    ({"settings": {"CORS_ORIGINS": ["https://a"]}}, "'/settings/CORS_ORIGINS'"),
    ({"settings": {"LOG_LEVEL": None, "CORS_ORIGINS": {}}}, "'/settings/CORS_ORIGINS'"),
    ({"secrets": {"GEMINI_API_KEY": "a-key"}}, "'/secrets/GEMINI_API_KEY'"),
    ({"secrets": {"GEMINI_API_KEY": {"value": "a-key"}}}, "'value' not allowed"),
    ({"secrets": {"QDRANT_HOST": {}}}, "'QDRANT_HOST' not allowed"),
    ({"existingSecret": "Not A Name"}, "'/existingSecret'"),
    ({"fullnameOverride": "x" * 41}, "'/fullnameOverride'"),
    ({"fullnameOverride": "fragen-über"}, "'/fullnameOverride'"),
    ({"fullnameOverride": "1docs"}, "'/fullnameOverride'"),
    ({"image": {"digest": "latest"}}, "'/image/digest'"),
    ({"image": {"repository": "Ask Docs"}}, "'/image/repository'"),
    ({"image": {"tag": "a:b"}}, "'/image/tag'"),
    ({"persistence": {"enabled": True, "size": "ten gigabytes"}}, "'/persistence/size'"),
    ({"resources": {"limits": {"memory": "lots"}}}, "'/resources/limits/memory'"),
    ({"ingress": {"enabled": True, "hosts": ["https://ask.example.org/"]}}, "'/ingress/hosts/0'"),
    ({"ingress": {"hosts": "ask.example.org"}}, "'/ingress/hosts'"),
    ({"networkPolicy": {"ingress": []}}, "'/networkPolicy/ingress'"),
    ({"networkPolicy": {"qdrant": {"to": [], "ports": [6333]}}}, "'/networkPolicy/qdrant/to'"),
    ({"networkPolicy": {"web": {"to": [{}]}}}, "'/networkPolicy/web/to/0'"),
    ({"networkPolicy": {"ingress": [{"namespace": "web"}]}}, "'namespace' not allowed"),
    ({"networkPolicy": {"extraEgress": [{}]}}, "missing property 'to'"),
    ({"podLabels": {"team": "Fragen & Antworten"}}, "'/podLabels/team'"),
    ({"affinity": {"nodes": {}}}, "must be one of 'nodeAffinity'"),
    ({"networkPolicy": {"redis": {"ports": []}}}, "'/networkPolicy/redis/ports'"),
    ({"indexing": {"kind": "cronjob", "schedule": "every night"}}, "'/indexing/schedule'"),
    ({"autoscaling": {"kind": "cpu"}}, "'/autoscaling/kind'"),
    ({"probes": {"readinessPath": "/metrics"}}, "'/probes/readinessPath'"),
    ({"files": {"../escape.py": ""}}, "'../escape.py'"),
    ({"langserve": {"sites": [{"name": "Guide"}], "routes": [ROUTE]}}, "'/langserve/sites/0/name'"),
    ({"langserve": {"sites": [SITE | {"source": "x"}], "routes": [ROUTE]}}, "'source' not allowed"),
    ({"langserve": {"routes": [{"path": "chat", "chain": "a:b"}]}}, "'/langserve/routes/0/path'"),
    ({"langserve": "version: 1"}, "'/langserve'"),
    ({"extraVolumes": ["a"]}, "'/extraVolumes/0'"),
    ({"extraVolumeMounts": [{"name": "a"}]}, "missing property 'mountPath'"),
]


@pytest.mark.parametrize(("values", "change", "sentence"), CONTRADICTIONS)
def test_values_that_contradict_each_other_are_refused(
    helm: Helm, values: Object, change: Object, sentence: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        helm.render(merge(values, change))
    text = str(refused.value).strip()
    assert sentence in text
    assert text.startswith("execution error at (askdocs/templates/validate.yaml:")
    assert text.endswith(".")
    assert "nil" not in text


@pytest.mark.parametrize(("change", "place"), OF_THE_SCHEMA)
def test_a_value_that_cannot_be_is_refused_by_the_schema(helm: Helm, change: Object, place: str) -> None:
    with pytest.raises(RefusedError) as refused:
        helm.render(merge(LEAST, change))
    text = str(refused.value)
    assert "don't meet the specifications of the schema" in text
    assert place in text
