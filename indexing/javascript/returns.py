"""What a function returns: the first `return` that is reached, as far as the conditions around it are known."""

from collections.abc import Sequence

from tree_sitter import Node

from indexing.javascript.calls import Evaluating
from indexing.javascript.scopes import declare
from indexing.javascript.syntax import get_first
from indexing.javascript.values import UNKNOWN, Scope, is_true

_ENDS = frozenset({"return_statement", "throw_statement", "break_statement", "continue_statement"})


def find_return(evaluator: Evaluating, statements: Sequence[Node], scope: Scope) -> object:
    """What the statements of a function return. A `return` under a condition that is not known is passed over."""
    declare(statements, scope)
    end = _find_end(evaluator, statements, scope)
    return _evaluate_end(evaluator, end)


class _End:
    """The statement that ends a function or a case, and the names that it sees."""

    def __init__(self, node: Node, scope: Scope) -> None:
        self.node, self.scope = node, scope


def _evaluate_end(evaluator: Evaluating, end: _End | None) -> object:
    if end is None or end.node.type != "return_statement" or not end.node.named_child_count:
        return UNKNOWN
    return evaluator.evaluate(get_first(end.node), end.scope)


def _find_end(evaluator: Evaluating, statements: Sequence[Node], scope: Scope) -> _End | None:
    for statement in statements:
        if statement.type in _ENDS:
            return _End(statement, scope)
        end = _find_inside(evaluator, statement, scope)
        if end is not None:
            return end
    return None


def _find_inside(evaluator: Evaluating, statement: Node, scope: Scope) -> _End | None:
    match statement.type:
        case "if_statement":
            condition = evaluator.evaluate(statement.child_by_field_name("condition"), scope)
            if condition is UNKNOWN:
                return None
            branch = statement.child_by_field_name("consequence" if is_true(condition) else "alternative")
            return _find_in_branch(evaluator, branch, scope)
        case "try_statement":
            return _find_in_branch(evaluator, statement.child_by_field_name("body"), scope)
        case "statement_block":
            return _find_in_branch(evaluator, statement, scope)
        case "switch_statement":
            return _find_in_switch(evaluator, statement, scope)
        case _:
            return None


def _find_in_branch(evaluator: Evaluating, branch: Node | None, scope: Scope) -> _End | None:
    if branch is not None and branch.type == "else_clause":
        branch = get_first(branch)
    if branch is None:
        return None
    if branch.type != "statement_block":
        return _find_end(evaluator, [branch], scope)
    inner = Scope(parent=scope)
    declare(branch.named_children, inner, only_names=True)
    return _find_end(evaluator, branch.named_children, inner)


def _find_in_switch(evaluator: Evaluating, statement: Node, scope: Scope) -> _End | None:
    value = evaluator.evaluate(statement.child_by_field_name("value"), scope)
    body = statement.child_by_field_name("body")
    if value is UNKNOWN or body is None:
        return None
    cases = [part for part in body.named_children if part.type in {"switch_case", "switch_default"}]
    labels = [evaluator.evaluate(case.child_by_field_name("value"), scope) for case in cases]
    default = next((index for index, case in enumerate(cases) if case.type == "switch_default"), len(cases))
    start = labels.index(value) if value in labels else default
    for case in cases[start:]:
        label = case.child_by_field_name("value")
        inside = [part for part in case.named_children if label is None or part.id != label.id]
        end = _find_end(evaluator, inside, scope)
        if end is not None:
            return None if end.node.type == "break_statement" else end
    return None
