"""Names that were meant to be ours and are not: a misspelt `API_KEYS` would leave a service open, and say nothing."""

import difflib
import os
import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from app.settings.env_file import ENV_FILE, load_env_file
from chains.errors import SettingsError

Aliases = tuple[str, ...]
"""The names of one variable: `("GEMINI_API_KEY", "GOOGLE_API_KEY")`."""

_LONG = 12
"""Characters from which a name may be missed by two; in a shorter one two others make a name of somebody else's."""
_KUBERNETES = re.compile(r".*(?:_SERVICE_HOST|_PORT.*)")
"""What Kubernetes sets for each service near by, such as `QDRANT_SERVICE_HOST` and `QDRANT_PORT_6333_TCP`."""
_QDRANTS_OWN = "QDRANT__"
"""A Qdrant server's own settings begin so; they may stand in the same `.env`."""


def refuse_misspelt_variables(known: Sequence[Aliases], prefixes: tuple[str, ...], removed: Mapping[str, str]) -> None:
    """Refuse what would be passed over in silence.

    In `.env`: a name of `removed`, which says of each what to do instead; a name that nearly is one of `known`; one
    that begins like ours, with one of `prefixes`, and is none. In the environment, which holds names of many programs:
    one that nearly is a known one, as long as that is not set.

    Raises:
        SettingsError: there is such a name, or `.env` cannot be read.
    """
    names = {alias for aliases in known for alias in aliases}
    written = {name.upper(): value for name, value in load_env_file().items()}
    for name in written:
        if name in removed:
            raise SettingsError(f"{ENV_FILE} sets {name}, which is gone: {removed[name]}")
    for name in sorted(written.keys() - names):
        if missed := find_missed(name, names):
            raise SettingsError(f"{ENV_FILE} sets {name}, which nothing reads: did you mean {missed}?")
        if name.startswith(prefixes) and not name.startswith(_QDRANTS_OWN):
            nearest = difflib.get_close_matches(name, names, n=1)
            hint = f"did you mean {nearest[0]}?" if nearest else "see .env.example for the names."
            raise SettingsError(f"{ENV_FILE} sets {name}, which nothing reads: {hint}")
    around = {name.upper(): value for name, value in os.environ.items()}
    set_names = {name for name in names if around.get(name) or written.get(name)}
    unset = {alias for aliases in known if not set_names & set(aliases) for alias in aliases}
    for name in sorted(around.keys() - names):
        if around[name] and not _KUBERNETES.fullmatch(name) and (missed := find_missed(name, unset)):
            raise SettingsError(
                f"The environment sets {name}, which nothing reads: did you mean {missed}? If {name} is another "
                f"program's, set {missed} as well."
            )


def find_missed(name: str, known: Collection[str]) -> str | None:
    """The known name that this one misses by a letter or two, an underscore or a plural; None when it misses none."""
    forms = _list_forms(name)
    for other in sorted(known):
        for form, wanted in zip(forms, _list_forms(other), strict=True):
            if _is_near(form, wanted):
                return other
    return None


@cache
def _list_forms(name: str) -> tuple[str, str]:
    """`API_KEYS` → `APIKEYS`, `APIKEY`: underscores and plurals are forgotten more often than letters are mistyped."""
    words = re.split(r"[^A-Z0-9]+", name.upper())
    return "".join(words), "".join(word.removesuffix("S") for word in words)


def _is_near(form: str, wanted: str) -> bool:
    allowed = 2 if len(wanted) >= _LONG else 1
    if abs(len(form) - len(wanted)) > allowed or len({*form} ^ {*wanted}) > 2 * allowed:
        return False  # most names are: counting their edits would take a tenth of a second at each start
    return _count_edits(form, wanted) <= allowed


def _count_edits(one: str, other: str) -> int:
    """How many letters must be put in, taken out, changed, or swapped with their neighbour."""
    before, row = list[int](), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            edits = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                edits = min(edits, earlier[j - 2] + 1)
            row.append(edits)
    return row[-1]
