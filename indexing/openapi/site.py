"""A description of an interface as a site: one section an operation, one a schema, on the pages that show them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from indexing.blocks import Article, Block
from indexing.errors import ReadingError
from indexing.findings import Findings
from indexing.formatting import format_list
from indexing.model import Page, SiteOptions
from indexing.openapi.document import Document, Node, as_node, get_text
from indexing.openapi.operations import create_operation_blocks, create_schema_blocks, read_description
from indexing.openapi.viewers import Finder, Shown, Target
from indexing.pages import create_page

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_SHOWN_REFERENCES = 3


class ApiSite:
    """A `Site` made of one description. `url` is the page that shows it, and `find` where on it an operation is."""

    default_tags: tuple[str, ...] = ()

    def __init__(self, document: Document, name: str, url: str, find: Finder, options: SiteOptions) -> None:
        self._findings = Findings()
        self.problems = self._findings.problems
        self.unresolved = self._findings.unresolved
        self.unreadable_urls = self._findings.unreadable_urls
        self.assumptions: tuple[str, ...] = ()
        self.default_version = options.version
        self.default_locale = options.locale
        self.version_labels: Mapping[str, str] = {}
        self._document = document
        self._name = name
        self._url = url
        self._find = find
        self._options = options
        self._title = get_text(as_node(document.root.get("info")), "title") or name
        self._operations = list(_list_operations(document))
        if not self._operations and not self._list_schemas():
            message = f"{name} describes nothing: it has neither paths nor schemas."
            raise ReadingError(message)

    def count_pages(self) -> int:
        """The page that shows all of it, or those that show one thing each."""
        targets = [target for target, _, _ in self._operations] + [target for target, _ in self._list_schemas()]
        return len({self._url, *(self._find(self._url, target).url for target in targets)})

    def read_pages(self) -> Iterator[Page]:
        """The pages, in the order in which the description names what they show."""
        pages: defaultdict[str, list[Block]] = defaultdict(list)
        pages[self._url] += self._introduce()
        tags: defaultdict[str, list[tuple[Target, Node, list[object]]]] = defaultdict(list)
        for target, operation, shared in self._operations:
            tags[target.tag].append((target, operation, shared))
        described = {get_text(tag, "name"): tag for tag in self._document.list_nodes(self._document.root.get("tags"))}
        for tag, operations in tags.items():
            if tag:
                pages[self._url].append(Block("heading", tag, level=2))
                pages[self._url] += read_description(get_text(described.get(tag, {}), "description"))
            for target, operation, shared in operations:
                shown = self._find(self._url, target)
                pages[shown.url] += self._create_operation(target, operation, shared, shown, is_below=bool(tag))
        schemas = self._list_schemas()
        if schemas:
            pages[self._url].append(Block("heading", "Schemas", level=2))
        for target, schema in schemas:
            shown = self._find(self._url, target)
            level = 3 if shown.url == self._url else 1
            pages[shown.url] += create_schema_blocks(
                self._document, target.path, schema, level=level, anchor=shown.anchor
            )
        for url, blocks in pages.items():
            yield self._create_page(url, blocks)
        self._report_references()

    def _create_page(self, url: str, blocks: list[Block]) -> Page:
        own = blocks[0].text if url != self._url and blocks[0].kind == "heading" else ""
        return create_page(
            Article(own, tuple(blocks)),
            url=url,
            source=self._name,
            title=own or self._title,
            version=self._options.version,
            locale=self._options.locale,
        )

    def _create_operation(
        self, target: Target, operation: Node, shared: list[object], shown: Shown, *, is_below: bool
    ) -> Iterator[Block]:
        level = (3 if is_below else 2) if shown.url == self._url else 1
        security = {"security": operation.get("security", self._document.root.get("security"))}
        return create_operation_blocks(
            self._document,
            target.method,
            target.path,
            {**operation, **security},
            shared,
            level=level,
            anchor=shown.anchor,
        )

    def _introduce(self) -> Iterator[Block]:
        info = as_node(self._document.root.get("info"))
        yield Block("heading", self._title, level=1)
        if version := get_text(info, "version"):
            yield Block("text", f"Version {version} of the interface.")
        yield from read_description(get_text(info, "description"))
        servers = [get_text(server, "url") for server in self._document.list_nodes(self._document.root.get("servers"))]
        if any(servers):
            yield Block("text", "Servers:")
            yield Block("list", format_list(f"`{server}`" for server in servers if server))
        schemes = as_node(as_node(self._document.root.get("components")).get("securitySchemes"))
        lines = [_format_scheme(name, self._document.follow(scheme)) for name, scheme in schemes.items()]
        if lines:
            yield Block("text", "Callers are known by:")
            yield Block("list", format_list(lines))

    def _list_schemas(self) -> list[tuple[Target, Node]]:
        schemas = as_node(as_node(self._document.root.get("components")).get("schemas"))
        return [(Target("", name), node) for name, schema in schemas.items() if (node := self._document.follow(schema))]

    def _report_references(self) -> None:
        if self._document.foreign:
            shown = list(self._document.foreign)[:_SHOWN_REFERENCES]
            more = ", …" if len(self._document.foreign) > _SHOWN_REFERENCES else ""
            self._findings.report(
                self._name,
                f"refers to other files ({', '.join(shown)}{more}), which are not read; bundle them into one",
            )


def _list_operations(document: Document) -> Iterator[tuple[Target, Node, list[object]]]:
    for path, item in (*as_node(document.root.get("paths")).items(), *as_node(document.root.get("webhooks")).items()):
        node = document.follow(item)
        shared = node.get("parameters")
        for method in _METHODS:
            operation = document.follow(node.get(method))
            if not operation:
                continue
            tags = operation.get("tags")
            tag = str(tags[0]) if isinstance(tags, list) and tags else ""
            target = Target(
                method, path, get_text(operation, "operationId"), tag, summary=get_text(operation, "summary")
            )
            yield target, operation, list(shared) if isinstance(shared, list) else []


def _format_scheme(name: str, scheme: Node) -> str:
    kind = " ".join(filter(None, (get_text(scheme, part) for part in ("type", "scheme", "in", "name"))))
    text = " ".join(get_text(scheme, "description").split())
    return f"`{name}` ({kind}){f': {text}' if text else ''}"
