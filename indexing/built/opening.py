"""A built site: its HTML pages with the addresses at which they are published. Nothing has to be worked out."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from indexing.built.labelling import label_versions, load_listed_versions
from indexing.built.own_pages import leave_out_own_pages
from indexing.built.site import HtmlFile, HtmlSite
from indexing.built.twins import load_twin
from indexing.docusaurus.manifest import MANIFEST_NAME, Manifest, ManifestPage, load_manifest
from indexing.docusaurus.routes import format_url
from indexing.errors import PageError, ReadingError
from indexing.files.globs import match_any
from indexing.files.listing import list_files
from indexing.files.loading import load_bytes
from indexing.findings import Findings
from indexing.html.head import HtmlHead, read_html_head
from indexing.model import SiteOptions

_HEAD_BYTES = 32_768
_LOCATION = re.compile(rb"<loc>\s*([^<\s]+)\s*</loc>")


def open_built_site(root: Path, options: SiteOptions) -> HtmlSite:
    """The site in a folder of HTML: a Docusaurus build, or that of another generator.

    Raises ReadingError when no page is left, or when nothing says where the pages are published.
    """
    return _Opening(root, options).open()


class _Opening:
    def __init__(self, root: Path, options: SiteOptions) -> None:
        self._root = root
        self._options = options
        self._findings = Findings()
        self._manifests: list[Manifest] = []
        self._listed: dict[str, ManifestPage] = {}
        self._unreadable: dict[str, str] = {}
        self._origin = self._base = self._front_redirect = ""

    def open(self) -> HtmlSite:
        names = list_files(self._root, (".html", ".htm"), self._findings.problems)
        self._load_manifests()
        read, left_out = leave_out_own_pages(list(self._load_heads(names)), self._options)
        heads = choose_docs(read, self._options, self._findings)
        if not heads:
            message = f"No page is left in {self._root} after --include and --exclude. Check the patterns."
            raise ReadingError(message)
        self._find_origin(heads)
        self._findings.assumptions.extend(left_out)
        for name, message in self._unreadable.items():
            self._findings.report_unreadable(name, message, self._create_url(name, read_html_head(b"")))
        main = next((one for one in self._manifests if one.locale == one.default_locale), None)
        files, default_version = label_versions(
            [self._create_file(name, head) for name, head in heads],
            self._options,
            self._findings,
            base=self._base,
            listed=load_listed_versions(self._root, self._findings),
            redirect=self._front_redirect,
        )
        return HtmlSite(
            files,
            lambda name: load_bytes(self._root / name),
            self._options,
            self._findings,
            default_version=main.default_version if main else default_version,
            default_locale=main.default_locale if main else "",
            load_twin=lambda file, ids: load_twin(self._root, file.name, file.head, ids),
        )

    def _load_manifests(self) -> None:
        """Docusaurus writes the default locale into the folder itself, every other into a folder below."""
        for path in sorted((*self._root.glob(MANIFEST_NAME), *self._root.glob(f"*/{MANIFEST_NAME}"))):
            name = path.relative_to(self._root).as_posix()
            try:
                manifest = load_manifest(path)
            except PageError as error:
                self._findings.report(name, str(error))
                continue
            folder = name.removesuffix(MANIFEST_NAME)
            self._manifests.append(manifest)
            self._listed |= {folder + file: page for file, page in manifest.pages.items()}
            for route in manifest.missing:
                self._findings.report(name, f"lists {route}, but there is no such page in the folder")

    def _load_heads(self, names: list[str]) -> Iterator[tuple[str, HtmlHead]]:
        include, exclude = self._options.include, self._options.exclude
        for name in names:
            source = self._listed[name].source if name in self._listed else name
            is_included = not include or match_any(name, include) or match_any(source, include)
            if not is_included or match_any(name, exclude) or match_any(source, exclude):
                continue
            try:
                with (self._root / name).open("rb") as stream:
                    head = read_html_head(stream.read(_HEAD_BYTES))
            except OSError as error:
                self._unreadable[name] = f"cannot be read: {error.strerror or error}"
                continue
            if not head.redirects:
                yield name, head
            elif name == "index.html":
                self._front_redirect = urljoin("/", head.redirect_target)

    def _create_file(self, name: str, head: HtmlHead) -> HtmlFile:
        page = self._listed.get(name, ManifestPage(name, ""))
        return HtmlFile(name, head, self._create_url(name, head), page.source, page.title)

    def _find_origin(self, heads: list[tuple[str, HtmlHead]]) -> None:
        """Finds the address of the site, and the path below which all its pages are."""
        options = self._options
        found: Counter[tuple[str, str]] = Counter()
        for name, head in heads:
            parts = urlsplit(head.canonical)
            below = _strip(name)
            path = next((one for one in _list_forms(parts.path) if not below or f"/{one}".endswith(f"/{below}")), None)
            if parts.netloc and path is not None:
                found[f"{parts.scheme}://{parts.netloc}", path.removesuffix(below).strip("/")] += 1
        if found:
            (origin, base), _count = found.most_common(1)[0]
        else:
            origin, base = self._read_sitemap()
            if origin and not options.site_url:
                self._findings.assumptions.append(
                    f"The site is published at {origin}/{base}, as sitemap.xml says (--site-url overrides)."
                )
        self._origin = options.site_url.rstrip("/") or origin
        if not self._origin:
            message = f"The pages in {self._root} do not say where they are published. Pass --site-url https://…"
            raise ReadingError(message)
        self._base = options.base_url.strip("/") or base

    def _read_sitemap(self) -> tuple[str, str]:
        path = self._root / "sitemap.xml"
        if not path.is_file():
            return "", ""
        try:
            found = _LOCATION.findall(load_bytes(path))
        except PageError:
            return "", ""
        parts = urlsplit(unescape(min(found, key=len, default=b"").decode("utf-8", "replace")))
        return (f"{parts.scheme}://{parts.netloc}", parts.path.strip("/")) if parts.netloc else ("", "")

    def _create_url(self, name: str, head: HtmlHead) -> str:
        """The canonical link where it leads to this very file, else the URL that the file's path makes."""
        parts = urlsplit(head.canonical)
        expected = "/".join(filter(None, (self._base, _strip(name))))
        if parts.netloc and expected in _list_forms(parts.path):
            return format_url(self._origin, parts.path or "/")
        path = name.removesuffix("index.html") if name == "index.html" or name.endswith("/index.html") else name
        if self._options.trailing_slash is not None and path:
            path = path.removesuffix(".html").rstrip("/") + ("/" if self._options.trailing_slash else "")
        return format_url(self._origin, f"/{self._base}/{path}" if self._base else f"/{path}")


def choose_docs(
    heads: list[tuple[str, HtmlHead]], options: SiteOptions, findings: Findings
) -> list[tuple[str, HtmlHead]]:
    """The docs among the pages of a Docusaurus site, unless `--include` says which; all pages of any other site."""
    docs = [(name, head) for name, head in heads if head.doc_id]
    if not docs or options.include:
        return heads
    if len(docs) < len(heads):
        left_out = len(heads) - len(docs)
        findings.assumptions.append(
            f"{left_out} HTML pages are not docs (blog, tags, front page): left out (--include takes them)."
        )
    return docs


def _list_forms(path: str) -> tuple[str, str]:
    """The two paths that the file of a URL may have: as it stands, and without `index` at its end."""
    whole = unquote(path).removesuffix(".html").strip("/")
    return whole, "" if whole == "index" else whole.removesuffix("/index")


def _strip(name: str) -> str:
    """A file's path as its URL has it, without slashes at the ends and without a suffix."""
    path = name.removesuffix(".html").removesuffix(".htm")
    return "" if path == "index" else path.removesuffix("/index")
