"""A real HTTP server on a free port of this machine, whose answers a test sets by path."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What the server says at a path; `cut` sends less than it promises, `slow` waits before the body."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    slow: float = 0.0


class FeedServer:
    """Answers by path: one for all requests, or a list of which the last is repeated. Keeps what was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.ended = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                listed = server.answers.get(self.path, [Answer(status=404)])
                answer = listed.pop(0) if len(listed) > 1 else listed[0]
                etag = answer.headers.get("ETag")
                if etag and self.headers.get("If-None-Match") == etag:
                    answer = Answer(status=304)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                if answer.status != 304:
                    self.send_header("Content-Length", str(len(answer.body) + 100 * answer.cut))
                self.send_header("Connection", "close")
                self.end_headers()
                server.ended.wait(answer.slow)
                self.wfile.write(answer.body)
                self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.base = f"http://127.0.0.1:{self._http.server_address[1]}"
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def url(self, path: str) -> str:
        return self.base + path

    def set(self, path: str, *answers: Answer) -> str:
        """Sets the answers at the path and gives its address."""
        self.answers[path] = list(answers)
        return self.url(path)

    def close(self) -> None:
        self.ended.set()
        self._http.shutdown()
        self._http.server_close()


@contextmanager
def feed_server() -> Iterator[FeedServer]:
    server = FeedServer()
    try:
        yield server
    finally:
        server.close()


def entry(number: int, text: str, *, day: str = "12") -> str:
    """An RSS item of an invented agency."""
    date = f"Sun, {day} Jan 2025 06:0{number % 10}:00 GMT"
    return (
        f"<item><guid>urn:harbour:{number}</guid><title>River rises, part {number}</title>"
        f"<link>https://harbour-wire.example/{number}</link><pubDate>{date}</pubDate>"
        f"<description>TOLVIK, Jan {day} (Harbour Wire) - {text}</description></item>"
    )


def rss(*entries: str) -> bytes:
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Harbour Wire</title>'
    return f"{head}{''.join(entries)}</channel></rss>".encode()


def wait_until(condition, *, longest: float) -> bool:
    """Whether the condition came true in time."""
    end = time.monotonic() + longest
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False
