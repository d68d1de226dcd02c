"""Lists of sources that models write themselves."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.source_list import SourceListFilter

LISTS = [
    "\n\nSources:\n1. [Guide](https://docs.example)\n2. Other page\n",
    "\n\n## Sources\n\n- [1] Guide\n- [2] Other",
    "\n\n**References:**\n[1] Guide, https://docs.example\n[2] Other",
    "\n\nQuellen: [1], [2]",
    "\n\n参考资料：\n- [1] 指南",
    "\n\n**Sources used:**\n\n* Guide",
    "\n\nSources:",
]
TEXTS = [
    "Sources of heat are listed [1].\nThere are two.",
    "Answer [1].\n\n## Sources\n\n- gas\n- wood\n\nGas is cheaper [2].",
    "Answer [1].\n\n```yaml\nsources:\n  - a\n  - b\n```\n",
    "```yaml\nsources:\n  - a\n",
    "## References\n\n- Everything is a list here",
    "",
    "one line",
    "Sources",
]


def run(text: str, cuts: list[int]) -> str:
    filtering = SourceListFilter()
    edges = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    return "".join(filtering.feed(text[start:end]) for start, end in pairwise(edges)) + filtering.flush()


@pytest.mark.parametrize("written", LISTS)
def test_a_list_of_sources_at_the_end_is_left_out(written: str) -> None:
    text = f"It is washed by hand [1].{written}"
    assert run(text, []).rstrip() == "It is washed by hand [1]."
    assert run(text, list(range(len(text)))).rstrip() == "It is washed by hand [1]."


@pytest.mark.parametrize("text", TEXTS)
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert run(text, []) == text
    assert run(text, list(range(len(text)))) == text


@given(
    st.lists(st.sampled_from(["Sources", "used", ":", "\n", "- ", "[1]", "**", "# ", "```", " ", "text", "1. "])).map(
        "".join
    ),
    st.lists(st.integers(0, 200), max_size=8),
)
def test_it_does_not_matter_where_the_stream_is_cut(text: str, cuts: list[int]) -> None:
    assert run(text, cuts) == run(text, [])


@pytest.mark.parametrize("before", ["", "Sources:\n", "x\n\nSources:\n---"])
@pytest.mark.parametrize("piece", [" ", "\t", "- ", "*", "[1,"])
def test_a_long_line_takes_no_longer_than_other_text(before: str, piece: str) -> None:
    text = before + piece * (60_000 // len(piece))
    assert run(text, list(range(0, len(text), 4))) == run(text, [])
