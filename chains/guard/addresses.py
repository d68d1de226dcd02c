"""Reads what renderers make links of on their own: addresses, names of hosts, mail addresses."""

import re

from chains.guard.escapes import ENTITY, PUNCTUATION, UNFINISHED_ENTITY, decode
from chains.guard.hosts import TLDS
from chains.guard.line import Line
from chains.guard.links import MAX_URL, find_url_end
from chains.guard.patterns import (
    ADDRESS,
    ADDRESS_IN_ALT,
    ADDRESS_START,
    BARE,
    DOMAIN,
    ESCAPED_FOREIGN,
    FOREIGN,
    FOREIGN_IN_ALT,
    LETTERS,
    LINKED_SCHEME,
    MAIL,
    MAIL_SCHEME,
    SCHEME,
    WWW,
)
from chains.guard.step import Step, Wait

LOCAL_PART = re.compile(r"[^\s<>()\[\],;:\"|@]\Z")
_RUN_END = re.compile(r"[^!#-;=?-Z_a-z~]")
_SPACE = re.compile(r"[\s<>`|]")
_SLASHES = re.compile(r"/+")
_NO_SLASH = re.compile(r"[^/]")


def read_address(line: Line, text: str, start: int, before: str, *, final: bool) -> Step | Wait:
    """An address that is known stays; of another one no renderer makes a link when it is written as code.

    `before`: the beginning of an address that stands before this place.
    """
    found = text[start]
    if found == "@":
        return _read_at(line, text, start, final=final)
    if found == "/":
        return _read_slashes(line, text, start, final=final)
    if not before:
        return _read_dot(line, text, start, final=final) if found == "." else Step(start + 1, line.keep(":"))
    start -= len(before)
    limit = min(len(text), start + MAX_URL)
    run = (ADDRESS_IN_ALT if line.kind == "alt" else ADDRESS).match(text, start, limit).group()  # type: ignore[union-attr]
    if start + len(run) == limit and limit < start + MAX_URL and not final:
        return Wait(_RUN_END)
    url = run[: find_url_end(run)]
    behind = text[start + len(run) : start + len(run) + 1]
    return Step(start + len(url), _put_url(line, url, is_apart=behind in " \t"))


def _put_url(line: Line, url: str, *, is_apart: bool) -> str:
    target = line.policy.format_target(url) if line.kind not in {"plain", "alt"} else ""
    is_bare = is_apart and target == url and BARE.fullmatch(url) and line.last not in {"!", "^"}
    return line.put(url, url) if is_bare else line.put_code(url)


def _read_slashes(line: Line, text: str, start: int, *, final: bool) -> Step | Wait:
    limit = start + MAX_URL
    end = _SLASHES.match(text, start, limit).end()  # type: ignore[union-attr]
    behind = text[end : end + 1]
    if not behind and not final and end < limit:
        return Wait(_NO_SLASH)
    scheme = SCHEME.search(line.tail)
    is_linked = scheme and LINKED_SCHEME.search(scheme.group())
    is_inert = line.tail[-1:].isalnum() or not behind or behind.isspace() or scheme
    if end < limit and is_inert and not is_linked:
        return Step(end, line.keep(text[start:end]))
    return _put_foreign(line, text, start, final=final)


def _put_foreign(line: Line, text: str, start: int, *, final: bool) -> Step | Wait:
    limit = min(len(text), start + MAX_URL)
    is_escaped = line.kind == "plain"  # there a backslash stands before all punctuation
    pattern = ESCAPED_FOREIGN if is_escaped else FOREIGN_IN_ALT if line.kind == "alt" else FOREIGN
    run = pattern.match(text, start, limit).group()  # type: ignore[union-attr]
    if start + len(run) == limit and limit < start + MAX_URL and not final:
        return Wait(_SPACE)
    url = run[: find_url_end(run)] or run
    end, url = start + len(url), url.replace("\\", "") if is_escaped else url
    if url[0] == "@" and url[1:]:  # in code some renderers take it for a part of the mail address
        return Step(end, line.put("&#64;", "@") + line.put_code(url[1:]))
    return Step(end, line.put_code(url))


def _read_at(line: Line, text: str, start: int, *, final: bool) -> Step | Wait:
    limit = min(len(text), start + MAX_URL)
    domain = DOMAIN.match(text, start, limit)
    if not LOCAL_PART.search(line.tail):
        behind = text[start + 1 : start + 2]
        if not behind and not final:
            return Wait()
        return Step(start + 1, line.keep("@") if not behind or behind.isspace() else line.put("&#64;", "@"))
    end = domain.end() if domain else start + 1
    if end == limit and limit < start + MAX_URL and not final:
        return Wait()
    if domain and not final and len(text) < end + len("://") and limit < start + MAX_URL:
        return Wait()
    if ADDRESS_START.match(text, start + 1):
        return Step(start + 1, line.put_code("@"))
    if domain is None and text.startswith(("`", "&#96;"), start + 1):
        return Step(start + 1, line.put("&#64;", "@"))
    if domain is None and not final and "&#96;".startswith(text[start + 1 : start + 6]):
        return Wait()
    if domain is None and not MAIL_SCHEME.search(line.tail):
        behind = text[start + 1 : start + 2]
        return Step(start + 1, line.put_code("@") if behind.strip() else line.keep("@"))
    if domain is None:
        return _put_foreign(line, text, start, final=final)
    last = domain.group().rstrip(".").rpartition(".")[2]
    if MAIL_SCHEME.search(line.tail) or ("." in domain.group().rstrip(".") and not last[-1:].isdigit()):
        return _put_foreign(line, text, start, final=final)
    return Step(start + 1, line.keep("@"))


def _read_dot(line: Line, text: str, start: int, *, final: bool) -> Step | Wait:
    is_www = bool(WWW.search(line.tail))
    is_mail = is_www or bool(MAIL.search(line.tail))
    behind = text[start + 1 : start + 2]
    if not behind and not final:
        return Wait()
    if is_mail and (behind.isalnum() or (behind not in {"", "&"} and not behind.isspace() and not is_www)):
        return _put_foreign(line, text, start, final=final)
    if behind == "&":
        entity = ENTITY.match(text, start + 1)
        if entity is None and UNFINISHED_ENTITY.match(text, start + 1) and not final:
            return Wait()
        characters = decode(entity) if entity else None
        if is_mail and characters is not None:
            if _is_taken_out(characters):
                return Step(start + 1, line.put_code("."))
            if _may_go_on(characters, is_www=is_www):
                return _put_foreign(line, text, start, final=final)
    if is_www:
        return Step(start + 1, line.put_code("."))
    label = LETTERS.match(text, start + 1, start + 20)
    end = label.end() if label else start + 1
    if label and end == len(text) and end < start + 20 and not final:
        return Wait()
    behind = text[end : end + 1]
    is_tld = label is not None and label.group().lower() in TLDS and not behind.isdigit()
    if is_tld and line.tail[-1:].strip().strip("(`"):
        return Step(start + 1, line.put("&#46;", "."))
    return Step(start + 1, line.keep("."))


def _is_taken_out(characters: str) -> bool:
    """Whether nothing leaves of what an entity stands for, so that the address goes on behind it."""
    return not characters or (len(characters) > 1 and bool(set(characters) & PUNCTUATION))


def _may_go_on(characters: str, *, is_www: bool) -> bool:
    """Whether an address may go on with what an entity stands for: it leaves as itself, not as an entity."""
    first = characters[0]
    return first.isalnum() or (not is_www and not first.isspace() and (first in "/:@." or first not in PUNCTUATION))
