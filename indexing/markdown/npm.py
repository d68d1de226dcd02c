"""Commands of npm as other package managers have them: what Docusaurus' npm2yarn shows beside a code block."""

import re
from collections.abc import Mapping

LABELS: Mapping[str, str] = {"npm": "npm", "yarn": "Yarn", "pnpm": "pnpm", "bun": "Bun"}
_NPX = re.compile(r"(?<![\w./-])npx (?:-y |--yes )?")
_NPM = re.compile(r"(?<![\w./@-])npm (?P<rest>[^\n&|;#]*)")
_RUNNERS: Mapping[str, str] = {"yarn": "yarn dlx ", "pnpm": "pnpm dlx ", "bun": "bunx "}
_OWN = frozenset({"start", "test", "stop", "restart"})
_FLAGS: Mapping[str, Mapping[str, str]] = {
    "yarn": {"-D": "--dev", "--save-dev": "--dev", "-S": "", "--save": "", "-E": "--exact", "--save-exact": "--exact"},
    "pnpm": {"-D": "--save-dev", "-S": "", "--save": "", "-E": "--save-exact"},
    "bun": {"-D": "--dev", "--save-dev": "--dev", "-S": "", "--save": "", "-E": "--exact", "--save-exact": "--exact"},
}


def convert_npm(code: str, manager: str) -> str:
    """The code with its commands of npm as `manager` has them; unchanged for one that is not known."""
    if manager not in _RUNNERS:
        return code
    code = _NPX.sub(lambda _match: _RUNNERS[manager].replace("yarn dlx ", "yarn dlx "), code)
    return _NPM.sub(lambda match: _convert(match["rest"], manager), code)


def _convert(rest: str, manager: str) -> str:
    command, *arguments = rest.split() or [""]
    tail = rest[len(rest.rstrip()) :]
    is_global = manager == "yarn" and any(argument in {"-g", "--global"} for argument in arguments)
    if is_global:
        arguments = [argument for argument in arguments if argument not in {"-g", "--global"}]
    words = [one for argument in arguments if (one := _FLAGS[manager].get(argument, argument))]
    has_packages = any(not word.startswith("-") for word in words)
    match command:
        case "install" | "i" | "add":
            verb = "add" if has_packages else "install"
        case "ci":
            verb = "install --frozen-lockfile"
        case "uninstall" | "remove" | "rm" | "un" | "r":
            verb = "remove"
        case "run" | "run-script":
            words = [word for index, word in enumerate(words) if word != "--" or index != 1]
            verb = "" if manager == "yarn" else "run"
        case "init" | "create" if words and not words[0].startswith("-"):
            verb = "create"
        case _:
            verb = ("run " if manager == "bun" and command in _OWN else "") + command
    return " ".join(filter(None, (manager, "global" if is_global else "", verb, *words))) + tail
