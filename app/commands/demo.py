"""`askdocs demo`."""

import json
import shlex
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.console import create_console, format_inline
from app.commands.findings import print_assumptions, print_unread
from app.commands.index import print_summary
from app.commands.own_index import chosen_model, index_quietly
from app.commands.running import run
from chains.errors import IndexUnavailableError, SignatureMismatchError, UsageError

if TYPE_CHECKING:
    from app.commands.safe_console import SafeConsole
    from app.index import RunSummary
    from app.settings import Settings
    from app.settings.routes import LangServeConfig
    from app.wires.pages import SitePages
    from indexing.model import Page, Site

HOST = "127.0.0.1"
FOLDER = Path(".askdocs-demo")
QUESTION = "How do I index my own documentation?"
DOCUSAURUS_DEV_SERVER = ("http://localhost:3000", "http://127.0.0.1:3000")


def demo(
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8000,
    docs: Annotated[Path | None, typer.Option(help="Answer from this folder instead of askdocs' own docs.")] = None,
    site_url: Annotated[
        str, typer.Option(help="With --docs: where it is published; links go there, instead of to pages of the demo.")
    ] = "",
) -> None:
    """Index documentation and answer questions about it, without a key, without Docker, without Node.

    Example: `askdocs demo --docs ./docs --site-url https://docs.example.org`
    """
    from app.observability.log import configure_logging
    from app.server import create_app
    from app.serving.listening import format_address, listening
    from app.serving.processes import run
    from app.settings.resources import demo_docs
    from app.settings.routes import load_langserve_config
    from app.wires.pages import SitePages
    from indexing.docusaurus.sources import SourceSite

    started = time.monotonic()
    console = create_console()
    with listening(HOST, port) as listener:
        address = format_address(HOST, listener)
        folder = docs or demo_docs()
        site = _open_site(folder, site_url, address)
        load_article = site.load_article if isinstance(site, SourceSite) else _show_nothing
        shown = SitePages(load_article, (site.default_locale, site.default_version))
        with chosen_model(console) as gemini:
            settings = _create_settings(gemini)
            # A line for each request would scroll away the addresses, which are what one wants to see.
            is_chosen = "log_level" in settings.server.model_fields_set
            configure_logging(settings.server.log_level if is_chosen else "warning")

            def read() -> "Iterator[Page]":
                return _remember_pages(site.read_pages(), address, shown)

            summary = _index(site, str(folder), settings, console, read)
            if not shown.pages:
                print_assumptions(console, site)  # about addresses, which are the demo's own where it shows the pages
            print_unread(console, site)
            print_summary(console, summary)
            config = load_langserve_config(settings.server).open_all_wires()
            app = create_app(settings, dev=True, pages=shown, config=config)

            def announce() -> None:
                seconds = time.monotonic() - started
                question = next(iter(shown.choose_starters(shown.first)), QUESTION) if docs else QUESTION
                _print_addresses(console, address, settings, config, question, seconds=seconds)

            run(app, listener, announce, shutdown_seconds=1)


def _open_site(folder: Path, site_url: str, address: str) -> "Site":
    """Links go where the option says, or where built pages say that they are; sources are shown by the demo itself."""
    from app.sources import open_site
    from app.wires.pages import SITE_PATH
    from indexing.docusaurus.sources import SourceSite
    from indexing.model import SiteOptions

    shown = SiteOptions(site_url=address, base_url=SITE_PATH)
    try:
        site = open_site(folder, SiteOptions(site_url=site_url))
    except UsageError:
        return open_site(folder, shown)
    return open_site(folder, shown) if isinstance(site, SourceSite) and not site_url else site


def _index(
    site: "Site", source: str, settings: "Settings", console: "SafeConsole", read: "Callable[[], Iterable[Page]]"
) -> "RunSummary":
    try:
        return run(index_quietly(site, settings, source, console, pages=read()))
    except (SignatureMismatchError, IndexUnavailableError):
        console.print("The demo's index was made by another version or is damaged: building it anew.")
        shutil.rmtree(settings.qdrant.path)
        return run(index_quietly(site, settings, source, console, pages=read()))


def _remember_pages(pages: "Iterable[Page]", address: str, shown: "SitePages") -> "Iterator[Page]":
    from app.wires.pages import SITE_PATH

    for page in pages:
        shown.add_starters(page)
        if page.url.startswith(f"{address}{SITE_PATH}"):
            shown.add(page)
        yield page


def _show_nothing(_: str) -> None:
    """For a site whose pages are shown elsewhere."""


def _create_settings(gemini: dict[str, Any]) -> "Settings":
    """The user's settings, but always a data folder of the demo's own, one for each model."""
    from app.settings import load_settings

    settings = load_settings(gemini=gemini)
    folder = FOLDER / ("emulator" if settings.gemini.is_emulated else settings.gemini.embedding_model)
    origins = (*settings.server.cors_origins, *DOCUSAURUS_DEV_SERVER)
    return load_settings(
        gemini=gemini,
        qdrant={"host": "", "path": folder, "collection_name": "demo"},
        server={"cors_origins": origins},
        stores={"keep_answers": True, "data_path": None, "database_url": ""},
    )


def _print_addresses(
    console: "SafeConsole",
    address: str,
    settings: "Settings",
    config: "LangServeConfig",
    question: str,
    *,
    seconds: float,
) -> None:
    from app.commands.show_wires import format_wires

    body = shlex.quote(json.dumps({"query": question}))
    console.print(f"\n[bold]askdocs is ready[/bold] after {seconds:.1f} s. Ctrl-C stops it.\n")
    console.print(f"  [bold]start here[/bold]  {address}/")
    routes = config.routes
    for route in routes:
        if "playground" in (*route.public, *route.developer):
            console.print(f"  playground  {address}{route.path}/playground/")
    console.print(f"  API docs    {address}/docs")
    console.print(f"  admin       {address}/admin/")
    for line in format_wires(config):
        console.print(f"  protocols   {format_inline(line)}")
    console.print("\nFrom a program, for example:\n")
    for route in routes:
        console.print(f"  curl -s {address}{route.path} -H 'Content-Type: application/json' -d {format_inline(body)}\n")
    if settings.gemini.is_emulated:
        console.print(
            "Answers are extracts: sentences of the pages, chosen by a small model that runs here. Set GEMINI_API_KEY "
            "and start again to have Gemini write them."
        )
    console.print("Requests are logged with LOG_LEVEL=info.\n")
