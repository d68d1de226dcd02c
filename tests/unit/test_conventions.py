"""What every Python file of the project keeps to, tests above all."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = ("app", "chains", "indexing", "gemini_emulator", "benchmarks", "release", "tests")
SHIPPED = OURS[:-1]
MAX_LINES = 300
MAX_FILES = 16
"""Of a folder, beside its `__init__.py`; `app/commands` has one for each command."""
TIMES = re.compile(r"second|elapsed|waited|took|duration|monotonic|perf_counter|wait_for|_ms\b", re.IGNORECASE)
PRIVATE_OF_METRICS = {"_value", "_sum", "_buckets", "_count", "_metrics"}
PATHS = sorted(path for folder in OURS for path in (ROOT / folder).rglob("*.py") if "node_modules" not in path.parts)
TESTS = [path for path in PATHS if path.is_relative_to(ROOT / "tests")]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def find_our_names(tree: ast.AST) -> set[str]:
    """The names under which a file imports modules and objects of ours."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in SHIPPED:
            found |= {alias.asname or alias.name for alias in node.names}
        if isinstance(node, ast.Import):
            ours = [alias for alias in node.names if alias.name.partition(".")[0] in SHIPPED]
            found |= {alias.asname or alias.name.partition(".")[0] for alias in ours}
    return found


def bounds_below_a_second(node: ast.AST) -> bool:
    """Whether it compares what is called a time with less than a second from above."""
    if not isinstance(node, ast.Compare):
        return False
    terms = [node.left, *node.comparators]
    for operator, left, right in zip(node.ops, terms, terms[1:], strict=False):
        small, large = (left, right) if isinstance(operator, ast.Lt | ast.LtE) else (right, left)
        bound = large.value if isinstance(large, ast.Constant) else None
        if isinstance(bound, float) and 0 < bound < 1 and TIMES.search(ast.unparse(small)):
            return True
    return False


def find_faults(source: str) -> Iterator[str]:
    """Patches of our own code, mocks, looks into a metric's inside, and times that a busy machine does not keep."""
    tree = ast.parse(source)
    ours = find_our_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and any(bounds_below_a_second(part) for part in ast.walk(node.test)):
            yield f"line {node.lineno} wants a time below a second"
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
            if any("mock" in name.split(".") for name in names):
                yield f"line {node.lineno} imports mock"
        if isinstance(node, ast.Attribute) and node.attr in PRIVATE_OF_METRICS and ".labels(" in ast.unparse(node):
            yield f"line {node.lineno} reads {node.attr} of a metric"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "setattr":
            target = node.args[0]
            text = str(target.value) if isinstance(target, ast.Constant) else ast.unparse(target)
            first = text.partition(".")[0]
            if first in ours or (isinstance(target, ast.Constant) and first in SHIPPED):
                yield f"line {node.lineno} patches {text}"


def test_no_file_is_longer_than_300_lines() -> None:
    assert len(PATHS) > 300
    lines = {name_of(path): len(path.read_text().splitlines()) for path in PATHS}
    assert {name: count for name, count in lines.items() if count > MAX_LINES} == {}


def test_no_folder_holds_more_than_16_files() -> None:
    files = Counter(path.parent for path in PATHS if path.name != "__init__.py")
    rooms = {name_of(folder): count for folder, count in files.items() if name_of(folder) != "app/commands"}
    shipped = {name: count for name, count in rooms.items() if name.partition("/")[0] in {"app", "chains", "indexing"}}
    assert len(shipped) > 30
    assert {name: count for name, count in shipped.items() if count > MAX_FILES} == {}


def test_no_test_patches_our_own_code() -> None:
    faults = {name_of(path): list(find_faults(path.read_text())) for path in TESTS}
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("from app.serving import heads\nmonkeypatch.setattr(heads, 'HEAD_SECONDS', 1)", "line 2 patches heads"),
        ("import app.cli\nmonkeypatch.setattr(app.cli, 'main', 1)", "line 2 patches app.cli"),
        ("monkeypatch.setattr('app.cli.main', 1)", "line 1 patches app.cli.main"),
        ("from chains.schemas import Turn\nmonkeypatch.setattr(Turn, 'x', 1)", "line 2 patches Turn"),
        ("from unittest import mock", "line 1 imports mock"),
        ("from unittest.mock import patch", "line 1 imports mock"),
        ("metrics.answers.labels('a')._value.get()", "line 1 reads _value of a metric"),
        ("assert time.monotonic() - started < 0.3", "line 1 wants a time below a second"),
        ("assert answer.elapsed.total_seconds() <= 0.5", "line 1 wants a time below a second"),
    ],
)
def test_a_fault_would_be_found(source: str, fault: str) -> None:
    assert list(find_faults(source)) == [fault]


@pytest.mark.parametrize(
    "source",
    [
        "import socket\nmonkeypatch.setattr(socket.socket, 'connect', 1)",
        "assert 0.4 <= seconds < 5",
        "assert score < 0.3",
    ],
)
def test_what_is_not_ours_may_be_patched_and_a_time_may_be_long(source: str) -> None:
    assert list(find_faults(source)) == []


def test_the_unit_tests_mirror_the_code() -> None:
    folders = [path for path in (ROOT / "tests" / "unit").rglob("*") if path.is_dir() and path.name != "__pycache__"]
    mirrored = [path.relative_to(ROOT / "tests" / "unit") for path in folders]
    assert mirrored
    assert [str(path) for path in mirrored if not (ROOT / path).is_dir()] == []
