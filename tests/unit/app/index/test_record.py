from datetime import UTC, datetime

import numpy as np
import pytest
from pydantic import ValidationError

from app.index import Discriminant, IndexRecord, LastRun, Signature
from app.index.record import create_generation, ensure_same_signature
from chains.errors import SignatureMismatchError

SIGNATURE = Signature(
    embedding_space="gemini",
    model="gemini-embedding-001",
    dimensions=768,
    chunker_version=1,
    bm25_language="english",
)
RUN = LastRun(
    started=datetime(2026, 1, 2, tzinfo=UTC),
    seconds=1,
    source="site",
    pages=1,
    chunks=1,
    points=1,
    added=1,
    moved=0,
    deleted=0,
)


def test_equal_signatures_have_equal_digests_and_others_do_not() -> None:
    digests = {SIGNATURE.digest(), SIGNATURE.model_copy().digest()}
    assert len(digests) == 1
    for change in ({"embedding_space": "emulator"}, {"dimensions": 3072}, {"bm25_k": 1.3}, {"prefix_style": "task"}):
        digests.add(SIGNATURE.model_copy(update=change).digest())
    assert len(digests) == 5
    assert all(len(digest) == 16 for digest in digests)


def test_a_difference_is_told_in_words() -> None:
    other = SIGNATURE.model_copy(update={"model": "gemini-embedding-2", "dimensions": 3072, "prefix_style": "task"})
    assert SIGNATURE.explain_difference(other) == (
        "model gemini-embedding-001 → gemini-embedding-2; dimensions 768 → 3072; prefix style none → task"
    )
    assert SIGNATURE.explain_difference(SIGNATURE) == ""


def test_another_signature_is_an_error_that_names_the_command() -> None:
    record = IndexRecord(signature=SIGNATURE, generation="g", last_run=RUN)
    ensure_same_signature(record, SIGNATURE)
    with pytest.raises(SignatureMismatchError, match=r"dimensions 768 → 384.*askdocs index SITE --rebuild"):
        ensure_same_signature(record, SIGNATURE.model_copy(update={"dimensions": 384}))


def test_a_record_survives_json() -> None:
    record = IndexRecord(signature=SIGNATURE, generation="g", calibration={"gate": 0.5}, last_run=RUN)
    assert IndexRecord.model_validate_json(record.model_dump_json()) == record


def test_generations_sort_by_time() -> None:
    generations = [create_generation() for _ in range(50)]
    assert [name.partition("-")[0] for name in generations] == sorted(name.partition("-")[0] for name in generations)
    assert len(set(generations)) == 50


def test_a_record_refuses_a_discriminant_of_other_vectors() -> None:
    def read(dimensions: int) -> IndexRecord:
        fitted = Discriminant.create(np.ones(dimensions), 0.0)
        return IndexRecord(signature=SIGNATURE, generation=create_generation(), last_run=RUN, discriminant=fitted)

    record = read(768)
    assert IndexRecord.model_validate_json(record.model_dump_json()) == record
    with pytest.raises(ValidationError, match="another length"):
        read(384)
