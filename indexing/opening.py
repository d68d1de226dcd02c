"""Recognises what a folder or a file holds, and opens it as a site with the reader of its kind alone."""

# ruff: noqa: PLC0415 - each reader brings packages of its own: to load all of them takes longer than to read a small site

from pathlib import Path

from indexing.errors import PageError, ReadingError
from indexing.files.listing import list_files
from indexing.files.loading import load_bytes
from indexing.model import Problem, Site, SiteOptions

CONFIG_NAMES = tuple(f"docusaurus.config.{suffix}" for suffix in ("ts", "mts", "cts", "js", "mjs", "cjs"))
PDF_SUFFIX = ".pdf"
FILE_SUFFIXES = (".json", ".yaml", ".yml", PDF_SUFFIX)
MAX_FILE_BYTES = 50_000_000
"""GitHub's description has 13 MB."""


def open_site(path: Path, options: SiteOptions) -> Site:
    """The site in a folder: Docusaurus sources, a built site, owner's answers, or a plain folder of HTML or Markdown.

    Raises ReadingError when the folder is missing, unreadable or holds no pages, or when the address of the
    site stands nowhere and `options.site_url` is empty.
    """
    if not path.exists():
        message = f"{path} does not exist. Pass the folder of a built site or of its Markdown sources."
        raise ReadingError(message)
    if not path.is_dir():
        return _open_path(path, options)
    config = find_config(path)
    if config:
        from indexing.docusaurus.config import load_config
        from indexing.docusaurus.sources import SourceSite

        return SourceSite(path, config.parent, load_config(config, options), options, versioned=True)
    return _open_folder(path, options)


def find_config(folder: Path) -> Path | None:
    """The configuration file of the Docusaurus site in `folder` or in its `website` folder."""
    candidates = (folder / below / name for below in ("", "website") for name in CONFIG_NAMES)
    return next((path for path in candidates if path.is_file()), None)


def is_file_name(name: str) -> bool:
    """Whether a name is that of a single file that can be read, such as `openapi.yaml`."""
    return name.lower().endswith(FILE_SUFFIXES)


def open_file(content: bytes, name: str, options: SiteOptions, *, address: str = "") -> Site:
    """The site in a single file; `address` is where the file itself can be had.

    Raises ReadingError when it cannot be read, or nothing says where it is shown.
    """
    if name.lower().endswith(PDF_SUFFIX):
        from indexing.pdf.site import open_pdf

        return open_pdf(content, name, options, address=address)
    from indexing.openapi.opening import open_description

    return open_description(content, name, options, address=address)


def _open_path(path: Path, options: SiteOptions) -> Site:
    if not is_file_name(path.name):
        message = f"{path} is a file. Pass the folder that holds the site, a PDF, or an OpenAPI file (.yaml, .json)."
        raise ReadingError(message)
    try:
        content = load_bytes(path, MAX_FILE_BYTES)
    except PageError as error:
        message = f"{path} {error}."
        raise ReadingError(message) from error
    return open_file(content, path.name, options)


def _open_folder(path: Path, options: SiteOptions) -> Site:
    problems: list[Problem] = []
    html = list_files(path, (".html", ".htm"), problems)
    markdown = list_files(path, (".md", ".mdx"), problems)
    if not html and not markdown:
        message = (
            f"{path} holds no pages: there is no .html, .md or .mdx file in it. Build the site first, or pass its docs."
        )
        raise ReadingError(message)
    if not html:
        from indexing.answers import is_answers_folder, open_answers

        if is_answers_folder(path, markdown):
            return open_answers(path, markdown, options)
    is_built = html and ("index.html" in html or (path / "sitemap.xml").is_file() or len(html) >= len(markdown))
    if is_built and not (markdown and options.docs_path):
        from indexing.built.opening import open_built_site

        return open_built_site(path, options)
    from indexing.docusaurus.config import create_plain_config
    from indexing.docusaurus.sources import SourceSite

    return SourceSite(path, path, create_plain_config(path, options), options, versioned=False)
