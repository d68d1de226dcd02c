import pytest
from selectolax.lexbor import LexborHTMLParser

from indexing.html.structures.lists import find_start


@pytest.mark.parametrize(
    ("list_", "start"),
    [("<ol>", 1), ("<ol start=3>", 3), ("<ol start=-3>", 1), ("<ul start=3>", None), (f"<ol start={'9' * 5_000}>", 1)],
)
def test_a_list_begins_with_its_number(list_: str, start: int | None) -> None:
    node = LexborHTMLParser(f"{list_}<li>a").css_first("ol, ul")
    assert node
    assert find_start(node) == start
