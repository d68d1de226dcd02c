"""The Markdown sources of a Docusaurus site, or a plain folder of Markdown, read as the pages they become."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from posixpath import dirname, normpath
from urllib.parse import urldefrag, urljoin, urlsplit

from indexing.blocks import Article
from indexing.docusaurus.admonitions import load_admonition_names
from indexing.docusaurus.config import SiteConfig
from indexing.docusaurus.imports import ImportLoader
from indexing.docusaurus.routes import create_doc_id, create_permalink, create_slug, find_position, format_url
from indexing.docusaurus.versions import DocsVersion, find_locale_folder, find_localized_folder, list_versions
from indexing.errors import PageError, ReadingError, UnreadableError
from indexing.files.globs import match_any
from indexing.files.listing import list_files
from indexing.files.loading import load_bytes
from indexing.findings import Findings
from indexing.formatting import format_link, is_absolute
from indexing.markdown import MarkdownFile, MarkdownOptions, MarkdownPage, read_markdown_file, read_markdown_page
from indexing.markdown.front_matter import FrontMatter
from indexing.markdown.inline import LinkFormatter
from indexing.model import Page, SiteOptions, Unresolved
from indexing.pages import create_page
from indexing.path_versions import explain_no_match, find_versions_by_pattern


@dataclass(frozen=True, slots=True)
class _SourceFile:
    """A file that becomes a page, with the locale and the version for which it is read."""

    path: Path
    name: str
    """Relative to the docs folder, POSIX."""
    locale: str
    version: DocsVersion


class SourceSite:
    """A site whose pages' URLs and heading ids are worked out from its Markdown files."""

    def __init__(
        self, root: Path, site_folder: Path, config: SiteConfig, options: SiteOptions, *, versioned: bool
    ) -> None:
        self._findings = Findings()
        self.problems = self._findings.problems
        self.unresolved = self._findings.unresolved
        self.unreadable_urls = self._findings.unreadable_urls
        self.assumptions = config.assumptions
        self.default_locale = config.locales[0] if versioned else options.locale
        self._root = root
        self._site_folder = site_folder
        self._config = config
        self._options = options
        self._versioned = versioned
        versions = [one for docs in config.docs for one in list_versions(site_folder, docs)]
        last = [one for one in versions if one.is_last]
        self.default_version = last[0].name if versioned and last else options.version
        self._path_versions: Mapping[str, str] = {}
        """The version of each file of a plain folder, where the owner says how paths name it."""
        labels = {one.name: one.label for one in versions if one.label}
        self.version_labels: Mapping[str, str] = labels if versioned else {}
        self.default_tags = tuple(one.tag for one in last) if versioned else ()
        self._imports = ImportLoader(
            site_folder,
            [root, site_folder],
            lambda importer, message: self._findings.report(self._format_source(Path(importer)), message),
        )
        self._markdown: dict[tuple[str, str], MarkdownOptions] = {}
        self._by_path: dict[str, _SourceFile] = {}
        self._urls: dict[tuple[str, Path, str], str] = {}
        """Of pages, by the language, the folder and the name of their files."""
        self._files = list(self._list_sources(self._select_versions(versions), self._select_locales()))
        if not self._files:
            raise ReadingError(self._explain_empty(versions))
        if options.version_from and not versioned:
            self._read_versions_from_paths(options.version_from)

    def _read_versions_from_paths(self, pattern: str) -> None:
        found = find_versions_by_pattern({file.name: f"/{file.name}" for file in self._files}, pattern)
        self._path_versions = found.by_url
        wanted, known = self._options.version, sorted({*filter(None, found.by_url.values())})
        if not known:
            self.assumptions += (explain_no_match(pattern, (f"/{file.name}" for file in self._files)),)
        if wanted and known and wanted not in known:
            message = f"The site has no version {wanted!r}. It has: {', '.join(known)}."
            raise ReadingError(message)
        if wanted:
            self._files = [file for file in self._files if found.by_url[file.name] in {"", wanted}]
        self.default_version = wanted or found.default

    def count_pages(self) -> int:
        """How many files `read_pages` will try; drafts and unlisted ones among them give no page."""
        return len(self._files)

    def read_pages(self) -> Iterator[Page]:
        """The pages, one at a time, in a stable order. Problems found on the way are added once."""
        seen: dict[str, str] = {}
        for file in self._files:
            source = self._format_source(file.path)
            try:
                loaded = read_markdown_file(load_bytes(file.path))
                if loaded.front_matter.is_set("draft") or loaded.front_matter.is_set("unlisted"):
                    continue
                url = self._create_url(file, loaded.front_matter)
                if url in seen:
                    message = f"has the same URL as {seen[url]} ({url}) and was left out; give it a slug of its own"
                    raise PageError(message)
                page = self._create_page(file, loaded, url, source)
            except UnreadableError as error:
                self._findings.report_unreadable(source, str(error), self._create_url(file, FrontMatter({}, "")))
                continue
            except UnicodeEncodeError:
                self._findings.report(source, "has a name that is not UTF-8, of which no URL can be made; rename it")
                continue
            except (ReadingError, ValueError, RecursionError) as error:
                self._findings.report(source, str(error))
                continue
            seen[url] = source
            for warning in loaded.warnings:
                self._findings.report(source, warning)
            yield page

    def load_article(self, url: str) -> Article | None:
        """What stands on the page at a URL, or at a URL's path, linked with others; None where no page is there."""
        if not self._by_path:
            self._find_pages()
        file = self._by_path.get(format_url("", urlsplit(url).path).rstrip("/"))
        if file is None:
            return None
        read = read_markdown_file(load_bytes(file.path))
        return self._load_page(file, read, partial(self._format_link, file)).article

    def _find_pages(self) -> None:
        """Look up where each file's page is; a draft, and a file that cannot be read, has none."""
        for file in reversed(self._files):
            try:
                front_matter = read_markdown_file(load_bytes(file.path)).front_matter
                url = self._create_url(file, front_matter)
            except (ReadingError, ValueError, RecursionError):  # `read_pages` has reported it
                continue
            if not front_matter.is_set("draft"):
                self._by_path[urlsplit(url).path.rstrip("/")] = file
                self._urls[file.locale, file.version.folder, file.name] = url

    def _format_link(self, file: _SourceFile, text: str, target: str) -> str:
        """As Docusaurus: a link to a file, or to the path of a page, leads to that page."""
        path, fragment = urldefrag(target)
        name = normpath(f"{dirname(file.name)}/{path}").lstrip("/") if path else file.name
        key = file.locale, file.version.folder
        url = self._urls.get((*key, name), "")
        if not url and not is_absolute(target):
            url = urljoin(self._urls[*key, file.name], f"{self._config.base_url}/{path}" if path[:1] == "/" else path)
            url = url if format_url("", urlsplit(url).path).rstrip("/") in self._by_path else ""
        return format_link(text, f"{url}#{fragment}" if url and fragment else url or target)

    def _load_page(
        self, file: _SourceFile, loaded: MarkdownFile, format_target: LinkFormatter = format_link
    ) -> MarkdownPage:
        return read_markdown_page(
            loaded,
            path=str(file.path),
            options=self._get_options(file),
            load=self._imports.load,
            format_target=format_target,
        )

    def _get_options(self, file: _SourceFile) -> MarkdownOptions:
        key = file.locale, file.version.docs.id
        if key not in self._markdown:
            folder = find_locale_folder(self._site_folder, self._config, file.locale)
            labels = load_admonition_names(folder, file.locale) if self._versioned else {}
            converters = file.version.docs.npm_converters
            self._markdown[key] = replace(self._config.markdown, labels=labels, npm_converters=converters)
        return self._markdown[key]

    def _create_page(self, file: _SourceFile, loaded: MarkdownFile, url: str, source: str) -> Page:
        read = self._load_page(file, loaded)
        if read.unresolved:
            self._findings.unresolved.append(Unresolved(url, source, read.unresolved))
        article = read.article
        page = create_page(
            article,
            url=url,
            source=source,
            title=_find_title(file, loaded.front_matter, article),
            version=file.version.name if self._versioned else self._find_version(file),
            locale=file.locale,
            docusaurus_tag=file.version.tag if self._versioned else "",
        )
        strips = file.version.docs.strips_number_prefixes
        return replace(page, position=find_position(file.name, loaded.front_matter, strips_number_prefixes=strips))

    def _find_version(self, file: _SourceFile) -> str:
        return self._path_versions.get(file.name, "") or self._options.version

    def _create_url(self, file: _SourceFile, front_matter: FrontMatter) -> str:
        docs, config = file.version.docs, self._config
        base_url = config.base_url if file.locale == config.locales[0] else f"{config.base_url}/{file.locale}/"
        base_url = config.locale_base_urls.get(file.locale, base_url)
        slug = create_slug(file.name, front_matter, strips_number_prefixes=docs.strips_number_prefixes)
        path = create_permalink(
            docs.route_base_path, file.version.path, slug, base_url=base_url, trailing_slash=config.trailing_slash
        )
        return format_url(self._get_site_url(file.locale), path)

    def _get_site_url(self, locale: str) -> str:
        return self._options.site_url or self._config.locale_urls.get(locale, self._config.url)

    def _select_versions(self, versions: list[DocsVersion]) -> list[DocsVersion]:
        wanted = self._options.version
        if not wanted or not self._versioned:
            return versions
        selected = [one for one in versions if one.name == wanted]
        if not selected:
            known = ", ".join(dict.fromkeys(one.name for one in versions))
            message = f"The site has no version {wanted!r}. It has: {known}."
            raise ReadingError(message)
        return selected

    def _select_locales(self) -> tuple[str, ...]:
        wanted, known = self._options.locale, self._config.locales
        if not self._versioned:
            return (wanted,)
        if wanted and wanted not in known:
            message = f"The site has no locale {wanted!r}. It has: {', '.join(known)}."
            raise ReadingError(message)
        return (wanted,) if wanted else known

    def _list_sources(self, versions: list[DocsVersion], locales: tuple[str, ...]) -> Iterator[_SourceFile]:
        listed: dict[Path, list[str]] = {}
        for locale in locales:
            for version in versions:
                if version.folder not in listed:
                    listed[version.folder] = self._list_names(version)
                localized = self._list_localized(version, locale)
                for name in listed[version.folder]:
                    path = (localized or {}).get(name, version.folder / name)
                    if self._is_selected(path):
                        yield _SourceFile(path, name, locale, version)

    def _list_names(self, version: DocsVersion) -> list[str]:
        if not version.folder.is_dir():
            self._findings.report(
                self._format_source(version.folder), "the docs folder does not exist; pass --docs-path"
            )
            return []
        docs = version.docs
        return [
            name
            for name in list_files(version.folder, (".md", ".mdx"), self.problems)
            if match_any(name, docs.include) and not match_any(name, docs.exclude)
        ]

    def _list_localized(self, version: DocsVersion, locale: str) -> dict[str, Path]:
        if not self._versioned:
            return {}
        folder = find_localized_folder(self._site_folder, self._config, version, locale)
        if not folder.is_dir():
            return {}
        return {name: folder / name for name in list_files(folder, (".md", ".mdx"), self.problems)}

    def _is_selected(self, path: Path) -> bool:
        include, exclude = self._options.include, self._options.exclude
        if not include and not exclude:
            return True
        source = self._format_source(path)
        return (not include or match_any(source, include)) and not match_any(source, exclude)

    def _format_source(self, path: Path) -> str:
        for whole, root in ((path, self._root), (path.resolve(), self._root.resolve())):
            if whole.is_relative_to(root):
                return whole.relative_to(root).as_posix()
        return path.as_posix()

    def _explain_empty(self, versions: list[DocsVersion]) -> str:
        folders = ", ".join(dict.fromkeys(str(one.folder) for one in versions))
        if self._options.include or self._options.exclude:
            return f"No page is left in {folders} after --include and --exclude. Check the patterns."
        return f"There are no Markdown files in {folders}. Pass the site's folder, or the docs folder with --docs-path."


def _find_title(file: _SourceFile, front_matter: FrontMatter, article: Article) -> str:
    """What Docusaurus calls the doc. A heading counts where the page begins with it; `sidebar_label` does not count."""
    strips = file.version.docs.strips_number_prefixes
    doc_id = create_doc_id(file.name, front_matter, strips_number_prefixes=strips)
    named = front_matter.text("title")
    return named if named and named != doc_id else article.leading_title or named or doc_id
