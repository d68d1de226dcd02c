"""How growth is put into words and drawn."""

import re
from pathlib import Path

import pytest

from benchmarks._growth.figures import Figures, load_figures, save_figures
from benchmarks._growth.report import DRAWN, TITLES, compute_exponent, describe_exponent, draw, format_table

SIZES = (1000, 10_000, 100_000)


def create_figures(value: float) -> Figures:
    return dict.fromkeys(TITLES, value) | {"recall": 0.995}


@pytest.mark.parametrize(
    ("exponent", "words"), [(0.0, "hardly grows"), (0.5, "3.2-fold"), (1.0, "with the passages"), (2.0, "faster than")]
)
def test_the_exponent_of_a_power_is_found_and_told(exponent: float, words: str) -> None:
    found = compute_exponent(SIZES, [3 * size**exponent for size in SIZES])
    assert found == pytest.approx(exponent)
    assert words in describe_exponent(found)


def test_one_size_has_no_exponent() -> None:
    assert compute_exponent([1000], [1.0]) is None
    assert describe_exponent(None) == "–"


def test_the_table_and_the_plot_show_each_size_and_engine() -> None:
    measured = {engine: {size: create_figures(size / 500) for size in SIZES} for engine in ("embedded", "server")}
    table = format_table(measured)
    assert "| first index, CPU s | server | 2 | 20 | 200 | grows with the passages (1.00) |" in table
    assert "| recall@10 of the worst scope | embedded | 0.995 | 0.995 | 0.995 |  |" in table
    assert draw(measured).count("<polyline") == 2 * len(DRAWN)


def test_what_is_not_measured_yet_is_left_open() -> None:
    measured = {"embedded": {1000: create_figures(2)}, "server": {1000: create_figures(2), 10_000: {"first": 20.0}}}
    table = format_table(measured)
    assert "| first index, CPU s | embedded | 2 | – | – |" in table
    assert "| answer later, CPU ms | server | 2 | – | – |" in table
    assert draw(measured).count("<circle") == 2 * len(DRAWN) + 1


def test_what_grows_with_the_passages_rises_by_the_same_from_size_to_size_and_what_is_nothing_is_not_drawn() -> None:
    drawn = draw({"embedded": {size: create_figures(size / 500) | {"qdrant_resident": 0.0} for size in SIZES}})
    assert drawn.count("<polyline") == len(DRAWN) - 1
    assert TITLES["qdrant_resident"] not in drawn
    heights = [float(y) for y in re.findall(r'cy="([\d.]+)"', drawn)[:3]]
    assert heights[0] - heights[1] == pytest.approx(heights[1] - heights[2], abs=0.2)
    assert heights[0] - heights[2] > 100


def test_sizes_stand_as_far_apart_as_they_differ_and_nothing_is_not_a_point() -> None:
    sizes = {size: create_figures(2.0) for size in (1000, 10_000, 31_623)} | {100_000: dict.fromkeys(TITLES, 0.0)}
    places = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', draw({"embedded": sizes}))[:3]]
    assert places[1] - places[0] == pytest.approx(2 * (places[2] - places[1]), abs=0.3)
    assert draw({"embedded": sizes}).count("<circle") == 3 * len(DRAWN)


def test_a_later_run_adds_to_the_figures_that_are_kept(tmp_path: Path) -> None:
    assert load_figures(tmp_path, 768) == {}
    save_figures(tmp_path, 768, {"server": {1000: create_figures(2)}})
    assert load_figures(tmp_path, 768) == {"server": {1000: create_figures(2)}}
    assert "first index" in (tmp_path / "growth.md").read_text(encoding="utf-8")
    assert "<svg" in (tmp_path / "growth.svg").read_text(encoding="utf-8")


def test_figures_of_other_vectors_are_not_mixed_with_these(tmp_path: Path) -> None:
    save_figures(tmp_path, 768, {"server": {1000: create_figures(2)}})
    with pytest.raises(RuntimeError, match="those of 768 dimensions"):
        load_figures(tmp_path, 3072)
