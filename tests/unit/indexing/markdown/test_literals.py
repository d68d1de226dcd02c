"""What stands in an MDX file as a literal is on the page; what must run is named."""

import pytest

from indexing.markdown import MarkdownOptions
from tests.support.markdown import format_page, load

_FILES = {
    "./_tool.mdx": (
        "Use the {props.tool}{props.count > 1 ? 's' : ''} with care{props.sharp && ', it is sharp'}.\n\n"
        "{props.children}\n"
    ),
    "./_part.md": "---\nname: front\n---\n## Part of {frontMatter.name}\n",
    "./values.json": '{"port": 8080, "hosts": ["a", "b"]}',
    "./values": "",
    "./sample.txt": "retries = 5\n",
    "@site/src/run.py": "print(1)\n",
}


def _show(text: str) -> str:
    page = load(text, files=_FILES)
    assert page.unresolved == ()
    return format_page(page)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("export const release = '9.8';\n\nIt is {release}.", "It is 9.8."),
        ("export const n = 3, on = true;\n\nUp to {n} {on} {null}{n + 1}.", "Up to 3  4."),
        ("export const site = {name: 'X', parts: ['a', 'b']};\n\n{site.name}: {site.parts.join(', ')}", "X: a, b"),
        ("export const f = (x) => `v${x}`;\n\nTake {f(2)}.", "Take v2."),
        ("{`one`}{' '}{\"two\"}", "one two"),
        ("import v from './values.json'\n\nPort {v.port} of {v.hosts[1]}.", "Port 8080 of b."),
        ("import {port} from './values.json'\n\n## Port {port}", "## Port 8080"),
        ("export const V = () => <code>9.8</code>;\n\nIt is <V/> now.", "It is `9.8` now."),
        ("---\nkind: tool\n---\n\nThe {frontMatter.kind}.", "The tool."),
        ("export const rows = [1, 2];\n\n<ul>{rows.map((row) => <li key={row}>R{row}</li>)}</ul>", "- R1\n\n- R2"),
        ("export const on = false;\n\n{on && <p>No</p>}\n\n{!on && <p>Yes</p>}", "Yes"),
        ("{/* a comment */}\n\nText{/* another */}.", "Text."),
        ("Is {/* the newest */ '9' /* of all */}.", "Is 9."),
        ("export const f = () => {\n  return (\n    // why\n    'z'\n  );\n};\n\nIs {f(/* nothing */)}.", "Is z."),
        ("{['a', ' ', 'b']}", "a b"),
        ("export const v = {a: {b: ['x']}};\n\nIs {v.a.b[0]}.", "Is x."),
        ("export const v = '1', w = `${v}.2`;\n\nIs {w}.", "Is 1.2."),
    ],
)  # fmt: skip
def test_expressions_show_what_they_are_worth(text: str, shown: str) -> None:
    assert _show(text) == shown


@pytest.mark.parametrize(
    ("use", "shown"),
    [
        ('<Tool tool="hammer" />', "Use the hammer with care."),
        ("<Tool tool={'saw'} count={2} />", "Use the saws with care."),
        ("<Tool {...{tool: 'x'}} tool={name} />", "Use the drill with care."),
        ("<Tool {...{tool: 'saw'}} />", "Use the saw with care."),
        ("<Tool {...given} count={2} />", "Use the files with care."),
        ("<Tool tool='saw' sharp />", "Use the saw with care, it is sharp."),
        ('<Tool tool="saw">\n\nInside **this**.\n\n</Tool>', "Use the saw with care.\n\nInside **this**."),
        ('<Tool tool="saw">Inside.</Tool>', "Use the saw with care.\n\nInside."),
        ('Before <Tool tool="saw" /> after.', "Before\n\nUse the saw with care.\n\nafter."),
    ],
)
def test_imported_files_show_what_they_are_given(use: str, shown: str) -> None:
    assert (
        _show(f"import Tool from './_tool.mdx'\nexport const name = 'drill', given = {{tool: 'file'}}\n\n{use}\n")
        == shown
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('export const Own = ({name}) => <p>Hello {name}</p>;\n\n<Own name="Ann" />', "Hello Ann"),
        ("export const Box = ({children}) => <div>{children}</div>;\n\n<Box>Kept</Box>", "Kept"),
        ("export const Mark = ({children}) => <b>{children}</b>;\n\nIt is <Mark>kept</Mark>.", "It is kept."),
        ("export function Note(props) { return <p>Note: {props.children}</p>; }\n\n<Note>Mind.</Note>", "Note: Mind."),
        ("export const A = () => <B/>;\nexport const B = () => <p>Deep</p>;\n\n<A />", "Deep"),
    ],
)  # fmt: skip
def test_components_of_the_file_itself_are_read(text: str, shown: str) -> None:
    assert _show(text) == shown


_TABS = "<TabItem value='w'>One.</TabItem>\n<TabItem value='m'>Two.</TabItem>\n</Tabs>"


@pytest.mark.parametrize(
    "tabs",
    [
        "<Tabs values={[{label: 'Win', value: 'w'}, {label: 'Mac', value: 'm'}]}>\n" + _TABS,
        "<Tabs\n  values={[\n    {label: 'Win', value: 'w'},\n    {label: 'Mac', value: 'm'},\n  ]}>\n\n" + _TABS,
        "export const list = [{label: 'Win', value: 'w'}, {label: `M${'ac'}`, value: 'm'}];\n\n<Tabs values={list}>\n"
        + _TABS,
        "<Tabs><TabItem value='w' label='Win'>One.</TabItem><TabItem value='m' label={'Mac'}>Two.</TabItem></Tabs>",
        "<Tabs>\n<TabItem label={<b>Win</b>}>\nOne.\n</TabItem><TabItem value='Mac'>\nTwo.\n</TabItem>\n</Tabs>",
    ],
)
def test_tabs_have_their_labels_wherever_these_stand(tabs: str) -> None:
    assert _show(tabs).replace("****", "**") == "**Win**\n\nOne.\n\n**Mac**\n\nTwo."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('<CodeBlock language="py" title="a.py">{`print("x")`}</CodeBlock>', '```py title="a.py"\nprint("x")\n```'),
        ("<CodeBlock className='language-sh'>{'ls'}</CodeBlock>", "```sh\nls\n```"),
        ("<CodeBlock language='js'>\n{`a\n\nb`}\n</CodeBlock>", "```js\na\n\nb\n```"),
        ("<Runnable className='language-js'>{`a()`}</Runnable>", "```js\na()\n```"),
        ("<CodeBlock>plain text</CodeBlock>", "```\nplain text\n```"),
        ("import S from '!!raw-loader!./sample.txt';\n\n<CodeBlock>{S}</CodeBlock>", "```\nretries = 5\n```"),
        ("import S from '!!raw-loader!@site/src/run.py';\n\n<CodeBlock>{S}</CodeBlock>", "```\nprint(1)\n```"),
        ("export const code = `x = ${1}`;\n\n<CodeBlock>{code}</CodeBlock>", "```\nx = 1\n```"),
        ('<Admonition type="caution" title="Mind"><p>Wide.</p></Admonition>', "**Mind**\n\nWide."),
        ("<Admonition type='tip'>Do it.</Admonition>", "**Tip**\n\nDo it."),
        ("<Admonition type='tip' title={'By ' + 'two'}>\n\nDo *it*.\n\n</Admonition>", "**By two**\n\nDo *it*."),
        ('<Details summary="Why?">Because.</Details>', "**Why?**\n\nBecause."),
        ("<Details summary={<summary>Why <b>so</b>?</summary>}>\nBecause.\n</Details>", "**Why so?**\n\nBecause."),
        ("<details><summary>Why?</summary>Because.</details>", "**Why?**\n\nBecause."),
        ("<Head><title>No</title><meta name='x' content='y' /></Head>\n\nText.", "Text."),
        ("<Head>\n  <title>No</title>\n</Head>\n\nText.", "Text."),
        ("<div><h2 id='x'>Title</h2><p>Text.</p></div>", "## Title\n\nText."),
        (
            "export const n = 5;\n\n<table><tr><th style={{width: 5}}>N</th></tr><tr><td>{n} {'<'} 6</td></tr></table>",
            "| N |\n| --- |\n| 5 < 6 |",
        ),
        ("<pre>{`a\n  b`}</pre>", "```\na\n  b\n```"),
    ],
)  # fmt: skip
def test_what_the_theme_brings_is_read(text: str, shown: str) -> None:
    assert _show(text) == shown


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("<LimitsTable />", ("<LimitsTable>",)),
        ("import T from '@site/src/T';\n\nSee <T of='x'/> here.", ("<T>",)),
        ("The port is {ports.first}.", ("{ports.first}",)),
        ("{data.map((row) => <Row row={row} and={more} />)}", ("{data.map((row) => <Row row={row} and={m…}",)),
        ("import P from './missing.mdx';\n\n<P />", ("<P>",)),
        ("<CodeBlock>{load()}</CodeBlock>", ("{load()}",)),
        ("<DocCardList />\n\n<Logo /> <YouTube id='x' />\n\n<BrowserOnly>{() => 1}</BrowserOnly>", ()),
        ("<Wrapper>\n\nText.\n\n</Wrapper>", ()),
        ("- " * 120 + "deep", ("text nested in 100 levels or more",)),
    ],
)
def test_what_must_run_is_named(text: str, names: tuple[str, ...]) -> None:
    assert load(text, files=_FILES).unresolved == names


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A {`b ${`c ${'d'}`} e`} f", "A b c d e f"),
        ("A {'it\\'s {here'} b", "A it's {here b"),
        ("{\n  // not } this\n  'a'\n}\n\nb", "a\n\nb"),
        ("A {[1, 2].map((x) => `<${x}>`).join('}')} b", "A <1>}<2> b"),
        ("<CodeBlock language='json' children={'{\"a\": 1}'} />", '```json\n{"a": 1}\n```'),
        ("<div style={{display: 'none'}}>\n\nNot this.\n\n</div>\n\nThis.", "This."),
        ("<div hidden={false}>\n\nThis.\n\n</div>", "This."),
        ("export const V = () => <b>2.0</b>;\n\n## In <V/> only\n\nText.", "## In **2.0** only\n\nText."),
        ("## One<br/>two\n\nTen<sup>6</sup>", "## One two\n\nTen^6"),
        ("export const n = 3;\n\n:::tip[Up to {n} *times*]\nText.\n:::", "**Up to 3 times**\n\nText."),
        (':::note{title="In braces"}\nText.\n:::', "**In braces**\n\nText."),
    ],
)
def test_literals_are_read_in_every_form(text: str, shown: str) -> None:
    page = load(text)
    assert (format_page(page), page.unresolved) == (shown, ())


def test_npm_commands_are_shown_for_the_other_managers_that_the_site_names() -> None:
    text = "```bash npm2yarn\nnpm install --save-dev it && npm run build\n```\n\n```bash\nnpm i\n```"
    shown = format_page(load(text, options=MarkdownOptions(npm_converters=("yarn", "pnpm"))))
    assert shown == (
        "**npm**\n\n```bash\nnpm install --save-dev it && npm run build\n```\n\n"
        "**Yarn**\n\n```bash\nyarn add --dev it && yarn build\n```\n\n"
        "**pnpm**\n\n```bash\npnpm add --save-dev it && pnpm run build\n```\n\n```bash\nnpm i\n```"
    )


def test_emoji_have_short_names_outside_code_and_ids() -> None:
    page = load("## Go :rocket:\n\nDone :tada: at 10:30:15, `:tada:` and :nope:.\n\n- :+1:\n")
    assert format_page(page) == "## Go 🚀\n\nDone 🎉 at 10:30:15, `:tada:` and :nope:.\n\n- 👍"
    assert page.article.heading_ids == ("go-rocket",)
    assert format_page(load(":tada:", options=MarkdownOptions(has_emoji=False))) == ":tada:"


def test_numbers_in_front_matter_are_those_of_yaml_today() -> None:
    given = "12:30", "1_000", "1e3", "010", "0o17", "0x1F", "2.0", "=", "1e400", "08"
    values = load("---\n" + "".join(f"k{n}: {one}\n" for n, one in enumerate(given)) + "---\n").front_matter
    shown = "12:30", "1_000", "1000", "10", "15", "31", "2", "=", "1e400", "8"
    assert tuple(values.text(f"k{n}") for n in range(len(given))) == shown


def test_front_matter_is_yaml_of_today() -> None:
    values = load("---\ntitle: yes\nid: off\nslug: 'no'\ndraft: true\nother: False\n---\n").front_matter
    assert [values.text(key) for key in ("title", "id", "slug")] == ["yes", "off", "no"]
    assert (values.is_set("draft"), values.is_set("other")) == (True, False)


def test_attributes_that_only_code_knows_are_named() -> None:
    page = load("import Tool from './_tool.mdx'\n\n<Tool {...window.all} />", files=_FILES)
    assert page.unresolved == ("{...window.all}",)
