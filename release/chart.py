"""What the chart's schema of values knows of askdocs, made of its settings: `python -m release.chart`."""

import json
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from app.settings import variables
from app.settings.routes import LangServeConfig

ROOT = Path(__file__).parents[1]
SCHEMA = ROOT / "deploy" / "helm" / "askdocs" / "values.schema.json"

OF_THE_CHART = frozenset(
    {"DATA_PATH", "INDEX_RUNS", "LANGSERVE_CONFIG", "QDRANT_PATH", "SERVER_PORT", "SHUTDOWN_SECONDS"}
)
"""What the templates set themselves."""
MAY_HOLD_SECRETS = {"OTEL_EXPORTER_OTLP_HEADERS": "headers for the collector, such as its key"}
"""No settings of ours, but what they hold often is a secret."""
OF_OPENTELEMETRY = {
    "OTEL_EXPORTER_OTLP_CERTIFICATE": "file with the collector's certificate authority",
    "OTEL_EXPORTER_OTLP_ENDPOINT": "address of an OpenTelemetry collector",
    "OTEL_EXPORTER_OTLP_TIMEOUT": "seconds for one call of the collector",
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "address of a collector for traces alone",
    "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": "put questions, passages and answers into traces",
    "OTEL_RESOURCE_ATTRIBUTES": "what is said of the service in each trace",
    "OTEL_SERVICE_NAME": "name of the service in traces",
    "OTEL_TRACES_SAMPLER": "which requests are traced",
    "OTEL_TRACES_SAMPLER_ARG": "the share of them",
}


def list_secrets() -> dict[str, str]:
    """The variables that come out of a Secret, with their meaning."""
    found = {name: field.description for name, field in variables() if field.annotation is SecretStr}
    return dict(sorted((found | MAY_HOLD_SECRETS).items()))


def list_settings() -> dict[str, str]:
    """The variables that stand in values, with their meaning."""
    found = {name: field.description for name, field in variables()} | OF_OPENTELEMETRY
    return {name: text for name, text in sorted(found.items()) if name not in {*list_secrets(), *OF_THE_CHART}}


def describe_secrets() -> dict[str, Any]:
    """The schema of `secrets`."""
    return {
        "type": "object",
        "description": "The variables that come out of a Secret: of existingSecret, or of another one by its name.",
        "additionalProperties": False,
        "properties": {
            name: {
                "type": "object",
                "description": text,
                "additionalProperties": False,
                "properties": {
                    "name": {"type": "string", "description": "Another Secret.", "minLength": 1, "maxLength": 253},
                    "key": {"type": "string", "description": "Another key in it.", "pattern": "^[-._a-zA-Z0-9]+$"},
                },
            }
            for name, text in list_secrets().items()
        },
    }


def describe_settings() -> dict[str, Any]:
    """The schema of `settings`."""
    return {
        "type": "object",
        "description": "All other settings of askdocs, by name.",
        "additionalProperties": False,
        "properties": {
            name: {"type": ["string", "number", "boolean"], "description": text}
            for name, text in list_settings().items()
        },
    }


def describe_langserve() -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of `langserve`, and the definitions that it refers to."""
    schema = LangServeConfig.model_json_schema(ref_template="#/definitions/{model}")
    definitions: dict[str, Any] = schema.pop("$defs")
    schema.pop("required", None)  # empty: that of the image
    return schema | {"description": "langserve.yaml: what is served, and to whom."}, definitions


def describe_values(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of all values, with these parts in their places."""
    langserve, definitions = describe_langserve()
    parts = {"langserve": langserve, "secrets": describe_secrets(), "settings": describe_settings()}
    return schema | {"definitions": schema["definitions"] | definitions, "properties": schema["properties"] | parts}


if __name__ == "__main__":
    SCHEMA.write_text(json.dumps(describe_values(json.loads(SCHEMA.read_text())), indent=2, ensure_ascii=False) + "\n")
