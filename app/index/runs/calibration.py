"""What `askdocs eval` reads from an index to fit the gate, and how the fit gets into the index record."""

from app.index.discriminant import Discriminant
from app.index.payload import METADATA, PLACES, parse_place
from app.index.port import Index
from app.index.record import IndexRecord
from app.index.runs.stored import scroll_points
from chains.errors import IndexBusyError, IndexMissingError
from indexing.model import Place


async def load_places(index: Index) -> list[Place]:
    """Every place of the current generation: 20,000 passages take about a second."""
    async with index.reading() as reading:
        return [
            parse_place(place)
            async for record in scroll_points(index.client, reading.collection_name, with_payload=[PLACES])
            for place in (record.payload or {})[METADATA]["places"]
        ]


async def store_calibration(
    index: Index, calibration: dict[str, float], discriminant: Discriminant | None = None
) -> IndexRecord:
    """Publish the current points again with this calibration: a run like any other, so services notice it.

    Raises:
        IndexMissingError: there is no index.
        IndexBusyError: it is being written, or a run was cut off half-way and must be finished first.
        SignatureMismatchError: it was made with other settings.
    """
    async with index.writing() as writing:
        if writing.base is None:
            raise IndexMissingError("Nothing is indexed yet. Run `askdocs index SITE` first.")
        if writing.continued:
            raise IndexBusyError(
                "An indexing run was cut off half-way. Finish it with `askdocs index SITE`, then calibrate."
            )
        await writing.begin()
        record = writing.base.model_copy(
            update={
                "calibration": calibration,
                "discriminant": discriminant,
                "generation": writing.generation,
                "previous": writing.previous,
            }
        )
        await writing.finish(record)
    return record
