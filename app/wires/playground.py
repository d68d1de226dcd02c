"""LangServe's playground: only the files that it has, and a policy that lets no foreign script run."""

import re
from base64 import b64encode
from collections.abc import Callable, Coroutine
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_FOLDERS = ("playground", "chat_playground")


class PlaygroundRoute(APIRoute):
    """LangServe's routes; those of the playground answer 404 for what it has not and carry a CSP.

    LangServe itself opens whatever path it is given below its folder: a folder or a name with a NUL is a 500.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the handler of the playground's files."""
        handle = super().get_route_handler()
        if not self.path.endswith("/playground/{file_path:path}"):
            return handle
        known = _list_files()

        async def handle_file(request: Request) -> Response:
            file = request.path_params["file_path"]
            if file and file not in known:
                raise HTTPException(404, "The playground has no such file.")
            response = await handle(request)
            response.headers["Content-Security-Policy"] = create_policy(response)
            return response

        return handle_file


def create_policy(page: Response, *, script: str = "'unsafe-eval'") -> str:
    """The policy of a page of this server, whose own inline scripts are named by their hashes.

    The playground's form library compiles its checks, which wants `'unsafe-eval'`.
    """
    hashes = (b64encode(sha256(text).digest()).decode() for text in _INLINE_SCRIPT.findall(bytes(page.body)))
    scripts = " ".join(["'self'", *(f"'sha256-{digest}'" for digest in hashes), script]).strip()
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
        "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _list_files() -> frozenset[str]:
    folders = (Path(str(files("langserve"))) / name / "dist" for name in _FOLDERS)
    return frozenset(
        path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*") if path.is_file()
    )
