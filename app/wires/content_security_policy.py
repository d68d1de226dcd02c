"""The Content-Security-Policy of pages that this server itself shows."""

import re
from base64 import b64encode
from hashlib import sha256

from fastapi import Response

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def create_policy(page: Response, *, script: str = "") -> str:
    """Let no foreign script run: the page's own inline scripts are named by their hashes.

    `script` is a further source of scripts, such as `'unsafe-eval'`.
    """
    hashes = (b64encode(sha256(text).digest()).decode() for text in _INLINE_SCRIPT.findall(bytes(page.body)))
    scripts = " ".join(["'self'", *(f"'sha256-{digest}'" for digest in hashes), script]).strip()
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
        "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
