"""A site of HTML pages whose addresses are known: pages of a folder, or pages that were fetched from a server."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from indexing.blocks import Article
from indexing.built.defaults import find_default_locale, find_last_versions
from indexing.errors import PageError, ReadingError, UnreadableError
from indexing.findings import Findings
from indexing.html.head import HtmlHead
from indexing.html.page import HtmlPage, read_html_page
from indexing.model import Page, SiteOptions
from indexing.pages import create_page

_MARKS = re.compile(r"[*_`\\]|\]\([^)\s]*\)|\[|:\w+:|[^\w\s!-~]")
"""What of Markdown and of emoji is in the one text, but not in the other: Docusaurus names a page by its source."""
_SITE_NAME = re.compile(r" \S{1,3} ")


@dataclass(frozen=True, slots=True)
class HtmlFile:
    """One page whose head was read."""

    name: str
    """Its file or its URL: the page is loaded by this name, and problems name it so."""
    head: HtmlHead
    url: str
    source: str
    title: str = ""
    """What the site's manifest calls it; empty where there is no manifest."""
    version: str = ""
    """What the paths of the site tell; empty where its head says it, or nothing does."""

    @property
    def version_name(self) -> str:
        """The version that the page belongs to; empty where it has none."""
        return self.version or self.head.version


class HtmlSite:
    """A site of HTML pages. `load` gives a page's bytes by its name and raises PageError."""

    def __init__(
        self,
        files: Sequence[HtmlFile],
        load: Callable[[str], bytes],
        options: SiteOptions,
        findings: Findings,
        *,
        default_version: str = "",
        default_locale: str = "",
        load_twin: Callable[[HtmlFile, frozenset[str]], Article | None] = lambda _file, _ids: None,
    ) -> None:
        self.problems = findings.problems
        self.unresolved = findings.unresolved
        self.assumptions = tuple(findings.assumptions)
        self.unreadable_urls = findings.unreadable_urls
        self.default_locale = options.locale or default_locale or find_default_locale([file.head for file in files])
        last = find_last_versions([(file.url, file.head) for file in files], self.default_locale)
        self.default_version = default_version or last.get("default", next(iter(last.values()), options.version))
        self.default_tags = tuple(f"docs-{plugin}-{version}" for plugin, version in sorted(last.items()))
        self.version_labels: Mapping[str, str] = {}  # a page names its version, not the label
        self._findings = findings
        self._load = load
        self._load_twin = load_twin
        self._options = options
        self._files = _select(files, options)

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
                loaded = self._give_text(file, read_html_page(self._load(file.name), file.head))
            except UnreadableError as error:
                self._findings.report_unreadable(file.name, str(error), file.url)
                continue
            except (ReadingError, ValueError, RecursionError) as error:
                self._findings.report(file.name, str(error))
                continue
            if loaded.is_unlisted:
                continue
            seen[file.url] = file.name
            if loaded.warning:
                self._findings.report(file.name, loaded.warning)
            yield create_page(
                loaded.article,
                url=file.url,
                source=file.source,
                title=_find_title(file, loaded),
                version=file.version_name or self._options.version,
                locale=file.head.locale or self._options.locale,
                docusaurus_tag=file.head.docusaurus_tag,
            )

    def _give_text(self, file: HtmlFile, page: HtmlPage) -> HtmlPage:
        """The page with the text of its Markdown, where JavaScript draws its own. Raises PageError without one."""
        if not page.drawn_by:
            return page
        twin = self._load_twin(file, page.ids)
        if twin is None:
            message = (
                f"is drawn by {page.drawn_by} in the browser, so its HTML holds no text, and there is no Markdown of "
                "the same name beside it; index the sources of the site instead"
            )
            raise PageError(message)
        return replace(page, article=twin)


def _find_title(file: HtmlFile, page: HtmlPage) -> str:
    """For a doc what Docusaurus calls it, which may differ from its heading; for any other page its heading."""
    named = file.title or page.head.title
    heading = page.article.leading_title
    doc_id = file.head.doc_id
    if not doc_id:
        first = next((block.text for block in page.article.blocks if block.kind == "heading"), "")
        return page.article.title or (first if first and named.startswith(first) else named) or file.source
    if not heading:
        return named or file.source
    only_named_by_id = named == doc_id.rpartition("/")[2]
    same_text = named != heading and _simplify(named) == _simplify(heading)
    with_site = not file.title and named.startswith(heading) and _SITE_NAME.match(named, len(heading))
    return heading if not named or only_named_by_id or same_text or with_site else named


def _simplify(title: str) -> str:
    return " ".join(_MARKS.sub("", title).split())


def _select(files: Sequence[HtmlFile], options: SiteOptions) -> list[HtmlFile]:
    for option, value, known in (
        ("version", options.version, {file.version_name for file in files}),
        ("locale", options.locale, {file.head.locale for file in files}),
    ):
        if value and any(known) and value not in known:
            message = f"The site has no {option} {value!r}. It has: {', '.join(sorted(filter(None, known)))}."
            raise ReadingError(message)
    return [
        file
        for file in files
        if (not options.version or file.version_name in {"", options.version})
        and (not options.locale or file.head.locale in {"", options.locale})
    ]
