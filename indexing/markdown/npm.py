"""Commands of npm as other package managers have them: what Docusaurus' npm2yarn shows beside a code block."""

import re
from collections.abc import Mapping

LABELS: Mapping[str, str] = {"npm": "npm", "yarn": "Yarn", "pnpm": "pnpm", "bun": "Bun"}
_NPX = re.compile(r"(?<![\w./-])npx(?![\w./-])")
_NPM = re.compile(r"(?<![\w./@-])npm (?P<rest>[^\n&|;#]*)")
_RUNNERS: Mapping[str, str] = {"yarn": "yarn dlx", "pnpm": "pnpm dlx", "bun": "bun x"}
_CREATORS: Mapping[str, str] = {"yarn": "yarn create ", "pnpm": "pnpm create ", "bun": "bunx create-"}
_EXECUTORS: Mapping[str, str] = {"yarn": "yarn ", "pnpm": "pnpm exec ", "bun": "bunx "}
_NOT_SAVED = {"-S": "", "--save": ""}
_FLAGS: Mapping[str, Mapping[str, str]] = {
    "yarn": {
        **_NOT_SAVED,
        **dict.fromkeys(("-D", "--save-dev"), "--dev"),
        **dict.fromkeys(("-E", "--save-exact"), "--exact"),
        **dict.fromkeys(("-O", "--save-optional"), "--optional"),
    },
    "pnpm": _NOT_SAVED,
}
_FLAGS = {**_FLAGS, "bun": {**_FLAGS["yarn"], "-g": "--global"}}
_COMMON = frozenset({"init", "link", "start"})
_SAME: Mapping[str, frozenset[str]] = {
    "yarn": _COMMON | {"cache", "list", "login", "outdated", "pack", "publish", "stop", "test"},
    "pnpm": _COMMON | {"list", "ls", "outdated", "pack", "rebuild", "test"},
    "bun": _COMMON | {"stop"},
}
"""The commands that a manager has under the same name."""
_RENAMED: Mapping[str, Mapping[str, str]] = {
    "yarn": {"t": "test", "ls": "list", "rebuild": "add --force"},
    "pnpm": {"t": "test"},
    "bun": {"t": "run test", "test": "run test", "list": "pm ls", "ls": "pm ls", "rebuild": "add --force"},
}
_UNKNOWN = "\n# couldn't auto-convert command"


def convert_npm(code: str, manager: str) -> str:
    """The code with its commands of npm as `manager` has them, and with npm2yarn's remark behind one that has none.

    Code of a manager that is not known is unchanged. As npm2yarn, it takes `npx` for a command only at the beginning.
    """
    if manager not in _RUNNERS:
        return code
    if code.lstrip().startswith("npx"):
        return _NPX.sub(_RUNNERS[manager], code)
    return _NPM.sub(lambda match: _convert(match["rest"], manager), code)


def _convert(rest: str, manager: str) -> str:
    command, *arguments = rest.split() or [""]
    tail = rest[len(rest.rstrip()) :]
    is_global = manager == "yarn" and not {"-g", "--global"}.isdisjoint(arguments)
    kept = [argument for argument in arguments if not is_global or argument not in {"-g", "--global"}]
    words = [one for argument in kept if (one := _FLAGS[manager].get(argument, argument))]
    plain = [word for word in words if word != "--"]
    names = [word for word in plain if not word.startswith("-")]
    verb = command
    match command:
        case "install" | "i":
            adds = names if manager == "pnpm" else words
            verb = "add" if adds else command if manager == "pnpm" else "install"
        case "uninstall" | "remove" | "rm" | "un" | "r":
            verb = "remove"
        case "run":
            verb, words = "" if manager == "yarn" and words else "run", plain
        case "init" | "create" if names:
            package = re.sub(r"(?<=.)@.*", "", names[0])
            return _CREATORS[manager] + " ".join((package, *plain[plain.index(names[0]) + 1 :])) + tail
        case "exec" if plain:
            return _EXECUTORS[manager] + " ".join(plain) + tail
        case "version" if manager == "yarn" and names:
            verb, words = "version", [f"--{names[0]}"]
        case _ if command in _RENAMED[manager]:
            verb = _RENAMED[manager][command]
        case _ if command in _SAME[manager]:
            verb = command
        case _:
            return f"npm {rest.rstrip()}{_UNKNOWN}{tail}"
    return " ".join(filter(None, (manager, "global" if is_global else "", verb, *words))) + tail
