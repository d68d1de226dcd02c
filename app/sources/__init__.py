"""Document sources: where documentation comes from. `open_site` knows them all."""

from app.sources.opening import open_site

__all__ = ["open_site"]
