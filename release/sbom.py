"""Software bills of materials (CycloneDX 1.6): of the wheel with what it installs, of all extras, and of the image.

`python -m release.sbom WHEEL FOLDER`. cyclonedx-py reads an environment; added here is what it cannot know: our
version, the packages of npm in the panel's bundle, and licences that metadata do not tell in short.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from release.commands import ROOT, Words, read_git, run
from release.licences import LANGSERVE, TOLD_ELSEWHERE

BILLS = {"": "runtime", "all-extras": "all", "image": "image"}
"""By what a bill is of, the lock of its environment."""
BUNDLE = ROOT / "app" / "data" / "widget" / "LICENSES.txt"
LICENCES = TOLD_ELSEWHERE | {
    "langserve": LANGSERVE,
    "protobuf": "BSD-3-Clause",
    "pypdfium2": "Apache-2.0 AND BSD-3-Clause",
}
"""Where cyclonedx-py finds none, or none that says anything."""
_BUNDLED = re.compile(r"^(@?[\w./-]+) (\d[\w.+-]*) \(([\w. -]+)\)$", re.MULTILINE)


def main() -> None:
    """Write the bills of a wheel into a folder."""
    wheel, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    for written in write_bills(wheel, folder):
        print(format_bill(written))


def write_bills(wheel: Path, folder: Path) -> list[Path]:
    """Install the wheel with each lock into an environment of its own, and write what is in it."""
    version = wheel.name.split("-")[1]
    written = []
    for kind, lock in BILLS.items():
        with TemporaryDirectory() as name:
            python = install_locked(wheel, lock, Path(name) / "environment")
            path = folder / "-".join(filter(None, ("askdocs", version, kind)))
            written.append(write_bill(python, version, path.with_name(f"{path.name}.cdx.json")))
    return written


def install_locked(wheel: Path, lock: str, folder: Path) -> Path:
    """An environment with the packages of a lock, by their hashes, and the wheel; returns its interpreter."""
    uv, python = Path(sys.executable).with_name("uv"), folder / "bin" / "python"
    run([uv, "venv", "--quiet", "--python", sys.executable, folder])
    install: Words = [uv, "pip", "install", "--quiet", "--python", python, "--no-deps"]
    # Outside of the checkout, whose constraints uv would read without their hashes.
    run([*install, "--require-hashes", "-r", ROOT / "requirements" / f"{lock}.lock"], folder=folder)
    run([*install, wheel], folder=folder)
    return python


def write_bill(python: Path, version: str, path: Path) -> Path:
    """Write what an environment holds; the same bytes for the same environment and commit."""
    cyclonedx = Path(sys.executable).with_name("cyclonedx-py")
    epoch = {"SOURCE_DATE_EPOCH": read_git("log", "-1", "--format=%ct")}
    options: Words = ["--pyproject", ROOT / "pyproject.toml", "--output-reproducible", "--output-file", path]
    run([cyclonedx, "environment", *options, python], environment=epoch)
    path.write_text(json.dumps(complete(json.loads(path.read_text()), version, BUNDLE.read_text()), indent=1) + "\n")
    return path


def complete(bill: dict[str, Any], version: str, bundled: str) -> dict[str, Any]:
    """Add what cyclonedx-py cannot know. `bundled` is the list of licences of the panel's bundle."""
    root = bill["metadata"]["component"]
    root |= {"version": version, "purl": f"pkg:pypi/askdocs@{version}"}
    for component in bill["components"]:
        if component["name"] in LICENCES:
            component["licenses"] = [_format_licence(LICENCES[component["name"]])]
    packages = [
        {
            "bom-ref": f"npm:{name}@{number}",
            "type": "library",
            "name": name,
            "version": number,
            "purl": f"pkg:npm/{name.replace('@', '%40')}@{number}",
            "licenses": [_format_licence(licence)],
        }
        for name, number, licence in _BUNDLED.findall(bundled)
    ]
    bill["components"] = [one for one in bill["components"] if one["name"] != "askdocs"] + packages
    for dependency in bill.get("dependencies", []):
        if dependency["ref"] == root["bom-ref"]:
            dependency["dependsOn"] = sorted({*dependency.get("dependsOn", []), *(one["bom-ref"] for one in packages)})
    return bill


def format_bill(path: Path) -> str:
    """How many packages a bill has, and how often each licence."""
    components = json.loads(path.read_text())["components"]
    licences = Counter(
        one.get("expression") or one["license"].get("id") or one["license"]["name"]
        for component in components
        for one in component.get("licenses", [{"expression": "none told"}])
    )
    listed = ", ".join(f"{licence} {count}" for licence, count in licences.most_common())
    return f"{path.name}: {len(components)} packages; {listed}"


def _format_licence(licence: str) -> dict[str, Any]:
    if " AND " in licence:
        return {"expression": licence}
    return {"license": {"name": licence} if " " in licence else {"id": licence}}


if __name__ == "__main__":
    main()
