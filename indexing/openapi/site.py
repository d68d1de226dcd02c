"""A description of an interface as a site: one section an operation, one a schema, on the pages that show them."""

from collections import defaultdict
from collections.abc import Iterator

from indexing.blocks import Article, Block
from indexing.errors import ReadingError
from indexing.file_site import FileSite
from indexing.formatting import format_list
from indexing.model import Page, SiteOptions
from indexing.openapi.document import Document, Node, as_node, get_text
from indexing.openapi.listing import Operation, list_operations, list_schemas
from indexing.openapi.operations import (
    create_operation_blocks,
    create_schema_blocks,
    format_servers,
    list_body_schemas,
    read_description,
)
from indexing.openapi.usage import list_own_schemas
from indexing.openapi.viewers import Finder, Shown, Target

_SHOWN_REFERENCES = 3


class ApiSite(FileSite):
    """A `Site` made of one description. `url` is the page that shows it, and `find` where on it an operation is.

    A schema that only one operation leads to stands below that operation, and is cited there.
    """

    def __init__(self, document: Document, name: str, url: str, find: Finder, options: SiteOptions) -> None:
        super().__init__(name, url, options)
        self._document = document
        self._find = find
        self._title = get_text(as_node(document.root.get("info")), "title") or name
        self._operations = list(list_operations(document))
        schemas = dict(list_schemas(document))
        if not self._operations and not schemas:
            message = f"{name} describes nothing: it has neither paths nor schemas."
            raise ReadingError(message)
        owned = list_own_schemas(document, [operation.parts for operation in self._operations])
        self._owned = [{schema: schemas.pop(schema) for schema in names if schema in schemas} for names in owned]
        self._schemas = schemas

    def count_pages(self) -> int:
        """The page that shows all of it, or those that show one thing each."""
        targets = [*(operation.target for operation in self._operations), *(Target("", name) for name in self._schemas)]
        return len({self._url, *(self._find(self._url, target).url for target in targets)})

    def read_pages(self) -> Iterator[Page]:
        """The pages, in the order in which the description names what they show."""
        pages: defaultdict[str, list[Block]] = defaultdict(list)
        pages[self._url] += self._introduce()
        tags: defaultdict[str, list[tuple[Operation, dict[str, Node]]]] = defaultdict(list)
        for operation, owned in zip(self._operations, self._owned, strict=True):
            tags[operation.target.tag].append((operation, owned))
        described = {get_text(tag, "name"): tag for tag in self._document.list_nodes(self._document.root.get("tags"))}
        for tag, operations in tags.items():
            if tag:
                pages[self._url].append(Block("heading", tag, level=2))
                pages[self._url] += read_description(get_text(described.get(tag, {}), "description"))
            for operation, owned in operations:
                shown = self._find(self._url, operation.target)
                pages[shown.url] += self._create_operation(operation, owned, shown)
        if self._schemas:
            pages[self._url].append(Block("heading", "Schemas", level=2))
        for name, schema in self._schemas.items():
            shown = self._find(self._url, Target("", name))
            level = 3 if shown.url == self._url else 1
            pages[shown.url] += create_schema_blocks(self._document, name, schema, level=level, anchor=shown.anchor)
        for url, blocks in pages.items():
            own = blocks[0].text if url != self._url and blocks[0].kind == "heading" else ""
            yield self._create_page(Article(own, tuple(blocks)), url=url, title=own or self._title)
        self._report_references()

    def _create_operation(self, operation: Operation, owned: dict[str, Node], shown: Shown) -> Iterator[Block]:
        target = operation.target
        level = (3 if target.tag else 2) if shown.url == self._url else 1
        security = {"security": operation.node.get("security", self._document.root.get("security"))}
        yield from create_operation_blocks(
            self._document,
            target.method if target.collection == "paths" else "webhook",
            target.path,
            {**operation.node, **security},
            operation.shared,
            level=level,
            anchor=shown.anchor,
        )
        told = list_body_schemas(self._document, operation.node)
        for name, schema in owned.items():
            if name in told:
                continue  # its fields stand in the operation's section
            yield from create_schema_blocks(self._document, name, schema, level=level + 1, anchor="")

    def _introduce(self) -> Iterator[Block]:
        info = as_node(self._document.root.get("info"))
        yield Block("heading", self._title, level=1)
        if version := get_text(info, "version"):
            yield Block("text", f"Version {version} of the interface.")
        yield from read_description(get_text(info, "description"))
        servers = format_servers(self._document, self._document.root)
        if servers:
            yield Block("text", "Servers:")
            yield Block("list", format_list(servers))
        schemes = as_node(as_node(self._document.root.get("components")).get("securitySchemes"))
        lines = [_format_scheme(name, self._document.follow(scheme)) for name, scheme in schemes.items()]
        if lines:
            yield Block("text", "Callers are known by:")
            yield Block("list", format_list(lines))

    def _report_references(self) -> None:
        if self._document.foreign:
            shown = list(self._document.foreign)[:_SHOWN_REFERENCES]
            more = ", …" if len(self._document.foreign) > _SHOWN_REFERENCES else ""
            self._findings.report(
                self._name,
                f"refers to other files ({', '.join(shown)}{more}), which are not read; bundle them into one",
            )


def _format_scheme(name: str, scheme: Node) -> str:
    kind = " ".join(filter(None, (get_text(scheme, part) for part in ("type", "scheme", "in", "name"))))
    text = " ".join(get_text(scheme, "description").split())
    return f"`{name}` ({kind}){f': {text}' if text else ''}"
