"""How growth is put into words and drawn."""

import re
from dataclasses import replace

import pytest

from benchmarks._growth.report import Growth, compute_exponent, describe_exponent, draw, format_table

SIZES = (1000, 10_000, 100_000)


def create_growth(value: float) -> Growth:
    return Growth(value, value, value, value, value, value, value, value, value, value, value, 0.995)


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
    measured = {engine: {size: create_growth(size / 500) for size in SIZES} for engine in ("embedded", "server")}
    table = format_table(measured)
    assert "| first index, CPU s | server | 2 | 20 | 200 | grows with the passages (1.00) |" in table
    assert "| recall@10 of the worst scope | embedded | 0.995 | 0.995 | 0.995 |  |" in table
    assert draw(measured).count("<polyline") == 2 * 12


def test_what_grows_with_the_passages_rises_by_the_same_from_size_to_size_and_what_is_nothing_is_not_drawn() -> None:
    growths = {size: replace(create_growth(size / 500), qdrant=0.0) for size in SIZES}
    drawn = draw({"embedded": growths})
    assert drawn.count("<polyline") == 11
    assert "Qdrant" not in drawn
    heights = [float(y) for y in re.findall(r'cy="([\d.]+)"', drawn)[:3]]
    assert heights[0] - heights[1] == pytest.approx(heights[1] - heights[2], abs=0.2)
    assert heights[0] - heights[2] > 100
