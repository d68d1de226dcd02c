"""The groups of settings, one for each part that reads it. Import nothing heavy here: every command loads this."""

from app.settings.groups.answers import EMULATOR_KEY_PREFIX, AnswerGroup, GeminiSettings
from app.settings.groups.caches import CacheSettings
from app.settings.groups.index import BM25Settings, IndexSettings, QdrantSettings
from app.settings.groups.server import LimitSettings, ServerSettings
from app.settings.groups.stores import StoreSettings

__all__ = [
    "EMULATOR_KEY_PREFIX",
    "AnswerGroup",
    "BM25Settings",
    "CacheSettings",
    "GeminiSettings",
    "IndexSettings",
    "LimitSettings",
    "QdrantSettings",
    "ServerSettings",
    "StoreSettings",
]
