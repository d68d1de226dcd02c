"""Literals of JavaScript, read without running it."""

from indexing.javascript import REST, UNKNOWN, External, Function, Module


def _load_nothing(importer: str, specifier: str) -> None:
    return None


def _open(text: str) -> Module:
    return Module("a.js", text, _load_nothing)


def test_literals_are_read_and_everything_else_is_unknown() -> None:
    module = _open(
        """
        import x from 'x'; // a comment with { braces
        const base = '/p/';
        const config = {
          title: "It's\\n\\u00e9", /* { */ n: -2, f: 1.5, hex: 0x10, ok: true, no: null, not: !1,
          list: ['a', "b", fn('c'), ['d'], ...[1, 2]], call: require('x')({ a: 1 }),
          template: `a${b}`, known: `a${base}`,
          ...spread, method() { return { z: 1 } }, 'quoted-key': 1, ['com' + 'puted']: 1, base, x,
          nested: ({ deep: { er: 'x' } }), chosen: base ? 'yes' : 'no', part: [{a: 'b'}][0].a,
          joined: ['a', 'b'].join('-'),
        };
        """
    )
    found = module.evaluate("config")
    assert isinstance(found, dict)
    assert found.pop(REST) is UNKNOWN
    assert isinstance(found.pop("method"), Function)
    assert found == {
        "title": "It's\né", "n": -2, "f": 1.5, "hex": 16, "ok": True, "no": None, "not": False,
        "list": ["a", "b", UNKNOWN, ["d"], 1, 2], "call": UNKNOWN, "template": UNKNOWN, "known": "a/p/",
        "quoted-key": 1, "computed": 1, "base": "/p/", "x": External("x"),
        "nested": {"deep": {"er": "x"}}, "chosen": "yes", "part": "b", "joined": "a-b",
    }  # fmt: skip


def test_functions_of_the_file_are_followed() -> None:
    module = _open(
        "function greet({name, mark = '!'}, times) { const text = `Hi ${name}${mark}`; return text + times; }\n"
        "const twice = (word) => word + word;"
    )
    assert module.evaluate("greet({name: 'Ann'}, 2)") == "Hi Ann!2"
    assert module.evaluate("['a', 'b'].map(twice)") == ["aa", "bb"]
    assert isinstance(module.evaluate("twice"), Function)


def test_what_never_ends_is_unknown() -> None:
    module = _open("const a = b; const b = a; const f = (n) => f(n + 1); let s = 'x';")
    assert module.evaluate("a") is UNKNOWN
    assert module.evaluate("f(1)") is UNKNOWN
    assert module.evaluate("(" * 500 + "1" + ")" * 500) is UNKNOWN
    doubled = "const a0 = 'xxxxxxxx';" + "".join(f"const a{n + 1} = a{n} + a{n};" for n in range(50))
    assert _open(doubled).evaluate("a50") is UNKNOWN


def test_functions_of_javascript_rearrange_values() -> None:
    module = _open(
        "const o = {a: 1, b: [true, null, 'x']}; const list = ['c', 'a', 'b'];\n"
        "const [first, ...others] = list; const {a, ...kept} = o;"
    )
    expected = {
        "JSON.stringify(o)": '{"a":1,"b":[true,null,"x"]}',
        "JSON.stringify({a: []}, null, 2)": '{\n  "a": []\n}',
        "Object.entries({a: 'x'}).map(([key, value]) => key + '=' + value)": ["a=x"],
        "Object.entries({...unknown})": UNKNOWN,
        "Object.keys(o).join()": "a,b",
        "[first, others, kept.b[2], kept.a]": ["c", ["a", "b"], "x", None],
        "list.sort().slice(0, 2)": ["a", "b"],
        "list.reduce((sum, one) => sum + one, '')": "cab",
        "[list.find((one) => one > 'a'), list.some((one) => one === 'b')]": [UNKNOWN, True],
        "'a-b-c'.split('-').reverse().join('.')": "c.b.a",
        "'a.b'.replace('.', '$1')": UNKNOWN,
        "'abc'.slice(1, -1) + 'x'.concat('y')": "bxy",
        "new URL('../c?d#e', 'https://x.example:8080/a/b/').href": "https://x.example:8080/a/c?d#e",
        "new URL('nowhere')": UNKNOWN,
        "[].concat(['a'], 'b').flatMap((one) => [one, one])": ["a", "a", "b", "b"],
        "JSON.parse('{')": UNKNOWN,
        "['ab'.repeat(2), 'x'.repeat(999999999), 'x'.repeat(-1)]": ["abab", UNKNOWN, UNKNOWN],
        "String(1.0) + [null, 1].join('/')": "1/1",
    }
    assert {text: module.evaluate(text) for text in expected} == expected
