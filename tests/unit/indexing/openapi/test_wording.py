"""How operations are called, and by which other words they are found."""

from typing import Any

import pytest

from indexing.openapi.wording import choose_name, list_other_words
from tests.unit.indexing.openapi.conftest import KETTLES, open_api

LONG = "This event occurs when water boils. For more about boiling, see [Boiling](https://docs.example.org/boiling)."


@pytest.mark.parametrize(
    ("summary", "operation_id", "path", "name"),
    [
        ("List  kettles", "listKettles", "/kettles", "List kettles"),
        ("", "listKettles", "/kettles", "listKettles"),
        (LONG, "kettle/boiled", "/hooks", "kettle/boiled"),
        (LONG, "kettle/boiled", "kettle-boiled", ""),
        ("Gets one. Deprecated", "getOne", "/one", "getOne"),
        ("Node.js versions", "nodeVersions", "/versions", "Node.js versions"),
        ("word " * 30, "", "/words", ""),
        ("", "", "/", ""),
    ],
)
def test_a_short_summary_is_the_name_and_a_text_is_not(summary: str, operation_id: str, path: str, name: str) -> None:
    assert choose_name(summary, operation_id, path) == name


@pytest.mark.parametrize(
    ("name", "operation_id", "words"),
    [
        ("Update a kettle", "updateKettle", ["change", "edit", "modify"]),
        ("Log Out", "logout", ["log out", "sign out"]),
        ("Retrieve a token", "login", ["get", "read", "show", "log in", "sign in"]),
        ("Deletes an invite", "", ["remove"]),
        ("Retrieves one", "", ["get", "read", "show"]),
        ("Copies a pot", "", ["duplicate", "clone"]),
        ("Setting a timer", "", ["change", "configure"]),
        ("Create/modify/delete pots", "", ["add", "make", "new", "update", "change", "edit"]),
        ("Create and run a batch", "", ["add", "make", "new", "start", "execute"]),
        ("Creates a brewing job", "", ["add", "make", "new", "start", "run"]),
        ("Add a note", "", ["create"]),
        ("Purchase a lid", "", ["buy", "order", "pay"]),
        ("Validate an address", "", ["check", "verify", "correct"]),
        ("createKettle", "createKettle", ["create kettle", "add", "make", "new"]),
        ("kettles/delete-by-id", "kettles/delete-by-id", ["kettles delete by id", "remove"]),
        ("Boil", "boil", []),
        ("水を沸かす", "", []),
        ("", "", []),
    ],
)
def test_readers_words_stand_beside_those_of_the_interface(name: str, operation_id: str, words: list[str]) -> None:
    assert list_other_words(name, operation_id) == words


@pytest.mark.parametrize(
    ("name", "method", "words"),
    [
        ("The oldest lid", "delete", ["remove"]),
        ("One lid", "patch", ["change", "update", "edit"]),
        ("Forget a lid", "put", []),
        ("A lid", "webhook", []),
        ("Deletes a lid", "patch", ["remove"]),
    ],
)
def test_the_method_says_what_a_name_without_a_known_verb_does_not(name: str, method: str, words: list[str]) -> None:
    assert list_other_words(name, "", method) == words


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/v1/me", ["who am I", "logged in as", "my account"]),
        ("/hooks/", ["get notified", "be told when something happens"]),
        ("/pots/{pot}/errors", ["what went wrong", "problems"]),
        ("/errors/{error}", []),
        ("/", []),
    ],
)
def test_what_a_path_ends_with_is_told_in_readers_words(path: str, words: list[str]) -> None:
    assert list_other_words("Boil", "", "get", path) == words


def test_a_summary_that_is_no_name_stands_in_the_text() -> None:
    hooks = {"boiled": {"post": {"summary": LONG, "operationId": "kettle/boiled", "responses": {}}}}
    (page,) = open_api({**KETTLES, "webhooks": hooks}).read_pages()
    (chunk,) = (chunk for chunk in page.chunks if "WEBHOOK" in chunk.place.section)
    assert chunk.place.section == "Kettle API > kettle/boiled (WEBHOOK boiled)"
    assert "This event occurs when water boils." in chunk.text


def test_fields_of_which_only_the_type_is_said_stand_in_the_line_of_the_outer_one() -> None:
    lid: dict[str, Any] = {
        "type": "object",
        "description": "The lid",
        "required": ["size"],
        "properties": {
            "size": {"type": "integer"},
            "kind": {"enum": ["flat", "round"]},
            "hinge": {"type": "object", "properties": {"screws": {"type": "integer"}}},
            "note": {"type": "string", "description": "Said of it."},
        },
    }
    described = {**KETTLES, "components": {"schemas": {"Pot": {"properties": {"lid": lid, "id": {"type": "string"}}}}}}
    (page,) = open_api(described).read_pages()
    (text,) = (chunk.text for chunk in page.chunks if chunk.place.section.endswith("Pot (schema)"))
    assert text.splitlines()[2:] == [
        "- `lid` (object): The lid; it holds `size` (integer, required), `hinge` (object), `hinge.screws` (integer)",
        "- `lid.kind` (one of `flat`, `round`)",
        "- `lid.note` (string): Said of it.",
        "- `id` (string)",
    ]


def test_the_schema_of_the_only_body_that_has_it_is_told_once() -> None:
    described = {
        **KETTLES,
        "components": {"schemas": {"NewKettle": {"description": "A new one.", "properties": {"litres": {}}}}},
    }
    (page,) = open_api(described).read_pages()
    (text,) = (chunk.text for chunk in page.chunks if "POST /kettles" in chunk.place.section)
    assert "A new one.\n\nBody (application/json, `NewKettle`, required):\n\n- `litres`" in text
    assert not any("(schema)" in chunk.place.section for chunk in page.chunks)
