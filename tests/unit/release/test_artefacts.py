"""What is uploaded, its checksums and its bill of materials, without building anything."""

import hashlib
from pathlib import Path
from typing import Any

from release.artefacts import CHECKSUMS, list_artefacts, write_checksums
from release.sbom import BUNDLE, complete
from release.trial import read_pins


def test_checksums_name_each_artefact_and_neither_themselves_nor_hidden_files(tmp_path: Path) -> None:
    names = ("askdocs.cdx.json", "askdocs.whl")
    for name in (*names, ".gitignore"):
        (tmp_path / name).write_text(name)
    (tmp_path / "folder").mkdir()
    for _ in range(2):
        lines = write_checksums(tmp_path).read_text().splitlines()
    assert lines == [
        f"{hashlib.sha256(name.encode()).hexdigest()}  {name}" for name in ("askdocs.cdx.json", "askdocs.whl")
    ]
    assert CHECKSUMS not in {path.name for path in list_artefacts(tmp_path)}


def test_pins_are_read_with_their_markers_and_without_their_hashes(tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    lock.write_text(
        "a==1.0 \\\n    --hash=sha256:00\n    # via x\nb==2 ; python_full_version < '3.12' \\\n    --hash=sha256:1\n"
    )
    assert read_pins(lock) == ["a==1.0", "b==2 ; python_full_version < '3.12'"]
    assert any(pin.startswith("langserve==") for pin in read_pins())


def test_a_bill_has_our_version_langserves_licence_and_the_packages_of_the_panels_bundle() -> None:
    bill: dict[str, Any] = {
        "metadata": {"component": {"bom-ref": "root", "name": "askdocs"}},
        "components": [{"name": "askdocs"}, {"name": "langserve", "bom-ref": "langserve", "licenses": []}],
        "dependencies": [{"ref": "root", "dependsOn": ["langserve"]}],
    }
    done = complete(bill, "1.2.3", "marked 18.2.1 (MIT)\n\nMIT License\n@a/b 2.0.0 (BSD-3-Clause)\nfree (as) text\n")
    assert done["metadata"]["component"]["version"] == "1.2.3"
    licences = {one["name"]: one["licenses"][0]["license"] for one in done["components"]}
    assert licences == {
        "langserve": {"name": "LangServe License"},
        "marked": {"id": "MIT"},
        "@a/b": {"id": "BSD-3-Clause"},
    }
    assert done["components"][-1]["purl"] == "pkg:npm/%40a/b@2.0.0"
    assert done["dependencies"] == [{"ref": "root", "dependsOn": ["langserve", "npm:@a/b@2.0.0", "npm:marked@18.2.1"]}]


def test_every_package_of_the_panels_bundle_is_found() -> None:
    text = BUNDLE.read_text()
    bill: dict[str, Any] = {"metadata": {"component": {"bom-ref": "root"}}, "components": []}
    found = {one["name"] for one in complete(bill, "1", text)["components"]}
    assert len(found) == text.count(f"\n{'-' * 80}\n") + 1
    assert {"marked", "eventsource-parser"} <= found
