"""As much of an S3 store as backups use, in memory: objects, a list of them, uploads in parts."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit


class Store(ThreadingHTTPServer):
    objects: dict[str, bytes]
    parts: dict[str, dict[int, bytes]]


class Handler(BaseHTTPRequestHandler):
    server: Store
    protocol_version = "HTTP/1.1"

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), "ETag": '"x"', **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _asked(self) -> tuple[str, dict[str, list[str]], bytes]:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        key = unquote(parts.path).lstrip("/").partition("/")[2]
        return key, parse_qs(parts.query, keep_blank_values=True), body

    def do_GET(self) -> None:
        key, query, _body = self._asked()
        if "list-type" in query:
            rows = "".join(
                f"<Contents><Key>{name}</Key><Size>{len(data)}</Size><ETag>x</ETag>"
                "<LastModified>2024-04-13T08:00:00.000Z</LastModified></Contents>"
                for name, data in sorted(self.server.objects.items())
                if name.startswith(query.get("prefix", [""])[0])
            )
            body = f"<ListBucketResult><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>"
            self._answer(200, body.encode())
        elif key in self.server.objects:
            changed = "Sat, 13 Apr 2024 08:00:00 GMT"
            self._answer(200, self.server.objects[key], **{"Last-Modified": changed})
        else:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_PUT(self) -> None:
        key, query, body = self._asked()
        if "partNumber" in query:
            self.server.parts.setdefault(key, {})[int(query["partNumber"][0])] = body
        else:
            self.server.objects[key] = body
        self._answer(200)

    def do_POST(self) -> None:
        key, query, body = self._asked()
        if "delete" in query:
            gone = re.findall("<Key>(.*?)</Key>", body.decode())
            for name in gone:
                self.server.objects.pop(name, None)
            rows = "".join(f"<Deleted><Key>{name}</Key></Deleted>" for name in gone)
            self._answer(200, f"<DeleteResult>{rows}</DeleteResult>".encode())
        elif "uploads" in query:
            told = "<UploadId>1</UploadId>"
            self._answer(
                200, f"<InitiateMultipartUploadResult>{told}</InitiateMultipartUploadResult>".encode()
            )
        else:
            parts = self.server.parts.pop(key)
            self.server.objects[key] = b"".join(parts[number] for number in sorted(parts))
            told = "<ETag>x</ETag>"
            self._answer(
                200, f"<CompleteMultipartUploadResult>{told}</CompleteMultipartUploadResult>".encode()
            )

    def log_message(self, *_told: object) -> None:
        pass


@contextmanager
def store() -> Iterator[tuple[Store, str]]:
    """A store and its address."""
    server = Store(("127.0.0.1", 0), Handler)
    server.objects, server.parts = {}, {}
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
