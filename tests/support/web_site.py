"""A small web site on loopback, whose every answer a test decides."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What is sent. `parts` are sent one after another by the test's own generator; `length` lies about the size."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    parts: Callable[[], Iterator[bytes]] | None = None
    length: int | None = None


@dataclass
class WebSite:
    """Answers by path; `fallback` for all others. `asked` counts requests, `answered` statuses."""

    origin: str
    answers: dict[str, Answer | Callable[[int], Answer]] = field(default_factory=dict)
    fallback: Answer = field(default_factory=lambda: Answer(b"<h1>Not found</h1>", 404, {"Content-Type": "text/html"}))
    asked: Counter[str] = field(default_factory=Counter)
    answered: Counter[int] = field(default_factory=Counter)
    wants: dict[str, str] = field(default_factory=dict)
    """Headers without which everything is answered 401; `opened` are the paths that were asked for with them."""
    opened: set[str] = field(default_factory=set)

    def add_page(self, path: str, body: str, *, head: str = "", **headers: str) -> None:
        """A page of HTML; keyword arguments are headers, `_` for `-`."""
        html = (
            f"<!doctype html><html lang=en><head><title>T</title>{head}</head><body><main>{body}</main></body></html>"
        )
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(html.encode(), headers={"Content-Type": "text/html"} | named)

    def add_sitemap(self, *paths: str, at: str = "/sitemap.xml") -> None:
        """A sitemap of paths, or of whole addresses."""
        urls = "".join(
            f"<url><loc>{path if path.startswith('http') else self.origin + path}</loc></url>" for path in paths
        )
        self.answers[at] = Answer(f'<?xml version="1.0"?><urlset xmlns="x">{urls}</urlset>'.encode())

    def redirect(self, path: str, target: str) -> None:
        """A path that leads elsewhere."""
        self.answers[path] = Answer(status=302, headers={"Location": target})

    def find(self, path: str, headers: Mapping[str, str]) -> Answer:
        """The answer to a request."""
        self.asked[path] += 1
        etag = headers.get("If-None-Match", "")
        answer = self.answers.get(path, self.fallback)
        if any(headers.get(name) != value for name, value in self.wants.items()):
            answer = Answer(status=401)
        elif self.wants:
            self.opened.add(path)
        if not isinstance(answer, Answer):
            answer = answer(self.asked[path])
        if etag and answer.headers.get("ETag") == etag:
            answer = Answer(status=304, headers=answer.headers)
        self.answered[answer.status] += 1
        return answer


@contextmanager
def serving_site() -> Iterator[WebSite]:
    """An empty site on a free port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        site = WebSite(f"http://127.0.0.1:{server.server_port}")
        server.site = site  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield site
        server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        answer = self.server.site.find(self.path, self.headers)  # type: ignore[attr-defined]
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.parts:
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(len(answer.body) if answer.length is None else answer.length))
        self.end_headers()
        self.close_connection = bool(answer.parts) or answer.length is not None
        try:
            for part in answer.parts() if answer.parts else [answer.body]:
                self.wfile.write(part)
                self.wfile.flush()
        except OSError:
            self.close_connection = True  # the reader has gone, as it should

    def log_message(self, *_: object) -> None:
        """Nothing."""
