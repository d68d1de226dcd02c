"""The licences of all packages that askdocs installs: permissive, or known and named in NOTICE."""

import re
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import cast

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("runtime", "extras", "image", "all")
PERMISSIVE = re.compile(
    r"MIT(-0| License)?|Apache(-2\.0| Software License| 2\.0)?|(3-Clause )?BSD(-[23]-Clause| License)?|0BSD"
    r"|ISC( License \(ISCL\))?|PSF-2\.0|Python Software Foundation License|Zlib|CC0-1\.0|Unicode-3\.0"
)
TOLD_ELSEWHERE = {
    "async-timeout": "Apache-2.0",  # for Python before 3.11.3
    "colorama": "BSD-3-Clause",  # for Windows
    "httpx-aiohttp": "BSD-3-Clause",  # its metadata hold the text
    "httpx2-jsfetch": "BSD-3-Clause",  # for browsers
    "openai-chatkit": "Apache-2.0",  # its metadata tell none, its LICENSE does
    "pywin32": "PSF-2.0",  # for Windows
    "tzdata": "Apache-2.0",  # for Windows
}
"""Packages of other systems, which are not installed here, and those whose metadata do not say it in short."""
NOT_PERMISSIVE = {
    "certifi": "Mozilla Public License 2.0 (MPL 2.0)",
    "langserve": "Other/Proprietary License",
    "orjson": "MPL-2.0 AND (Apache-2.0 OR MIT)",
    "psycopg": "LGPL-3.0-only",
    "psycopg-binary": "LGPL-3.0-only",
}
"""With what their metadata say, so that a new licence is noticed."""


def list_packages() -> list[str]:
    texts = [(ROOT / "requirements" / f"{name}.lock").read_text() for name in LOCKS]
    return sorted({name.lower() for text in texts for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)})


def find_licence(package: str) -> str:
    """What the package's metadata say, in the newest of three ways."""
    told = cast("Message", metadata(package))  # what it is, and what its type does not say
    classifiers = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier", []) if one.startswith("License")]
    free = (told.get("License") or "").strip()
    return told.get("License-Expression") or " AND ".join(classifiers) or free.partition("\n")[0]


@pytest.mark.parametrize("package", list_packages())
def test_each_package_has_a_licence_that_is_known(package: str) -> None:
    if package in TOLD_ELSEWHERE:
        assert PERMISSIVE.fullmatch(TOLD_ELSEWHERE[package])
        return
    licence = find_licence(package)
    if package in NOT_PERMISSIVE:
        assert licence == NOT_PERMISSIVE[package]
        return
    parts = [part.strip(" ()") if "(ISCL)" not in part else part for part in re.split(r" AND | OR |, ", licence)]
    parts = [part for part in parts if part != "dependency licenses"]  # pypdfium2 lists PDFium's, all permissive
    assert parts
    assert all(PERMISSIVE.fullmatch(part) for part in parts), licence


def test_a_package_is_only_missing_where_it_is_for_another_system() -> None:
    missing = []
    for package in list_packages():
        try:
            metadata(package)
        except PackageNotFoundError:
            missing.append(package)
    assert set(missing) <= TOLD_ELSEWHERE.keys()


def test_notice_names_what_is_not_permissive_and_nothing_is_named_that_is_gone() -> None:
    notice = (ROOT / "NOTICE").read_text()
    assert all(re.search(rf"\b{package}\b", notice) for package in NOT_PERMISSIVE)
    assert (NOT_PERMISSIVE | TOLD_ELSEWHERE).keys() <= set(list_packages())


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "AGPL-3.0", "Commons Clause", "SSPL-1.0", "MIT AND GPL-2.0", ""])
def test_other_licences_are_not_taken_for_permissive(licence: str) -> None:
    assert not all(PERMISSIVE.fullmatch(part) for part in licence.split(" AND "))
