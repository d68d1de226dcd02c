"""The object that a configuration file exports, wherever in the file it stands, and never another object."""

from pathlib import Path

from tree_sitter import Node

from indexing.docusaurus.imports import ImportLoader
from indexing.javascript import REST, UNKNOWN, Function, Module
from indexing.javascript.syntax import get_source

_MAX_WRAPPERS = 10
_MAX_SHOWN_CHARACTERS = 60


def read_configuration(path: Path, text: str) -> tuple[dict[str, object], list[str]]:
    """The exported object, empty where there is none; and what had to be assumed, as sentences."""
    assumptions: list[str] = []
    folder = path.parent.resolve()
    loader = ImportLoader(
        folder, [folder.parent], lambda _importer, message: assumptions.append(f"{path.name} {message}.")
    )
    module = Module(str(folder / path.name), text, loader.load)
    found = module.get("default")
    if isinstance(found, Function):
        found = module.call(found, [])
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
