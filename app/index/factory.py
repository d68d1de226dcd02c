"""Chooses the engine from the settings."""

from app.index.embedded.generations import Generations
from app.index.embedded.index import EmbeddedIndex
from app.index.port import Index
from app.index.record import Signature
from app.index.server.client import create_server_client
from app.index.server.index import ServerIndex
from app.settings import QdrantSettings


def create_index(settings: QdrantSettings, signature: Signature) -> Index:
    """The index that the settings name: on the server `QDRANT_HOST`, else in the folder `QDRANT_PATH`.

    Building it opens no file and no connection. It belongs to the event loop in which it is first used.

    Raises:
        SettingsError: `QDRANT_HOST` makes no sense.
    """
    if settings.host:
        return ServerIndex(create_server_client(settings), settings.collection_name, signature)
    return EmbeddedIndex(Generations(settings.path / settings.collection_name), settings.collection_name, signature)
