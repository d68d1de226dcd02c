"""Operations in readers' words: a short name for each, and the verbs by which readers may ask for it."""

import re
from collections.abc import Iterator

_MAX_NAME_CHARACTERS = 100
"""A longer summary is a text and no name: GitHub's webhooks have whole paragraphs for theirs."""
_SENTENCE_ENDS = re.compile(r"[.!?]\s+(?=\S)|\]\(|\n")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_VERBS = (
    ("get", "retrieve", "fetch", "read", "show"),
    ("list", "get all", "show all"),
    ("create", "add", "make", "new"),
    ("update", "change", "edit", "modify"),
    ("replace", "change", "overwrite"),
    ("set", "change", "configure"),
    ("delete", "remove"),
    ("remove", "delete"),
    ("add", "create"),
    ("search", "find", "look for"),
    ("find", "search", "look for"),
    ("login", "log in", "sign in"),
    ("signin", "sign in", "log in"),
    ("logout", "log out", "sign out"),
    ("signout", "sign out", "log out"),
    ("signup", "sign up", "register"),
    ("register", "sign up"),
    ("enable", "turn on", "switch on", "activate"),
    ("disable", "turn off", "switch off", "deactivate"),
    ("cancel", "stop", "abort"),
    ("start", "run", "launch"),
    ("dispatch", "trigger", "start"),
    ("trigger", "start", "run"),
    ("check", "test whether"),
    ("verify", "check"),
    ("duplicate", "copy", "clone"),
    ("archive", "close"),
    ("revoke", "take back", "withdraw"),
    ("upload", "send"),
    ("subscribe", "watch", "follow"),
)
"""Verbs of interfaces, each with what readers say for it; the first one is what the interface says."""
_WORDS_OF = {verb: words for verb, *words in _VERBS}
_LOGS = {("log", "in"): "login", ("log", "out"): "logout", ("sign", "in"): "signin", ("sign", "out"): "signout"}


def choose_name(summary: str, operation_id: str, path: str) -> str:
    """The summary, where it is short enough for a name; else the id, where it says more than the path. May be empty."""
    summary = summary.strip()
    is_text = len(summary) > _MAX_NAME_CHARACTERS or _SENTENCE_ENDS.search(summary)
    if summary and not is_text:
        return " ".join(summary.split())
    return operation_id if _split(operation_id) != _split(path) else ""


def list_other_words(name: str, operation_id: str) -> list[str]:
    """What readers may say for an operation: the words of its id, where it has no name in words, and other verbs."""
    said = _split(name) if " " in name else []
    called = _split(operation_id)
    told = [" ".join(called)] if len(called) > 1 and not said else []
    return list(dict.fromkeys([*told, *_list_verbs(said), *_list_verbs(called)]))


def _list_verbs(words: list[str]) -> Iterator[str]:
    """Other words for the verb: the first word, or the second one behind a group's name, as in `issues/create`."""
    first = _LOGS.get((words[0], words[1]), words[0]) if len(words) > 1 else "".join(words)
    for verb in (first, *words[1:2]):
        if verb in _WORDS_OF:
            yield from _WORDS_OF[verb]
            return


def _split(name: str) -> list[str]:
    """The words of a name in any style: `getPetById`, `get_pet`, `pets/get-by-id`."""
    return [part.lower() for part in _PART.findall(name)]
