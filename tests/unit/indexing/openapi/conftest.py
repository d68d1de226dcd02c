"""A small interface, and how it is read."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from indexing.model import Page, SiteOptions
from indexing.openapi.opening import open_description
from indexing.openapi.site import ApiSite

SHOWN_AT = "https://docs.example.org/api"
Read = Callable[..., list[Page]]

KETTLES: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Kettle API", "version": "2.4", "description": "## Limits\n\nAt most **ten** calls a second."},
    "servers": [{"url": "https://api.example.org/v2"}],
    "tags": [{"name": "Kettles", "description": "Things that boil water."}],
    "security": [{"key": []}],
    "paths": {
        "/kettles/{id}": {
            "parameters": [{"$ref": "#/components/parameters/Id"}],
            "get": {"operationId": "getKettle", "summary": "Get a kettle", "tags": ["Kettles"], "responses": {
                "200": {"description": "It is there.", "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/Kettle"},
                    "example": {"id": "k1", "litres": 1.5},
                }}},
                "404": {"description": "There is no such kettle."},
            }},
            "delete": {"summary": "Scrap a kettle", "deprecated": True, "responses": {"204": {"description": "Gone."}}},
        },
        "/kettles": {
            "post": {"operationId": "createKettle", "tags": ["Kettles"], "security": [{"oauth": ["write"]}],
                "requestBody": {"required": True, "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/NewKettle"}}}},
                "responses": {"201": {"description": "Made."}}},
        },
    },
    "webhooks": {"boiled": {"post": {"summary": "The water boils", "responses": {}}}},
    "components": {
        "parameters": {"Id": {"name": "id", "in": "path", "required": True, "description": "Name of\nthe kettle.",
                              "schema": {"type": "string", "enum": ["k1", "k2"]}}},
        "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key", "description": "Ask us."}},
        "schemas": {
            "NewKettle": {"type": "object", "required": ["litres"], "properties": {
                "litres": {"type": ["number", "null"], "default": 1.7, "description": "How much it holds."},
                "handle": {"type": "object", "properties": {"colour": {"type": "string", "deprecated": True}}},
            }},
            "Kettle": {"description": "A thing that boils.", "allOf": [
                {"$ref": "#/components/schemas/NewKettle"},
                {"properties": {
                    "id": {"type": "string", "readOnly": True},
                    "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Kettle"}},
                }},
            ]},
        },
    },
}  # fmt: skip


def open_api(described: Mapping[str, Any] | str, *, shown_at: str = f"{SHOWN_AT}#redoc", address: str = "") -> ApiSite:
    text = described if isinstance(described, str) else json.dumps(described)
    return open_description(text.encode(), "kettles.json", SiteOptions(shown_at=shown_at), address=address)


@pytest.fixture
def sections() -> dict[str, str]:
    """The texts of the interface, by their headings."""
    (page,) = open_api(KETTLES).read_pages()
    return {chunk.place.section.rpartition(" > ")[2]: chunk.text for chunk in page.chunks}
