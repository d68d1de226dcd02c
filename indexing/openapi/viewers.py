"""Where the page that shows an interface shows an operation: each viewer has addresses of its own kind."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from indexing.errors import ReadingError
from indexing.markdown.heading_ids import slugify
from indexing.openapi.slugs import create_kebab_case, create_redoc_slug, create_stoplight_slug

_NOT_WORD = re.compile(r"\W", re.ASCII)
_SAFE = "/:@!$&'()*+,;=~{}"


@dataclass(frozen=True, slots=True)
class Target:
    """What is looked for: an operation, or a schema, whose `method` is empty then."""

    method: str
    """In lower case."""
    path: str
    """Or the name of the schema."""
    operation_id: str = ""
    tag: str = ""
    summary: str = ""
    collection: str = "paths"
    """Of the description: `paths`, or `webhooks`."""

    @property
    def pointer(self) -> str:
        """Where it stands in the file."""
        if not self.method:
            return f"/components/schemas/{_escape(self.path)}"
        return f"/{self.collection}/{_escape(self.path)}/{self.method}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page, and an anchor on it; empty where it has none."""

    url: str
    anchor: str = ""


Finder = Callable[[str, Target], Shown]


def find_viewer(address: str) -> tuple[str, Finder]:
    """The page at an address such as `https://docs.example.org/api#redoc`, and how operations are found on it.

    Behind the `#` stands a viewer's name, or a pattern such as `op-{operationId}`. Raises ReadingError for another.
    """
    url, _, name = address.partition("#")
    if not name:
        return url, lambda page, _target: Shown(page)
    if name in _VIEWERS:
        return url, _VIEWERS[name]
    if "{" in name:
        return url, lambda page, target: Shown(page, _fill(name, target))
    viewers = ", ".join(sorted(_VIEWERS))
    message = f"{name!r} is no viewer. Choose {viewers}, or write a pattern such as op-{{operationId}}."
    raise ReadingError(message)


def find_in_file(url: str, target: Target) -> Shown:
    """In the description itself."""
    return Shown(url, _quote(target.pointer))


def _find_in_redoc(url: str, target: Target) -> Shown:
    if not target.method:
        return Shown(url)
    above = f"tag/{_quote(create_redoc_slug(target.tag))}" if target.tag else ""
    own = f"/operation/{_quote(target.operation_id)}" if target.operation_id else _quote(target.pointer)
    return Shown(url, f"{above}{own}" if above or not target.operation_id else own[1:])


def _find_in_swagger_ui(url: str, target: Target) -> Shown:
    if not target.method:
        return Shown(url)
    name = target.operation_id or _NOT_WORD.sub("_", f"{target.method}{target.path}")
    parts = [target.tag or "default", name]
    while any("/" in part for part in parts):  # it parts its addresses at slashes, and opens the tag instead
        parts.pop()
    return Shown(url, "".join(f"/{_quote(part)}" for part in parts))


def _find_in_scalar(url: str, target: Target) -> Shown:
    if not target.method:
        return Shown(url, f"model/{_quote(slugify(target.path.lower()))}")
    above = f"tag/{_quote(slugify(target.tag.lower()))}/" if target.tag else ""
    return Shown(url, f"{above}{target.method.upper()}{_quote(target.path)}")


def _find_in_stoplight(url: str, target: Target) -> Shown:
    if not target.method:
        return Shown(url, f"/schemas/{_quote(target.path)}")
    if target.operation_id:
        return Shown(url, f"/operations/{_quote(target.operation_id)}")
    return Shown(url, f"/paths/{_quote(create_stoplight_slug(target.path))}/{target.method}")


def _find_in_docusaurus(url: str, target: Target) -> Shown:
    """A page for each operation, as docusaurus-openapi-docs writes them; schemas have none by default."""
    name = create_kebab_case(target.operation_id or target.summary) if target.method else ""
    return Shown(f"{url.rstrip('/')}/{quote(name)}" if name else url)


_VIEWERS: dict[str, Finder] = {
    "docusaurus": _find_in_docusaurus,
    "redoc": _find_in_redoc,
    "scalar": _find_in_scalar,
    "stoplight": _find_in_stoplight,
    "swagger-ui": _find_in_swagger_ui,
}


def _fill(pattern: str, target: Target) -> str:
    for name, value in (
        ("operationId", target.operation_id or target.path),
        ("METHOD", target.method.upper()),
        ("method", target.method),
        ("path", target.path.strip("/")),
        ("tag", target.tag),
    ):
        pattern = pattern.replace(f"{{{name}}}", _quote(value))
    return pattern


def _escape(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _quote(text: str) -> str:
    return quote(text, safe=_SAFE)
