"""Functions and methods of JavaScript and of Node's `path` that only rearrange values."""

import json
import posixpath
from collections.abc import Callable, Mapping
from urllib.parse import urljoin, urlsplit

from indexing.javascript.values import MAX_SIZE, REST, UNKNOWN, External, Function, Jsx, format_primitive, is_true

PATH_PACKAGES = frozenset({"path", "node:path", "path/posix", "node:path/posix"})
_MAX_INDENT = 10


def call_named(name: str, arguments: list[object]) -> object:
    """What a function that JavaScript has by itself gives; None for another function."""
    return _FUNCTIONS[name](arguments)


def is_builtin(name: str) -> bool:
    """Whether JavaScript has the function by itself."""
    return name in _FUNCTIONS


def call_path(method: str, arguments: list[object]) -> object:
    """What a function of `path` makes of paths. `resolve` leaves a path relative: to the folder of the site."""
    paths = [one for one in arguments if isinstance(one, str)]
    if len(paths) != len(arguments) or not paths:
        return UNKNOWN
    match method:
        case "join":
            return posixpath.normpath("/".join(filter(None, paths)) or ".")
        case "resolve":
            return posixpath.normpath(posixpath.join(*paths))
        case "dirname":
            return posixpath.dirname(paths[0]) or "."
        case "basename":
            name = posixpath.basename(paths[0].rstrip("/"))
            return name.removesuffix(paths[1]) if len(paths) > 1 else name
        case "normalize":
            return posixpath.normpath(paths[0])
        case _:
            return UNKNOWN


def call_text_method(text: str, method: str, arguments: list[object]) -> object:
    """What a method of a string gives."""
    if method in _TEXT_METHODS and not arguments:
        return _TEXT_METHODS[method](text)
    if method in {"slice", "substring"}:
        return text[_slice(arguments)] if _are_indexes(arguments) else UNKNOWN
    if method == "repeat" and len(arguments) == 1 and isinstance(arguments[0], int):
        return text * arguments[0] if 0 <= len(text) * arguments[0] <= MAX_SIZE else UNKNOWN
    texts = [one for one in arguments if isinstance(one, str)]
    if len(texts) != len(arguments) or not texts:
        return UNKNOWN
    match method, texts:
        case ("replace", [old, new]) if "$" not in new:
            return _limit(text.replace(old, new, 1))
        case ("replaceAll", [old, new]) if "$" not in new:
            return _limit(text.replace(old, new))
        case ("split", [separator]):
            return list[object](text.split(separator) if separator else text)
        case ("startsWith", [part]):
            return text.startswith(part)
        case ("endsWith", [part]):
            return text.endswith(part)
        case ("includes", [part]):
            return part in text
        case ("concat", parts):
            return _limit(text + "".join(parts))
        case _:
            return UNKNOWN


def call_list_method(items: list[object], method: str, arguments: list[object]) -> object:
    """What a method of a list gives that is handed no function."""
    first = arguments[0] if arguments else None
    match method:
        case "filter":
            return [item for item in items if item is UNKNOWN or is_true(item)]
        case "concat":
            return _flatten([items, *arguments])
        case "flat":
            return _flatten(items)
        case "slice" if _are_indexes(arguments):
            return items[_slice(arguments)]
        case "includes" if UNKNOWN not in items and first is not UNKNOWN:
            return first in items
        case "reverse" | "toReversed":
            return items[::-1]
        case "sort" | "toSorted" if not arguments:
            texts = [format_primitive(item) for item in items]
            return UNKNOWN if None in texts else [item for _text, item in sorted(zip(texts, items, strict=True))]
        case "join":
            texts = ["" if item is None else format_primitive(item) for item in items]
            joint = first if isinstance(first, str) else ","
            return UNKNOWN if None in texts else _limit(joint.join(text for text in texts if text is not None))
        case _:
            return UNKNOWN


def create_url(arguments: list[object]) -> object:
    """The parts of `new URL(address, base)`."""
    texts = [one for one in arguments if isinstance(one, str)]
    if not texts or len(texts) != len(arguments):
        return UNKNOWN
    try:
        parts = urlsplit(urljoin(texts[1], texts[0]) if len(texts) > 1 else texts[0])
        host, port = parts.hostname or "", str(parts.port or "")
    except ValueError:
        return UNKNOWN
    if not parts.scheme or not host:
        return UNKNOWN
    address = f"{host}:{port}" if port else host
    path = parts.path or "/"
    origin = f"{parts.scheme}://{address}"
    query, fragment = (f"{mark}{text}" if text else "" for mark, text in (("?", parts.query), ("#", parts.fragment)))
    return {
        "href": f"{origin}{path}{query}{fragment}",
        "origin": origin,
        "protocol": f"{parts.scheme}:",
        "host": address,
        "hostname": host,
        "port": port,
        "pathname": path,
        "search": query,
        "hash": fragment,
    }


def _limit(text: str) -> object:
    return text if len(text) <= MAX_SIZE else UNKNOWN


def _are_indexes(values: list[object]) -> bool:
    return len(values) in {1, 2} and all(isinstance(value, int) for value in values)


def _slice(values: list[object]) -> slice:
    numbers = [value for value in values if isinstance(value, int)]
    return slice(numbers[0], numbers[1] if len(numbers) > 1 else None)


def _flatten(values: list[object]) -> object:
    found = [item for one in values for item in (one if isinstance(one, list) else [one])]
    return found if len(found) <= MAX_SIZE else UNKNOWN


def _assign(arguments: list[object]) -> object:
    found: dict[str, object] = {}
    for argument in arguments:
        if isinstance(argument, dict):
            found |= argument
        elif argument is not None:
            found[REST] = UNKNOWN
    return found


def _take_first(arguments: list[object]) -> object:
    return arguments[0] if arguments else UNKNOWN


def _list_parts(take: Callable[[dict[str, object]], list[object]]) -> Callable[[list[object]], object]:
    def list_parts(arguments: list[object]) -> object:
        first = _take_first(arguments)
        return take(first) if isinstance(first, dict) and REST not in first else UNKNOWN

    return list_parts


def _create_object(arguments: list[object]) -> object:
    found: dict[str, object] = {}
    for pair in first if isinstance(first := _take_first(arguments), list) else [UNKNOWN]:
        if not isinstance(pair, list) or len(pair) != 2 or not isinstance(pair[0], str):  # noqa: PLR2004 - a pair
            return UNKNOWN
        found[pair[0]] = pair[1]
    return found


def _parse_json(arguments: list[object]) -> object:
    first = _take_first(arguments)
    try:
        return json.loads(first) if isinstance(first, str) and not isinstance(first, External) else UNKNOWN
    except (ValueError, RecursionError):
        return UNKNOWN


def _format_json(arguments: list[object]) -> object:
    value, replacer, indent = (*arguments, None, None, None)[:3]
    if replacer is not None or not _is_plain(value):
        return UNKNOWN
    step = min(indent, _MAX_INDENT) if isinstance(indent, int) and indent > 0 else indent or None
    if step is not None and not isinstance(step, (int, str)):
        return UNKNOWN
    text = json.dumps(value, ensure_ascii=False, indent=step, separators=(",", ": " if step else ":"))
    return _limit(text)


def _is_plain(value: object) -> bool:
    if isinstance(value, dict):
        return REST not in value and all(map(_is_plain, value.values()))
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return value is not UNKNOWN and not isinstance(value, (External, Function, Jsx))


def _format(arguments: list[object]) -> object:
    text = format_primitive(_take_first(arguments))
    return UNKNOWN if text is None else text


_FUNCTIONS: Mapping[str, Callable[[list[object]], object]] = {
    "Array.from": lambda arguments: first if isinstance(first := _take_first(arguments), list) else UNKNOWN,
    "JSON.parse": _parse_json,
    "JSON.stringify": _format_json,
    "Object.assign": _assign,
    "Object.entries": _list_parts(lambda value: [[key, one] for key, one in value.items()]),
    "Object.freeze": _take_first,
    "Object.fromEntries": _create_object,
    "Object.keys": _list_parts(list),
    "Object.values": _list_parts(lambda value: list(value.values())),
    "Promise.resolve": _take_first,
    "React.forwardRef": _take_first,
    "React.memo": _take_first,
    "String": _format,
    "forwardRef": _take_first,
    "memo": _take_first,
    "structuredClone": _take_first,
}
_TEXT_METHODS: Mapping[str, Callable[[str], str]] = {
    "trim": str.strip,
    "trimStart": str.lstrip,
    "trimEnd": str.rstrip,
    "toLowerCase": str.lower,
    "toUpperCase": str.upper,
    "toString": str,
}
