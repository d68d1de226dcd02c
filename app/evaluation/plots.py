"""Small SVG plots, without a library: what a report shows at a glance."""

from collections.abc import Sequence
from html import escape

WIDTH, HEIGHT = 520, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 12, 26, 38

Point = tuple[float, float]
"""Both between 0 and 1."""


def format_lines(
    lines: Sequence[tuple[str, str, Sequence[Point]]], *, x: str, y: str, mark: float | None = None
) -> str:
    """Lines over one square of 0 to 1. Each is a name, a CSS class and its points; `mark` is an upright at that x."""
    drawn = [
        f'<polyline class="{style}" points="{" ".join(f"{_x(a):.1f},{_y(b):.1f}" for a, b in points)}"/>'
        for _, style, points in lines
        if points
    ]
    return _frame([*drawn, *_format_mark(mark)], [(name, style) for name, style, _ in lines], x=x, y=y)


def format_histogram(
    series: Sequence[tuple[str, str, Sequence[float]]], *, x: str, bins: int = 25, mark: float | None = None
) -> str:
    """Shares of values between 0 and 1 in `bins` steps, one outline for each name and CSS class."""
    drawn: list[str] = []
    shares = [(style, _count(values, bins)) for _, style, values in series]
    highest = max((share for _, counted in shares for share in counted), default=0) or 1
    for style, counted in shares:
        for number, share in enumerate(counted):
            if share:
                left, top = _x(number / bins), _y(share / highest)
                width, height = _x((number + 1) / bins) - left - 1, _y(0) - top
                place = f'x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}"'
                drawn.append(f'<rect class="{style}" {place}/>')
    return _frame(
        [*drawn, *_format_mark(mark)], [(name, style) for name, style, _ in series], x=x, y="", highest=highest
    )


def _count(values: Sequence[float], bins: int) -> list[float]:
    counted = [0] * bins
    for value in values:
        counted[min(bins - 1, max(0, int(value * bins)))] += 1
    return [count / len(values) for count in counted] if values else []


def _frame(drawn: Sequence[str], legend: Sequence[tuple[str, str]], *, x: str, y: str, highest: float = 1.0) -> str:
    label = escape(f"{y or 'share'} over {x}")
    parts = [f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">']
    for step in range(6):
        value = step / 5
        parts.append(
            f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{_y(value):.1f}" y2="{_y(value):.1f}"/>'
        )
        parts.append(f'<text x="{_LEFT - 6}" y="{_y(value) + 4:.1f}" text-anchor="end">{value * highest:.2f}</text>')
        parts.append(f'<text x="{_x(value):.1f}" y="{HEIGHT - 22}" text-anchor="middle">{value:.1f}</text>')
    parts.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 5}" text-anchor="middle">{escape(x)}</text>')
    parts += drawn
    for number, (name, style) in enumerate(legend):
        left = _LEFT + 10 + number * 160
        parts.append(f'<rect class="{style} key" x="{left}" y="2" width="10" height="10"/>')
        parts.append(f'<text x="{left + 15}" y="11">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"])


def _format_mark(mark: float | None) -> list[str]:
    if mark is None:
        return []
    return [f'<line class="mark" x1="{_x(mark):.1f}" x2="{_x(mark):.1f}" y1="{_TOP}" y2="{_y(0):.1f}"/>']


def _x(value: float) -> float:
    return _LEFT + value * (WIDTH - _LEFT - _RIGHT)


def _y(value: float) -> float:
    return HEIGHT - _BOTTOM - value * (HEIGHT - _TOP - _BOTTOM)
