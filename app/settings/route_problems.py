"""What is wrong in `langserve.yaml`, in sentences: one wrong word is one sentence."""

import difflib
import reprlib
from collections.abc import Collection, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

Place = tuple[str | int, ...]

_EXAMPLES = {
    "sites": "`- name: guide` with its other keys below",
    "routes": "`- path: /chat` with its other keys below",
    "name": "guide or user-guide: small letters, digits and -",
    "site": "guide, a name that stands under sites",
    "sources": "[./docs, https://docs.example.org]",
    "languages": "[en, de]",
    "schedule": "0 3 * * *",
    "hosts": "[ask.example.org]",
    "keys": "[partner]",
    "cors_origins": "[https://docs.example.org]",
    "tokens_per_day": "1000000",
    "path": "/chat or /guide/ask: a slash, then letters, digits, - and _",
    "chain": "chains.answer:create_answer_chain or ./mychains.py:create_chain",
    "wires": "[chat, search, openai]",
    "open_wires": "[search]",
    "public": "[invoke, stream]",
    "developer": "[playground, stream_log]",
}
_WHOLE = "the file holds `version: 1` and a list of `routes`"
_KINDS = {dict: "a mapping", list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number"}


def format_problems(error: ValidationError, model: type[BaseModel], content: Any) -> str:
    """All problems of the file's content, without the last full stop.

    A key that is missing only because it is misspelt is no problem of its own.
    """
    problems = error.errors(include_url=False)
    missing = dict.fromkeys(problem["loc"] for problem in problems if problem["type"] == "missing")
    sentences = []
    for problem in problems:
        if problem["type"] == "extra_forbidden":
            meant = _find_meant(problem["loc"], model, missing)
            missing.pop((*problem["loc"][:-1], meant), None)
            sentences.append(_format_unknown_key(problem["loc"], meant, model, content))
        elif problem["type"] == "too_short" and problem["input"]:
            continue  # what stands there is wrong, which is said already
        elif problem["type"] != "missing":
            sentences.append(_format_problem(problem, content))
    sentences += [f"{_format_route(place, content)}the key {place[-1]} is missing" for place in missing]
    return "; ".join(sentences)


def _find_meant(place: Place, model: type[BaseModel], missing: Collection[Place]) -> str:
    """The known key that an unknown one resembles, first of all one that is missing; empty when it resembles none."""
    keys = _list_keys(place, model)
    near = difflib.get_close_matches(str(place[-1]).lower(), keys, n=len(keys))
    return next((name for name in near if (*place[:-1], name) in missing), near[0] if near else "")


def _format_unknown_key(place: Place, meant: str, model: type[BaseModel], content: Any) -> str:
    hint = f"did you mean {meant}?" if meant else f"the keys are {', '.join(_list_keys(place, model))}"
    return f"{_format_route(place, content)}unknown key {place[-1]}, {hint}"


def _list_keys(place: Place, model: type[BaseModel]) -> list[str]:
    """The keys that are known at this place: those of the file, of a site, or of a route."""
    if len(place) > 1:
        model = next(kind for kind in get_args(model.model_fields[str(place[0])].annotation) if kind is not Ellipsis)
    return list(model.model_fields)


def _format_problem(problem: Any, content: Any) -> str:
    place, given, kind = problem["loc"], problem["input"], problem["type"]
    key = next((part for part in reversed(place) if isinstance(part, str)), "")
    if kind == "value_error":
        text = problem["msg"].removeprefix("Value error, ")
    elif kind.startswith("model_"):
        what = str(place[0]) if place else ""
        wanted = f"a {what.removesuffix('s')} is {_EXAMPLES[what]}" if place else _WHOLE
        text = f"{_name_kind(given)} stands there; {wanted}"
    elif kind == "literal_error":
        text = f"{key}: {reprlib.repr(given)} is unknown, {_hint(given, problem['ctx']['expected'])}"
    elif kind == "too_short":
        text = f"{key} is empty; write {_EXAMPLES[key]}"
    elif kind in {"tuple_type", "list_type"}:
        text = f"{key} must be a list such as {_EXAMPLES[key]}; it is {_name_kind(given)}"
    elif kind in {"string_type", "string_pattern_mismatch"}:
        text = f"{key} must be such as {_EXAMPLES[key]}; it is {reprlib.repr(given)}"
    else:
        text = f"{key}: {problem['msg']}"
    return f"{_format_route(place, content)}{text}"


def _format_route(place: Place, content: Any) -> str:
    """`the route /chat: `, or `route 2: ` where it has no path, and the same of sites; empty for what is in neither."""
    number = place[1] if len(place) > 1 else None
    if not isinstance(number, int):
        return ""
    kind, key = ("site", "name") if place[0] == "sites" else ("route", "path")
    found = content[place[0]][number]
    name = found.get(key) if isinstance(found, dict) else None
    return f"the {kind} {name}: " if isinstance(name, str) else f"{kind} {number + 1}: "


def _hint(given: Any, expected: str) -> str:
    """`expected` are Pydantic's words: `'invoke', 'batch' or 'stream'`."""
    known: Sequence[str] = expected.replace(" or ", ", ").replace("'", "").split(", ")
    near = difflib.get_close_matches(str(given).lower(), known, n=1)
    return f"did you mean {near[0]}?" if near else f"it must be {' or '.join(known)}"


def _name_kind(given: Any) -> str:
    return "nothing" if given is None else _KINDS.get(type(given), f"a {type(given).__name__}")
