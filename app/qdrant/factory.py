"""Chooses the engine from the settings."""

from app.qdrant.embedded import EmbeddedIndex
from app.qdrant.generations import Generations
from app.qdrant.index import Index
from app.qdrant.record import Signature
from app.qdrant.server import ServerIndex
from app.qdrant.server_client import create_server_client
from app.qdrant.sparse import BM25
from app.settings import BM25Settings, QdrantSettings


def create_index(settings: QdrantSettings, bm25: BM25Settings, signature: Signature) -> Index:
    """The index that the settings name: on the server `QDRANT_HOST`, else in the folder `QDRANT_PATH`.

    Touches neither. Belongs to the event loop in which it is first used.

    Raises:
        SettingsError: `BM25_LANGUAGE` or `QDRANT_HOST` makes no sense.
    """
    sparse = BM25(bm25.language, k=signature.bm25_k, b=signature.bm25_b, avg_len=signature.bm25_avg_len)
    if settings.host:
        return ServerIndex(create_server_client(settings), settings.collection_name, signature, sparse)
    generations = Generations(settings.path / settings.collection_name)
    return EmbeddedIndex(generations, settings.collection_name, signature, sparse)
