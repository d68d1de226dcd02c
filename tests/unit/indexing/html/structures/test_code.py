"""Code comes back as it was written, with its language and title, however it is highlighted."""

import pytest

from tests.support.blocks import show_blocks

_NUMBERS = "<td class=linenos><div class=linenodiv><pre>1\n2\n3</pre></div>"


@pytest.mark.parametrize(
    ("name", "html"),
    [
        (
            "Expressive Code",
            (
                "<div class=expressive-code><figure class='frame has-title'><figcaption class=header>"
                "<span class=title>a.js</span></figcaption><pre data-language=js><code>"
                "<div class=ec-line><div class=gutter><div class=ln>1</div></div><div class=code>"
                "<span>one</span></div></div>"
                "<div class=ec-line><div class=gutter><div class=ln>2</div></div><div class=code>\n</div></div>"
                "<div class=ec-line><div class=gutter><div class=ln>3</div></div><div class=code>  two</div></div>"
                "</code></pre><div class=copy><button title=Copy></button></div></figure></div>"
            ),
        ),
        (
            "Chroma with a table of numbers",
            (
                "<div class=highlight><div class=filename>a.js</div><div class=chroma>"
                "<table class=lntable><tr><td class=lntd><pre><code>"
                "<span class=lnt>1\n</span><span class=lnt>2\n</span></code></pre><td class=lntd><pre class=chroma>"
                "<code class=language-js data-lang=js><span class=line><span class=cl>one\n</span></span>"
                "<span class=line><span class=cl>\n</span></span><span class=line>  two</span></code></pre></table>"
                "</div></div>"
            ),
        ),
        (
            "Shiki without line ends",
            (
                "<figure><figcaption data-rehype-pretty-code-title>a.js</figcaption><pre data-language=js><code>"
                "<span data-line>one</span><span data-line></span><span data-line>  two</span></code></pre></figure>"
            ),
        ),
        (
            "VitePress",
            (
                "<div class='language-js line-numbers-mode'><button class=copy></button><span class=lang>js</span>"
                "<span class=filename>a.js</span><pre class=shiki><code><span class=line>one</span>\n"
                "<span class=line></span>\n<span class=line>  two</span></code></pre>"
                "<div class=line-numbers-wrapper aria-hidden=true><span class=line-number>1</span><br></div></div>"
            ),
        ),
        (
            "Pygments with numbers in a table",
            (
                f"<div class='language-js highlight'><table class=highlighttable><tr>"
                f"<th colspan=2 class=filename>a.js</th>"
                f"<tr>{_NUMBERS}<td class=code><div><pre><span></span>one\n\n  two\n</pre></div></table></div>"
            ),
        ),
        (
            "Sphinx with a caption",
            (
                "<div class='literal-block-wrapper docutils' id=id1><div class=code-block-caption>"
                "<span class=caption-text>a.js</span><a class=headerlink href='#id1'>¶</a></div>"
                "<div class='highlight-js notranslate'><div class=highlight><pre><span class=linenos>1</span>one\n"
                "<span class=linenos>2</span>\n<span class=linenos>3</span>  two\n</pre></div></div></div>"
            ),
        ),
        (
            "Chroma with numbers in a table",
            (
                "<figure><figcaption>a.js</figcaption><div class=highlight><div class=chroma><table class=lntable><tr>"
                "<td class=lntd><pre class=chroma><code><span class=lnt>1\n</span><span class=lnt>2\n"
                "</span></code></pre>"
                "<td class=lntd><pre class=chroma><code class=language-js data-lang=js><span class=line>"
                "<span class=cl>one\n"
                "</span></span><span class=line><span class=cl>\n</span></span><span class=line><span class=cl>  two\n"
                "</span></span></code></pre></table></div></div></figure>"
            ),
        ),
        (
            "AsciiDoctor",
            (
                "<div class=listingblock><div class=title>a.js</div><div class=content><pre class='rouge highlight'>"
                "<code data-lang=js><table class=linenotable><tr><td class='linenos gl'>"
                "<pre class=lineno>1\n2\n3\n</pre>"
                "<td class=code><pre>one\n\n  two\n</pre></table></code></pre></div></div>"
            ),
        ),
        (
            "Rouge with numbers in a table",
            (
                "<div class='language-js highlighter-rouge'><div class=code-header>a.js</div><div class=highlight>"
                "<pre class=highlight><code><table class=rouge-table><tr><td class='rouge-gutter gl'>"
                "<pre class=lineno>1\n2\n"
                "3\n</pre><td class=rouge-code><pre>one\n\n  two\n</pre></table></code></pre></div></div>"
            ),
        ),
        (
            "one code element a line",
            (
                "<figure class=code-block><figcaption>a.js</figcaption><pre class=language-js><code>one"
                "</code><code></code>"
                "<code>  two</code></pre></figure>"
            ),
        ),
        (
            "Nextra",
            (
                "<div class='nextra-code'><div class='x:px-4'>a.js</div><pre data-language=js><code class=nextra-code>"
                "<span>one</span>\n<span> </span>\n<span>  two</span></code></pre><div><button>Copy"
                "</button></div></div>"
            ),
        ),
    ],
)
def test_code_has_its_lines_its_language_and_its_title(name: str, html: str) -> None:
    shown = show_blocks(f"<main><p>Before.</p>{html}<p>After.</main>").replace("\n \n", "\n\n")
    assert shown == 'Before.\n\n```js title="a.js"\none\n\n  two\n```\n\nAfter.', name


@pytest.mark.parametrize(
    "html",
    [
        "<div class=highlighter-rouge><div class=highlight><pre class=highlight><code>one</code></pre></div></div>",
        "<div class='highlight-default notranslate'><div class=highlight><pre>one</pre></div></div>",
        "<pre class=highlight><code class=language-plaintext>one</code></pre>",
        "<div class=language-text><span class=lang>text</span><pre>one</pre></div>",
        "<div class=fragment><div class=line><a id=l1></a><span class=lineno>    1</span>one</div></div>",
    ],
)
def test_code_without_a_language_has_none(html: str) -> None:
    assert show_blocks(f"<main>{html}</main>") == "```\none\n```"


def test_code_of_doxygen_has_its_lines() -> None:
    lines = "".join(
        f"<div class=line><span class=lineno>{n}</span>{text}</div>" for n, text in enumerate(("a {", " b", "}"))
    )
    assert show_blocks(f"<main><div class=fragment>{lines}</div></main>") == "```\na {\n b\n}\n```"


def test_a_tooltip_over_code_is_no_code() -> None:
    html = "<pre class=shiki><code>a<span class=twoslash-popup-container>const a: 1</span><br>b"
    "<span role=tooltip>t</span></code></pre>"
    assert show_blocks(f"<main>{html}</main>") == "```\na\nb\n```"


def test_a_box_with_text_beside_its_code_is_read_whole() -> None:
    html = "<div class=code-example><p>Run this:</p><pre>a</pre><p>Then wait.</p></div>"
    assert show_blocks(f"<main>{html}</main>") == "Run this:\n\n```\na\n```\n\nThen wait."


@pytest.mark.parametrize("box", ["tip custom-block", "custom-block tip"])
def test_a_box_that_is_called_by_its_kind_has_a_label_in_small_letters(box: str) -> None:
    html = f"<main><div class='{box}'><p class=custom-block-title>TIP</p><p>Do it.</div></main>"
    assert show_blocks(html) == "**Tip**\n\nDo it."


def test_numbers_beside_code_are_no_title() -> None:
    html = (
        "<main><div class='language-ts line-numbers-mode'><pre><code>a\nb</code></pre>"
        "<div class=line-numbers-wrapper><span class=line-number>1</span><br></div></div>"
    )
    assert show_blocks(html) == "```ts\na\nb\n```"
