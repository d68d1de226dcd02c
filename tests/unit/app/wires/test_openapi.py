"""What `/openapi.json` says: examples that can be tried, keys, each client's own errors, no texts of others."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.server import create_app
from app.settings import load_settings
from app.wires.wire import EXAMPLE_QUESTION
from tests.support.wire_questions import open_every_wire

QUESTIONS = ("/chat", "/chat/invoke", "/chat/stream", "/api/chat", "/v1/chat/completions", "/mcp", "/chatkit")


def describe(folder: Path, **server: Any) -> dict[str, Any]:
    server |= {"langserve_config": open_every_wire(folder)}
    settings = load_settings(gemini={"api_key": "emulator-key"}, qdrant={"path": folder}, server=server)
    return create_app(settings).openapi()


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return describe(tmp_path_factory.mktemp("index"))


@pytest.mark.parametrize("path", QUESTIONS)
def test_trying_it_out_asks_a_real_question(path: str, schema: dict[str, Any]) -> None:
    example = schema["paths"][path]["post"]["requestBody"]["content"]["application/json"]["example"]
    assert EXAMPLE_QUESTION in json.dumps(example)


def test_every_text_is_ours(schema: dict[str, Any]) -> None:
    text = json.dumps(schema)
    for foreign in ("runnable", "Runnable", "developer.mozilla", "HTTPValidationError"):
        assert foreign not in text
    operations = [operation for operations in schema["paths"].values() for operation in operations.values()]
    assert all(operation["summary"] for operation in operations)
    kwargs = schema["components"]["schemas"]["chatInvokeRequest"]["properties"]["kwargs"]
    assert kwargs["description"] == "LangServe's; taken and ignored"


def test_keys_are_wanted_where_they_are_set(tmp_path: Path, schema: dict[str, Any]) -> None:
    names: list[dict[str, list[str]]] = [{"Bearer": []}, {"Key": []}]
    with_keys = describe(tmp_path, api_keys=f"ci:{'k' * 20}")
    assert with_keys["components"]["securitySchemes"].keys() == {"Bearer", "Key"}
    for path, method in (*((path, "post") for path in QUESTIONS), ("/search", "get"), ("/v1/models", "get")):
        assert with_keys["paths"][path][method]["security"] == names
        assert schema["paths"][path][method]["security"] == [*names, {}]
    assert "security" not in schema["paths"]["/health"]["get"]


def test_errors_look_as_the_clients_of_each_wire_know_them(schema: dict[str, Any]) -> None:
    plain, openai = (schema["paths"][path]["post"]["responses"] for path in ("/chat", "/v1/chat/completions"))
    assert plain["429"]["content"] == {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    assert openai["429"]["content"]["application/json"]["schema"]["title"] == "OpenAIError"
    fronts = schema["paths"]["/api/chat"]["post"]["responses"]["429"]["content"]["application/problem+json"]["schema"]
    assert fronts["allOf"][1]["required"] == ["message", "error"]
    assert "404" in openai
    assert "404" not in plain
    assert "413" not in schema["paths"]["/search"]["get"]["responses"]


def test_the_query_string_of_every_wire_is_described(schema: dict[str, Any]) -> None:
    def names(path: str, method: str) -> set[str]:
        return {parameter["name"] for parameter in schema["paths"][path][method]["parameters"]}

    assert names("/v1/chat/completions", "post") == {"version", "locale", "docusaurus_tag", "page_url", "citations"}
    for path in ("/chat", "/chat/invoke", "/chat/stream", "/mcp"):
        assert names(path, "post") == {"version", "locale", "docusaurus_tag", "page_url"}
    assert names("/chatkit", "post") == {"version", "locale", "docusaurus_tag", "page_url", "X-Reader-Id"}
    assert names("/search", "get") == {"q", "limit", "version", "locale", "docusaurus_tag", "page_url"}
