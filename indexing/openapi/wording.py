"""Operations in readers' words: a short name for each, and the verbs by which readers may ask for it."""

import re
from collections.abc import Callable, Iterable, Iterator

_MAX_NAME_CHARACTERS = 100
"""A longer summary is a text and no name: GitHub's webhooks have whole paragraphs for theirs."""
_SENTENCE_ENDS = re.compile(r"[.!?]\s+(?=\S)|\]\(|\n")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_VERBS = """
get: retrieve, fetch, read, show
retrieve, fetch: get, read, show
read, show, view, describe, return: get, fetch
list: get all, show all
browse: list, look at
create: add, make, new
generate: create, make
insert, append: add, create
add: create
make: create
register: sign up
update: change, edit, modify
modify, edit, patch, change: update, change, edit, modify
replace: change, overwrite
set: change, configure
configure: set up, change
rename: change the name
save, store, write: save, store, write
delete: remove
remove, unset: delete, remove
destroy, erase, purge, discard: delete, remove
clear, empty: delete all, remove all, reset
reset: clear, restore
search: find, look for
find, lookup, query: search, find, look for
filter: find
count: how many, number of
compare: difference between
calculate, compute, estimate: how much, calculate, estimate
login, signin, authenticate: log in, sign in
logout, signout: log out, sign out
signup: sign up, register
authorize, grant, permit: allow, give
enable, activate: turn on, switch on, enable, activate
disable, deactivate: turn off, switch off, disable, deactivate
cancel, abort: stop, cancel, abort
stop, end, terminate: stop, end, cancel
void: cancel, undo, refund
start, launch: run, start, begin
run, execute, invoke: start, run, execute
dispatch: trigger, start
trigger: start, run
pause, suspend: stop, pause, hold
resume: continue, go on
retry, rerun, redeliver, resend: again, repeat, retry
restart: start again
complete, finish: finish, done
check: test whether
verify: check
validate: check, verify, correct
test: try, check
accept, approve: accept, approve, confirm, allow
reject, decline, deny, dismiss: refuse, reject, decline
duplicate, clone: copy, duplicate, clone
copy: duplicate, clone
archive: close
restore, recover, undelete: bring back, undo, recover, restore
revoke: take back, withdraw
rotate, renew, refresh, regenerate: renew, replace, new
upload: send
download: save, get
export: download, save
import: upload, load
send, submit, post: send, submit
publish, release: make public, publish, release
subscribe: watch, follow, get notified
unsubscribe, unfollow, unwatch: no longer watch, no longer follow, stop
track: follow, where is
connect, link, attach: add, connect, link, join
disconnect, unlink, detach: remove, disconnect, unlink
assign: give, add
unassign: take away, remove
invite: add, ask
join: enter
leave: quit, exit
move, transfer: move, transfer, hand over
merge: combine
sync, synchronize: synchronize, refresh
parse, recognize, extract: read, find out, extract
purchase, buy: buy, order, pay
pay, charge: pay, charge, take money
refund: give money back
block, ban: block, ban, lock out
"""
"""Verbs of interfaces, and what readers say for them."""
_NOUNS = """
webhook, hook: get notified, be told when something happens
me, whoami, self: who am I, logged in as, my account
health, healthz, ping, heartbeat: is it alive, up and running
error, failure: what went wrong, problems
cost, spending: money, how much was paid
usage: how much was used
tracking: where is it
member: people
"""
"""What stands at the end of a path, and what readers say for it."""
_LOGS = {("log", "in"): "login", ("log", "out"): "logout", ("sign", "in"): "signin", ("sign", "out"): "signout"}
_JOINTS = ("and", "or")
_WORDS_OF_METHODS = {"delete": ("remove",), "patch": ("change", "update", "edit")}
"""Where a name has no verb that is known, the method says as much; what POST and PUT do, it does not say."""
_RUNNING = frozenset("batch build call deployment evaluation execution job run scan session task workflow".split())  # noqa: SIM905 - as above
_BEGIN = ("start", "run")
"""What readers do with such things, where an interface creates them."""


def choose_name(summary: str, operation_id: str, path: str) -> str:
    """The summary, where it is short enough for a name; else the id, where it says more than the path. May be empty."""
    summary = summary.strip()
    is_text = len(summary) > _MAX_NAME_CHARACTERS or _SENTENCE_ENDS.search(summary)
    if summary and not is_text:
        return " ".join(summary.split())
    return operation_id if _split(operation_id) != _split(path) else ""


def list_other_words(name: str, operation_id: str, method: str = "", path: str = "") -> list[str]:
    """What readers may say for an operation.

    The words of its id, where it has no name in words; other verbs; other words for what its path ends with.
    """
    said = _split(name.replace("/", " or ")) if " " in name else []
    called = _split(operation_id)
    told = [" ".join(called)] if len(called) > 1 and not said else []
    verbs = [*_list_verbs(said), *_list_verbs(called)] or _WORDS_OF_METHODS.get(method, ())
    nouns = _READERS_NOUNS.get(path.rstrip("/").rpartition("/")[2].lower(), ())
    return [word for word in dict.fromkeys([*told, *verbs, *nouns]) if word not in said]


def _list_verbs(words: list[str]) -> Iterator[str]:
    """Other words for the verb: the first word, or the second one behind a group's name, as in `issues/create`."""
    first = _LOGS.get((words[0], words[1]), words[0]) if len(words) > 1 else "".join(words)
    for place, verb in enumerate((first, *words[1:2])):
        if verb in _WORDS_OF:
            yield from _WORDS_OF[verb]
            joint, second, *_ = *words[place + 1 : place + 3], "", ""
            yield from _WORDS_OF.get(second, ()) if joint in _JOINTS else ()
            is_begun = "add" in _WORDS_OF[verb] and not _RUNNING.isdisjoint(map(_strip_plural, words))
            yield from _BEGIN if is_begun else ()
            return


def _split(name: str) -> list[str]:
    """The words of a name in any style: `getPetById`, `get_pet`, `pets/get-by-id`."""
    return [part.lower() for part in _PART.findall(name)]


def _strip_plural(word: str) -> str:
    return word.removesuffix("es") if word.endswith("ches") else word.removesuffix("s")


def _list_forms(verb: str) -> Iterator[str]:
    """`delete`, `deletes` and `deleting`; what is no word is none that anybody writes."""
    stem = verb.removesuffix("e")
    yield from (verb, f"{verb}s", f"{verb}es", f"{verb.removesuffix('y')}ies")
    yield from (f"{stem}ing", f"{verb}{verb[-1]}ing")


def _load_words(table: str, list_forms: Callable[[str], Iterable[str]]) -> dict[str, tuple[str, ...]]:
    words_of: dict[str, tuple[str, ...]] = {}
    for line in table.split("\n"):
        names, _, words = line.partition(": ")
        for name in filter(None, names.split(", ")):
            others = tuple(word for word in words.split(", ") if word != name)
            words_of |= dict.fromkeys(list_forms(name), others)
    return words_of


_WORDS_OF = _load_words(_VERBS, _list_forms)
_READERS_NOUNS = _load_words(_NOUNS, lambda noun: (noun, f"{noun}s"))
