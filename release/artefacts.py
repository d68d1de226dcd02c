"""What is uploaded: the wheel, the source archive, the two packages for npm, and their checksums.

`python -m release.artefacts FOLDER` builds wheel and source archive of the last commit, and nothing of the work tree;
with `--all` the packages for npm and the bills of materials too.
"""

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from release.commands import ROOT, ReleaseError, Words, read_git, run
from release.sbom import write_bills

CHECKSUMS = "SHA256SUMS"


def main() -> None:
    """Build into a folder, which is emptied of earlier versions' files."""
    folder = Path(sys.argv[1])
    wheel, _ = build_python(ROOT, folder)
    if "--all" in sys.argv:
        pack_node(ROOT, folder)
        write_bills(wheel.resolve(), folder)
    write_checksums(folder)
    print(format_artefacts(list_artefacts(folder)))
    print(f"Built of commit {read_git('rev-parse', '--short', 'HEAD')}; {CHECKSUMS} is beside them.")
    if read_git("status", "--porcelain"):
        print("What is not committed is not in them.")


def build_python(checkout: Path, folder: Path) -> list[Path]:
    """Build the source archive of the last commit, and of it the wheel; the same bytes each time."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("*.whl"), *folder.glob("*.tar.gz"), *folder.glob("*.cdx.json")):
        old.unlink()
    epoch = {"SOURCE_DATE_EPOCH": read_git("log", "-1", "--format=%ct", folder=checkout)}
    build: Words = [sys.executable, "-m", "hatchling", "build", "--directory", folder.resolve(), "--target"]
    with TemporaryDirectory() as name:
        exported = export(checkout, Path(name) / "exported")
        run([*build, "sdist"], folder=exported, environment=epoch)
        [archive] = folder.glob("*.tar.gz")
        unpack(archive, Path(name))
        run([*build, "wheel"], folder=Path(name) / archive.name.removesuffix(".tar.gz"), environment=epoch)
    [wheel] = folder.glob("*.whl")
    return [wheel, archive]


def export(checkout: Path, folder: Path) -> Path:
    """The files of the last commit, without git's own."""
    folder.mkdir()
    archive = folder.with_suffix(".tar")
    run(["git", "archive", "--format=tar", "--output", archive, "HEAD"], folder=checkout)
    unpack(archive, folder)
    archive.unlink()
    return folder


def unpack(archive: Path, folder: Path) -> None:
    """Unpack what we packed. Python before 3.11.4, which Debian 12 has, knows no `filter`, and a later one wants it."""
    run(["tar", "--extract", "--file", archive.resolve(), "--directory", folder])


def pack_node(checkout: Path, folder: Path) -> list[Path]:
    """Pack the panel and the theme, and let publint look into them; `website/node_modules` must be installed.

    Raises:
        ReleaseError: bundlers, Node or TypeScript would not read a package as it is meant.
    """
    for old in folder.glob("*.tgz"):
        old.unlink()
    run(
        ["npm", "pack", "--silent", "--workspaces", "--pack-destination", folder.resolve()],
        folder=checkout / "website",
    )
    packages = sorted(folder.glob("*.tgz"))
    for package in packages:
        said = run(["npm", "exec", "--", "publint", "run", "--strict", package.resolve()], folder=checkout / "website")
        if "All good!" not in said:  # suggestions leave with exit code 0
            raise ReleaseError(f"publint about {package.name}:\n{said}")
    return packages


def hash_file(path: Path) -> str:
    """SHA-256, as `sha256sum` prints it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def list_artefacts(folder: Path) -> list[Path]:
    """All that is uploaded, without the checksums."""
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", CHECKSUMS)))


def write_checksums(folder: Path) -> Path:
    """Write what `sha256sum --check` reads."""
    checksums = folder / CHECKSUMS
    checksums.write_text("".join(f"{hash_file(path)}  {path.name}\n" for path in list_artefacts(folder)))
    return checksums


def format_artefacts(artefacts: Iterable[Path]) -> str:
    """A line each: bytes, checksum, name."""
    return "\n".join(f"{path.stat().st_size:>10,}  {hash_file(path)}  {path.name}" for path in artefacts)


if __name__ == "__main__":
    main()
