"""`askdocs inspect`: what askdocs sees of a site, without a key and without an index."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.commands import Run
from tests.support.web_site import Answer, WebSite, serving_site

ADDRESS = ("--site-url", "https://kitchen.example")


@pytest.fixture
def inspect(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run `askdocs inspect ARGS`, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def inspect(*arguments: str) -> tuple[int, str, str]:
        return run("inspect", *arguments)

    return inspect


@pytest.fixture
def web() -> Iterator[WebSite]:
    with serving_site() as site:
        site.add_page("/", "<h1>Home</h1><p>Welcome.")
        site.add_sitemap("/")
        yield site


def test_the_json_holds_every_page_heading_and_chunk(inspect: Run, docs: Path) -> None:
    code, out, err = inspect(str(docs), *ADDRESS, "--version", "2.x", "--locale", "en", "--json")
    assert code == 0
    shown = json.loads(out)
    assert shown.keys() == {"pages", "assumptions", "problems", "unresolved"}
    assert (shown["problems"], shown["unresolved"]) == ([], [])
    assert [page["url"] for page in shown["pages"]] == ["https://kitchen.example/ovens", "https://kitchen.example/pans"]
    for chunk in (chunk for page in shown["pages"] for chunk in page["chunks"]):
        assert len(chunk.pop("text")) == chunk["characters"]
        assert chunk.pop("parts") == []
    assert shown["pages"][1] == {
        "url": "https://kitchen.example/pans",
        "source": "pans.md",
        "title": "Pans",
        "version": "2.x",
        "locale": "en",
        "tag": "",
        "heading_ids": ["washing", "storing"],
        "chunks": [
            {"url": "https://kitchen.example/pans#washing", "breadcrumb": "Pans > Washing", "characters": 77},
            {"url": "https://kitchen.example/pans#storing", "breadcrumb": "Pans > Storing", "characters": 48},
        ],
    }
    assert "assumed:" in err


def test_the_json_holds_the_places_inside_of_a_chunk(inspect: Run, docs: Path) -> None:
    (docs / "knives.md").write_text("# Knives\n\n## Care\n\n### Washing\n\nBy hand.\n\n### Sharpening\n\nOften.\n")
    _, out, _ = inspect(str(docs), *ADDRESS, "--include", "knives.md", "--json")
    (page,) = json.loads(out)["pages"]
    (chunk,) = page["chunks"]
    assert chunk["url"] == "https://kitchen.example/knives#care"
    assert chunk["parts"] == [
        {"url": "https://kitchen.example/knives#washing", "breadcrumb": "Knives > Care > Washing", "offset": 0},
        {"url": "https://kitchen.example/knives#sharpening", "breadcrumb": "Knives > Care > Sharpening", "offset": 23},
    ]


def test_people_are_shown_pages_counts_and_what_was_assumed(inspect: Run, docs: Path) -> None:
    code, out, _ = inspect(str(docs), *ADDRESS, "--version", "2.x")
    assert code == 0
    assert "https://kitchen.example/pans  Pans: 2 chunks" in out
    assert "2 pages, 5 chunks" in out
    assert "versions: 2.x 2 (default)" in out
    assert "assumed: URLs follow Docusaurus' rules" in out


def test_each_chunk_can_be_shown_as_the_model_would_get_it(inspect: Run, docs: Path) -> None:
    code, out, _ = inspect(str(docs), *ADDRESS, "--texts")
    assert code == 0
    assert (
        'https://kitchen.example/pans#storing\n<passage number="1" title="Pans" section="Pans &gt; Storing">\n' in out
    )
    assert "</passage>" in out


def test_what_only_the_built_site_tells_is_counted_and_named(inspect: Run, docs: Path) -> None:
    (docs / "limits.mdx").write_text("# Limits\n\n<LimitsTable />\n\nAt most {limits.map(show)}.\n")
    code, out, _ = inspect(str(docs), *ADDRESS)
    assert (code, "1 page holds text that only the built site has (`<LimitsTable>` on limits.mdx)" in out) == (0, True)
    assert inspect(str(docs), *ADDRESS, "--strict")[0] == 3
    code, out, _ = inspect(str(docs), *ADDRESS, "--json")
    assert json.loads(out)["unresolved"] == [
        {
            "url": "https://kitchen.example/limits",
            "source": "limits.mdx",
            "names": ["<LimitsTable>", "{limits.map(show)}"],
        }
    ]


def test_many_pages_are_counted_and_not_all_shown(inspect: Run, docs: Path) -> None:
    for number in range(30):
        (docs / f"page{number}.md").write_text("# Page\n\nText.\n")
    code, out, _ = inspect(str(docs), *ADDRESS)
    assert code == 0
    assert "… and 12 more" in out
    assert "32 pages" in out


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_pages_that_cannot_be_read_are_named_and_the_exit_code_is_three(
    options: tuple[str, ...], inspect: Run, docs: Path
) -> None:
    (docs / "binary.md").write_bytes(b"\x00\x01\x02" * 50)
    code, out, _ = inspect(str(docs), *ADDRESS, *options)
    assert code == 3
    assert "binary.md" in out
    if options:
        assert json.loads(out)["problems"] == [
            {"source": "binary.md", "message": "is a binary file, not text, and was left out"}
        ]


def test_a_live_site_is_inspected_by_its_address(inspect: Run, web: WebSite) -> None:
    code, out, _ = inspect(web.origin, "--json")
    assert code == 0
    assert [page["url"] for page in json.loads(out)["pages"]] == [f"{web.origin}/"]
    web.add_sitemap("/", "/broken")
    web.answers["/broken"] = Answer(status=503)
    code, out, _ = inspect(web.origin)
    assert code == 3
    assert f"{web.origin}/broken: answers 503 Service Unavailable" in out
    assert json.loads(inspect(web.origin, "--json")[1])["problems"][0]["source"] == f"{web.origin}/broken"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere",), "nowhere does not exist"),
        (("http://127.0.0.1:9",), "could not be fetched"),
        (("docs",), "--site-url"),
        (("docs", "--site-url", "kitchen.example"), "begins with https://"),
        (("docs", *ADDRESS, "--include", "none/**"), "--include"),
    ],
)
def test_wrong_use_is_one_clear_line(arguments: tuple[str, ...], message: str, inspect: Run, docs: Path) -> None:
    assert docs.is_dir()
    code, out, err = inspect(*arguments)
    assert code == 2
    assert out == ""
    assert message in " ".join(err.split())
    assert "Traceback" not in err


def test_the_help_has_an_example(inspect: Run) -> None:
    code, out, _ = inspect("--help")
    assert code == 0
    assert "Example" in out
    assert "--route-base-path" in out
