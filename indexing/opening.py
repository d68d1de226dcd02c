"""Recognises what a folder holds, and opens it as a site."""

from pathlib import Path

from indexing.answers import is_answers_folder, open_answers
from indexing.built.opening import open_built_site
from indexing.docusaurus.config import create_plain_config, find_config, load_config
from indexing.docusaurus.sources import SourceSite
from indexing.errors import PageError, ReadingError
from indexing.files.listing import list_files
from indexing.files.loading import load_bytes
from indexing.model import Problem, Site, SiteOptions
from indexing.openapi.opening import SUFFIXES, open_description
from indexing.pdf.site import SUFFIX, open_pdf

FILE_SUFFIXES = (*SUFFIXES, SUFFIX)
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
        return SourceSite(path, config.parent, load_config(config, options), options, versioned=True)
    return _open_folder(path, options)


def is_file_name(name: str) -> bool:
    """Whether a name is that of a single file that can be read, such as `openapi.yaml`."""
    return name.lower().endswith(FILE_SUFFIXES)


def open_file(content: bytes, name: str, options: SiteOptions, *, address: str = "") -> Site:
    """The site in a single file; `address` is where the file itself can be had.

    Raises ReadingError when it cannot be read, or nothing says where it is shown.
    """
    opens = open_pdf if name.lower().endswith(SUFFIX) else open_description
    return opens(content, name, options, address=address)


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
    if not html and is_answers_folder(path, markdown):
        return open_answers(path, markdown, options)
    is_built = html and ("index.html" in html or (path / "sitemap.xml").is_file() or len(html) >= len(markdown))
    if is_built and not (markdown and options.docs_path):
        return open_built_site(path, options)
    return SourceSite(path, path, create_plain_config(path, options), options, versioned=False)
