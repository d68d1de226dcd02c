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
        ("", "**", True),
        ("docs", "docs/**", False),
        ("a/_part.mdx", "**/_*.{js,jsx,ts,tsx,md,mdx}", True),
        ("a/part_.mdx", "**/_*.{js,jsx,ts,tsx,md,mdx}", False),
        ("a/.b.md", "**/*.md", True),
        ("a/b.md", "./a/*.md", True),
        ("A/b.md", "a/*.md", False),
        ("v2/a.md", "v{1..3}/*", True),
        ("a{b}.md", r"a\{b\}.md", True),
        ("a/b(1).md", "a/b(1).md", True),
        ("a.md", "@(a|b).md", True),
        ("ab.md", "+(a|b).md", True),
        ("c.md", "!(a|b).md", True),
        ("a.md", "!(a|b).md", False),
        ("c/c.md", "!(a|b).md", False),
        ("b.md", "!a.md", True),
        ("a.md", "!a.md", False),
        ("x/a.md", "!{x,y}/**", False),
    ],
)
def test_globs_match_like_those_of_docusaurus(path: str, glob: str, *, matches: bool) -> None:
    assert match_any(path, (glob,)) is matches


def test_what_one_glob_means_another_takes_away() -> None:
    globs = ("docs/**", "!docs/api/**")
    assert [path for path in ("docs/a.md", "docs/api/a.md", "blog/a.md") if match_any(path, globs)] == ["docs/a.md"]
    assert not match_any("a.md", ())


@pytest.mark.parametrize(
    ("glob", "reason"),
    [
        ("a/{b", "a brace without its partner"),
        ("a/b}", "a brace without its partner"),
        ("{1..10000000}", "more than 1000 patterns"),
        ("{a,b}" * 12, "more than 1000 patterns"),
        ("!(" * 5000, "nested too deeply"),
        ("+(" * 5000 + "a" + ")" * 5000, "nested too deeply"),
    ],
)
def test_a_glob_that_cannot_be_used_is_named_with_the_reason(glob: str, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason) as caught:
        match_any("a/b", ("*.md", glob))
    assert repr(glob)[:40] in str(caught.value)
    assert len(str(caught.value)) < 500
