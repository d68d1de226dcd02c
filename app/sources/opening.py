"""Opens a site, wherever it is: in a folder or at an address."""

from pathlib import Path

from app.sources.web import OnProgress, is_address, open_live_site
from chains.errors import UsageError
from indexing import open_site as open_folder
from indexing.errors import ReadingError
from indexing.model import Site, SiteOptions


def open_site(site: str | Path, options: SiteOptions, *, on_fetch: OnProgress = lambda _done, _total: None) -> Site:
    """Open the site in a folder, or at an address, whose pages are fetched first.

    `on_fetch` is called with the number of pages fetched and their total.

    Raises:
        UsageError: it cannot be read; the message says why.
    """
    try:
        if is_address(str(site)):
            return open_live_site(str(site), options, on_progress=on_fetch)
        return open_folder(Path(site), options)
    except ReadingError as error:
        raise UsageError(str(error)) from error
