"""The figures of a benchmark of growth, kept in files while it runs."""

import json
from collections.abc import Mapping
from pathlib import Path

from benchmarks._growth.report import draw, format_table

Figures = dict[str, float]
"""Named as in `TITLES`."""
_JSON = "growth.json"


def load_figures(folder: Path, dimensions: int) -> dict[str, dict[int, Figures]]:
    """What runs with vectors of this length have left, for each engine and size; nothing if there is no file."""
    file = folder / _JSON
    if not file.is_file():
        return {}
    kept = json.loads(file.read_text(encoding="utf-8"))
    if kept["dimensions"] != dimensions:
        raise RuntimeError(f"The figures in {file} are those of {kept['dimensions']} dimensions")
    return {
        engine: {int(size): figures for size, figures in grown.items()} for engine, grown in kept["engines"].items()
    }


def save_figures(folder: Path, dimensions: int, measured: Mapping[str, Mapping[int, Figures]]) -> None:
    """Write them as JSON, as a table and as a plot."""
    folder.mkdir(exist_ok=True)
    text = json.dumps({"dimensions": dimensions, "engines": measured}, indent=1)
    (folder / _JSON).write_text(text, encoding="utf-8")
    (folder / "growth.md").write_text(format_table(measured), encoding="utf-8")
    (folder / "growth.svg").write_text(draw(measured), encoding="utf-8")
