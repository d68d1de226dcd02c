"""What is read of an interface: a section for each operation and for each schema."""

from typing import Any

from tests.unit.indexing.openapi.conftest import KETTLES, open_api

GET = """\
`GET /kettles/{id}`, operation `getKettle` (in other words: retrieve, fetch, read, show)

Parameters:

- `id` (path, one of `k1`, `k2`, required): Name of the kettle.

Answers:

- `200` It is there. — `Kettle` with `litres`, `handle`, `id`, `parts`
- `404` There is no such kettle.

Needs one of:

- `key`

Example:

```json
{
  "id": "k1",
  "litres": 1.5
}
```"""
POST = """\
`POST /kettles`, operation `createKettle` (in other words: create kettle, add, make, new)

Body (application/json, `NewKettle`, required):

- `litres` (number or null, required): How much it holds. Default: `1.7`.
- `handle` (object)
- `handle.colour` (string): Deprecated.

Answers:

- `201` Made.

Needs one of:

- `oauth` with `write`"""
KETTLE = """\
A thing that boils.

`Kettle` is `NewKettle`.

Fields:

- `litres` (number or null, required): How much it holds. Default: `1.7`.
- `handle` (object)
- `handle.colour` (string): Deprecated.
- `id` (string): Read only.
- `parts` (list of `Kettle`)"""


def test_an_operation_is_one_section_with_all_that_callers_ask_for(sections: dict[str, str]) -> None:
    assert sections["Get a kettle (GET /kettles/{id})"] == GET
    assert sections["createKettle (POST /kettles)"] == POST


def test_what_is_deprecated_says_so(sections: dict[str, str]) -> None:
    assert sections["Scrap a kettle (DELETE /kettles/{id})"].startswith("**Deprecated:** ")


def test_a_schema_has_the_fields_of_its_parts_and_ends_where_it_holds_itself(sections: dict[str, str]) -> None:
    assert sections["Kettle (schema)"] == KETTLE


def test_the_introduction_tells_servers_and_keys_and_its_headings_are_no_places(sections: dict[str, str]) -> None:
    introduction = sections["Kettle API"]
    for part in (
        "Version 2.4",
        "**Limits**\n\nAt most **ten** calls",
        "- `https://api.example.org/v2`",
        "- `key` (apiKey header X-Key): Ask us.",
    ):
        assert part in introduction
    assert sections["Kettles"] == "Things that boil water."
    assert "The water boils (WEBHOOK boiled)" in sections


def test_every_operation_and_schema_has_a_passage_of_its_own_and_an_anchor() -> None:
    (page,) = open_api(KETTLES).read_pages()
    anchored = [chunk.place.url.partition("#")[2] for chunk in page.chunks if "#" in chunk.place.url]
    assert anchored == [
        "tag/Kettles/operation/getKettle",
        "tag/Kettles/operation/getKettle",  # the schema that only it leads to
        "tag/Kettles/operation/createKettle",
        "/paths/~1kettles~1{id}/delete",
        "/webhooks/boiled/post",
    ]
    assert not any(chunk.place.parts for chunk in page.chunks)


def test_a_schema_stands_with_the_only_operation_that_leads_to_it_and_else_by_itself(sections: dict[str, str]) -> None:
    (page,) = open_api(KETTLES).read_pages()
    above = {chunk.place.section.rpartition(" > ")[2]: chunk.place.section for chunk in page.chunks}
    assert above["Kettle (schema)"] == "Kettle API > Kettles > Get a kettle (GET /kettles/{id}) > Kettle (schema)"
    assert above["NewKettle (schema)"] == "Kettle API > Schemas > NewKettle (schema)"  # `Kettle` has its fields
    assert sections["NewKettle (schema)"]


def test_a_schema_that_several_operations_lead_to_or_none_stands_by_itself() -> None:
    def give(schema: str) -> dict[str, Any]:
        return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}

    shared = [{"name": "like", "in": "query", "schema": {"$ref": "#/components/schemas/Kettle"}}]
    described = {
        "openapi": "3.1.0",
        "info": {"title": "API"},
        "paths": {
            "/lids": {"get": {"summary": "Lids", "responses": {"200": {"$ref": "#/components/responses/Lid"}}}},
            "/kettles": {"parameters": shared, "get": {"summary": "All"}},
            "/kettle": {"post": {"summary": "One", "requestBody": give("Kettle")}},
        },
        "components": {
            "responses": {"Lid": {"description": "A lid.", **give("Lid")}},
            "schemas": {
                "Kettle": {"type": "string"},
                "Lid": {"description": "Shuts. " * 40, "properties": {"lid": {"$ref": "#/components/schemas/Lid"}}},
                "Spare": {"type": "string"},
            },
        },
    }
    (page,) = open_api(described).read_pages()
    sections = {chunk.place.section for chunk in page.chunks}
    sections |= {part.section for chunk in page.chunks for part in chunk.place.parts}
    schemas = sorted(section for section in sections if section.endswith("(schema)"))
    assert schemas == [
        "API > Lids (GET /lids) > Lid (schema)",
        "API > Schemas > Kettle (schema)",
        "API > Schemas > Spare (schema)",
    ]


def test_webhooks_of_openapi_3_0_are_read_as_redoc_reads_them() -> None:
    described = {**KETTLES, "openapi": "3.0.3", "x-webhooks": KETTLES["webhooks"], "webhooks": {}}
    (page,) = open_api(described).read_pages()
    assert any("The water boils (WEBHOOK boiled)" in chunk.place.section for chunk in page.chunks)
