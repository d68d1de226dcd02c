"""Chooses the engine from the settings. Only the one that is chosen is imported: each brings large packages."""

from app.index.port import Index
from app.index.record import Signature
from app.settings import QdrantSettings
from app.settings.sites import DEFAULT_SITE


def create_index(settings: QdrantSettings, signature: Signature, site: str = DEFAULT_SITE) -> Index:
    """The index of a site, where the settings say: on the server `QDRANT_HOST`, else in the folder `QDRANT_PATH`.

    Building it opens no file and no connection. It belongs to the event loop in which it is first used.

    Raises:
        SettingsError: `QDRANT_HOST` makes no sense.
    """
    if settings.host:
        from app.index.server.client import create_server_client  # noqa: PLC0415 - see above
        from app.index.server.collections import Sharding  # noqa: PLC0415
        from app.index.server.index import ServerIndex  # noqa: PLC0415

        sharding = Sharding(settings.shards, settings.replication)
        client = create_server_client(settings)
        return ServerIndex(client, settings.collection_name, signature, site=site, sharding=sharding)
    from app.index.embedded.generations import Generations  # noqa: PLC0415 - see above
    from app.index.embedded.index import EmbeddedIndex  # noqa: PLC0415

    folder = settings.path / settings.collection_name
    if site != DEFAULT_SITE:
        folder = settings.path / "sites" / site / settings.collection_name
    return EmbeddedIndex(Generations(folder), settings.collection_name, signature)
