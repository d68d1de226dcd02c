"""`GET /health` and `GET /metrics` of a process that serves nothing else."""

import hmac
import ipaddress
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from prometheus_client.exposition import CONTENT_TYPE_LATEST

from app.observability.metrics import format_metrics
from chains.errors import UsageError

_SECONDS = 5.0


@contextmanager
def serving_probes(host: str, port: int, *, is_alive: Callable[[], bool], token: str) -> Iterator[int]:
    """Within the block, answer on the port, in a thread; it is given, for 0 is any free one.

    `/metrics` wants the developer's token, as that of the service does; without one, it is for this machine alone.

    Raises:
        UsageError: the port cannot be had.
    """

    class Handler(BaseHTTPRequestHandler):
        timeout = _SECONDS
        server_version, sys_version = "askdocs", ""

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path == "/health":
                lives = is_alive()
                status = HTTPStatus.OK if lives else HTTPStatus.SERVICE_UNAVAILABLE
                self._send(status, b'{"status":"ok"}' if lives else b'{"status":"hangs"}', "application/json")
            elif path == "/metrics" and self._is_developer():
                self._send(HTTPStatus.OK, format_metrics(), CONTENT_TYPE_LATEST)
            else:
                self._send(HTTPStatus.NOT_FOUND, b"This port has GET /health and GET /metrics.\n", "text/plain")

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the library's name
            """Probes come every few seconds."""

        def _is_developer(self) -> bool:
            given = self.headers.get("authorization", "").encode("latin-1", "replace")
            if token:
                return hmac.compare_digest(given, f"Bearer {token}".encode())
            return ipaddress.ip_address(self.client_address[0]).is_loopback

        def _send(self, status: HTTPStatus, body: bytes, media_type: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    try:
        server = ThreadingHTTPServer((host, port), Handler)
    except OSError as error:
        raise UsageError(
            f"{host}:{port} cannot be listened on ({error.strerror or error}). Choose another --health-port, or mend "
            "SERVER_HOST."
        ) from error
    thread = Thread(target=server.serve_forever, name="probes", daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
