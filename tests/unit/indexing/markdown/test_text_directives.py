"""What a colon with a name behind it is to Docusaurus, in a heading and in a text."""

import pytest

from tests.support.markdown import load, show


@pytest.mark.parametrize(
    ("heading", "anchor", "text"),
    [
        (r"Key\:value", "keyvalue", "Key:value"),
        ("Key&#58;value", "keyvalue", "Key:value"),
        ("Key&#x3A;value", "keyvalue", "Key:value"),
        ("Key&colon;value and more", "keyvalue-and-more", "Key:value and more"),
        (r"**Key\:value**", "keyvalue", "Key:value"),
        (r"[Key\:value](https://example.org)", "keyvalue", "Key:value"),
        ("`key:value`", "keyvalue", "key:value"),
        ("Key:value", "key", "Key:value"),
        ("Key:value[label]", "keylabel", "Keylabel"),
        ("Key: value", "key-value", "Key: value"),
        ("std::vector", "stdvector", "std::vector"),
        ("12:30 at &#58;noon", "1230-at-noon", "12:30 at :noon"),
        (r"C\# and F&#35;", "c-and-f", "C# and F#"),
        (r"a\_b\*c", "a_bc", "a_b*c"),
        (r"`x:y` and z\:w", "xy-and-zw", "x:y and z:w"),
        ("10:30 and 16:9", "1030-and-169", "10:30 and 16:9"),
    ],
)
def test_only_a_bare_colon_opens_a_directive_in_a_heading(heading: str, anchor: str, text: str) -> None:
    article = load(f"## {heading}\n").article
    assert article.heading_ids == (anchor,)
    assert article.blocks[0].text == text


def test_a_directive_in_a_text_is_shown_as_written_or_by_its_label() -> None:
    assert show("Ask host:port, `a:b` or :kbd[Enter] now.") == "Ask host:port, `a:b` or Enter now."
