"""No word of a component, or of HTML within MDX, is lost in silence: it is read, or the component is named."""

import pytest

from tests.support.markdown import format_page, load


@pytest.mark.parametrize(
    ("text", "shown", "unresolved"),
    [
        (
            "<table><tr><td><Limit of='cups' /></td><td>Salt</td></tr></table>",
            "|  | Salt |\n| --- | --- |",
            ("<Limit>",),
        ),
        ("<table><tr><td><Button>Pour</Button> <B>it</B></td></tr></table>", "| Pour it |\n| --- |", ()),
        ("<table><tbody><Row><td>a</td><td>b</td></Row></tbody></table>", "| a | b |\n| --- | --- |", ()),
        ("<table><tr><td><Video /></td><td>after</td></tr></table>", "|  | after |\n| --- | --- |", ()),
        ("<pre>one <Two/> three</pre>", "```\none  three\n```", ("<Two>",)),
        ("<table><!-- <No/> --><tr><td>{/* <No/> */}a</td></tr></table>", "| a |\n| --- |", ()),
        ("<math><mi>x</mi></math>", "$x$", ()),
    ],
)
def test_components_in_raw_html_are_read_or_named(text: str, shown: str, unresolved: tuple[str, ...]) -> None:
    page = load(text)
    assert (format_page(page), page.unresolved) == (shown, unresolved)


def test_a_component_in_a_table_shows_what_is_known_of_it() -> None:
    text = "export const Cups = () => <b>7 < 8</b>;\n\n<table><tr><td><Cups/></td><td>{'<i>'}</td></tr></table>"
    assert format_page(load(text)) == "| **7 < 8** | <i> |\n| --- | --- |"


@pytest.mark.parametrize("name", ["Description", "SubscriptionTable", "Lexicon", "VideoList", "TypeScript", "Embedded"])
def test_a_component_that_may_show_text_is_named_whatever_its_name_holds(name: str) -> None:
    assert load(f"<{name} />\n\nin a line <{name} />").unresolved == (f"<{name}>",)


@pytest.mark.parametrize("name", ["InfoIcon", "IconCheck", "YouTube", "VideoPlayer", "SVG", "ThemedImage", "Card.Logo"])
def test_a_component_that_shows_no_text_is_not_named(name: str) -> None:
    assert load(f"<{name} />\n\nin a line <{name} />").unresolved == ()


@pytest.mark.parametrize("name", ["Button", "Template", "Iframe", "Svg", "Noscript"])
def test_a_component_within_a_line_is_no_tag_of_html_of_that_name(name: str) -> None:
    assert format_page(load(f"Press <{name}>this</{name}> now.")) == "Press this now."


@pytest.mark.parametrize(
    ("attribute", "shown"),
    [
        ("label='Why'", "**Why**"),
        ("summary='Why'", "**Why**"),
        ("header={<>Why <i>so</i></>}", "**Why *so***"),
        ("title={WHY}", "**Because**"),
        ("caption={`Why`} id='x'", "**Why**"),
        ("title='' heading='Why'", "**Why**"),
    ],
)
def test_what_a_component_is_called_stands_above_its_content(attribute: str, shown: str) -> None:
    page = load(f"export const WHY = 'Because';\n\n<Fold {attribute}>\n\nText.\n\n</Fold>")
    assert (format_page(page), page.unresolved) == (f"{shown}\n\nText.", ())


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("<Fold title={t('why')}>\n\nText.\n\n</Fold>", "{t('why')}"),
        ("<TabItem value='a' label={t('why')}>\n\nText.\n\n</TabItem>", "{t('why')}"),
        ("<Tabs values={LANGUAGES}>\n<TabItem value='a'>\n\nText.\n\n</TabItem>\n</Tabs>", "{LANGUAGES}"),
        (
            "<Tabs values={[{value: 'a', label: t()}]}><TabItem value='a'>Text.</TabItem></Tabs>",
            "{[{value: 'a', label: t()}]}",
        ),
        ("Text.\n\n<div dangerouslySetInnerHTML={{__html: page}} />", "<div>"),
        ("Text.<span dangerouslySetInnerHTML={{__html: page}} />", "<span>"),
    ],
)
def test_what_only_code_knows_is_named(text: str, named: str) -> None:
    page = load(text)
    assert "Text." in format_page(page)
    assert page.unresolved == (named,)


@pytest.mark.parametrize("text", ["<img alt={ALT} src='a.png' />", "<Zoom alt={ALT} src='a.png' />"])
def test_an_alternative_text_may_be_an_expression(text: str) -> None:
    assert format_page(load(f"export const ALT = 'A kettle';\n\n{text}")).startswith("[Image: A kettle]")


def test_an_admonition_without_content_has_a_title() -> None:
    assert format_page(load("<Admonition type='tip' title='Fill it first' />")) == "**Fill it first**"


@pytest.mark.parametrize(
    "text",
    [
        "<CodeBlock language={lang}>{`Text.`}</CodeBlock>",
        "<TabItem value={key} label='Salt'>Text.</TabItem>",
        "<Tabs values={[]}>Text.</Tabs>",
        "<Fold title={undefined} label={null}>Text.</Fold>",
    ],
)
def test_what_no_reader_sees_is_not_named(text: str) -> None:
    assert load(text).unresolved == ()
