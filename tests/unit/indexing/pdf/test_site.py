"""What is read of a PDF file: headings from its outline, paragraphs from its lines, places from its pages."""

from pathlib import Path

import pytest

from indexing import ReadingError, SiteOptions, open_site
from indexing.model import Chunk
from indexing.pdf.site import PdfSite, open_pdf
from tests.support.pdf import Text, create_locked_pdf, create_pdf

URL = "https://d.example/manual.pdf"
FILL = "The kettle is filled with cold water up to the mark that is inside of it, and never above."
GOOD = create_pdf([[(60, 700, FILL)]], [("Filling", 0, 0, 720.0), ("Boiling", 0, 0, 700.0)])
LONG = [f"Line {number} of the manual goes over the whole width of the page, up to its edge." for number in range(9)]


def write(*lines: str, left: float = 60, top: float = 700) -> list[Text]:
    return [(left, top - 14 * number, line) for number, line in enumerate(lines) if line]


def read(content: bytes) -> list[Chunk]:
    return [chunk for page in open_file(content).read_pages() for chunk in page.chunks]


def open_file(content: bytes) -> PdfSite:
    return open_pdf(content, "manual.pdf", SiteOptions(shown_at=URL))


def list_texts(content: bytes) -> str:
    return "\n\n".join(chunk.text for chunk in read(content))


def test_the_outline_gives_headings_and_pages_are_places() -> None:
    pages = [
        write("1 Filling", FILL, "", "Then the lid is closed."),
        write("It goes on here with more words about the lid and the handle of it, which stays cold."),
        write("2.1 Boiling", "Press the switch."),
    ]
    outline = [("Filling", 0, 0, 720.0), ("2.1 Boiling", 0, 2, 720.0)]
    chunks = read(create_pdf(pages, outline))
    assert [(chunk.place.section, chunk.place.url.partition("#")[2]) for chunk in chunks] == [
        ("manual > Filling", "page=1"),
        ("manual > 2.1 Boiling", "page=3"),
    ]
    assert chunks[0].text.startswith(f"{FILL}\n\nThen the lid is closed.\n\nIt goes on here")
    assert [(part.anchor, part.section) for part in chunks[0].place.parts] == [("page=2", "manual > Filling")]
    assert chunks[0].text[chunks[0].place.parts[0].offset :].startswith("It goes on here")
    assert chunks[1].text == "Press the switch."


def test_lines_become_paragraphs_and_broken_words_are_joined() -> None:
    page = write(
        "The kettle is made of stainless steel and holds one litre and a half of wa-",
        "ter. It is switched off by itself as soon as the water boils, which takes two mi-",
        "nutes. End.",
        "",
        "Another paragraph.",
        "\x95 First item",
        "\x95 Second item that goes over",
        "two lines",
    )
    assert list_texts(create_pdf([page])) == (
        "The kettle is made of stainless steel and holds one litre and a half of water. It is switched off by itself "
        "as soon as the water boils, which takes two minutes. End.\n\nAnother paragraph.\n\n"
        "- First item\n- Second item that goes over two lines"
    )


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"Left column, line {number}, with some words" for number in range(8)]
    right = [f"Right column, line {number}, with more words" for number in range(8)]
    rows = [text for pair in zip(write(*left, left=40), write(*right, left=320), strict=True) for text in pair]
    page = [(40, 740, "A title that goes over both columns of the page, from the left to the right side of it"), *rows]
    text = list_texts(create_pdf([page]))
    assert text.index("A title") < text.index("Left column, line 7") < text.index("Right column, line 0")


def test_a_table_is_read_row_by_row() -> None:
    names = [(40.0, 700.0 - 20 * number, f"name {number}") for number in range(8)]
    values = [(320.0, 700.0 - 20 * number, f"value {number}") for number in range(8)]
    text = list_texts(create_pdf([names + values]))
    assert text.index("value 0") < text.index("name 1")


def test_headers_and_footers_are_left_out() -> None:
    pages = [[(60, 770, f"Chapter {n}, page {n}"), *write(LONG[n], FILL), (290, 30, str(n))] for n in range(5)]
    text = list_texts(create_pdf(pages))
    assert "Chapter" not in text
    assert all(line in text for line in LONG[:5])


def test_without_an_outline_tall_lines_are_headings() -> None:
    chunks = read(create_pdf([write("#Filling", "", *LONG[:4]), write("#Boiling", "", *LONG[4:8])]))
    assert [(chunk.place.section, chunk.place.url) for chunk in chunks] == [
        ("manual > Filling", f"{URL}#page=1"),
        ("manual > Boiling", f"{URL}#page=2"),
    ]


def test_scans_are_said_to_be_scans() -> None:
    site = open_file(create_pdf(["picture", write(FILL), "picture"]))
    (problem,) = site.problems
    assert problem.message.startswith("2 of 3 pages are pictures without text (scans)")
    with pytest.raises(ReadingError, match=r"manual\.pdf holds pictures of pages and no text \(a scan\)"):
        open_file(create_pdf(["picture"]))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is no PDF file"),
        (b"<h1>Sign in</h1>", "is no PDF file"),
        (create_pdf([write(FILL)])[:300], "is no PDF file, or a damaged one"),
        (create_pdf([[]]), r"holds no text\."),
        (create_locked_pdf(), "wants a password: save it without one"),
        (GOOD.replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]"), r"is a damaged PDF file: Failed to load page\.$"),
        (GOOD.replace(b"/Count 1 >>", b"/Count 4999 >>"), "is a damaged PDF file"),
        (GOOD.replace(b"/Count 1 >>", b"/Count 999999 >>"), "has more than 5000 pages"),
        (GOOD.replace(b"/Type /Page ", b"/Type /Nope "), "is a damaged PDF file"),
    ],
)
def test_what_cannot_be_read_says_what_it_is(content: bytes, message: str) -> None:
    with pytest.raises(ReadingError, match=message):
        open_file(content)


@pytest.mark.parametrize(
    ("part", "replacement"),
    [
        (b"/Next 9 0 R", b"/Next 8 0 R"),
        (b"/Title (Filling)", b"/First 8 0 R /Title (Filling)"),
        (b"/Title (Filling)", b"/Title 3 0 R"),
        (b"/I 4 0 R", b"/I 6 0 R"),
        (b"[0 0 600 800]", b"[0 0 9e9 9e9]"),
    ],
    ids=["an outline in a circle", "an entry below itself", "no title", "a page inside itself", "a huge page"],
)
def test_a_file_that_leads_in_circles_is_read(part: bytes, replacement: bytes) -> None:
    assert part in GOOD
    assert FILL in list_texts(GOOD.replace(part, replacement))


def test_a_page_with_a_box_for_every_letter_is_read_in_the_order_of_the_file() -> None:
    scattered = [(4.0 + letter % 50 * 11, 780.0 - letter // 50 * 11, "x") for letter in range(3_050)]
    text = list_texts(create_pdf([[*scattered, (60, 20, FILL)]]))
    assert text.count("x") == 3_050
    assert FILL in text


def test_a_file_is_opened_by_its_name_and_wants_to_know_where_it_is_published(tmp_path: Path) -> None:
    path = tmp_path / "Manual.PDF"
    path.write_bytes(create_pdf([write(FILL)]))
    with pytest.raises(ReadingError, match=r"Where Manual\.PDF is published is not known"):
        open_site(path, SiteOptions())
    (page,) = open_site(path, SiteOptions(shown_at=f"{URL}#top")).read_pages()
    assert (page.url, page.chunks[0].place.url) == (URL, f"{URL}#page=1")


def test_titles_that_are_no_text_are_left_out() -> None:
    broken = GOOD.replace(b"/Title (Filling)", b"/Title <FEFFD800>").replace(
        b"/Root 1 0 R", b"/Root 1 0 R /Info 99 0 R"
    )
    broken += b"\n99 0 obj << /Title <FEFFDC00> >> endobj"
    assert FILL in list_texts(broken)
