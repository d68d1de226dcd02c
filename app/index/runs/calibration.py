"""What `askdocs eval` reads from an index to fit the gate, and how the fit gets into the index record."""

from collections.abc import Mapping

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


async def store_calibration(index: Index, calibration: dict[str, float]) -> IndexRecord:
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
            update={"calibration": calibration, "generation": writing.generation, "previous": writing.previous}
        )
        await writing.finish(record)
    return record


def format_gate(calibration: Mapping[str, float] | None) -> str:
    """Whether weak questions are refused, from which cosine on, and what that rests on."""
    if not calibration:
        return "none: only the model refuses; `askdocs eval --calibrate` fits one"
    made = " made of headings" if calibration.get("generated") else ""
    rests = f", fitted on {calibration['answerable']:.0f} questions{made}" if "answerable" in calibration else ""
    return f"below {calibration['weak_match_below']:.3f}{rests}; about {calibration['refused']:.1%} wrongly refused"
