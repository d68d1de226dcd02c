"""How CPU, throughput and time grow with the number of callers: a drawing without a library."""

from collections.abc import Callable, Mapping, Sequence
from math import log10

from benchmarks._load.cases import CALLERS, Case, Endpoint
from benchmarks._load.measuring import Run

COLOURS = ("#b3413a", "#2a6db0", "#3c8c4f", "#8a6d1f")
WIDTH, HEIGHT, LEFT, TOP, GAP = 280, 150, 60, 60, 70
_ENDPOINTS: tuple[Endpoint, ...] = ("invoke", "stream")
_PANELS: tuple[tuple[str, Callable[[Run], float]], ...] = (
    ("server CPU, ms a question", lambda run: run.server_cpu),
    ("answers a second", lambda run: run.per_second),
    ("p50, ms", lambda run: run.p50 * 1000),
    ("p99, ms", lambda run: run.p99 * 1000),
)


def draw(runs: Mapping[tuple[Case, str], Run], names: Sequence[str]) -> str:
    """One row for each endpoint, one panel for each figure, one line for each service."""
    parts = [
        f'<text x="{LEFT + number * 220}" y="20" fill="{COLOURS[number]}">■ {name}</text>'
        for number, name in enumerate(names)
    ]
    for row, endpoint in enumerate(_ENDPOINTS):
        for column, (title, read) in enumerate(_PANELS):
            series = [
                [read(runs[case, name]) for callers in CALLERS for case in [Case(endpoint, callers, "free")]]
                for name in names
            ]
            left = LEFT + column * (WIDTH + GAP)
            labels = [f"{callers} callers" for callers in CALLERS]
            parts += draw_panel(f"{endpoint}: {title}", labels, series, left, TOP + row * (HEIGHT + GAP))
    return frame(parts, columns=len(_PANELS), rows=len(_ENDPOINTS))


def frame(parts: Sequence[str], *, columns: int, rows: int) -> str:
    """The document around so many panels."""
    width, height = LEFT + columns * (WIDTH + GAP), TOP + rows * (HEIGHT + GAP)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" '
        f'font-size="12"><rect width="100%" height="100%" fill="white"/>{"".join(parts)}</svg>\n'
    )


def draw_panel(
    title: str,
    labels: Sequence[str],
    series: Sequence[Sequence[float | None]],
    left: int,
    top: int,
    *,
    decades: float = 0,
    across: Sequence[float] = (),
) -> list[str]:
    """One figure of several services, for each label at which it is known.

    The axis begins at 0, or is logarithmic over so many decades. `across` says where between 0 and 1 the labels stand;
    without it, they are as far from each other.
    """
    high = max((value for values in series for value in values if value is not None), default=0.0) * 1.1 or 1.0
    across = across or [(number + 0.5) / len(labels) for number in range(len(labels))]
    xs = [left + WIDTH * share for share in across]
    bottom = top + HEIGHT
    parts = [
        f'<text x="{left}" y="{top - 8}">{title}</text>',
        f'<rect x="{left}" y="{top}" width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#ccc"/>',
        f'<text x="{left - 4}" y="{top + 10}" text-anchor="end">{high:.3g}</text>',
        f'<text x="{left - 4}" y="{bottom}" text-anchor="end">{high / 10**decades if decades else 0:.3g}</text>',
        *(
            f'<text x="{x:.0f}" y="{bottom + 16}" text-anchor="middle">{label}</text>'
            for x, label in zip(xs, labels, strict=True)
        ),
    ]
    for number, values in enumerate(series):
        colour = COLOURS[number]
        points = [
            (x, bottom - HEIGHT * _place(value / high, decades))
            for x, value in zip(xs, values, strict=True)
            if value is not None
        ]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>' for x, y in points]
    return parts


def _place(share: float, decades: float) -> float:
    """How far up the axis a value stands that has this share of the highest."""
    if not decades:
        return share
    return max(0.0, 1 + log10(share) / decades) if share > 0 else 0.0
