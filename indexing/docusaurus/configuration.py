"""The object that a configuration file exports, wherever in the file it stands, and never another object."""

from pathlib import Path
from posixpath import splitext

from tree_sitter import Node

from indexing.errors import PageError
from indexing.files.loading import load_text
from indexing.javascript import REST, UNKNOWN, Function, Module
from indexing.javascript.syntax import get_source

_SUFFIXES = ("", ".ts", ".js", ".mts", ".mjs", ".cts", ".cjs", ".tsx", ".json", "/index.ts", "/index.js")
_MAX_WRAPPERS = 10
_MAX_SHOWN_CHARACTERS = 60


def read_configuration(path: Path, text: str) -> tuple[dict[str, object], list[str]]:
    """The exported object, empty where there is none; and what had to be assumed, as sentences."""
    module = Module(path.name, text, _FileLoader(path.parent).load)
    found = module.get("default")
    if isinstance(found, Function):
        found = module.call(found, [])
    assumptions: list[str] = []
    if not isinstance(found, dict):
        found, wrapper = _unwrap(module)
        if wrapper and not wrapper.lower().startswith("define"):
            assumptions.append(f"{wrapper}(…) in {path.name} leaves the configuration as it is.")
    assumptions += (
        f"`{_shorten(expression)}` in {path.name} is its second part (the options override it)."
        for expression in dict.fromkeys(module.taken_defaults)
    )
    if not isinstance(found, dict):
        return {}, assumptions
    if REST in found:
        assumptions.append(f"What {path.name} adds to its configuration by `...` or later on changes nothing of it.")
    return found, assumptions


def _unwrap(module: Module) -> tuple[object, str]:
    """The configuration that is handed to a function of a package, such as `withTheme({…})`, and that function."""
    node, name = module.get_default_node(), ""
    for _ in range(_MAX_WRAPPERS):
        call = _find_call(node)
        if call is None:
            return UNKNOWN, name
        callee, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
        name = _shorten(get_source(callee)) if callee is not None else ""
        node = None
        for argument in arguments.named_children if arguments is not None else ():
            value = module.evaluate_node(argument, module.scope)
            if isinstance(value, Function):
                value = module.call(value, [])
            if isinstance(value, dict):
                return value, name
            if node is None and _find_call(argument) is not None:
                node = argument
    return UNKNOWN, name


def _find_call(node: Node | None) -> Node | None:
    while node is not None and node.type != "call_expression":
        is_wrapped = node.type in {"parenthesized_expression", "await_expression", "as_expression"} or (
            node.type == "satisfies_expression"
        )
        node = node.named_children[0] if is_wrapped and node.named_child_count else None
    return node


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MAX_SHOWN_CHARACTERS else f"{text[:_MAX_SHOWN_CHARACTERS]}…"


class _FileLoader:
    """Loads what a configuration imports, as far as it stands inside the site's folder or the one around it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def load(self, importer: str, specifier: str) -> tuple[str, str] | None:
        """The path (relative to the folder) and the text of an imported file; None where there is none to read."""
        base = self._folder / Path(importer).parent
        name = specifier
        if specifier.startswith("@site/"):
            base, name = self._folder, specifier.removeprefix("@site/")
        for suffix in _SUFFIXES:
            path = (base / f"{name}{suffix}").resolve()
            if not path.is_file() or splitext(path.name)[1] not in {*_SUFFIXES} - {""}:
                continue
            if not path.is_relative_to(self._folder.parent):
                return None
            try:
                return str(path), load_text(path).text
            except PageError:  # what it exports is not known then, and said where it matters
                return None
        return None
