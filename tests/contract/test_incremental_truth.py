"""Whatever changes in the sources: a run over the old index gives what a fresh index has."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from app.index import Index, Signature, create_index, create_source, sync_index
from app.settings import QdrantSettings
from app.sources import open_sources
from indexing import SiteOptions
from tests.support.pdf import create_pdf
from tests.support.sites import SIGNATURE, WordEmbeddings

AUTO = SIGNATURE.model_copy(update={"bm25_language": "auto"})
DOCS = {
    "v1/kettle.md": "# Kettle\n\n## Fill\n\nFill it with water.\n\n## Boil\n\nPress the switch.\n",
    "v2/kettle.md": "# Kettle\n\n## Fill\n\nFill it with water.\n\n## Boil\n\nTouch the lamp.\n",
    "v2/oven.md": "# Oven\n\nIt bakes bread.\n",
    "v2/pan.md": "# Pan\n\nWash it by hand.\n",
}
API: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Kitchen"},
    "paths": {
        "/kettles": {"get": {"operationId": "listKettles", "responses": {"200": {"description": "All."}}}},
        "/ovens": {"post": {"operationId": "heatOven", "responses": {"204": {"description": "Hot."}}}},
    },
    "components": {"schemas": {"Kettle": {"properties": {"litres": {"type": "number"}}}}},
}
PDF = [["Filling", "Fill the kettle up to its mark."], ["Boiling", "Press the switch of the kettle."]]


class Kitchen:
    """Three sources that can be changed."""

    def __init__(self) -> None:
        self.docs = dict(DOCS)
        self.api = deepcopy(API)
        self.pdf = deepcopy(PDF)
        self.options = SiteOptions(version_from="/(v[0-9]+)/")
        self.viewer = "redoc"
        self.order = [0, 1, 2]

    def write(self, folder: Path) -> list[str]:
        for name, text in self.docs.items():
            path = folder / "docs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        (folder / "api.json").write_text(json.dumps(self.api))
        pages = [[(60.0, 700.0 - 30 * number, line) for number, line in enumerate(lines)] for lines in self.pdf]
        outline = [(lines[0], 0, number, 720.0) for number, lines in enumerate(self.pdf)]
        (folder / "manual.pdf").write_bytes(create_pdf(pages, outline))
        sources = [
            f"{folder}/docs=https://d.example",
            f"{folder}/api.json=https://d.example/api#{self.viewer}",
            f"{folder}/manual.pdf=https://d.example/manual.pdf",
        ]
        return [sources[number] for number in self.order]


CHANGES: dict[str, Callable[[Kitchen], object]] = {
    "nothing": lambda _: None,
    "a text": lambda one: one.docs.update({"v2/oven.md": "# Oven\n\nIt bakes cakes.\n"}),
    "a heading": lambda one: one.docs.update({"v2/pan.md": "# Pan\n\n## Care\n\nWash it by hand.\n"}),
    "a page more": lambda one: one.docs.update({"v2/sink.md": "# Sink\n\nPull the plug.\n"}),
    "a page less": lambda one: one.docs.pop("v2/pan.md"),
    "a page that moves": lambda one: one.docs.update({"v2/care/pan.md": one.docs.pop("v2/pan.md")}),
    "a version more": lambda one: one.docs.update({"v3/kettle.md": one.docs["v2/kettle.md"]}),
    "a version less": lambda one: one.docs.pop("v1/kettle.md"),
    "a text that both versions have now": lambda one: one.docs.update({"v2/kettle.md": one.docs["v1/kettle.md"]}),
    "another language": lambda one: setattr(one, "options", SiteOptions(version_from="/(v[0-9]+)/", locale="de")),
    "versions that are none": lambda one: setattr(one, "options", SiteOptions()),
    "an operation more": lambda one: one.api["paths"].update({"/pans": {"get": {"responses": {}}}}),
    "an operation less": lambda one: one.api["paths"].pop("/ovens"),
    "an operation that is deprecated": lambda one: one.api["paths"]["/ovens"]["post"].update({"deprecated": True}),
    "a field of a schema": lambda one: one.api["components"]["schemas"]["Kettle"].update({"required": ["litres"]}),
    "another viewer": lambda one: setattr(one, "viewer", "docusaurus"),
    "a text in the file": lambda one: one.pdf[0].append("Never above it."),
    "a page of the file that goes": lambda one: one.pdf.pop(0),
    "a heading of the file": lambda one: one.pdf[1].__setitem__(0, "Heating"),
    "another order": lambda one: setattr(one, "order", [2, 0, 1]),
    "a source less": lambda one: setattr(one, "order", [0, 2]),
}


FREE = {
    "nothing",
    "a page less",
    "a page that moves",
    "a version more",
    "a version less",
    "a text that both versions have now",
    "versions that are none",
    "an operation less",
    "another order",
    "a page of the file that goes",
    "a source less",
}
"""What embeds nothing. Of another language, all texts have other words for the keyword search."""


async def run(index: Index, kitchen: Kitchen, folder: Path) -> int:
    sources = open_sources(kitchen.write(folder), kitchen.options)
    summary = await sync_index(
        [create_source(source.name, source.site) for source in sources],
        index=index,
        embeddings=WordEmbeddings(),
        allow_shrink=True,
    )
    return summary.added


async def load_all(index: Index) -> tuple[object, ...]:
    """Everything but names and times."""
    async with index.reading() as live:
        points, _ = await index.client.scroll(live.collection_name, limit=1000, with_vectors=True)
        record = live.record
    stored = {str(point.id): (point.payload, point.vector) for point in points}
    return stored, record.scopes, [source.pages for source in record.sources]


def open_index(folder: Path, signature: Signature = AUTO) -> Index:
    return create_index(QdrantSettings(path=folder), signature)


@pytest.mark.parametrize("change", CHANGES)
async def test_a_run_over_the_old_index_gives_what_a_fresh_one_has(change: str, tmp_path: Path) -> None:
    kept, fresh = open_index(tmp_path / "kept"), open_index(tmp_path / "fresh")
    await run(kept, Kitchen(), tmp_path / "before")
    changed = Kitchen()
    CHANGES[change](changed)
    added = await run(kept, changed, tmp_path / "after")
    total = await run(fresh, changed, tmp_path / "again")
    assert await load_all(kept) == await load_all(fresh)
    assert (added == 0) == (change in FREE)
    assert (added == total) == (change == "another language")
    for index in (kept, fresh):
        await index.aclose()
