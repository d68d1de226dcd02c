"""Where an index speaks of something, in whatever version: on both engines."""

import pytest

from app.index.search.mentions import MentionSearch
from chains.schemas import Filters
from tests.contract.conftest import OpenIndex
from tests.support.sites import WordEmbeddings, create_page, run_index

QUESTION = "descale the kettle"


@pytest.mark.parametrize(
    ("asked", "inside"), [("2.x", {"new0", "new1"}), ("1.x", {"old0", "old1", "old2", "old3"}), ("9.x", set())]
)
async def test_nearer_passages_of_other_versions_hide_none_of_those_that_are_asked_for(
    open_index: OpenIndex, asked: str, inside: set[str]
) -> None:
    index, embeddings = open_index(), WordEmbeddings()
    old = [create_page(f"old{page}", [f"descale the kettle {page}"], version="1.x") for page in range(4)]
    new = [create_page(f"new{page}", [f"the kettle, at length, and water {page}"]) for page in range(2)]
    await run_index(index, [*old, *new], embeddings)
    vector = await embeddings.aembed_query(QUESTION)
    found = await MentionSearch(index, index).find(QUESTION, vector, filters=Filters(version=asked), limit=4)
    names = {mention.url.partition("#")[0].rpartition("/")[2]: mention for mention in found}
    assert {name for name, mention in names.items() if mention.is_in_scope} == inside
    assert {f"old{page}" for page in range(4)} <= names.keys()


async def test_all_passages_of_a_site_of_one_version_are_in_scope(open_index: OpenIndex) -> None:
    index, embeddings = open_index(), WordEmbeddings()
    await run_index(
        index, [create_page(f"page{page}", [f"descale the kettle {page}"]) for page in range(6)], embeddings
    )
    vector = await embeddings.aembed_query(QUESTION)
    found = await MentionSearch(index, index).find(QUESTION, vector, filters=Filters(), limit=4)
    assert [mention.is_in_scope for mention in found] == [True] * 4
