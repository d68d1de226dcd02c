"""HTML in which every text is escaped, and the frame of each page."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
}
PAGES = {
    "": "Answers",
    "votes": "Votes",
    "gaps": "Gaps",
    "index": "Index",
    "runs": "Runs",
    "days": "Costs",
    "service": "Service",
}


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def render(template: str, **values: Any) -> Html:
    """The template with each `{name}` replaced by its value, escaped unless it is HTML."""
    return Html(template.format_map({name: _escape(value) for name, value in values.items()}))


def join(pieces: Iterable[Html]) -> Html:
    """The pieces in their order."""
    return Html("".join(pieces))


def create_page(request: Request, here: str, body: Html, *, title: str = "") -> HTMLResponse:
    """A whole page; `here` is its name among `PAGES`, which is its title, too, unless it has another."""
    base = get_base(request)
    links = join(
        render(
            '<li><a href="{base}{path}"{current}>{name}</a></li>',
            base=base,
            path=path,
            name=name,
            current=Html(' aria-current="page"') if path == here else "",
        )
        for path, name in PAGES.items()
    )
    refresh = request.query_params.get("refresh", "")
    page = render(
        _FRAME,
        title=title or PAGES[here],
        base=base,
        links=links,
        body=body,
        refresh=Html(f'<meta http-equiv="refresh" content="{_REFRESH_SECONDS}">') if refresh else "",
        refresh_link=_link_refresh(request, is_on=bool(refresh)),
    )
    return HTMLResponse(page, headers=HEADERS)


def get_base(request: Request) -> str:
    """The address of `/admin/` as the browser knows it."""
    return f"{request.scope.get('root_path', '')}/admin/"


def create_table(caption: str, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> Html:
    """A table; on a narrow screen each row is a card that names its columns."""
    names = list(columns)
    head = join(render('<th scope="col">{name}</th>', name=name) for name in names)
    body = join(
        render(
            "<tr>{cells}</tr>",
            cells=join(
                render('<td data-label="{name}">{cell}</td>', name=name, cell=cell)
                for name, cell in zip(names, row, strict=True)
            ),
        )
        for row in rows
    )
    if not body:
        return render('<p class="empty">{caption}: nothing yet.</p>', caption=caption)
    return render(
        "<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>",
        caption=caption,
        head=head,
        body=body,
    )


def create_list(entries: Mapping[str, Any]) -> Html:
    """Names with their values."""
    return render(
        "<dl>{entries}</dl>",
        entries=join(
            render("<div><dt>{name}</dt><dd>{value}</dd></div>", name=name, value=value)
            for name, value in entries.items()
        ),
    )


def create_select(name: str, label: str, options: Mapping[str, str], chosen: str) -> Html:
    """A choice with its label; `options` are what is shown, by value."""
    shown = options if chosen in options else {**options, chosen: chosen}
    return render(
        '<label>{label}<select name="{name}">{options}</select></label>',
        label=label,
        name=name,
        options=join(
            render(
                '<option value="{value}"{selected}>{text}</option>',
                value=value,
                text=text,
                selected=Html(" selected") if value == chosen else "",
            )
            for value, text in shown.items()
        ),
    )


def format_minute(at: float) -> str:
    """A time, to the minute, in UTC."""
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M}" if at else "never"


def create_site_select(sites: Iterable[str], chosen: str) -> Html:
    """A choice among sites; nothing where there is one alone."""
    known = sorted(set(sites))
    return (
        create_select("site", "Site", {"": "all"} | dict(zip(known, known, strict=True)), chosen)
        if len(known) > 1
        else Html("")
    )


def _escape(value: Any) -> str:
    return value if isinstance(value, Html) else escape(str(value))


def _link_refresh(request: Request, *, is_on: bool) -> Html:
    url = request.url.remove_query_params("refresh") if is_on else request.url.include_query_params(refresh="1")
    text = "Stop refreshing" if is_on else f"Refresh every {_REFRESH_SECONDS} s"
    return render('<a href="{url}">{text}</a>', url=f"{url.path}?{url.query}".rstrip("?"), text=text)


_REFRESH_SECONDS = 30
_FRAME = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="same-origin">
{refresh}
<title>{title} · askdocs</title>
<link rel="stylesheet" href="{base}admin.css">
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header><p class="brand">askdocs</p><nav aria-label="Pages"><ul>{links}</ul></nav></header>
<main id="content"><h1>{title}</h1>
{body}
</main>
<footer>{refresh_link}</footer>
</body>
</html>
"""
