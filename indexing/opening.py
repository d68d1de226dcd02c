"""Recognising what a folder holds."""

from pathlib import Path

from indexing.docusaurus.built import open_built_site
from indexing.docusaurus.config import DocsOptions, SiteConfig, find_config, load_config
from indexing.docusaurus.sources import SourceSite
from indexing.errors import ReadingError
from indexing.files import list_files
from indexing.markdown import MarkdownOptions
from indexing.model import Problem, Site, SiteOptions


def open_site(path: Path, options: SiteOptions) -> Site:
    """The site in a folder: Docusaurus sources, a built site, or a plain folder of HTML or Markdown.

    Raises ReadingError when the folder is missing, unreadable or holds no pages, or when the address of the
    site stands nowhere and `options.site_url` is empty.
    """
    if not path.exists():
        message = f"{path} does not exist. Pass the folder of a built site or of its Markdown sources."
        raise ReadingError(message)
    if not path.is_dir():
        message = f"{path} is a file. Pass the folder that holds the site."
        raise ReadingError(message)
    config = find_config(path)
    if config:
        return SourceSite(path, config.parent, load_config(config, options), options, versioned=True)
    return _open_folder(path, options)


def _open_folder(path: Path, options: SiteOptions) -> Site:
    problems: list[Problem] = []
    html = list_files(path, (".html", ".htm"), problems)
    markdown = list_files(path, (".md", ".mdx"), problems)
    if not html and not markdown:
        message = (
            f"{path} holds no pages: there is no .html, .md or .mdx file in it. Build the site first, or pass its docs."
        )
        raise ReadingError(message)
    is_built = html and ("index.html" in html or (path / "sitemap.xml").is_file() or len(html) >= len(markdown))
    if is_built and not (markdown and options.docs_path):
        return open_built_site(path, options)
    return SourceSite(path, path, _create_plain_config(path, options), options, versioned=False)


def _create_plain_config(path: Path, options: SiteOptions) -> SiteConfig:
    if not options.site_url:
        message = f"Where the pages of {path} are published is not known. Pass --site-url https://…"
        raise ReadingError(message)
    base_url, route = options.base_url or "/", options.route_base_path or "/"
    assumptions = ["URLs follow Docusaurus' rules for files, without a site's configuration."]
    if not options.base_url and not options.route_base_path:
        assumptions.append("The pages stand at the site's root (--base-url and --route-base-path override).")
    return SiteConfig(
        url=options.site_url.rstrip("/"),
        base_url=base_url,
        trailing_slash=options.trailing_slash,
        locales=(options.locale,),
        locale_paths={},
        locale_base_urls={},
        locale_urls={},
        i18n_path="",
        markdown=MarkdownOptions(),
        docs=(DocsOptions(path=options.docs_path or ".", route_base_path=route),),
        assumptions=tuple(assumptions),
    )
