"""Literals of JavaScript, read without running it."""

from indexing.docusaurus.js_literals import UNKNOWN, read_objects


def test_literals_are_read_and_everything_else_is_unknown() -> None:
    text = """
    import x from 'x'; // a comment with { braces
    const base = '/p/';
    const config: Config = {
      title: "It's", /* { */ url: `https://example.org`,
      baseUrl: base, n: -2, ok: true, no: null,
      list: ['a', "b", fn('c'), ['d']],
      call: require('x')({ a: 1 }), env: process.env.X || '/', template: `a${b}`,
      ...spread, method() { return { z: 1 } }, 'quoted-key': 1,
      fn: async ({ a }) => `https://${a}`, base,
      nested: ({ deep: { er: 'x' } }) satisfies Nested,
    };
    export default config;
    """
    found = next(found for found in read_objects(text) if "title" in found)
    assert found == {
        "title": "It's",
        "url": "https://example.org",
        "baseUrl": "/p/",
        "n": -2,
        "ok": True,
        "no": None,
        "list": ["a", "b", UNKNOWN, ["d"]],
        "call": UNKNOWN,
        "env": UNKNOWN,
        "template": UNKNOWN,
        "quoted-key": 1,
        "fn": UNKNOWN,
        "base": "/p/",
        "nested": {"deep": {"er": "x"}},
    }
