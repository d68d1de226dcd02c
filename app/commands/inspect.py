"""`askdocs inspect`."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.console import create_console, format_inline, format_json, write, write_json_part
from app.commands.counts import format_count
from app.commands.findings import Strict, exit_by_findings, format_findings, print_assumptions, print_findings
from app.commands.site_options import SiteArgument, open_shown, takes_site_options

if TYPE_CHECKING:
    from app.commands.safe_console import SafeConsole
    from indexing.model import Page, Site, SiteOptions

_SHOWN_PAGES = 20


@takes_site_options
def inspect(
    site: SiteArgument,
    *,
    options: "SiteOptions",
    texts: Annotated[bool, typer.Option("--texts", help="Print each chunk as the model would get it.")] = False,
    strict: Strict = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print every page and chunk as one JSON object.")] = False,
) -> None:
    """Show what askdocs sees of SITE: pages, chunks, versions, languages. Asks neither Gemini nor Qdrant anything.

    Example: `askdocs inspect ./docs --site-url https://docs.example.org`
    """
    from app.sources.web.addresses import is_address

    if is_address(site):  # only fetching logs
        from app.observability.log import configure_logging

        configure_logging("error")  # to standard error; what was fetched again is no problem of the site
    console = create_console(stderr=True)
    opened = open_shown([site], options, console)[0].site
    if as_json:
        print_assumptions(console, opened)
        for part in _format_json(opened):
            write_json_part(part)
    else:
        _print_summary(create_console(), opened, texts=texts)
    exit_by_findings(opened, strict=strict)


def _format_json(site: "Site") -> Iterator[str]:
    """One object, in parts: a site of many pages is never in memory as a whole."""
    yield '{"pages": ['
    separator = "\n"
    for page in site.read_pages():
        yield separator + format_json(_describe(page))
        separator = ",\n"
    yield "\n]"
    for name, found in format_findings(site).items():
        yield f', "{name}": {format_json(found)}'
    yield "}\n"


def _describe(page: "Page") -> dict[str, Any]:
    return {
        "url": page.url,
        "source": page.source,
        "title": page.title,
        "version": page.version,
        "locale": page.locale,
        "tag": page.docusaurus_tag,
        "heading_ids": list(page.heading_ids),
        "chunks": [
            {
                "url": chunk.place.url,
                "breadcrumb": chunk.place.section,
                "characters": len(chunk.text),
                "text": chunk.text,
                "parts": [
                    {"url": f"{page.url}#{part.anchor}", "breadcrumb": part.section, "offset": part.offset}
                    for part in chunk.place.parts
                ],
            }
            for chunk in page.chunks
        ],
    }


def _print_summary(console: "SafeConsole", site: "Site", *, texts: bool) -> None:
    pages = chunks = characters = 0
    versions: Counter[str] = Counter()
    locales: Counter[str] = Counter()
    for page in site.read_pages():
        pages += 1
        chunks += len(page.chunks)
        characters += sum(len(chunk.text) for chunk in page.chunks)
        versions[page.version] += 1
        locales[page.locale] += 1
        if texts:
            _print_texts(page)
        elif pages <= _SHOWN_PAGES:
            title, count = format_inline(page.title), format_count(len(page.chunks), "chunk")
            console.print(f"{format_inline(page.url)}  [dim]{title}: {count}[/dim]")
    if pages > _SHOWN_PAGES and not texts:
        console.print(f"… and {pages - _SHOWN_PAGES} more (--json lists all)")
    console.print(f"\n{', '.join(map(format_count, (pages, chunks, characters), ('page', 'chunk', 'character')))}")
    for name, counted, default in (
        ("versions", versions, site.default_version),
        ("locales", locales, site.default_locale),
    ):
        if any(counted):
            console.print(f"{name}: {format_inline(_format_counts(counted.items(), default))}")
    print_findings(console, site)
    if site.problems:
        console.print(format_count(len(site.problems), "problem"))


def _print_texts(page: "Page") -> None:
    """Each chunk, after its URL, in the fence in which a prompt holds it."""
    from chains.prompts import format_passages
    from chains.schemas import Source

    for chunk in page.chunks:
        place = chunk.place
        source = Source(
            number=1,
            title=chunk.title,
            section=place.section,
            url=place.url,
            snippet="",
            score=0,
            version=place.version,
            locale=place.locale,
        )
        write(f"{place.url}\n{format_passages([(source, chunk.text)])}\n\n")


def _format_counts(counted: Iterable[tuple[str, int]], default: str) -> str:
    return ", ".join(f"{name or '(none)'} {count}{' (default)' if name == default else ''}" for name, count in counted)
