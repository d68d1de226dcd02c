"""Chooses the engine from the settings. Only the one that is chosen is imported: each brings large packages."""

from app.index.port import Index
from app.index.record import Signature
from app.settings import QdrantSettings


def create_index(settings: QdrantSettings, signature: Signature) -> Index:
    """The index that the settings name: on the server `QDRANT_HOST`, else in the folder `QDRANT_PATH`.

    Building it opens no file and no connection. It belongs to the event loop in which it is first used.

    Raises:
        SettingsError: `QDRANT_HOST` makes no sense.
    """
    if settings.host:
        from app.index.server.client import create_server_client  # noqa: PLC0415 - see above
        from app.index.server.index import ServerIndex  # noqa: PLC0415

        return ServerIndex(create_server_client(settings), settings.collection_name, signature)
    from app.index.embedded.generations import Generations  # noqa: PLC0415 - see above
    from app.index.embedded.index import EmbeddedIndex  # noqa: PLC0415

    return EmbeddedIndex(Generations(settings.path / settings.collection_name), settings.collection_name, signature)
