"""A built site: its HTML pages, as they are published. The exact source where there is one."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from indexing.docusaurus.routes import format_url
from indexing.errors import PageError, ReadingError
from indexing.files import list_files, read_bytes
from indexing.globs import match_any
from indexing.html.page import HtmlHead, load_html_head, load_html_page
from indexing.model import Page, Problem, SiteOptions
from indexing.pages import create_page
from indexing.render import format_page_html

_HEAD_BYTES = 32_768
_NO_PAGES = ("404.html", "search.html", "genindex.html", "py-modindex.html", "search/index.html", "404/index.html")
_LOCATION = re.compile(rb"<loc>\s*([^<\s]+)\s*</loc>")
_DOC_ID = "docs-doc-id-"
_DOC_PAGE = "docs-doc-page"


@dataclass(frozen=True, slots=True)
class _BuiltFile:
    source: str
    head: HtmlHead
    url: str


class BuiltSite:
    """A folder of HTML: a Docusaurus build, or that of another generator."""

    def __init__(self, root: Path, options: SiteOptions) -> None:
        self.problems: list[Problem] = []
        self._root = root
        self._options = options
        assumptions: list[str] = []
        heads = list(self._load_heads())
        docs = [(source, head) for source, head in heads if _DOC_PAGE in head.classes]
        if docs and not options.include:
            left_out = len(heads) - len(docs)
            heads = docs
            if left_out:
                assumptions.append(
                    f"{left_out} HTML pages are not docs (blog, tags, front page): left out (--include takes them)."
                )
        self._origin, self._base = self._find_origin(heads, assumptions)
        files = [_BuiltFile(source, head, self._create_url(source, head)) for source, head in heads]
        self.default_locale = options.locale or _find_default_locale(files)
        last = _find_last_versions(files, self.default_locale)
        self.default_version = last.get("default", next(iter(last.values()), options.version))
        self.default_tags = tuple(f"docs-{plugin}-{version}" for plugin, version in sorted(last.items()))
        """The tag of every docs plugin's last version: what a question without a version means."""
        self._files = self._select(files)
        self.assumptions = tuple(assumptions)

    def count_pages(self) -> int:
        """How many pages `read_pages` will try."""
        return len(self._files)

    def read_pages(self) -> Iterator[Page]:
        """The pages, one at a time, in a stable order. Problems found on the way are added once."""
        seen: dict[str, str] = {}
        for file in self._files:
            try:
                if file.url in seen:
                    message = f"has the same URL as {seen[file.url]} ({file.url}) and was left out"
                    raise PageError(message)
                loaded = load_html_page(read_bytes(self._root / file.source))
            except (ReadingError, OSError, ValueError, RecursionError) as error:
                self._report(file.source, str(error))
                continue
            if loaded.is_unlisted:
                continue
            seen[file.url] = file.source
            if loaded.warning:
                self._report(file.source, loaded.warning)
            yield create_page(
                loaded.document,
                url=file.url,
                source=file.source,
                title=loaded.head.title or file.source,
                version=file.head.version or self._options.version,
                locale=file.head.locale or self._options.locale,
                docusaurus_tag=file.head.docusaurus_tag,
            )

    def load_html(self, url: str) -> str | None:
        """The page at a URL, or at a URL's path, as an HTML fragment with the page's heading ids; None without one."""
        wanted = url.partition("#")[0].rstrip("/")
        for file in self._files:
            if wanted in {file.url.rstrip("/"), file.url.removeprefix(self._origin).rstrip("/")}:
                page = load_html_page(read_bytes(self._root / file.source))
                return format_page_html(page.document, title=page.head.title)
        return None

    def _load_heads(self) -> Iterator[tuple[str, HtmlHead]]:
        names = list_files(self._root, (".html", ".htm"), self.problems)
        include, exclude = self._options.include, self._options.exclude
        for source in names:
            if source.endswith(_NO_PAGES) or (include and not match_any(source, include)) or match_any(source, exclude):
                continue
            try:
                with (self._root / source).open("rb") as stream:
                    head = load_html_head(stream.read(_HEAD_BYTES))
            except OSError as error:
                self._report(source, f"cannot be read: {error.strerror or error}")
                continue
            if not head.redirects:
                yield source, head

    def _find_origin(self, heads: list[tuple[str, HtmlHead]], assumptions: list[str]) -> tuple[str, str]:
        """The address of the site and the path that all its pages stand under."""
        options = self._options
        found: Counter[tuple[str, str]] = Counter()
        for source, head in heads:
            parts = urlsplit(head.canonical)
            below = _strip(source)
            path = next((one for one in _list_forms(parts.path) if not below or f"/{one}".endswith(f"/{below}")), None)
            if parts.netloc and path is not None:
                found[f"{parts.scheme}://{parts.netloc}", path.removesuffix(below).strip("/")] += 1
        if found:
            (origin, base), _count = found.most_common(1)[0]
        else:
            origin, base = self._read_sitemap()
            if origin and not options.site_url:
                assumptions.append(
                    f"The site is published at {origin}/{base}, as sitemap.xml says (--site-url overrides)."
                )
        origin = options.site_url.rstrip("/") or origin
        if not origin:
            message = f"The pages in {self._root} do not say where they are published. Pass --site-url https://…"
            raise ReadingError(message)
        return origin, options.base_url.strip("/") or base

    def _read_sitemap(self) -> tuple[str, str]:
        path = self._root / "sitemap.xml"
        if not path.is_file():
            return "", ""
        try:
            locations = [match[1].decode("utf-8", "replace") for match in _LOCATION.finditer(read_bytes(path))]
        except PageError:
            return "", ""
        parts = urlsplit(min(locations, key=len, default=""))
        return (f"{parts.scheme}://{parts.netloc}", parts.path.strip("/")) if parts.netloc else ("", "")

    def _create_url(self, source: str, head: HtmlHead) -> str:
        """The canonical link where it is about this very file, else what the file's path says."""
        parts = urlsplit(head.canonical)
        expected = "/".join(filter(None, (self._base, _strip(source))))
        if parts.netloc and expected in _list_forms(parts.path):
            return format_url(self._origin, parts.path or "/")
        name = source.removesuffix("index.html") if source == "index.html" or source.endswith("/index.html") else source
        if self._options.trailing_slash is not None and name:
            name = name.removesuffix(".html").rstrip("/") + ("/" if self._options.trailing_slash else "")
        return format_url(self._origin, f"/{self._base}/{name}" if self._base else f"/{name}")

    def _select(self, files: list[_BuiltFile]) -> list[_BuiltFile]:
        options = self._options
        if not files:
            message = f"No page is left in {self._root} after --include and --exclude. Check the patterns."
            raise ReadingError(message)
        for option, value, known in (
            ("version", options.version, {file.head.version for file in files}),
            ("locale", options.locale, {file.head.locale for file in files}),
        ):
            if value and any(known) and value not in known:
                message = f"The site has no {option} {value!r}. It has: {', '.join(sorted(filter(None, known)))}."
                raise ReadingError(message)
        return [
            file
            for file in files
            if (not options.version or file.head.version in {"", options.version})
            and (not options.locale or file.head.locale in {"", options.locale})
        ]

    def _report(self, source: str, message: str) -> None:
        problem = Problem(source, message)
        if problem not in self.problems:
            self.problems.append(problem)


def _list_forms(path: str) -> tuple[str, str]:
    """A URL's path as the file's could be: as it stands, and without `index` at its end."""
    whole = unquote(path).removesuffix(".html").strip("/")
    return whole, "" if whole == "index" else whole.removesuffix("/index")


def _strip(source: str) -> str:
    """A file's path as its URL has it, without slashes at the ends and without a suffix."""
    path = source.removesuffix(".html").removesuffix(".htm")
    return "" if path == "index" else path.removesuffix("/index")


def _find_default_locale(files: list[_BuiltFile]) -> str:
    """The locale whose pages name themselves as the default, else the most frequent one."""
    default = Counter(
        file.head.locale for file in files if file.head.default and file.head.default == file.head.canonical
    )
    counted = default or Counter(file.head.locale for file in files)
    return counted.most_common(1)[0][0] if counted else ""


def _find_last_versions(files: list[_BuiltFile], locale: str) -> dict[str, str]:
    """The last version of each docs plugin: its URLs have no part for it, so they are the shortest for the same doc."""
    shortest: dict[tuple[str, str], tuple[int, str]] = {}
    for file in files:
        plugin, doc = (
            _find_plugin(file.head),
            next((name for name in file.head.classes if name.startswith(_DOC_ID)), ""),
        )
        if not file.head.version or file.head.locale != locale or not doc:
            continue
        found = (file.url.rstrip("/").count("/"), file.head.version)
        shortest[plugin, doc] = min(shortest.get((plugin, doc), found), found)
    votes: dict[str, Counter[str]] = {}
    for (plugin, _doc), (_length, version) in shortest.items():
        votes.setdefault(plugin, Counter())[version] += 1
    return {plugin: min(counted, key=lambda name: (-counted[name], name)) for plugin, counted in votes.items()}


def _find_plugin(head: HtmlHead) -> str:
    tag = head.docusaurus_tag.removeprefix("docs-").removesuffix(f"-{head.version}")
    return tag or "default"
