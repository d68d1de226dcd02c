"""Packages whose names are loaded when they are asked for: type checkers and Python see the same ones."""

import ast
from pathlib import Path
from types import ModuleType

import pytest

import app.index
import indexing

PACKAGES = [app.index, indexing]


def list_declared(package: ModuleType) -> dict[str, tuple[str, ...]]:
    """What a type checker reads: the imports that run for it alone."""
    tree = ast.parse(Path(str(package.__file__)).read_text(encoding="utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    return {
        str(node.module): tuple(name.name for name in node.names)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
    }


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_every_name_that_a_type_checker_sees_is_loaded_from_the_same_module(package: ModuleType) -> None:
    assert list_declared(package) == package._NAMES
    for names in package._NAMES.values():
        assert all(getattr(package, name) is not None for name in names)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.__name__)
def test_a_name_that_is_not_there_is_an_attribute_error(package: ModuleType) -> None:
    with pytest.raises(AttributeError, match=r"has no attribute 'nothing'"):
        _ = package.nothing
