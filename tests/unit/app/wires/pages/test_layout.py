"""What the head of a shown page tells the panel."""

from app.wires.pages.layout import format_page


def create_head(language: str, version: str) -> str:
    """The head of a page of this language and version."""
    page = format_page(
        "Pods",
        "<h1>Pods</h1>",
        language=language,
        version=version,
        pages={},
        current="/site/pods",
        links={},
        strip="",
        questions=[],
    )
    return page.partition("</head>")[0]


def test_the_panel_is_told_the_language_and_the_version_of_the_page() -> None:
    head = create_head("zh", '1.13"')
    assert '<html lang="zh">' in head
    assert '<meta name="docsearch:language" content="zh">' in head
    assert '<meta name="docsearch:version" content="1.13&quot;">' in head


def test_what_a_page_does_not_know_is_not_declared() -> None:
    head = create_head("", "")
    assert '<html lang="en">' in head
    assert "docsearch:" not in head
