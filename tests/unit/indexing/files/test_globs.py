"""Which paths a pattern means."""

import pytest

from indexing.errors import ReadingError
from indexing.files.globs import match_any


@pytest.mark.parametrize(
    ("path", "glob", "matches"),
    [
        ("a/b/c.md", "**/*.md", True),
        ("c.md", "**/*.md", True),
        ("a/_b/c.md", "**/_*/**", True),
        ("a/b.mdx", "{a,x}/*.{md,mdx}", True),
        ("y/b.mdx", "{a,x}/**", False),
        ("a/b/c.md", "a/*.md", False),
        ("a/b/c.md", "*.md", False),
        ("a/b.md", "a/[bc].md", True),
        ("a/b.md", "a/[!bc].md", False),
        ("a/b.md", "a/?.md", True),
        ("a+b.md", "a+b.md", True),
    ],
)
def test_globs_match_like_those_of_docusaurus(path: str, glob: str, *, matches: bool) -> None:
    assert match_any(path, (glob,)) is matches


def test_a_broken_glob_is_an_error_that_names_it() -> None:
    with pytest.raises(ReadingError, match=r"a/\{b"):
        match_any("a/b", ("a/{b",))
