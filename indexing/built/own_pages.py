"""Pages that a generator makes of itself: its search, its indexes, its listings of source code."""

import re
from collections import Counter
from collections.abc import Sequence

from indexing.html.head import HtmlHead
from indexing.model import SiteOptions
from indexing.path_versions import VERSION_NAME

_NAMES = {
    "sphinx": re.compile(r"genindex(?:-[^/]+)?|search|[a-z]+-modindex|_modules/.+"),
    "doxygen": re.compile(r"(?:.+/)?(?:[^/]+_source|functions(?:_[^/]+)?|globals(?:_[^/]+)?|graph_legend|search/.+)"),
    "docusaurus": re.compile(r"search"),
    "mkdocs": re.compile(r"search\.html"),
    "mdbook": re.compile(r"print|toc"),
    "hugo": re.compile(r"(?:.+/)?_print(?:/.+)?"),
}
_TITLES = {"mdbook": "mdBook", "mkdocs": "MkDocs", "vitepress": "VitePress", "asciidoctor": "AsciiDoctor"}
_NOT_FOUND = "404"


def leave_out_own_pages(
    heads: Sequence[tuple[str, HtmlHead]], options: SiteOptions
) -> tuple[list[tuple[str, HtmlHead]], list[str]]:
    """The pages without those that a generator makes of itself, and sentences that say how many those are.

    Pages come as pairs of their path below the site and their head. `--include` says which pages are wanted.
    """
    if options.include:
        return list(heads), []
    makers = {path: find_maker(path, head) for path, head in heads}
    sentences = [
        f"{count} {'page' if count == 1 else 'pages'} that {maker} makes of itself (search, index, 404): left out "
        "(--include takes them)."
        for maker, count in sorted(Counter(filter(None, makers.values())).items())
    ]
    return [(path, head) for path, head in heads if not makers[path]], sentences


def find_maker(path: str, head: HtmlHead) -> str:
    """The generator that made a page of itself, such as `Sphinx`, by the page's path below the site; empty for docs.

    The name alone decides nothing: such a page stands at the root of the documentation, of a version or of a language,
    and Docusaurus' docs say that they are docs.
    """
    if head.doc_id:
        return ""
    below = _strip_root(path, head)
    page = below.removesuffix(".html").removesuffix(".htm").removesuffix("/index")
    if page == _NOT_FOUND:
        return _TITLES.get(head.generator, head.generator.capitalize()) or "the generator"
    names = _NAMES.get(head.generator)
    if names and (names.fullmatch(page) or names.fullmatch(below)):
        return _TITLES.get(head.generator, head.generator.capitalize())
    return ""


def _strip_root(path: str, head: HtmlHead) -> str:
    """The path below the root of the documentation: what the page says, else without languages and versions."""
    parts = path.strip("/").split("/")
    depth = head.root.count("../") if head.root else None
    if depth is not None and depth < len(parts):
        return "/".join(parts[len(parts) - 1 - depth :])
    while len(parts) > 1 and (VERSION_NAME.fullmatch(parts[0]) or _is_language(parts[0], head.locale)):
        parts.pop(0)
    return "/".join(parts)


def _is_language(part: str, locale: str) -> bool:
    name, known = part.lower().replace("_", "-"), locale.lower().replace("_", "-")
    return bool(known) and name in {known, known.partition("-")[0]}
