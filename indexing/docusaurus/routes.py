"""File → URL, as Docusaurus 3.10 decides it."""

import re
from math import inf
from posixpath import dirname, normpath, splitext
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:  # a built site wants its addresses, and no Markdown
    from indexing.markdown.front_matter import FrontMatter

_NUMBER_PREFIX = re.compile(r"^\d+\s*[-_.]+\s*([^-_.\s].*)$")
_NO_NUMBER_PREFIX = re.compile(r"^\d+[-_.]\d+")  # dates and versions


def create_slug(source: str, front_matter: "FrontMatter", *, strips_number_prefixes: bool = True) -> str:
    """The path of a doc below its version's root, with a leading slash; `source` is relative to the docs folder."""
    folder, _, file_name = source.rpartition("/")
    stem = splitext(file_name)[0]
    strips = strips_number_prefixes and front_matter.values.get("parse_number_prefixes") is not False
    clean_folder = "/".join(strip_number_prefix(part) for part in folder.split("/")) if strips else folder
    folder_slug = f"/{clean_folder}/" if clean_folder else "/"
    slug = front_matter.text("slug")
    if slug and slug.startswith("/"):
        return slug
    if not slug and stem.lower() in {"index", "readme", folder.rpartition("/")[2].lower()}:
        return folder_slug
    base = slug or front_matter.text("id") or (strip_number_prefix(stem) if strips else stem)
    return _resolve(base, folder_slug)


def create_doc_id(source: str, front_matter: "FrontMatter", *, strips_number_prefixes: bool = True) -> str:
    """What a doc is called where it has no title: its id, else its file's name."""
    stem = splitext(source.rpartition("/")[2])[0]
    strips = strips_number_prefixes and front_matter.values.get("parse_number_prefixes") is not False
    return front_matter.text("id") or (strip_number_prefix(stem) if strips else stem)


def create_permalink(*parts: str, base_url: str, trailing_slash: bool | None) -> str:
    """The path of a page's URL: the base URL, then `parts`, then what `trailingSlash` makes of it."""
    path = re.sub(r"/{2,}", "/", "/".join(("", base_url, *parts)))
    if trailing_slash is None or path in {"/", re.sub(r"/{2,}", "/", f"/{base_url}/")}:
        return path
    return path if path.endswith("/") == trailing_slash else f"{path}/" if trailing_slash else path.removesuffix("/")


def format_url(site_url: str, path: str) -> str:
    """The absolute URL of a path, percent-encoded once."""
    return site_url.rstrip("/") + quote(unquote(path), safe="/:@!$&'()*+,;=~-._")


def find_position(source: str, front_matter: "FrontMatter", *, strips_number_prefixes: bool = True) -> float:
    """Where a doc stands in a sidebar that Docusaurus makes itself; those that say nothing come last."""
    position = front_matter.values.get("sidebar_position")
    if isinstance(position, (int, float)) and not isinstance(position, bool):
        return position
    name = source.rpartition("/")[2]
    has_number = strips_number_prefixes and strip_number_prefix(name) != name
    return int(re.match(r"\d+", name)[0]) if has_number else inf  # type: ignore[index]


def strip_number_prefix(name: str) -> str:
    """`01-intro` → `intro`; names that begin with a date or a version stay."""
    if _NO_NUMBER_PREFIX.match(name):
        return name
    match = _NUMBER_PREFIX.match(name)
    return match[1] if match else name


def _resolve(slug: str, folder_slug: str) -> str:
    """A relative path against a folder; dots are followed and never lead above the root."""
    path = normpath(dirname(folder_slug) + "/" + slug)
    ends = "/" if slug.endswith(("/", "/.", "/..")) or slug in {".", ".."} else ""
    return "/" + path.strip("/") + (ends if path.strip("/") else "")
