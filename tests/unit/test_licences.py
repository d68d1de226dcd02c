"""The licences of all packages that askdocs installs: permissive, or known and named in NOTICE."""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

from release.licences import NOT_PERMISSIVE, PERMISSIVE, TOLD_ELSEWHERE, find_licence, list_packages

ROOT = Path(__file__).parents[2]


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
