"""Which schemas only one operation leads to: a reader meets them there, where the viewers unfold them."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence

from indexing.openapi.document import REFERENCE, Document, get_name

_SCHEMAS = "#/components/schemas/"


def list_own_schemas(document: Document, operations: Sequence[Iterable[object]]) -> list[list[str]]:
    """For each operation the names of the schemas that no other leads to, in the order in which it leads to them.

    An operation is given by its parts, such as itself and the parameters of its path.
    """
    below: dict[str, tuple[str, ...]] = {}
    reached = [_reach(document, parts, below) for parts in operations]
    users = Counter(reference for references in reached for reference in references)
    return [
        [get_name(one) for one in references if one.startswith(_SCHEMAS) and users[one] == 1] for references in reached
    ]


def _reach(document: Document, parts: Iterable[object], below: dict[str, tuple[str, ...]]) -> dict[str, None]:
    """All references that follow from some parts, each once; `below` remembers those that follow from each of them."""
    pending = deque(reference for part in parts for reference in _list_references(part))
    reached: dict[str, None] = {}
    while pending:
        reference = pending.popleft()
        if reference in reached:
            continue
        reached[reference] = None
        if reference not in below:
            below[reference] = tuple(_list_references(document.follow({REFERENCE: reference})))
        pending += below[reference]
    return reached


def _list_references(value: object) -> Iterator[str]:
    """The references in a value, as they are written."""
    pending, seen = deque([value]), set()
    while pending:
        one = pending.popleft()
        if not isinstance(one, (dict, list)) or id(one) in seen:
            continue
        seen.add(id(one))  # YAML's aliases: what stands a thousand times is looked at once
        if isinstance(one, dict):
            reference = one.get(REFERENCE)
            if isinstance(reference, str):
                yield reference
            pending.extend(one.values())
        else:
            pending.extend(one)
