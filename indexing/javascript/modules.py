"""A file of JavaScript: what it declares and exports, with what it imports from files beside it."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from posixpath import dirname, splitext

from tree_sitter import Node

from indexing.javascript.builtins import PATH_PACKAGES
from indexing.javascript.evaluation import Evaluator
from indexing.javascript.scopes import declare, read_key
from indexing.javascript.syntax import get_source, parse_expression, parse_javascript, read_string
from indexing.javascript.values import UNKNOWN, Declared, External, Function, How, Lazy, Scope

ModuleLoader = Callable[[str, str], tuple[str, str] | None]
"""Takes a file's path and what it imports; gives the imported file's path and text, or None."""

_MAX_IMPORT_DEPTH = 5
_SUFFIXES = (".ts", ".tsx", ".js", ".jsx", ".mts", ".mjs", ".cts", ".cjs")


class Module:
    """A file of JavaScript or TypeScript, or the `import` and `export` lines of an MDX file.

    Nothing is worked out before it is asked for.
    """

    def __init__(self, path: str, text: str, load: ModuleLoader, depth: int = 0) -> None:
        self.imports: dict[str, str] = {}
        """Where the names come from that the file imports."""
        self.scope = Scope()
        self._exports = Scope(parent=self.scope)
        self._path, self._load_file, self._depth = path, load, depth
        self._loaded: dict[str, object] = {}
        self._evaluator = Evaluator(self._require)
        self.scope.values["__dirname"] = dirname(path)
        self._add(parse_javascript(text, splitext(path)[1]).named_children)

    @property
    def taken_defaults(self) -> list[str]:
        """Expressions such as `process.env.X || '/'`, of which the second part was taken."""
        return self._evaluator.taken_defaults

    def add(self, text: str) -> None:
        """Adds more lines to the file."""
        self._add(parse_javascript(text, splitext(self._path)[1]).named_children)

    def evaluate(self, expression: str, scope: Scope | None = None) -> object:
        """What an expression is worth in this file, or where the names of a scope are seen."""
        return self._evaluator.evaluate(parse_expression(expression), scope or self.scope)

    def evaluate_node(self, node: Node, scope: Scope) -> object:
        """What a part of the file is worth, such as an expression inside an element."""
        return self._evaluator.evaluate(node, scope)

    def call(self, function: Function, arguments: list[object]) -> object:
        """What a function of the file returns."""
        return self._evaluator.call(function, arguments)

    def get(self, name: str) -> object:
        """What the file exports under a name; UNKNOWN where it does not, or where its text does not tell."""
        return self._evaluator.look_up(name, self._exports)

    def get_default_node(self) -> Node | None:
        """The expression that is exported as the default, as it is written."""
        found = self._exports.written.get("default")
        while found is not None and found.type == "identifier":
            declared = self.scope.written.get(get_source(found))
            if declared is None or declared is found:
                break
            found = declared
        return found

    def _add(self, statements: list[Node]) -> None:
        declare(statements, self.scope)
        for statement in statements:
            if statement.type == "import_statement":
                self._read_import(statement)
            elif statement.type == "export_statement":
                self._read_export(statement)
        for change in (*self.scope.changes.pop("module.exports", ()), *self.scope.changes.pop("exports", ())):
            is_whole = not change.path or change.path == ("default",)
            if is_whole and not change.conditions and change.how is How.PUT:
                self._export("default", change.value)
                self._exports.changes.pop("default", None)
                continue
            if is_whole:
                self._exports.values.setdefault("default", UNKNOWN)
            elif isinstance(change.path[0], str):
                self._export(change.path[0], change.value)
            self._exports.changes.setdefault("default", []).append(replace(change, path=()) if is_whole else change)

    def _export(self, name: str, value: Node | None) -> None:
        if value is not None:
            self._exports.values[name] = Declared(value)
            self._exports.written[name] = value

    def _read_import(self, statement: Node) -> None:
        source = statement.child_by_field_name("source")
        clause = next((part for part in statement.named_children if part.type == "import_clause"), None)
        if source is None or clause is None:
            return
        specifier = read_string(source)
        for part in clause.named_children:
            if part.type == "identifier":
                self._import(get_source(part), specifier, "default")
            elif part.type == "namespace_import":
                self._import(get_source(part.named_children[0]), specifier, "*")
            else:
                for one in part.named_children:
                    name, alias = one.child_by_field_name("name"), one.child_by_field_name("alias")
                    if name is not None:
                        self._import(get_source(alias if alias is not None else name), specifier, read_key(name))

    def _import(self, name: str, specifier: str, imported: str) -> None:
        self.imports[name] = specifier
        self.scope.values[name] = Lazy(partial(self._get_import, specifier, imported))

    def _get_import(self, specifier: str, imported: str) -> object:
        module = self._load(specifier)
        if isinstance(module, dict) and imported in module:
            return module[imported]
        if isinstance(module, External) and module in PATH_PACKAGES and imported not in {"default", "*"}:
            return External(f"{module}.{imported}")
        if not isinstance(module, Module):
            return module if imported in {"default", "*"} else UNKNOWN
        return module.get_all() if imported == "*" else module.get(imported)

    def _require(self, specifier: str) -> object:
        module = self._load(specifier)
        if not isinstance(module, Module):
            return module
        default = module.get("default")
        return module.get_all() if default is UNKNOWN else default

    def get_all(self) -> dict[str, object]:
        """Everything that the file exports or declares, by name."""
        left_out = {"__dirname", *self.imports}
        names = [name for name in (*self._exports.values, *self.scope.values) if name not in left_out]
        return {name: self.get(name) for name in names}

    def _load(self, specifier: str) -> object:
        """The module, what a JSON file says, the name of a package, or UNKNOWN."""
        if not specifier.startswith((".", "@site/")):
            return External(specifier)
        if specifier not in self._loaded:
            self._loaded[specifier] = UNKNOWN  # for files that import each other
            found = self._load_file(self._path, specifier) if self._depth < _MAX_IMPORT_DEPTH else None
            if found:
                self._loaded[specifier] = self._open(*found)
        return self._loaded[specifier]

    def _open(self, path: str, text: str) -> object:
        if path.endswith(_SUFFIXES):
            return Module(path, text, self._load_file, self._depth + 1)
        if not path.endswith(".json"):
            return UNKNOWN
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return UNKNOWN

    def _read_export(self, statement: Node) -> None:
        declaration, value = statement.child_by_field_name("declaration"), statement.child_by_field_name("value")
        source = statement.child_by_field_name("source")
        is_default = any(child.type in {"default", "="} for child in statement.children)
        if declaration is not None:
            declare([declaration], self.scope)
            if is_default:
                self._exports.values["default"] = Function(declaration, self.scope)
        elif is_default:
            self._export("default", value if value is not None else statement.named_children[-1])
        for clause in statement.named_children:
            if clause.type == "export_clause":
                self._read_export_clause(clause, read_string(source) if source is not None else "")

    def _read_export_clause(self, clause: Node, specifier: str) -> None:
        for one in clause.named_children:
            name, alias = one.child_by_field_name("name"), one.child_by_field_name("alias")
            if name is None:
                continue
            exported = read_key(alias if alias is not None else name)
            if specifier:
                self._exports.values[exported] = Lazy(partial(self._get_import, specifier, read_key(name)))
            elif exported != read_key(name):
                self._export(exported, name)
