"""What is listed of a folder, and what becomes of files that are no pages."""

import time
from pathlib import Path

from indexing import SiteOptions, open_site
from tests.support.site_files import WriteSite

OPTIONS = SiteOptions(site_url="https://example.org")


def test_every_bad_file_is_a_problem_and_every_good_one_a_page(write_site: WriteSite, tmp_path: Path) -> None:
    folder = write_site(
        {
            "site/binary.md": b"\x7fELF\x00\x00",
            "site/empty.md": "",
            "site/good.md": "# Good\n\nText.\n",
            "site/huge.md": b"a" * 30_000_000,
            "site/latin.md": "Größe".encode("latin-1"),
            "site/yaml.md": "---\na: [\n---\nText.\n",
            "outside.md": "secret",
        }
    )
    (folder / "site" / "link.md").symlink_to(tmp_path / "outside.md")
    (folder / "site" / "dead.md").symlink_to(tmp_path / "nothing.md")
    (folder / "site" / "loop").symlink_to(folder / "site")
    (folder / "site" / "alias.md").symlink_to(folder / "site" / "good.md")
    site = open_site(folder / "site", OPTIONS)
    assert [page.source for page in site.read_pages()] == ["alias.md", "empty.md", "good.md", "latin.md", "yaml.md"]
    problems = {problem.source: problem.message for problem in site.problems}
    assert problems.keys() == {"binary.md", "huge.md", "latin.md", "yaml.md", "link.md", "dead.md"}
    assert "not followed" in problems["link.md"]
    assert "larger than" in problems["huge.md"]
    list(site.read_pages())
    assert len(site.problems) == len(problems)


def test_many_bad_files_are_listed_in_linear_time(write_site: WriteSite) -> None:
    folder = write_site({f"f{number % 20}/{number}.md": b"\x00" for number in range(3000)} | {"a.md": "Text."})
    started = time.process_time()
    site = open_site(folder, OPTIONS)
    assert len(list(site.read_pages())) == 1
    assert len(site.problems) == 3000
    assert time.process_time() - started < 3
