"""Document sources: where documentation comes from. `open_sources` knows them all."""

from app.sources.opening import OpenedSource, open_site, open_sources
from app.sources.web.login import LoginHeader

__all__ = ["LoginHeader", "OpenedSource", "open_site", "open_sources"]
