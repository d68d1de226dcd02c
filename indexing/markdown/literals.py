"""What the braces and the imports of an MDX file are worth, as far as the text of the site's files tells."""

from collections.abc import Mapping, Sequence
from functools import partial

from tree_sitter import Node

from indexing.javascript import UNKNOWN, Function, Jsx, Module, ModuleLoader, format_primitive
from indexing.javascript.syntax import get_source
from indexing.javascript.values import Lazy, Scope
from indexing.markdown.jsx import Tag, read_comment, read_expression

_RAW_LOADER = "raw-loader!"
_MAX_SHOWN_CHARACTERS = 40
_CHILDREN = frozenset({"children", "props.children"})


class Unresolved:
    """Names, each once, what a page shows that its sources do not tell: `<LimitsTable>`, `{rows.map(…)}`."""

    def __init__(self) -> None:
        self.names: dict[str, None] = {}

    def add(self, name: str) -> None:
        """Adds a component or an expression, as it is written."""
        name = " ".join(name.split())
        self.names[name if len(name) <= _MAX_SHOWN_CHARACTERS else f"{name[:_MAX_SHOWN_CHARACTERS]}…}}"] = None


class Literals:
    """The names that one file declares, imports and is given. Nothing is read before it is asked for."""

    def __init__(self, path: str, load: ModuleLoader, values: Mapping[str, object]) -> None:
        self.partials: dict[str, str] = {}
        """What is imported from Markdown files, by the names of the components."""
        self._path, self._load = path, load
        self._values = dict(values)
        self._module: Module | None = None
        self._scope: Scope | None = None

    def create_inner(self, jsx: Jsx) -> "Literals":
        """The same file as it is seen inside an element that one of its functions returns."""
        inner = Literals(self._path, self._load, {})
        inner.partials, inner._module, inner._scope = self.partials, self._module, jsx.scope
        return inner

    def add_module(self, text: str) -> None:
        """Adds `import` and `export` lines."""
        module = self._open()
        module.add(text)
        for name, specifier in module.imports.items():
            if specifier.endswith((".md", ".mdx")):
                self.partials[name] = specifier
            elif _RAW_LOADER in specifier:
                module.scope.values[name] = Lazy(partial(self._load_text, specifier.rpartition("!")[2]))

    def evaluate(self, raw: str) -> object:
        """What an expression in braces is worth; None for a comment."""
        text = read_expression(raw)
        if text is not None:
            return text
        if read_comment(raw) is not None or not raw[1:-1].strip():
            return None
        return self._open().evaluate(raw[1:-1], self._scope)

    def get_attribute(self, tag: Tag, name: str) -> object:
        """The value of a tag's attribute; None without one."""
        if name in tag.expressions:
            return self.evaluate(tag.expressions[name])
        return tag.attributes.get(name)

    def get_attributes(self, tag: Tag, unresolved: Unresolved) -> dict[str, object]:
        """The values of all attributes, as a component receives them; what cannot be read is added to `unresolved`."""
        found: dict[str, object] = {}
        for raw in tag.spreads:
            value = self.evaluate(f"{{{raw[1:-1].strip().removeprefix('...')}}}")
            if isinstance(value, dict):
                found |= value
            elif value is not None:
                unresolved.add(raw)
        return found | {name: self.get_attribute(tag, name) for name in tag.attributes}

    def find_component(self, name: str) -> Function | None:
        """The function of this file that a component is; None for any other component."""
        if self._module is None or name in self._module.imports:
            return None
        value = self._module.evaluate(name, self._scope)
        return value if isinstance(value, Function) else None

    def find_imported_component(self, name: str) -> Function | None:
        """The function that a component imported from a file of the site is; None for any other component."""
        if self._module is None or not self._module.imports.get(name, "").startswith((".", "@site/")):
            return None
        value = self._module.evaluate(name, self._scope)
        return value if isinstance(value, Function) else None

    def call(self, function: Function, attributes: Mapping[str, object]) -> object:
        """What a component of this file shows."""
        return self._open().call(function, [dict(attributes)])

    def _open(self) -> Module:
        if self._module is None:
            self._module = Module(self._path, "", self._load)
            self._module.scope.values.update(self._values)
        return self._module

    def _load_text(self, specifier: str) -> object:
        found = self._load(self._path, specifier)
        return found[1] if found else UNKNOWN


def format_value(value: object) -> str | None:
    """What a reader sees of a value; empty for `null` and booleans, None where that is not known."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, list):
        parts = [format_value(one) for one in value]
        return None if None in parts else "".join(part for part in parts if part)
    return format_primitive(value)


def shows_own_text(jsx: Jsx) -> bool:
    """Whether an element shows more than the children that it is given."""
    pending = [jsx.node]
    while pending:
        node = pending.pop()
        if node.type == "jsx_text" and any(character.isalnum() for character in get_source(node)):
            return True
        if node.type == "jsx_expression" and node.parent is not None and node.parent.type == "jsx_element":
            if get_source(node)[1:-1].strip() not in _CHILDREN:
                return True
        elif node.type in {"jsx_self_closing_element", "jsx_opening_element"} and _names_component(node):
            return True
        else:
            pending.extend(node.named_children)
    return False


def _names_component(element: Node) -> bool:
    name = element.child_by_field_name("name")
    return name is not None and get_source(name)[:1].isupper()


def load_no_module(_importer: str, _specifier: str) -> tuple[str, str] | None:
    """For files that stand alone."""
    return None


def list_options(value: object) -> Sequence[Mapping[str, object]]:
    """The objects of a list, such as those of `<Tabs values>`."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
