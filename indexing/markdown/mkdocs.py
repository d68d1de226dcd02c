"""What Material for MkDocs adds to Markdown: tabs, and admonitions that can be folded."""

import re

_MARKER = re.compile(r'^( *)(?:===[!+]? +"(.*)"|\?\?\?\+?( +\w.*))$')
_FENCE = re.compile(r"^ *(`{3,}|~{3,})")
_INDENT = 4


def unfold_mkdocs(text: str) -> str:
    """Puts the contents of tabs one after another, each under its label, and makes foldable admonitions ordinary."""
    if '=== "' not in text and "??? " not in text and "???+ " not in text:
        return text
    lines: list[str] = []
    tabs: list[int] = []  # how far the open tabs are indented
    fence = ""
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        while tabs and line.strip() and indent < tabs[-1] + _INDENT:
            tabs.pop()
        dedented = line[_INDENT * len(tabs) :]
        found = _FENCE.match(line)
        if found and (not fence or found[1].startswith(fence)):
            fence = "" if fence else found[1]
        marker = None if fence else _MARKER.match(line)
        if not marker:
            lines.append(dedented)
        elif marker[3]:
            lines.append(dedented.replace(line.strip(), f"!!!{marker[3]}"))
        else:
            lines.extend(("", f"{marker[1][_INDENT * len(tabs) :]}**{marker[2]}**", ""))
            tabs.append(indent)
    return "\n".join(lines)
