"""Descriptions that are not as they should be."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from indexing import ReadingError, SiteOptions, open_site
from tests.unit.indexing.openapi.conftest import KETTLES, SHOWN_AT, open_api


def read(described: dict[str, Any] | str) -> str:
    return "\n".join(chunk.text for page in open_api(described).read_pages() for chunk in page.chunks)


def test_yaml_and_json_say_the_same() -> None:
    text = yaml.safe_dump(KETTLES, sort_keys=False).replace("'200':", "200:").replace("'404':", "404:")
    assert " 200:\n" in text
    assert read(text) == read(KETTLES)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"swagger": "2.0"}', r"is Swagger 2\.0: askdocs reads OpenAPI 3\.0 and 3\.1\. Convert it first\."),
        ("asyncapi: 2.6.0\nchannels: {}", r"is AsyncAPI 2\.6\.0: askdocs reads OpenAPI"),
        ("openapi: 4.0.0", r"is OpenAPI 4\.0\.0: askdocs reads 3\.0 and 3\.1"),
        ('{"name": "package"}', "has no key `openapi`"),
        ("[1, 2]", "holds no object"),
        ("", "holds no object"),
        ("just a text", "holds no object"),
        ('{"openapi": ', r"line 1 is no JSON"),
        ("openapi: 3.0.0\n  paths: [", r"line 2 is no YAML"),
        ("[" * 100_000, "nested too deeply"),
        ("openapi: 3.1.0\ninfo: {title: Empty}", "has neither paths nor schemas"),
        ("\0" * 99, "is a binary file"),
        ("!!python/object/apply:os.system [id]", "is no YAML"),
    ],
)
def test_what_is_no_description_of_ours_says_what_it_is(content: str, message: str) -> None:
    with pytest.raises(ReadingError, match=rf"kettles\.json .*{message}"):
        open_api(content)


@pytest.mark.parametrize(
    "value", [None, 7, "text", [], {}, [None], {"get": None}, {"get": 7}, {"get": {"responses": 7, "parameters": "x"}}]
)
def test_values_of_a_wrong_kind_are_passed_over(value: object) -> None:
    described = {**KETTLES, "paths": {"/a": value}, "tags": value, "servers": value, "security": value}
    assert "Fields:" in read(described)


def test_circles_of_references_end() -> None:
    schemas = {
        "A": {"$ref": "#/components/schemas/B"},
        "B": {"$ref": "#/components/schemas/A"},
        "Tree": {
            "properties": {"child": {"allOf": [{"$ref": "#/components/schemas/Tree"}]}, "name": {"type": "string"}}
        },
    }
    text = read({"openapi": "3.0.3", "paths": {}, "components": {"schemas": schemas}})
    assert text.endswith("Fields:\n\n- `child` (`Tree`)\n- `name` (string)")


BOMB = "\n".join(["x: &a0 {y: z}", *(f"x{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}" for n in range(1, 10))])


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (BOMB, "more than 1000000 values when its aliases are unfolded"),
        ("x: &x [*x]", r"\*x stands inside of what it is the name of"),
        (f"x: {'[' * 100_000}", "nested more than 100 levels deep"),
        (f"x: {'{a: ' * 50_000}", "nested more than 100 levels deep"),
        (f"x:\n{'- ' * 50_000}a", "nested more than 100 levels deep"),
        (f"x: 0x{'f' * 5_000}", "a number has too many digits"),
    ],
)
def test_a_few_lines_that_would_become_too_much_are_refused(more: str, message: str) -> None:
    with pytest.raises(ReadingError, match=rf"kettles\.json cannot be read: .*{message}"):
        open_api(f"openapi: 3.0.0\npaths: {{}}\n{more}")


def test_aliases_are_followed() -> None:
    text = "openapi: 3.0.0\nx: &name {type: string}\ncomponents: {schemas: {Pan: {properties: {a: *name, b: *name}}}}"
    assert "- `a` (string)\n- `b` (string)" in read(text)


def test_halves_of_characters_and_nul_become_text() -> None:
    operation = {"summary": "\ud800\0Boil", "tags": ["\udfff"], "operationId": "\ud801", "responses": {}}
    text = read({"openapi": "3.0.0", "paths": {"/\ud800": {"get": operation}}})
    assert "`GET /?`" in text
    text.encode()


def test_long_rows_of_schemas_and_strange_places_end() -> None:
    schemas = {f"A{n}": {"type": "array", "items": {"$ref": f"#/components/schemas/A{n + 1}"}} for n in range(400)}
    parameters = [{"$ref": f"#/tags/{'9' * 5_000}"}, {"$ref": "#/tags/7"}]
    paths = {"/a": {"get": {"parameters": parameters, "responses": {}}}}
    text = read({"openapi": "3.0.3", "tags": [], "paths": paths, "components": {"schemas": schemas}})
    assert "`A399` is list of `A400`" in text


def test_references_into_other_files_are_named() -> None:
    site = open_api({**KETTLES, "paths": {"/a": {"$ref": "./a.yaml"}, "/b": {"$ref": "b.yaml#/x"}}})
    list(site.read_pages())
    (problem,) = site.problems
    assert "refers to other files (./a.yaml, b.yaml#/x), which are not read; bundle them" in problem.message


def test_a_description_of_many_operations_is_read_whole() -> None:
    operation = KETTLES["paths"]["/kettles/{id}"]["get"]
    paths = {f"/kettles/{number}": {"get": {**operation, "description": "word " * 700}} for number in range(200)}
    (page,) = open_api({**KETTLES, "paths": paths}).read_pages()
    sections = {chunk.place.section for chunk in page.chunks}
    assert sum(f"(GET /kettles/{number})" in " ".join(sections) for number in range(200)) == 200
    assert max(len(chunk.text) for chunk in page.chunks) <= 2_000


def test_a_file_is_opened_by_its_name_and_wants_to_know_where_it_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "kettles.yaml"
    path.write_text(yaml.safe_dump(KETTLES))
    with pytest.raises(
        ReadingError, match=r"Which page shows kettles\.yaml is not known.*kettles\.yaml=https://.*#redoc"
    ):
        open_site(path, SiteOptions())
    site = open_site(path, SiteOptions(shown_at=SHOWN_AT))
    assert {page.url for page in site.read_pages()} == {SHOWN_AT}
    (tmp_path / "large.json").write_bytes(b" " * 50_000_001)
    with pytest.raises(ReadingError, match="is larger than 50 MB"):
        open_site(tmp_path / "large.json", SiteOptions())
