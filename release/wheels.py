"""Whether every package of the lock has a wheel for each Python and system that we name: no one needs a compiler.

`python -m release.wheels` asks the index for the names of the files alone, and installs nothing.
"""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from release.commands import ReleaseError, Words
from release.trial import read_pins

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = {
    "x86_64-manylinux_2_28": "Linux x86-64",
    "aarch64-manylinux_2_28": "Linux arm64",
    "x86_64-unknown-linux-musl": "Alpine x86-64",
    "aarch64-apple-darwin": "macOS 13, Apple silicon",
    "x86_64-pc-windows-msvc": "Windows x86-64",
}
"""By uv's name; that of readers."""
GAPS: Mapping[str, set[str]] = {
    "aarch64-manylinux_2_28": {"pytrec-eval-terrier"},  # the extra `eval` wants a compiler there
    "x86_64-unknown-linux-musl": {"onnxruntime"},  # no extras `demo` and `rerank` there
    "aarch64-apple-darwin": {"onnxruntime"},  # those want macOS 14
}
"""Packages of extras without a wheel, as they are known."""
_MISSING = re.compile(r"Because (\S+?)==\S+ has no (?:usable )?wheels")


def main() -> None:
    """Print a line for each pair. Exits with 1 where more is missing than is known, or less."""
    failed = False
    for system, name in SYSTEMS.items():
        for python in PYTHONS:
            missing = find_missing(read_pins(), python, system)
            failed |= missing != GAPS.get(system, set())
            print(
                f"Python {python}, {name}: {'no wheel of ' + ', '.join(sorted(missing)) if missing else 'all wheels'}"
            )
    sys.exit(failed)


def find_missing(pins: list[str], python: str, system: str) -> set[str]:
    """The packages without a wheel; uv names one at a time, which is left out in the next try."""
    missing: set[str] = set()
    while (found := _find_first(pins, python, system)) is not None:
        missing.add(found)
        pins = [pin for pin in pins if not pin.startswith(f"{found}==")]
    return missing


def _find_first(pins: list[str], python: str, system: str) -> str | None:
    uv = Path(sys.executable).with_name("uv")
    options = ["--quiet", "--no-deps", "--no-header", "--no-annotate", "--only-binary=:all:"]
    command: Words = [uv, "pip", "compile", *options, "--python-version", python, "--python-platform", system, "-"]
    done = subprocess.run(command, check=False, input="\n".join(pins), capture_output=True, text=True)
    if done.returncode == 0:
        return None
    found = _MISSING.search(" ".join(done.stderr.split()))
    if found is None:
        raise ReleaseError(f"uv could not look: {done.stderr.strip()}")
    return found[1]


if __name__ == "__main__":
    main()
