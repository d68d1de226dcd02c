"""`askdocs ask`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.console import create_console, format_inline, write, write_json
from app.commands.running import building_late, collecting_nothing, run
from app.commands.site_options import SiteName
from chains.errors import UsageError

if TYPE_CHECKING:
    from chains.schemas import ChatRequest


def ask(
    question: Annotated[str, typer.Argument(help="The question, in any language.")],
    *,
    version: Annotated[str, typer.Option(help="Version of the documentation; the site's default otherwise.")] = "",
    locale: Annotated[str, typer.Option(help="Language of the documentation, such as `fr`.")] = "",
    page_url: Annotated[str, typer.Option(help="The page that is being read.")] = "",
    route: Annotated[str, typer.Option(help="Path of the route that answers; the first otherwise.")] = "",
    site: SiteName = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the whole response as one JSON object.")] = False,
) -> None:
    """Ask the indexed documentation a question; the answer streams, then its sources follow.

    It leaves with 2 when there is no such version or language.

    Example: `askdocs ask "How do I install it?" --json`
    """
    from pydantic import ValidationError

    from chains.schemas import ChatRequest, Filters

    try:
        request = ChatRequest(query=question, filters=Filters(version=version, locale=locale), page_url=page_url)
    except ValidationError as error:
        problem = error.errors(include_input=False)[0]
        raise UsageError(f"The question cannot be asked: {problem['loc'][0]}: {problem['msg']}.") from None
    with collecting_nothing():
        response = run(_answer(request, route=route, site=site, stream=not as_json))
    if as_json:
        write_json(response)
    else:
        _print_sources(response)
    if response["reason"] == "no_such_version":
        raise typer.Exit(UsageError.exit_code)


async def _answer(request: "ChatRequest", *, route: str, site: str, stream: bool) -> dict[str, Any]:
    from app.commands.terminal_text import TerminalText
    from app.observability.log import configure_logging
    from app.settings import load_settings
    from app.settings.routes import load_langserve_config
    from chains.parts import get_text, join_parts

    with building_late():
        from app.parts import opening_site

    settings = load_settings()
    configure_logging(settings.server.log_level)  # to standard error: the answer goes to standard output
    config = load_langserve_config(settings.server)
    chosen = config.choose_route(route, site)
    parts, shown = [], TerminalText()
    async with opening_site(settings, config.find_site(chosen.site).name) as parts_of_site:
        async for part in parts_of_site.create_bare_chain(chosen).astream(request):
            parts.append(part)
            if stream:
                write(shown.add(get_text(part)))
    if stream:
        write(shown.end())
    return dict(join_parts(parts))


def _print_sources(response: dict[str, Any]) -> None:
    console = create_console()
    console.print("\n")
    if response["outcome"] != "answered" or response["reason"]:
        console.print(f"[yellow]{response['outcome']}[/yellow] {response['reason']}")
    for sentence in response["unsupported"]:
        console.print(f"[yellow]not in its source:[/yellow] {format_inline(sentence)}")
    if response["unverified"]:
        console.print(f"[yellow]in no passage:[/yellow] {format_inline(', '.join(response['unverified']))}")
    abstained = response["outcome"] == "abstained"
    shown = response["nearest"] if abstained else [s for s in response["sources"] if s["number"] in response["cited"]]
    if shown:
        console.print("[bold]Look here instead:[/bold]" if abstained else "[bold]Sources[/bold]")
    for source in shown:  # nothing in a refusal refers to a page by its number
        mark = "-" if abstained else format_inline(f"[{source['number']}]")
        console.print(f"[cyan]{mark}[/cyan] {format_inline(source['section'])}\n    {format_inline(source['url'])}")
