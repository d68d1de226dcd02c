"""Going back to the index before the last swap, which can be undone in turn; forgetting that one, or the whole site."""

import shutil

from app.index.embedded.files import reporting_os_errors
from app.index.embedded.generations import Generations
from app.index.embedded.lock import locking
from app.index.port import NO_PREVIOUS
from app.index.record import IndexRecord
from chains.errors import IndexMissingError


def roll_back_embedded(generations: Generations) -> IndexRecord:
    """See `Index.roll_back`. Blocks."""
    generations.require_current()
    with locking(generations.lock_file):
        current = generations.require_current()
        previous = generations.load_record(current).previous
        if not previous or not generations.get_shard_folder(previous).is_dir():
            raise IndexMissingError(NO_PREVIOUS)
        record = generations.load_record(previous).model_copy(update={"previous": current})
        generations.take_marker(current)  # a run killed right after its swap: nobody may go on writing what is kept
        generations.publish(record)
    return record


def forget_embedded(generations: Generations) -> bool:
    """See `Index.forget_previous`. Blocks."""
    generations.require_current()
    with locking(generations.lock_file):
        current = generations.load_record(generations.require_current())
        if not current.previous:
            return False
        generations.publish(current.model_copy(update={"previous": ""}))
        generations.clean()
    return True


def forget_site(generations: Generations) -> bool:
    """See `Index.forget`. Blocks. Processes that have it open go on reading it until they close it."""
    if not generations.root.is_dir():
        return False
    with locking(generations.lock_file), reporting_os_errors(generations.root):
        shutil.rmtree(generations.root)
    return True
