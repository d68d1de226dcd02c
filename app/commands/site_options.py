"""SITE and the options about it, the same for `index` and `inspect`."""

from collections.abc import Callable, Sequence
from functools import wraps
from inspect import Signature, signature
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.console import format_inline
from chains.errors import UsageError

if TYPE_CHECKING:
    from app.commands.safe_console import SafeConsole
    from app.settings import Settings
    from app.settings.sites import Site
    from app.sources import OpenedSource
    from indexing.model import SiteOptions

_WHAT = "Docusaurus project, built site, Markdown folder, OpenAPI or PDF file, or address of a live site or such a file"
SiteArgument = Annotated[str, typer.Argument(help=f"{_WHAT}.")]
SitesArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[SITE]...", help=f"{_WHAT}; `SITE=ADDRESS` says where one of several is published."),
]
SiteUrl = Annotated[str, typer.Option(help="Where it is published: `https://docs.example.org`.")]
BaseUrl = Annotated[str, typer.Option(help="Path below that, such as `/project/`.")]
DocsPath = Annotated[str, typer.Option(help="Folder of the docs below SITE.")]
RouteBasePath = Annotated[str | None, typer.Option(help="URL path of the docs: `docs`, or `/` for none.")]
TrailingSlash = Annotated[bool | None, typer.Option(help="Whether page URLs end with a slash.")]
Include = Annotated[list[str] | None, typer.Option(help="Only these files (glob, repeatable).")]
Exclude = Annotated[list[str] | None, typer.Option(help="Not these files (glob, repeatable).")]
Version = Annotated[str, typer.Option(help="Only this version.")]
Locale = Annotated[str, typer.Option(help="Only this language.")]
VersionFrom = Annotated[
    str, typer.Option(metavar="PATTERN", help="Regular expression that finds versions in paths: `/(v[0-9]+)/`.")
]

SiteName = Annotated[
    str, typer.Option("--site", metavar="NAME", help="A site of `langserve.yaml`; the first one otherwise.")
]


def find_site(settings: "Settings", name: str) -> "Site":
    """The site of this name; the first one without. Raises UsageError when there is none."""
    from app.settings.routes import load_langserve_config

    return load_langserve_config(settings.server).find_site(name)


def create_options(
    *,
    site_url: SiteUrl = "",
    base_url: BaseUrl = "",
    docs_path: DocsPath = "",
    route_base_path: RouteBasePath = None,
    trailing_slash: TrailingSlash = None,
    include: Include = None,
    exclude: Exclude = None,
    version: Version = "",
    locale: Locale = "",
    version_from: VersionFrom = "",
) -> "SiteOptions":
    """The options as the readers of sites take them. Raises UsageError for an address that is none."""
    from indexing.model import SiteOptions

    if site_url and (not site_url.startswith(("http://", "https://")) or any(sign in site_url for sign in "?#")):
        raise UsageError("--site-url: pass an address that begins with https:// or http://, without ? and #.")
    return SiteOptions(
        site_url=site_url.rstrip("/"),
        base_url=base_url,
        docs_path=docs_path,
        route_base_path=route_base_path,
        trailing_slash=trailing_slash,
        include=tuple(include or ()),
        exclude=tuple(exclude or ()),
        version=version,
        locale=locale,
        version_from=version_from,
    )


def takes_site_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `create_options`; it receives them together, as its argument `options`."""
    own = [parameter for parameter in signature(command).parameters.values() if parameter.name != "options"]
    about_site = signature(create_options).parameters
    first, *rest = own

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        chosen = {name: options.pop(name) for name in about_site if name in options}
        command(*arguments, options=create_options(**chosen), **options)

    merged = Signature([first, *about_site.values(), *rest])
    run.__signature__ = merged  # type: ignore[attr-defined]  # what Typer reads
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in merged.parameters.values()}
    return run


def open_shown(sites: Sequence[str], options: "SiteOptions", console: "SafeConsole") -> "list[OpenedSource]":
    """Open sources, each a folder or an address; `console` shows how pages are fetched.

    Raises UsageError when one cannot be read.
    """
    from app.sources import LoginHeader, open_sources
    from app.sources.web.addresses import is_address

    login = None
    if any(map(is_address, sites)):  # settings take a tenth of a second to load, and folders have no login
        from app.settings import load_settings

        login = load_settings().index.login
    with console.status("Opening") as status:

        def show(name: str, done: int, total: int) -> None:
            status.update(f"Fetched {done} of {total} pages of {format_inline(name)}")

        return open_sources(sites, options, header=LoginHeader(**login) if login else None, on_fetch=show)
