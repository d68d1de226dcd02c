"""The licences of what askdocs installs: which are permissive, and which are not and why they are there."""

import re
from email.message import Message
from importlib.metadata import metadata
from typing import cast

from release.commands import ROOT

LOCKS = ("runtime", "extras", "image", "all")
PERMISSIVE = re.compile(
    r"MIT(-0| License)?|Apache(-2\.0| Software License| 2\.0)?|(3-Clause )?BSD(-[23]-Clause| License)?|0BSD"
    r"|ISC( License \(ISCL\))?|PSF-2\.0|Python Software Foundation License|Zlib|CC0-1\.0|Unicode-3\.0"
)
TOLD_ELSEWHERE = {
    "async-timeout": "Apache-2.0",  # for Python before 3.11.3
    "colorama": "BSD-3-Clause",  # for Windows
    "httpx-aiohttp": "BSD-3-Clause",  # its metadata hold the text
    "httpx2-jsfetch": "BSD-3-Clause",  # for browsers
    "openai-chatkit": "Apache-2.0",  # its metadata tell none, its LICENSE does
    "pywin32": "PSF-2.0",  # for Windows
    "tzdata": "Apache-2.0",  # for Windows
}
"""Packages of other systems, which are not installed here, and those whose metadata do not say it in short."""
NOT_PERMISSIVE = {
    "certifi": "Mozilla Public License 2.0 (MPL 2.0)",
    "langserve": "Other/Proprietary License",
    "orjson": "MPL-2.0 AND (Apache-2.0 OR MIT)",
    "psycopg": "LGPL-3.0-only",
    "psycopg-binary": "LGPL-3.0-only",
}
"""With what their metadata say, so that a new licence is noticed."""
LANGSERVE = "LangServe License"
"""Its own, which no list of licences knows: no hosted service that offers LangServe's features."""


def list_packages() -> list[str]:
    """The names of all packages that some lock installs."""
    texts = [(ROOT / "requirements" / f"{name}.lock").read_text() for name in LOCKS]
    return sorted({name.lower() for text in texts for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)})


def find_licence(package: str) -> str:
    """What an installed package's metadata say, in the newest of three ways."""
    told = cast("Message", metadata(package))  # what it is, and what its type does not say
    classifiers = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier", []) if one.startswith("License")]
    free = (told.get("License") or "").strip()
    return told.get("License-Expression") or " AND ".join(classifiers) or free.partition("\n")[0]
