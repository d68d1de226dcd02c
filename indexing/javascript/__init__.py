"""What JavaScript and TypeScript say as plain literals, read without running anything."""

from indexing.javascript.modules import Module, ModuleLoader
from indexing.javascript.values import (
    REST,
    UNKNOWN,
    External,
    Function,
    Jsx,
    format_primitive,
    get_list,
    get_mapping,
    get_text,
    get_texts,
)

__all__ = [
    "REST",
    "UNKNOWN",
    "External",
    "Function",
    "Jsx",
    "Module",
    "ModuleLoader",
    "format_primitive",
    "get_list",
    "get_mapping",
    "get_text",
    "get_texts",
]
