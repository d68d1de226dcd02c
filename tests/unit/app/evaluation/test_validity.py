"""A passage of several short sections stands under the anchor of each."""

from app.evaluation.validity import Sections
from indexing.model import Chunk, Page, Part, Place

PANS = "https://docs.example/pans"
TEXT = "Wash them.\n\n## Drying\n\nLet them drip.\n\n## Oiling\n\nRub it in."


def test_a_passage_is_found_under_each_anchor_of_its_parts() -> None:
    parts = (Part(12, "drying", "Pans > Drying"), Part(40, "gone", "Pans > Oiling"))
    chunk = Chunk("Pans", TEXT, Place(f"{PANS}#washing", "", "", "", "Pans > Washing", parts=parts))
    sections = Sections.create([Page(PANS, "pans.md", "Pans", "", "", "", ("washing", "drying", "storing"), (chunk,))])
    assert sections.find_fault(f"{PANS}#washing", TEXT) == ""
    assert sections.find_fault(f"{PANS}#drying", TEXT) == ""
    assert sections.find_fault(f"{PANS}#storing", TEXT) == f"{PANS}#storing does not hold the passage"
    assert sections.find_fault(f"{PANS}#gone", TEXT) == f"{PANS}#gone has no such anchor"
