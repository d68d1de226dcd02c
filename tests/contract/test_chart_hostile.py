"""Names that are too long, texts of other alphabets, and values that YAML, Go or Kubernetes read in their own way."""

import hashlib
from typing import Any

import pytest

from app.settings import ServerSettings
from app.settings.routes import load_langserve_config
from tests.support.chart import EXAMPLES, LEAST, Helm, Object, Rendered, load_example, merge

EVERYTHING = merge(
    next(load_example(path) for path in EXAMPLES if path.stem == "keda"),
    {"secrets": {"DATABASE_URL": {}}, "indexing": {"kind": "cronjob"}, "settings": {"INDEX_SOURCES": "https://a"}},
)
ROUTE = {"path": "/chat", "chain": "chains.answer:create_answer_chain"}
MOST_CHARACTERS = {"CronJob": 52, "Job": 63, "Service": 63}


def digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:6]


def read_settings(rendered: Rendered) -> dict[str, str]:
    (container,) = rendered.pods["service"]["spec"]["containers"]
    return {one["name"]: one["value"] for one in container["env"] if "value" in one}


@pytest.mark.parametrize(
    ("release", "name"),
    [
        ("docs", "docs-askdocs"),
        ("askdocs", "askdocs"),
        ("my-askdocs-2", "my-askdocs-2"),
        ("1docs", "askdocs-1docs-askdocs"),
        ("a.b", "a-b-askdocs"),
        ("r" * 53, f"{'r' * 33}-{digest('r' * 53 + '-askdocs')}"),
        ("r" * 32 + "-s" * 10, f"{'r' * 32}-{digest('r' * 32 + '-s' * 10 + '-askdocs')}"),
    ],
)
def test_every_release_has_names_that_kubernetes_takes(helm: Helm, release: str, name: str) -> None:
    rendered = helm.render(EVERYTHING, name=release)
    found = rendered.find("Service")["metadata"]["name"]
    assert found == name
    for one in rendered.objects:
        assert len(one["metadata"]["name"]) <= MOST_CHARACTERS.get(one["kind"], 63)
        assert one["metadata"]["name"].startswith(found)
        assert one["kind"] in {"ServiceMonitor", "PrometheusRule", "ScaledObject"} or helm.validate(one, "1.37") == ""


def test_two_long_releases_have_two_names(helm: Helm) -> None:
    names = {helm.render(LEAST, name="r" * 52 + end).find("Service")["metadata"]["name"] for end in "ab"}
    assert len(names) == 2


@pytest.mark.parametrize("name", ["true", "null", "e3", "on", "y"])
def test_a_name_that_yaml_would_read_as_something_else_stays_a_name(helm: Helm, name: str) -> None:
    rendered = helm.render(merge(EVERYTHING, {"fullnameOverride": name}), name="no")
    assert rendered.find("Service")["metadata"]["name"] == name
    assert rendered.find("ScaledObject")["spec"]["scaleTargetRef"]["name"] == name
    assert rendered.find("Service")["spec"]["selector"]["app.kubernetes.io/instance"] == "no"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2_000_000, "2000000"),
        (50_000_000_000, "50000000000"),
        (0.5, "0.5"),
        (True, "true"),
        ("true", "true"),
        ("007", "007"),
        ("null", "null"),
        ("", ""),
        ("  spaces  ", "  spaces  "),
        ('say "no": # {x} & <b>', 'say "no": # {x} & <b>'),
        ("back\\slash\nline\ttab", "back\\slash\nline\ttab"),
        ("Fragen über Ä, 質問, 🙂, \u2028", "Fragen über Ä, 質問, 🙂, \u2028"),
        ("{{ .Release.Name }}", "{{ .Release.Name }}"),
        ("$(GEMINI_API_KEY) $HOME", "$$(GEMINI_API_KEY) $HOME"),  # Kubernetes would put the key in
        ("x" * 20_000, "x" * 20_000),
    ],
)
def test_a_setting_arrives_as_it_was_written(helm: Helm, value: Any, text: str) -> None:
    rendered = helm.render(merge(LEAST, {"settings": {"ANSWER_INSTRUCTIONS": value}}))
    assert read_settings(rendered)["ANSWER_INSTRUCTIONS"] == text


@pytest.mark.parametrize(
    "text", ["a: b", 'it\'s "so"', "- no list", "#no comment", "*no alias", "null", "Ä 質問", "{{ x }}", "a\nb: c"]
)
def test_a_source_of_a_site_arrives_as_it_was_written(helm: Helm, text: str, tmp_path: Any) -> None:
    sites = [
        {"name": "guide", "sources": [text, "https://docs.example.org:8443/?a=b&c=d"], "tokens_per_day": 2_000_000}
    ]
    rendered = helm.render(merge(LEAST, {"langserve": {"version": 1, "sites": sites, "routes": [ROUTE]}}))
    file = tmp_path / "langserve.yaml"
    file.write_text(rendered.find("ConfigMap")["data"]["langserve.yaml"], encoding="utf-8")
    (site,) = load_langserve_config(ServerSettings(langserve_config=file)).sites
    assert list(site.sources) == sites[0]["sources"]
    assert site.tokens_per_day == 2_000_000


@pytest.mark.parametrize(
    "content", ["", "\n\n", "  indented\n", "a: |\n  b\n", "{{ end }}", "\ttab", "Ä\u2028\x85\x7f"]
)
def test_a_file_arrives_byte_for_byte(helm: Helm, content: str) -> None:
    rendered = helm.render(merge(LEAST, {"files": {"chain.py": content}}))
    assert rendered.find("ConfigMap")["data"] == {"chain.py": content}


def test_an_empty_or_a_huge_number_of_replicas_is_taken_as_it_is(helm: Helm) -> None:
    for replicas in (0, 1000):
        rendered = helm.render(merge(LEAST, {"replicas": replicas}))
        assert rendered.find("Deployment")["spec"]["replicas"] == replicas
        assert len(rendered.find_all("PodDisruptionBudget")) == (replicas > 1)


@pytest.mark.parametrize("empty", [{"tolerations": []}, {"extraVolumes": []}, {"files": {}}, {"podLabels": {}}])
def test_empty_lists_and_maps_are_left_out(helm: Helm, empty: Object) -> None:
    assert helm.render(merge(LEAST, empty)).objects == helm.render(LEAST).objects


def test_nobody_can_take_the_labels_of_a_pod_that_select_it(helm: Helm) -> None:
    labels = {"app.kubernetes.io/name": "other", "team": "docs", "answer": "yes"}
    found = helm.render(merge(LEAST, {"podLabels": labels})).pods["service"]["metadata"]["labels"]
    assert (found["app.kubernetes.io/name"], found["team"], found["answer"]) == ("askdocs", "docs", "yes")


def test_the_secret_of_a_variable_may_be_another_one(helm: Helm) -> None:
    values = {"settings": LEAST["settings"], "secrets": {"GEMINI_API_KEY": {"name": "vault", "key": "gemini.key"}}}
    (container,) = helm.render(values).pods["service"]["spec"]["containers"]
    (found,) = [one for one in container["env"] if one["name"] == "GEMINI_API_KEY"]
    assert found["valueFrom"] == {"secretKeyRef": {"name": "vault", "key": "gemini.key"}}


def test_the_notes_say_what_is_missing(helm: Helm) -> None:
    assert "REDIS_URL" in helm.render(merge(LEAST, {"replicas": 2})).notes
    assert "REDIS_URL" not in helm.render(LEAST).notes
    opened = {"ingress": {"enabled": True, "hosts": ["ask.example.org"], "path": "/ask", "tlsSecret": "tls"}}
    notes = helm.render(merge(LEAST, opened)).notes
    assert "https://ask.example.org/ask" in notes
    assert "TRUSTED_PROXIES" in notes
    assert "job/" not in notes
    assert "cronjob/docs-askdocs-index" in helm.render(EVERYTHING).notes
