"""The blocks of one operation and of one schema: everything that a question about it may ask for, in one section."""

import json
from collections.abc import Iterable, Iterator, Sequence

from indexing.blocks import Block
from indexing.formatting import format_fence, format_list
from indexing.markdown import read_markdown_file, read_markdown_page
from indexing.openapi.document import Document, Node, as_node, find_schema_name, get_text
from indexing.openapi.schemas import Field, describe, format_fields, format_type, list_fields
from indexing.openapi.wording import choose_name, list_other_words

_MAX_EXAMPLE_CHARACTERS = 800
_MAX_ANSWER_FIELDS = 20
_MAX_BODIES = 3
"""Bodies with a schema of their own, one for each kind of media."""
_DEPRECATED = "**Deprecated:** it still works, and will go."


def create_operation_blocks(
    document: Document, method: str, path: str, operation: Node, shared: Iterable[object], *, level: int, anchor: str
) -> Iterator[Block]:
    """One operation; `shared` are the parameters of its path."""
    summary, called = get_text(operation, "summary"), get_text(operation, "operationId")
    name = choose_name(summary, called, path)
    call = f"{method.upper()} {path}"
    yield Block("heading", f"{name} ({call})" if name else call, level=level, anchor=anchor)
    if operation.get("deprecated") is True:
        yield Block("text", _DEPRECATED)
    others = ", ".join(list_other_words(name, called, method, path))
    yield Block(
        "text",
        f"`{call}`"
        + (f", operation `{called}`" if called else "")
        + (f" (in other words: {others})" if others else ""),
    )
    if summary and not name.startswith(" ".join(summary.split())):
        yield from read_description(summary)
    yield from read_description(get_text(operation, "description"))
    yield from _list_block("Parameters:", _format_parameters(document, operation, shared))
    examples: list[object] = []
    yield from _create_body_blocks(document, operation, examples)
    answers, more = _format_answers(document, operation)
    yield from _list_block("Answers:", answers)
    yield from _list_block("Calls back:", _format_callbacks(document, operation))
    yield from _list_block("Needs one of:", _format_security(operation))
    yield from _list_block("Servers of its own:", format_servers(document, operation))
    for example in [*examples, *more][:1]:
        yield Block("text", "Example:")
        yield Block("code", format_fence(_cut(example), "json"))


def list_body_schemas(document: Document, operation: Node) -> set[str]:
    """The names of the schemas whose fields an operation's section tells as its bodies."""
    schemas = [content.get("schema") for _, content in _list_contents(document, operation)[:_MAX_BODIES]]
    return {find_schema_name(schema) for schema in schemas if list_fields(document, schema)} - {""}


def create_schema_blocks(document: Document, name: str, schema: Node, *, level: int, anchor: str) -> Iterator[Block]:
    """One schema of `components`."""
    yield Block("heading", f"{name} (schema)", level=level, anchor=anchor)
    if schema.get("deprecated") is True:
        yield Block("text", _DEPRECATED)
    yield from read_description(get_text(schema, "description"))
    fields = list_fields(document, schema)
    kind = format_type(document, schema)
    if (kind and kind != "object") or not fields:
        yield Block("text", f"`{name}` is {kind or 'anything'}.")
    yield from _list_block("Fields:", format_fields(fields))


def read_description(markdown: str) -> Iterator[Block]:
    """A description's blocks; its headings are texts, because they are no places on the page."""
    if not markdown:
        return
    page = read_markdown_page(read_markdown_file(markdown.encode(errors="replace")), path="description.md")
    for block in page.article.blocks:
        if block.kind != "heading":
            yield block
        elif block.text:
            yield Block("text", f"**{block.text}**")


def _create_body_blocks(document: Document, operation: Node, examples: list[object]) -> Iterator[Block]:
    """What is sent, once for each schema: several kinds of media are mostly the same in other forms."""
    body = document.follow_described(operation.get("requestBody"))
    yield from read_description(get_text(body, "description"))
    bodies: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for media, content in _list_contents(document, operation):
        examples += _find_examples(document, content)
        schema = content.get("schema")
        about = get_text(document.follow(schema), "description")
        lines = format_fields(list_fields(document, schema))
        bodies.setdefault((about, format_type(document, schema), tuple(lines)), []).append(media)
    for (about, kind, fields), kinds in list(bodies.items())[:_MAX_BODIES]:
        told = ", ".join(filter(None, (" or ".join(kinds), kind, _required(body))))
        yield from read_description(about)
        yield from _list_block(f"Body ({told}):", fields)
        if not fields:
            yield Block("text", f"Body: {told}.")


def _list_contents(document: Document, operation: Node) -> list[tuple[str, Node]]:
    body = document.follow(operation.get("requestBody"))
    return [(media, as_node(content)) for media, content in as_node(body.get("content")).items()]


def _format_parameters(document: Document, operation: Node, shared: Iterable[object]) -> list[str]:
    parameters: dict[tuple[str, str], Node] = {}
    own = operation.get("parameters")
    for given in (*shared, *(own if isinstance(own, list) else ())):
        node = document.follow_described(given)
        if get_text(node, "name"):
            parameters[get_text(node, "name"), get_text(node, "in")] = node
    return format_fields(
        [
            Field(
                name,
                ", ".join(filter(None, (place, format_type(document, _find_parameter_schema(node))))),
                node.get("required") is True,
                describe({**as_node(_find_parameter_schema(node)), **node}),
            )
            for (name, place), node in parameters.items()
        ]
    )


def _find_parameter_schema(node: Node) -> object:
    contents = [as_node(content).get("schema") for content in as_node(node.get("content")).values()]
    return node.get("schema") or (contents[0] if contents else None)


def _format_answers(document: Document, operation: Node) -> tuple[list[str], list[object]]:
    lines: list[str] = []
    examples: list[object] = []
    for status, given in as_node(operation.get("responses")).items():
        answer = document.follow_described(given)
        line = f"`{status}` {' '.join(get_text(answer, 'description').split())}".rstrip()
        for content in list(as_node(answer.get("content")).values())[:1]:
            schema = as_node(content).get("schema")
            kind = format_type(document, schema)
            line += f" — {kind}" if kind else ""
            if status.startswith("2"):
                names = [f"`{field.name}`" for field in list_fields(document, schema) if "." not in field.name]
                more = ", …" if len(names) > _MAX_ANSWER_FIELDS else ""
                line += f" with {', '.join(names[:_MAX_ANSWER_FIELDS])}{more}" if names else ""
                examples += _find_examples(document, content)
        headers = [f"`{name}`" for name in as_node(answer.get("headers"))]
        lines.append(line + (f"; headers {', '.join(headers)}" if headers else ""))
    return lines, examples


def _find_examples(document: Document, content: object) -> list[object]:
    node = as_node(content)
    named = [document.follow(example).get("value") for example in as_node(node.get("examples")).values()]
    found = [node.get("example"), *named, document.follow(node.get("schema")).get("example")]
    return [example for example in found if example is not None]


def format_servers(document: Document, node: Node) -> list[str]:
    """Each address, with what is said of it and of its variables."""
    lines = []
    for server in document.list_nodes(node.get("servers")):
        told = [" ".join(get_text(server, "description").split())]
        for name, variable in as_node(server.get("variables")).items():
            values, usual = format_type(document, as_node(variable)), get_text(as_node(variable), "default")
            told.append(", ".join(filter(None, (f"`{name}`", values, usual and f"by default `{usual}`"))))
        about = "; ".join(filter(None, told))
        lines += [f"`{get_text(server, 'url')}`{f': {about}' if about else ''}"] if get_text(server, "url") else []
    return lines


def _format_callbacks(document: Document, operation: Node) -> list[str]:
    lines = []
    for name, given in as_node(operation.get("callbacks")).items():
        for address, item in document.follow(given).items():
            for method, called in document.list_methods(document.follow(item)):
                summary = get_text(called, "summary") or get_text(called, "description")
                told = f": {' '.join(summary.split())}" if summary else ""
                lines.append(f"`{name}` (`{method.upper()} {address}`){told}")
    return lines


def _format_security(operation: Node) -> list[str]:
    lines = []
    schemes = operation.get("security")
    for needed in schemes if isinstance(schemes, list) else ():
        parts = []
        for name, scopes in as_node(needed).items():
            listed = ", ".join(f"`{scope}`" for scope in scopes) if isinstance(scopes, list) else ""
            parts.append(f"`{name}`" + (f" with {listed}" if listed else ""))
        lines.append(" and ".join(parts) or "nothing")
    return lines


def _list_block(label: str, lines: Sequence[str]) -> Iterator[Block]:
    if lines:
        yield Block("text", label)
        yield Block("list", format_list(lines))


def _required(node: Node) -> str:
    return "required" if node.get("required") is True else ""


def _cut(example: object) -> str:
    text = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False, indent=2, default=str)
    return text if len(text) <= _MAX_EXAMPLE_CHARACTERS else f"{text[:_MAX_EXAMPLE_CHARACTERS].rstrip()}\n…"
