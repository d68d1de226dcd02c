"""Chooses the engine from the settings. Only the one that is chosen is imported: each brings large packages."""

from typing import TYPE_CHECKING

from app.index.port import Index
from app.index.record import Signature
from app.settings import QdrantSettings
from app.settings.sites import DEFAULT_SITE

if TYPE_CHECKING:
    from app.index.server.client import ServerClient


def create_index(settings: QdrantSettings, signature: Signature, site: str = DEFAULT_SITE) -> Index:
    """The index of one site; see `IndexFactory.create`."""
    return IndexFactory(settings, signature).create(site)


class IndexFactory:
    """Creates the indexes of all sites of a process. On a server they share its connections."""

    def __init__(self, settings: QdrantSettings, signature: Signature) -> None:
        self._settings = settings
        self._signature = signature
        self._client: ServerClient | None = None

    async def list_sites(self) -> list[str]:
        """The sites of which an index, or a part of one, lies where the settings say.

        Raises:
            SettingsError: `QDRANT_HOST` makes no sense.
            IndexUnavailableError: the server cannot be asked.
        """
        settings = self._settings
        if settings.host:
            from app.index.server.client import create_server_client  # noqa: PLC0415 - see above
            from app.index.server.earlier import find_earlier  # noqa: PLC0415
            from app.index.server.registry import Registry  # noqa: PLC0415

            client, name = create_server_client(settings), settings.collection_name
            try:
                earlier = {DEFAULT_SITE} if await find_earlier(client, name) is not None else set()
                return sorted(await Registry(client, name).list_sites() | earlier)
            finally:
                await client.close()
        below = f"sites/*/{settings.collection_name}/generations"
        found = {folder.parent.parent.name for folder in settings.path.glob(below)}
        if (settings.path / settings.collection_name / "generations").is_dir():
            found.add(DEFAULT_SITE)
        return sorted(found)

    def create(self, site: str) -> Index:
        """The index of a site, where the settings say: on the server `QDRANT_HOST`, else in the folder `QDRANT_PATH`.

        Building it opens no file and no connection. It belongs to the event loop in which it is first used.

        Raises:
            SettingsError: `QDRANT_HOST` makes no sense.
        """
        settings = self._settings
        if settings.host:
            from app.index.server.client import create_server_client  # noqa: PLC0415 - see above
            from app.index.server.collections import Sharding  # noqa: PLC0415
            from app.index.server.index import ServerIndex  # noqa: PLC0415

            sharding = Sharding(settings.shards, settings.replication, settings.shard_keys)
            if self._client is None or not self._client.is_used:
                self._client = create_server_client(settings)
            client = self._client.share()
            return ServerIndex(client, settings.collection_name, self._signature, site=site, sharding=sharding)
        from app.index.embedded.generations import Generations  # noqa: PLC0415 - see above
        from app.index.embedded.index import EmbeddedIndex  # noqa: PLC0415

        folder = settings.path / settings.collection_name
        if site != DEFAULT_SITE:
            folder = settings.path / "sites" / site / settings.collection_name
        return EmbeddedIndex(Generations(folder), settings.collection_name, self._signature)
