"""`python -m release VERSION`: from a clean checkout to a tag, step by step; the first mistake ends it.

Nothing is uploaded: pushing the tag starts the workflow that builds the same files again and publishes them. With
`--dry-run` all of it happens in a clone, which is removed.
"""

import argparse
import datetime as dt
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from release.artefacts import CHECKSUMS, build_python, format_artefacts, list_artefacts, pack_node, write_checksums
from release.commands import ROOT, ReleaseError, read_git, run
from release.sbom import write_bills
from release.trial import try_wheel
from release.version import check_version, move_changelog, read_version, set_version


def main() -> None:
    """Release, or say what stands in the way and leave with exit code 1."""
    parser = argparse.ArgumentParser(prog="python -m release")
    parser.add_argument("version", help="such as 1.2.3")
    parser.add_argument("--dry-run", action="store_true", help="do all of it in a clone that is removed")
    parser.add_argument("--python", action="append", type=Path, help="an interpreter to try the wheel with")
    options = parser.parse_args()
    pythons = options.python or [Path(sys.executable)]
    try:
        if options.dry_run:
            with TemporaryDirectory(prefix="askdocs-release-") as name:
                release(clone(ROOT, Path(name) / "askdocs"), options.version, pythons)
        else:
            release(ROOT, options.version, pythons)
    except ReleaseError as error:
        sys.exit(f"Not released: {error}")


def release(root: Path, version: str, pythons: list[Path]) -> None:
    """All steps, in their order."""
    dist = root / "dist"
    steps: list[tuple[str, Callable[[], object]]] = [
        ("look whether the checkout is clean and on main", lambda: check_clean(root)),
        ("look whether the version follows the last", lambda: check_version(version, read_version(root))),
        ("name the changelog's section after it", lambda: _move_changelog(root, version)),
        ("set it in its place; panel and theme follow", lambda: set_version(root, version)),
        ("bundle the panel and look whether it is what is committed", lambda: bundle_panel(root)),
        ("commit", lambda: _commit(root, version)),
        ("build wheel and source archive", lambda: build_python(root, dist)),
        ("pack panel and theme", lambda: pack_node(root, dist)),
        ("install the wheel into empty environments and ask the demo", lambda: _try(dist, pythons)),
        ("write bills of materials", lambda: write_bills(next(dist.glob("*.whl")), dist)),
        ("write checksums", lambda: _check_checksums(dist)),
        ("tag", lambda: read_git("tag", "--annotate", f"v{version}", "-m", f"askdocs {version}", folder=root)),
    ]
    for number, (what, step) in enumerate(steps, 1):
        started = time.monotonic()
        print(f"{number:2}. {what}", flush=True)
        step()
        print(f"    {time.monotonic() - started:.0f} s", flush=True)
    print(f"\n{format_artefacts([*list_artefacts(dist), dist / CHECKSUMS])}")
    print(f"\n{read_git('log', '--oneline', '--decorate', '-1', folder=root)}")
    print(f"To publish: git push origin main v{version}")


def clone(root: Path, folder: Path) -> Path:
    """A checkout of its own at the same commit, on main, with the website's packages of this one."""
    run(["git", "clone", "--quiet", "--local", "--no-tags", root, folder])
    run(["git", "checkout", "--quiet", "-B", "main", read_git("rev-parse", "HEAD", folder=root)], folder=folder)
    modules = root / "website" / "node_modules"
    if not modules.is_dir():
        raise ReleaseError("The website's packages are missing: run `npm ci` in website/.")
    run(["cp", "--recursive", "--link", "--no-dereference", modules, folder / "website"])
    return folder


def check_clean(root: Path) -> None:
    """Refuse a checkout with changes, or another branch than main."""
    if changes := read_git("status", "--porcelain", folder=root):
        raise ReleaseError(f"The checkout has changes; commit or remove them:\n{changes}")
    if (branch := read_git("branch", "--show-current", folder=root)) != "main":
        raise ReleaseError(f"The checkout is on the branch {branch or '(none)'}, and releases are made from main.")


def bundle_panel(root: Path) -> None:
    """Compile and bundle the panel. Its scripts hold no version, so they may not change."""
    website = root / "website"
    run(["npm", "run", "--silent", "build:theme"], folder=website)
    run(["npm", "run", "--silent", "build:element", "--", root / "app" / "data" / "widget"], folder=website)
    if changed := read_git("status", "--porcelain", "app/data", folder=root):
        raise ReleaseError(f"The committed bundle is not what its sources make:\n{changed}")


def _move_changelog(root: Path, version: str) -> None:
    file = root / "CHANGELOG.md"
    today = dt.datetime.now(tz=dt.UTC).date()
    file.write_text(move_changelog(file.read_text(), version, today))


def _commit(root: Path, version: str) -> None:
    run(["git", "commit", "--quiet", "--all", "-m", f"Release {version}"], folder=root)


def _try(dist: Path, pythons: list[Path]) -> None:
    for python in pythons:
        try_wheel(next(dist.glob("*.whl")), python)


def _check_checksums(dist: Path) -> None:
    run(["sha256sum", "--check", "--quiet", write_checksums(dist).name], folder=dist)


if __name__ == "__main__":
    main()
