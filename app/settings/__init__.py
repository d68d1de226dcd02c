"""What the owner of a site may set: variables of the environment, and `langserve.yaml`."""

from app.settings.groups import (
    EMULATOR_KEY_PREFIX,
    AnswerGroup,
    BM25Settings,
    CacheSettings,
    GeminiSettings,
    IndexSettings,
    LimitSettings,
    QdrantSettings,
    ServerSettings,
    StoreSettings,
)
from app.settings.loading import Settings, load_settings, variables

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
    "Settings",
    "StoreSettings",
    "load_settings",
    "variables",
]
