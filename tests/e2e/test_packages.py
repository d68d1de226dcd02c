"""The two packages for npm as they are packed: what is in them, and who can read them."""

import json
import re
import subprocess
import tarfile
from pathlib import Path
from typing import Any

import pytest

from release.artefacts import pack_node
from release.commands import ReleaseError
from tests.e2e.conftest import ROOT

WEBSITE = ROOT / "website"
FOLDERS = sorted(path.parent for path in (WEBSITE / "packages").glob("*/package.json"))
Packed = dict[str, tuple[int, dict[str, int]]]
pytestmark = pytest.mark.timeout(600)


def node(*command: str, folder: Path = WEBSITE) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def tarballs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Compiled, packed, and found good by publint."""
    return pack_node(ROOT, tmp_path_factory.mktemp("packed"))


@pytest.fixture(scope="module")
def packed(tarballs: list[Path]) -> Packed:
    """Of each package, its size, and the size of each of its files."""
    found = {}
    for tarball in tarballs:
        with tarfile.open(tarball) as archive:
            files = {file.name.removeprefix("package/"): file.size for file in archive.getmembers()}
        found[tarball.name.rpartition("-")[0]] = (tarball.stat().st_size, files)
    return found


def read_manifest(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "package.json").read_text())
    return content


def test_publint_finds_nothing_in_them_and_refuses_one_whose_types_come_last(
    tarballs: list[Path], tmp_path: Path
) -> None:
    assert len(tarballs) == len(FOLDERS)
    wrong = tmp_path / "askdocs" / "website"
    (wrong / "src").mkdir(parents=True)
    (wrong / "node_modules").symlink_to(WEBSITE / "node_modules")
    (wrong / "src" / "index.js").write_text("export default 1;")
    (wrong / "src" / "index.d.ts").write_text("export default 1;")
    exports = {".": {"default": "./index.js", "types": "./index.d.ts"}}
    manifest = {"name": "wrong", "version": "1.0.0", "type": "module", "exports": exports}
    (wrong / "src" / "package.json").write_text(json.dumps(manifest))
    (wrong / "package.json").write_text(json.dumps({"name": "all", "private": True, "workspaces": ["src"]}))
    with pytest.raises(ReleaseError, match=r"(?s)publint.*types"):
        pack_node(wrong.parent, tmp_path)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_unpacked_size_is_the_one_that_its_page_tells(folder: Path, packed: Packed) -> None:
    size, files = packed[folder.name]
    told = re.search(r"(\d+) kB packed and (\d+) kB unpacked", (folder / "README.md").read_text())
    assert told is not None
    for seen, kilobytes in zip((size, sum(files.values())), told.groups(), strict=True):
        assert seen / 1000 == pytest.approx(int(kilobytes), rel=0.1)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_all_that_is_exported_is_packed_with_its_types_and_without_tests(folder: Path, packed: Packed) -> None:
    _, files = packed[folder.name]
    for entry in read_manifest(folder)["exports"].values():
        for target in [entry] if isinstance(entry, str) else entry.values():
            pattern = re.escape(target.removeprefix("./")).replace(re.escape("*"), ".+")
            assert any(re.fullmatch(pattern, file) for file in files), target
    assert not any(re.search(r"(^|/)(tests?|node_modules|\.docusaurus)/|\.test\.", file) for file in files)


def test_node_reads_what_needs_no_browser_and_docusaurus_loads_the_theme(packed: Packed) -> None:
    script = """
        import {createRequire} from 'node:module';
        import {MESSAGES} from 'askdocs-panel/messages';
        const require = createRequire(import.meta.url);
        const {loadFreshModule} = require('@docusaurus/utils');
        const theme = await loadFreshModule(require.resolve('docusaurus-theme-askdocs'));
        console.log(MESSAGES.label, typeof theme.default, Object.keys(theme).sort().join(' '));
    """
    said = node("node", "--input-type=module", "--eval", script).strip()
    assert said == "Ask the docs function getSwizzleConfig validateOptions validateThemeConfig"
