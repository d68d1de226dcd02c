"""The version: it stands in one place, and what must follow it is set from there."""

import datetime as dt
import json
import re
from pathlib import Path

from release.commands import ReleaseError

PLACE = Path("app") / "__init__.py"
PACKAGES = Path("website") / "packages"
LOCK = Path("website") / "package-lock.json"
PANEL = "askdocs-panel"
CHART = Path("deploy") / "helm" / "askdocs" / "Chart.yaml"
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_TAG = re.compile(r"(askdocs/askdocs@|askdocs/askdocs\n +ref: )v[\d.]+\d")
"""The action and the template, as our documentation uses them."""
_IMAGE = re.compile(r"(/askdocs:)\d[\d.]*\d")
"""The image as our documentation names it: the chart pulls the one of its own version."""
_UNRELEASED = "## [Unreleased]\n"


def read_version(root: Path) -> str:
    """The version of the checkout."""
    found = re.search(r'^__version__ = "(.+)"$', (root / PLACE).read_text(), re.MULTILINE)
    if found is None:
        raise ReleaseError(f"{PLACE} sets no __version__.")
    return found[1]


def check_version(version: str, current: str) -> None:
    """Refuse what is no version, or none after the current one."""
    if not _VERSION.fullmatch(version):
        raise ReleaseError(f"VERSION={version!r} is no version such as 1.2.3.")
    if [int(part) for part in version.split(".")] < [int(part) for part in current.split(".")]:
        raise ReleaseError(f"VERSION={version} comes before {current}, which the checkout has.")


def set_version(root: Path, version: str) -> list[Path]:
    """Write it to its place, to npm packages and the chart, and where the documentation names files, image or tag."""
    before = read_version(root)
    place = root / PLACE
    place.write_text(place.read_text().replace(f'__version__ = "{before}"', f'__version__ = "{version}"'))
    changed = [place, *_set_packages(root, version), root / CHART]
    chart = (root / CHART).read_text()
    chart = re.sub(r"^version: .+$", f"version: {version}", chart, flags=re.MULTILINE)
    (root / CHART).write_text(re.sub(r"^appVersion: .+$", f'appVersion: "{version}"', chart, flags=re.MULTILINE))
    for page in (root / "website").rglob("*.md"):
        if "node_modules" not in page.parts:
            text = page.read_text()
            new = _TAG.sub(rf"\g<1>v{version}", text.replace(f"-{before}.tgz", f"-{version}.tgz"))
            new = _IMAGE.sub(rf"\g<1>{version}", new)
            if new != text:
                page.write_text(new)
                changed.append(page)
    return changed


def _set_packages(root: Path, version: str) -> list[Path]:
    files = [*sorted((root / PACKAGES).glob("*/package.json")), root / LOCK]
    for file in files:
        content = json.loads(file.read_text())
        packages = [content]
        if file.name == LOCK.name:
            packages = [found for name, found in content["packages"].items() if re.fullmatch(r"packages/[^/]+", name)]
        for package in packages:
            package["version"] = version
            if PANEL in package.get("dependencies", {}):
                package["dependencies"][PANEL] = f"^{version}"
        file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    return files


def move_changelog(text: str, version: str, day: dt.date) -> str:
    """Name what is unreleased after the version, and begin anew.

    Raises:
        ReleaseError: nothing is unreleased, or the version has a section already.
    """
    before, found, after = text.partition(_UNRELEASED)
    body = after.partition("\n## [")[0]
    if not found or not re.search(r"^- ", body, re.MULTILINE):
        raise ReleaseError("CHANGELOG.md has nothing under [Unreleased] that could be released.")
    if f"\n## [{version}]" in text:
        raise ReleaseError(f"CHANGELOG.md has a section [{version}] already.")
    return f"{before}{_UNRELEASED}\n## [{version}] - {day.isoformat()}\n{after}"
