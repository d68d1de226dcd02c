"""Which passages an answer was made of."""

from app.evaluation.answering import find_passages
from chains.retrieval import create_source
from tests.support.doubles import create_document

OVENS, PANS, LIDS = (create_document(f"{name} get hot.", title=name) for name in ("Ovens", "Pans", "Lids"))


def test_sources_are_matched_with_what_was_found_though_some_of_it_was_left_out() -> None:
    sources = [create_source(OVENS, 1), create_source(LIDS, 2)]
    assert find_passages(sources, [OVENS, PANS, LIDS]) == (OVENS, LIDS)
    assert find_passages(sources, [LIDS, PANS, OVENS]) == (OVENS, LIDS)
    assert find_passages([], [OVENS]) == ()


def test_a_source_that_nothing_found_was_made_of_has_no_address() -> None:
    [passage] = find_passages([create_source(OVENS, 1)], [PANS])
    assert (passage.page_content, passage.metadata) == ("", {"url": ""})
