"""A file server on this computer that knows ranges, drops connections and fails on request."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Served:
    """What to serve and what was asked for.

    Args:
        content: the file.
        cut_after: the connection of each of the next requests ends after so many bytes.
        statuses: what the next requests are answered with instead.
        ranges: whether a part may be asked for.
        etag: proves that it is still the same file.
    """

    content: bytes
    cut_after: list[int] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    ranges: bool = True
    etag: str = '"one"'
    asked: list[str] = field(default_factory=list)
    url: str = ""


@contextmanager
def serve(served: Served) -> Iterator[Served]:
    """Answers on 127.0.0.1 until the block ends; ``/moved`` leads to the file."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "")
            served.asked.append(wanted)
            if self.path == "/moved":
                self.send_response(302)
                self.send_header("Location", "/file.bin")
                self.end_headers()
                return
            if served.statuses:
                self.send_error(served.statuses.pop(0))
                return
            start = self._start(wanted)
            if start > 0 and start >= len(served.content):
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{len(served.content)}")
                self.end_headers()
                return
            body = served.content[start:]
            self.send_response(206 if start else 200)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", served.etag)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(served.content) - 1}/{len(served.content)}")
            self.end_headers()
            self.wfile.write(body[: served.cut_after.pop(0)] if served.cut_after else body)

        def _start(self, wanted: str) -> int:
            same = self.headers.get("If-Range", served.etag) == served.etag
            return int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and served.ranges and same else 0

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        served.url = f"http://127.0.0.1:{server.server_port}/file.bin"
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
