"""Deletes answers at somebody's wish, and what was made of their words."""

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.stores.sql.tables import answers, gaps


async def delete_answers(connection: AsyncConnection, matching: ColumnElement[bool]) -> int:
    """Delete the answers that match; how many they were.

    Their gaps lose the label, the heading and the vector. The next search makes them of the questions that are left,
    and deletes gaps of which none is.
    """
    of_gap = select(answers.c.gap).where(matching, answers.c.gap.is_not(None)).distinct()
    touched = list((await connection.execute(of_gap)).scalars())
    deleted = (await connection.execute(delete(answers).where(matching))).rowcount
    if touched:
        nameless = {"label": "", "heading": "", "vector": None}
        await connection.execute(update(gaps).where(gaps.c.number.in_(touched)).values(nameless))
    return int(deleted)
