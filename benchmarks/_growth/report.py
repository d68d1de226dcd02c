"""What grows with the index, and how: a table, exponents in words, and a plot."""

from collections.abc import Mapping, Sequence
from math import log, log10

from benchmarks._load.plot import COLOURS, GAP, HEIGHT, LEFT, TOP, WIDTH, draw_panel, frame

_COLUMNS = 3
_ROOM = 1.1
"""The axis of a plot is a little longer than its steepest line."""
_MARGIN = 0.1
"""What is left free beside the first and the last size, as a share of the panel."""
_CONSTANT, _SLOWER, _PROPORTIONAL = 0.15, 0.85, 1.15
TITLES = {
    "first": "first index, CPU s",
    "first_qdrant": "first index, Qdrant's CPU s",
    "first_memory": "first index, most memory, MB",
    "unchanged": "unchanged run, CPU s",
    "unchanged_qdrant": "unchanged run, Qdrant's CPU s",
    "unchanged_memory": "unchanged run, most memory, MB",
    "changed": "one changed page, CPU s",
    "changed_qdrant": "one changed page, Qdrant's CPU s",
    "changed_memory": "one changed page, most memory, MB",
    "disk": "on the disk, MB",
    "status": "askdocs status, CPU s",
    "start": "start to the first answer, s",
    "start_cpu": "start to the first answer, CPU s",
    "dense": "dense search, CPU ms",
    "search": "search, CPU ms",
    "search_p50": "search, p50 ms",
    "answer": "answer soon after a start, CPU ms",
    "answer_p50": "answer soon after a start, p50 ms",
    "qdrant": "answer soon after a start, Qdrant's CPU ms",
    "later": "answer later, CPU ms",
    "later_p50": "answer later, p50 ms",
    "qdrant_later": "answer later, Qdrant's CPU ms",
    "resident": "resident memory, MB",
    "resident_later": "resident memory later, MB",
    "qdrant_resident": "Qdrant, resident memory, MB",
    "qdrant_anonymous": "Qdrant, without mapped files, MB",
    "qdrant_peak": "Qdrant, most resident memory, MB",
    "recall": "recall@10 of the worst scope",
}
DRAWN = (
    *("first", "first_qdrant", "first_memory"),
    *("unchanged", "changed", "disk"),
    *("search", "later", "qdrant_later"),
    *("start_cpu", "resident_later", "qdrant_resident"),
)
"""What the plot shows, row by row: what time by the clock and single megabytes say depends on the machine."""
Measured = Mapping[str, Mapping[int, Mapping[str, float]]]
"""For each engine and size the figures, named as in `TITLES`; some may be missing."""


def compute_exponent(sizes: Sequence[int], values: Sequence[float]) -> float | None:
    """The `e` of `values ~ sizes^e` that fits best; None where there is nothing to fit."""
    points = [(log(size), log(value)) for size, value in zip(sizes, values, strict=True) if value > 0]
    if len(points) < 2:  # noqa: PLR2004 - a line has two points
        return None
    across, up = (sum(values) / len(points) for values in zip(*points, strict=True))
    spread = sum((x - across) ** 2 for x, _ in points)
    return sum((x - across) * (y - up) for x, y in points) / spread if spread else None


def describe_exponent(exponent: float | None) -> str:
    """How it grows when the index does."""
    match exponent:
        case None:
            return "–"
        case _ if exponent < -_CONSTANT:
            return "falls"
        case _ if exponent <= _CONSTANT:
            return f"hardly grows ({exponent:.2f})"
        case _ if exponent < _SLOWER:
            return f"grows {10**exponent:.1f}-fold with ten times the passages ({exponent:.2f})"
        case _ if exponent <= _PROPORTIONAL:
            return f"grows with the passages ({exponent:.2f})"
        case _:
            return f"grows faster than the passages ({exponent:.2f})"


def format_table(measured: Measured) -> str:
    """Markdown: a row for each figure of each engine."""
    sizes = _list_sizes(measured)
    lines = [
        f"| | | {' | '.join(f'{size:,}' for size in sizes)} | when the index grows |",
        f"|---|---|{'---|' * len(sizes)}---|",
    ]
    for name, title in TITLES.items():
        for engine, grown in measured.items():
            values = _list_values(grown, name)
            if not any(values.values()):
                continue
            cells = [_format(values[size]) if size in values else "–" for size in sizes]
            words = "" if name == "recall" else describe_exponent(compute_exponent([*values], [*values.values()]))
            lines.append(f"| {title} | {engine} | {' | '.join(cells)} | {words} |")
    return "\n".join(lines) + "\n"


def draw(measured: Measured) -> str:
    """A panel for each of `DRAWN`, a line for each engine; both axes are logarithmic over as many decades.

    So what grows with the passages rises from corner to corner, and what does not grow is level.
    """
    sizes = _list_sizes(measured)
    parts = [
        f'<text x="{LEFT + number * 220}" y="20" fill="{COLOURS[number]}">■ {engine}</text>'
        for number, engine in enumerate(measured)
    ]
    drawn = {name: [_list_values(grown, name) for grown in measured.values()] for name in DRAWN}
    names = [name for name, series in drawn.items() if any(any(values.values()) for values in series)]
    decades = _ROOM * log10(sizes[-1] / sizes[0])
    across = [
        _MARGIN + (1 - 2 * _MARGIN) * log10(size / sizes[0]) / (log10(sizes[-1] / sizes[0]) or 1) for size in sizes
    ]
    for number, name in enumerate(names):
        left = LEFT + number % _COLUMNS * (WIDTH + GAP)
        top = TOP + number // _COLUMNS * (HEIGHT + GAP)
        series = [[values.get(size) or None for size in sizes] for values in drawn[name]]
        labels = [f"{size:,}" for size in sizes]
        parts += draw_panel(TITLES[name], labels, series, left, top, decades=decades, across=across)
    return frame(parts, columns=_COLUMNS, rows=-(-len(names) // _COLUMNS))


def _list_sizes(measured: Measured) -> list[int]:
    return sorted({size for grown in measured.values() for size in grown})


def _list_values(grown: Mapping[int, Mapping[str, float]], name: str) -> dict[int, float]:
    """One figure of an engine, for each size that has it, in their order."""
    return {size: figures[name] for size, figures in sorted(grown.items()) if name in figures}


def _format(value: float) -> str:
    return f"{value:.3f}" if value <= 1 else f"{value:.3g}" if value < 1000 else f"{value:,.0f}"  # noqa: PLR2004
