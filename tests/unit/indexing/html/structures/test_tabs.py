"""Every tab is read, once, below its label."""

import pytest

from tests.support.blocks import show_blocks


@pytest.mark.parametrize(
    ("name", "html"),
    [
        (
            "Docusaurus",
            (
                "<div class='theme-tabs-container tabs-container'><ul role=tablist><li role=tab>npm"
                "<li role=tab>Yarn</ul>"
                "<div><div role=tabpanel>npm i</div><div role=tabpanel hidden>yarn add</div></div></div>"
            ),
        ),
        (
            "Starlight",
            (
                "<starlight-tabs><div class=tablist-wrapper><ul role=tablist><li role=presentation>"
                "<a role=tab href='#p1' id=t1>"
                "npm</a><li role=presentation><a role=tab href='#p2' id=t2>Yarn</a></ul></div>"
                "<div id=p1 aria-labelledby=t1 role=tabpanel>npm i</div>"
                "<div id=p2 aria-labelledby=t2 role=tabpanel hidden>yarn add</div></starlight-tabs>"
            ),
        ),
        (
            "Bootstrap",
            (
                "<ul class='nav nav-tabs' role=tablist><li><button role=tab data-bs-target='#a'>npm</button>"
                "<li><button role=tab data-bs-target='#b'>Yarn</button></ul><div class=tab-content>"
                "<div class='tab-pane' id=a>npm i</div>"
                "<div class=tab-pane style='display:none' id=b>yarn add</div></div>"
            ),
        ),
        (
            "Material for MkDocs",
            (
                "<div class='tabbed-set tabbed-alternate'><input type=radio><input type=radio><div class=tabbed-labels>"
                "<label for=a>npm</label><label for=b>Yarn</label></div><div class=tabbed-content>"
                "<div class=tabbed-block>npm i</div><div class=tabbed-block>yarn add</div></div></div>"
            ),
        ),
        (
            "sphinx-design",
            (
                "<div class='sd-tab-set docutils'><input type=radio><label class=sd-tab-label for=a>npm</label>"
                "<div class=sd-tab-content>npm i</div><input type=radio><label class=sd-tab-label for=b>Yarn</label>"
                "<div class=sd-tab-content>yarn add</div></div>"
            ),
        ),
        (
            "sphinx-tabs",
            (
                "<div class=sphinx-tabs><div aria-label='Tabbed content' role=tablist>"
                "<button aria-controls=p1 role=tab id=x>"
                "npm</button><button aria-controls=p2 role=tab>Yarn</button></div><div id=p1 role=tabpanel>npm i</div>"
                "<div id=p2 role=tabpanel hidden=true>yarn add</div></div>"
            ),
        ),
        (
            "asciidoctor-tabs",
            (
                "<div class=tabs><div class=tablist><ul><li id=a class=tab><p>npm</p><li id=b class=tab>"
                "<p>Yarn</p></ul></div>"
                "<div id=a--panel class=tabpanel aria-labelledby=a>npm i</div>"
                "<div id=b--panel class=tabpanel aria-labelledby=b>yarn add</div></div>"
            ),
        ),
        (
            "panels in another order than their tabs",
            (
                "<div role=tablist><button role=tab id=y>Yarn</button><button role=tab id=n>npm</button></div>"
                "<div role=tabpanel aria-labelledby=n>npm i</div><div role=tabpanel aria-labelledby=y>yarn add</div>"
            ),
        ),
    ],
)
def test_each_tab_stands_below_its_label(name: str, html: str) -> None:
    assert show_blocks(f"<main><p>Before.</p>{html}</main>") == "Before.\n\n**npm**\n\nnpm i\n\n**Yarn**\n\nyarn add", (
        name
    )


def test_code_in_tabs_has_its_labels() -> None:
    html = (
        "<div class=vp-code-group><div class=tabs><input type=radio id=a><label for=a>npm</label>"
        "<input type=radio id=b><label for=b>Yarn</label></div><div class=blocks>"
        "<div class='language-sh active'><span class=lang>sh</span><pre><code>npm i</code></pre></div>"
        "<div class=language-sh><span class=lang>sh</span><pre><code>yarn add</code></pre></div></div></div>"
    )
    assert show_blocks(f"<main>{html}</main>") == ("**npm**\n\n```sh\nnpm i\n```\n\n**Yarn**\n\n```sh\nyarn add\n```")


def test_tabs_inside_a_tab_have_their_own_labels() -> None:
    inner = "<ul role=tablist><li role=tab>A<li role=tab>B</ul><div role=tabpanel>a</div><div role=tabpanel>b</div>"
    html = (
        "<div><ul role=tablist><li role=tab>One<li role=tab>Two</ul>"
        f"<div role=tabpanel><div>{inner}</div></div><div role=tabpanel>two</div></div>"
    )
    assert show_blocks(f"<main>{html}</main>") == "**One**\n\n**A**\n\na\n\n**B**\n\nb\n\n**Two**\n\ntwo"


def test_the_only_panel_that_was_drawn_has_the_label_that_is_chosen() -> None:
    html = (
        "<div class=tabs-container><ul role=tablist><li role=tab aria-selected=false>npm"
        "<li role=tab aria-selected=true>Yarn"
        "</ul><div role=tabpanel>yarn add</div></div>"
    )
    assert show_blocks(f"<main>{html}</main>") == "**Yarn**\n\nyarn add"
