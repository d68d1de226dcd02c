"""Opens sources, wherever they are: in a folder or at an address."""

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from app.sources.web.addresses import find_origin, is_address, normalize
from app.sources.web.login import LoginHeader, ensure_one_host
from chains.errors import UsageError
from indexing import open_site as open_folder
from indexing.errors import ReadingError
from indexing.model import Site, SiteOptions
from indexing.opening import MAX_FILE_BYTES, is_file_name, open_file

_PUBLISHED = re.compile(r"(?P<name>.+)=(?P<address>https?://.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class OpenedSource:
    """A source that can be read; `name` is its folder or address."""

    name: str
    site: Site


def open_sources(
    sources: Sequence[str],
    options: SiteOptions,
    *,
    header: LoginHeader | None = None,
    on_fetch: Callable[[str, int, int], None] = lambda _name, _done, _total: None,
) -> list[OpenedSource]:
    """Open sources, each a folder or an address, or `FOLDER=ADDRESS` for one that is published there.

    `options` are for all of them, but the address of `FOLDER=ADDRESS` goes before theirs. `header` is sent to its host
    alone. `on_fetch` is called with a source's name, the number of its pages that are fetched and their total.

    Raises:
        UsageError: one cannot be read, or is named twice; the message says why.
    """
    opened: list[OpenedSource] = []
    if options.site_url:
        _check_published(options.site_url, "--site-url")
    split = [_split(source, options) for source in sources]
    names = [name for name, _ in split]
    places = [_find_place(name) for name in names]
    for name, place in zip(names, places, strict=True):
        if places.count(place) > 1:
            raise UsageError(f"{name} is named twice. Name each source once.")
    try:
        if header is not None:
            ensure_one_host(header, filter(is_address, names))
        for name, own in split:
            opened.append(OpenedSource(name, _open(name, own, header, partial(on_fetch, name))))
    except ReadingError as error:
        raise UsageError(str(error)) from error
    return opened


def open_site(site: str | Path, options: SiteOptions) -> Site:
    """Open the one site in a folder, or at an address, see `open_sources`. Raises UsageError."""
    return open_sources([str(site)], options)[0].site


def _open(name: str, options: SiteOptions, header: LoginHeader | None, on_progress: Callable[[int, int], None]) -> Site:
    if not is_address(name):
        return open_folder(Path(name), options)
    from app.sources.web.opening import open_live_site  # noqa: PLC0415 - the HTTP client, which no folder wants
    from app.sources.web.single_file import fetch_file  # noqa: PLC0415

    if not is_file_name(urlsplit(name).path):
        return open_live_site(name, options, header=header, on_progress=on_progress)
    content = fetch_file(name, limit=MAX_FILE_BYTES, header=header)
    return open_file(content, name.rpartition("/")[2], options, address=name)


def _split(source: str, options: SiteOptions) -> tuple[str, SiteOptions]:
    """What is read, and the options with the address where it is published."""
    if not source.strip():
        raise UsageError("A source is empty. Pass a folder, a file or an address.")
    match = _PUBLISHED.fullmatch(source)
    if match is None:
        return source, options
    _check_published(match["address"], match["name"])
    parts = urlsplit(match["address"])
    base_url = options.base_url if parts.path in {"", "/"} else f"{parts.path.rstrip('/')}/"
    site_url = f"{parts.scheme}://{parts.netloc}"
    return match["name"], replace(options, site_url=site_url, base_url=base_url, shown_at=match["address"])


def _check_published(address: str, name: str) -> None:
    """Raise UsageError for an address below which no page can be linked to. It may hold a password, and is not told."""
    origin = find_origin(address)
    if not origin or "@" in urlsplit(address).netloc or re.search(r"\s", address):
        raise UsageError(f"{name}: pass a whole address such as https://docs.example.org, without a user and blanks.")


def _find_place(name: str) -> str:
    """The same for all ways to write a folder or an address."""
    if is_address(name):
        return normalize(name).rstrip("/") or name
    return os.path.realpath(name)  # pathlib raises for links that lead to themselves
