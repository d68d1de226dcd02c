"""What an operation takes and gives beyond fields in JSON, and what references and paths say beside it."""

from typing import Any

import pytest

from tests.unit.indexing.openapi.conftest import open_api

SCHEMAS = {
    "Pot": {"type": "object", "properties": {"litres": {"type": "number"}}},
    "Lid": {"type": "object", "description": "Shuts a pot.", "properties": {"size": {"type": "integer"}}},
    "Name": {"type": "string"},
}


def refer(name: str, kind: str = "schemas") -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def read(operation: dict[str, Any], item: dict[str, Any] | None = None, **components: Any) -> str:
    """The section of the only operation, a POST; each schema is used elsewhere, too, and so no part of it."""
    others = {"get": {"responses": {"200": {"content": {"x/y": {"schema": {"anyOf": [*map(refer, SCHEMAS)]}}}}}}}
    described = {
        "openapi": "3.1.0",
        "info": {"title": "API"},
        "paths": {"/pots": {**(item or {}), "post": {"summary": "Boil", **operation}}, "/others": others},
        "components": {"schemas": SCHEMAS, **components},
    }
    (page,) = open_api(described).read_pages()
    (text,) = (chunk.text for chunk in page.chunks if chunk.place.section.endswith("Boil (POST /pots)"))
    return text.partition("\n\n")[2]


def send(description: str = "", **contents: Any) -> dict[str, Any]:
    media = {name.replace("_", "/"): {"schema": schema} for name, schema in contents.items()}
    return {"requestBody": {"content": media, **({"description": description} if description else {})}}


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        ({"application_json": {"oneOf": [refer("Pot"), refer("Lid")]}}, "Body: application/json, `Pot` or `Lid`."),
        ({"text_plain": {"type": "string"}}, "Body: text/plain, string."),
        ({"image_png": {}}, "Body: image/png."),
        ({"application_json": refer("Name")}, "Body: application/json, `Name`."),
    ],
)
def test_a_body_without_fields_is_told_by_its_kind(contents: dict[str, Any], told: str) -> None:
    assert read(send(**contents)) == told


def test_each_kind_of_body_is_told_once_and_what_is_said_of_it() -> None:
    text = read(send("What to boil.", application_json=refer("Pot"), application_xml=refer("Pot"), x_lid=refer("Lid")))
    assert text == (
        "What to boil.\n\nBody (application/json or application/xml, `Pot`):\n\n- `litres` (number)\n\n"
        "Shuts a pot.\n\nBody (x/lid, `Lid`):\n\n- `size` (integer)"
    )


def test_what_stands_beside_a_reference_counts() -> None:
    text = read(
        {
            "parameters": [{**refer("Hot", "parameters"), "description": "How hot here."}],
            "responses": {"200": {**refer("Done", "responses"), "description": "Boiled here."}},
            **send(application_json={**refer("Pot"), "properties": {"own": {"type": "string"}}}),
        },
        parameters={"Hot": {"name": "hot", "in": "query", "description": "Anywhere."}},
        responses={"Done": {"description": "Anywhere.", "headers": {"X-Left": {}}}},
    )
    assert "- `hot` (query): How hot here." in text
    assert "- `own` (string)\n- `litres` (number)" in text
    assert "- `200` Boiled here.; headers `X-Left`" in text
    assert "Anywhere" not in text


def test_what_a_path_says_holds_for_operations_that_say_nothing_themselves() -> None:
    item = {"summary": "Pots", "description": "All about pots.", "servers": [{"url": "https://pots.example"}]}
    assert read({}, item) == "All about pots.\n\nServers of its own:\n\n- `https://pots.example`"
    assert read({"description": "Mine.", "servers": []}, item) == "Mine."


def test_servers_tell_their_variables() -> None:
    variables = {"region": {"enum": ["eu", "us"], "default": "eu"}, "port": {"default": 443}}
    servers = [{"url": "https://{region}.example:{port}", "description": "Live", "variables": variables}, {}, None]
    told = "Live; `region`, one of `eu`, `us`, by default `eu`; `port`, by default `443`"
    assert read({"servers": servers}).splitlines()[2:] == [f"- `https://{{region}}.example:{{port}}`: {told}"]


def test_callbacks_are_told_with_the_operation() -> None:
    called = {"{$request.body#/url}": {"post": {"summary": "It  boils"}, "x-own": {"summary": "Not this"}}}
    assert read({"callbacks": {"onBoil": called, "none": None}}).splitlines()[2:] == [
        "- `onBoil` (`POST {$request.body#/url}`): It boils"
    ]


@pytest.mark.parametrize("tags", [[None], [{}], [["x"]], []])
def test_a_tag_that_is_no_text_is_none(tags: list[Any]) -> None:
    assert read({"tags": tags, "description": "Boils."}) == "Boils."
