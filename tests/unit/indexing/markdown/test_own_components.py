"""Components from other files of the site: what they show where all of it is known, else their names."""

import pytest

from tests.support.markdown import format_page, load

_IMPORT = "import Own from './own.jsx';\n\n"


def _show(body: str, component: str, **others: str) -> tuple[str, tuple[str, ...]]:
    page = load(
        _IMPORT + body, files={"./own.jsx": component, **{f"./{name}.jsx": text for name, text in others.items()}}
    )
    return format_page(page), page.unresolved


@pytest.mark.parametrize(
    ("component", "body", "shown"),
    [
        (
            (
                "export default ({children, title = 'In depth'}) => (\n  <details>\n    <summary>\n"
                "      <h4>{title}</h4>\n    </summary>\n    {children}\n  </details>\n);"
            ),
            "<Own>\n\n- a\n- b\n\n</Own>\n\n<Own title='Why'>So.</Own>",
            "**In depth**\n\n- a\n- b\n\n**Why**\n\nSo.",
        ),
        (
            (
                "import Admonition from '@theme/Admonition';\n"
                "export default ({children}) => <Admonition type='tip' title='Mind'>{children}</Admonition>;"
            ),
            "<Own>\n\nIt is hot.\n\n</Own>\n\nAfter.",
            "**Mind**\n\nIt is hot.\n\nAfter.",
        ),
        (
            "const all = ['a', 'b'];\nexport default function Own() { return <p>{all.join(' or ')} since v2</p>; }",
            "<Own />\n\nNow <Own/>.",
            "a or b since v2\n\nNow a or b since v2.",
        ),
        (
            "import React from 'react';\nexport default React.memo(({children}) => <b>only {children}</b>);",
            "- one <Own>here</Own>\n- two",
            "- one **only here**\n- two",
        ),
        (
            "export default ({children, big}) => { if (!big) return <p>small: {children}</p>; return children; }",
            "<Own>text</Own>\n\n<Own big>text</Own>",
            "small: text\n\ntext",
        ),
        (
            "export default ({children}) => <section className='box'>{children}</section>;",
            "## Same\n\n<Own>\n\n## Same\n\n</Own>\n\n## Same",
            "## Same\n\n## Same\n\n## Same",
        ),
    ],
)
def test_a_component_of_the_site_is_read_where_all_that_it_shows_is_known(
    component: str, body: str, shown: str
) -> None:
    assert _show(body, component) == (shown, ())


@pytest.mark.parametrize(
    "component",
    [
        (
            "import {useState} from 'react';\nexport default function Own({children}) "
            "{ const [open] = useState(0); return <div>It is {open ? 'open' : 'shut'}: {children}</div>; }"
        ),
        "export default ({children}) => <div><p>First {children}</p><p>Again {children}</p></div>;",
        "export default ({children}) => <div><h2>Its own heading</h2>{children}</div>;",
    ],
)
def test_a_component_that_shows_more_than_is_known_is_named(component: str) -> None:
    assert _show("<Own>Text.</Own>", component) == ("Text.", ("<Own>",))


@pytest.mark.parametrize(
    "component",
    [
        "export default () => null;",
        "export default ({children}) => <Code>{children.code || children}</Code>;",
        "export default class Own {}",
        "export default",
    ],
)
def test_what_stands_inside_a_component_is_never_lost(component: str) -> None:
    assert _show("<Own>\n\nText.\n\n</Own>", component) == ("Text.", ())


def test_components_that_show_each_other_end() -> None:
    shown, _unresolved = _show(
        "<Own>Text.</Own>",
        "import Other from './other.jsx';\nexport default ({children}) => <Other>a {children}</Other>;",
        other="import Own from './own.jsx';\nexport default ({children}) => <Own>b {children}</Own>;",
    )
    assert "Text." in shown
    assert len(shown) < 100


def test_a_component_with_the_name_of_one_of_docusaurus_keeps_its_meaning() -> None:
    page = load(
        "import Tabs from './tabs.jsx';\n\n<Tabs values={[{value: 'a', label: 'First'}]}>\n<TabItem value='a'>\n\n"
        "Text.\n\n</TabItem>\n</Tabs>",
        files={"./tabs.jsx": "export default ({children}) => <div>Tabs: {children}</div>;"},
    )
    assert format_page(page) == "**First**\n\nText."


def test_a_heading_may_be_nothing_but_an_expression() -> None:
    page = load("<h3 id='x'>\n{'Used' + ' often'}\n</h3>\n\nText.")
    assert format_page(page) == "### Used often\n\nText."


@pytest.mark.parametrize("name", ["Table", "Pre", "Math", "Textarea"])
def test_a_component_is_no_tag_of_html_of_that_name(name: str) -> None:
    files = {"./own.jsx": "export default ({children}) => <div><p>Ours.</p>{children}</div>;"}
    page = load(f"import {name} from './own.jsx';\n\n<{name} />\n\n<{name}>\n\n*Text*.\n\n</{name}>", files=files)
    assert (format_page(page), page.unresolved) == ("Ours.\n\nOurs.\n\n*Text*.", ())
    named = load(f"import {name} from './own.jsx';\n\n<{name} />", files={"./own.jsx": "export default class Own {}"})
    assert named.unresolved == (f"<{name}>",)


def test_a_table_in_capitals_is_one() -> None:
    assert format_page(load("<TABLE><TR><TD>Salt</TD></TR></TABLE>")) == "| Salt |\n| --- |"
