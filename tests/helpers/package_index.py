"""A package index on this computer: a folder for each build, pages as PEP 503 has them, files with ranges."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from packaging.utils import canonicalize_name


@dataclass
class PackageIndex:
    """What it was asked for.

    Args:
        url: of the folder that holds one folder of wheels for each build.
        ranges: for each file that was fetched: its name and the range that was asked for, empty for all of it.
    """

    url: str = ""
    ranges: list[tuple[str, str]] = field(default_factory=list)


@contextmanager
def serve_index(root: Path) -> Iterator[PackageIndex]:
    """Serves ``root/BUILD/*.whl`` as the index ``url/BUILD`` until the block ends."""
    index = PackageIndex()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def do_GET(self) -> None:
            self._answer(with_body=True)

        def _answer(self, *, with_body: bool) -> None:
            path = root / self.path.strip("/")
            start = 0
            if path.suffix == ".whl" and path.is_file():
                body, kind = path.read_bytes(), "application/octet-stream"
                if with_body:
                    wanted = self.headers.get("Range", "")
                    index.ranges.append((path.name, wanted))
                    start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
            else:
                body, kind = self._page(path.parent, path.name).encode(), "text/html"
            if not body:
                self.send_error(404)
                return
            self.send_response(206 if start else 200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body) - start))
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
            self.end_headers()
            if with_body:
                with suppress(ConnectionError):  # whoever asked has stopped
                    self.wfile.write(body[start:])

        def _page(self, folder: Path, name: str) -> str:
            wheels = [path for path in folder.glob("*.whl") if canonicalize_name(path.name.split("-")[0]) == name]
            return "".join(
                f'<a href="/{path.relative_to(root).as_posix()}#sha256={_hash(path)}">{path.name}</a>\n'
                for path in wheels
            )

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        index.url = f"http://127.0.0.1:{server.server_port}"
        yield index
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
