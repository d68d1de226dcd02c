"""How viewers write a name in an address: each has rules of its own."""

import re
import unicodedata

_WORD = re.compile(r"\d+(?:st|nd|rd|th)(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_A-Za-z]+")
_APOSTROPHE = re.compile("['’]")
_MARKS = re.compile("[\u0300-\u036f]")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
)
_SIGNS = str.maketrans({"&": "and", "%": "percent", "$": "dollar", "<": "less", ">": "greater", "|": "or"})
_NOT_IN_REDOC = re.compile(r"[^A-Za-z0-9_\s*+~.()'\"!:@-]")
_BETWEEN_WORDS = re.compile(r"[\s-]+")
_IN_STOPLIGHT = re.compile(r"[/{}\s]")


def create_kebab_case(name: str) -> str:
    """`get-pet-2` for `getPet2`, as lodash writes it, and so docusaurus-openapi-docs."""
    return "-".join(_WORD.findall(_APOSTROPHE.sub("", _fold(name)))).lower()


def create_redoc_slug(name: str) -> str:
    """`Hats-and-Boots` for `Hats & Boots`; a name in letters that are not Latin keeps them."""
    latin = _NOT_IN_REDOC.sub("", _fold(name).translate(_SIGNS)).strip()
    return _BETWEEN_WORDS.sub("-", latin or name.replace("&", "-and-").strip())


def create_stoplight_slug(path: str) -> str:
    """`pets-id` for `/pets/{id}`: only the first of several hyphens that stand together are made one."""
    return re.sub("-{2,}", "-", _IN_STOPLIGHT.sub("-", path), count=1).removeprefix("-").removesuffix("-")


def _fold(name: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFD", name.translate(_LETTERS)))
