# ruff: noqa: E501 - what goes over the wire is read in one line
"""What no client would send: requests broken on the wire, two in one, too long, too slow."""

import socket
import time
from collections.abc import Iterator
from contextlib import suppress

CASES: dict[str, bytes] = {
    "nothing": b"\r\n\r\n",
    "no version": b"GET /\r\n\r\n",
    "old version": b"GET / HTTP/0.9\r\n\r\n",
    "another version": b"GET / HTTP/9.9\r\nHost: HOST\r\n\r\n",
    "no host": b"GET /healthz HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /healthz HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\n\r\n",
    "another host": b"GET /account/login/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "host with a path": b"GET /account/login/ HTTP/1.1\r\nHost: HOST/evil\r\n\r\n",
    "whole address": b"GET http://evil.example/account/login/ HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "line breaks in the address": b"GET /x\r\nX-Evil: 1 HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "nothing in the address": b"GET /\x00 HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "bytes in the address": b"GET /\xff\xfe HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "steps up": b"GET /static/../../../../etc/passwd HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "coded steps up": b"GET /static/%2e%2e/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "coded twice": b"GET /static/%252e%252e%252fetc%252fpasswd HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "backslashes": b"GET /static/..\\..\\..\\etc\\passwd HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "two slashes": b"GET //evil.example/missions HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "half an escape": b"GET /missions/%zz%f HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "head without a name": b"GET /healthz HTTP/1.1\r\nHost: HOST\r\n: x\r\n\r\n",
    "head with a space": b"GET /healthz HTTP/1.1\r\nHost: HOST\r\nX-A : x\r\n\r\n",
    "folded head": b"GET /healthz HTTP/1.1\r\nHost: HOST\r\nX-A: x\r\n y\r\n\r\n",
    "bare line ends": b"GET /healthz HTTP/1.1\nHost: HOST\n\n",
    "nothing in a head": b"GET /healthz HTTP/1.1\r\nHost: HOST\r\nX-A: \x00\r\n\r\n",
    "bytes in a head": b"GET /healthz HTTP/1.1\r\nHost: HOST\r\nCookie: \xff\xfe=\x80\r\nAccept-Language: \xff\r\n\r\n",
    "long address": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "long head": b"GET /healthz HTTP/1.1\r\nHost: HOST\r\nX-A: " + b"a" * 1_000_000 + b"\r\n\r\n",
    "many heads": b"GET /healthz HTTP/1.1\r\nHost: HOST\r\n" + b"X-A: a\r\n" * 5_000 + b"\r\n",
    "long cookie": b"GET /account/login/ HTTP/1.1\r\nHost: HOST\r\nCookie: sessionid="
    + b"a" * 60_000
    + b"\r\n\r\n",
    "length and chunks": (
        b"POST /language/ HTTP/1.1\r\nHost: HOST\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: HOST\r\n\r\n"
    ),
    "two lengths": (
        b"POST /language/ HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\n"
        b"GET /smuggled HTTP/1.1\r\nHost: HOST\r\n\r\n"
    ),
    "chunks of another kind": (
        b"POST /language/ HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: xchunked\r\nContent-Length: 4\r\n\r\nabcd"
    ),
    "hidden chunks": (
        b"POST /language/ HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding\x0b: chunked\r\nContent-Length: 3\r\n\r\n"
        b"0\r\nGET /smuggled HTTP/1.1\r\nHost: HOST\r\n\r\n"
    ),
    "length under nothing": b"POST /language/ HTTP/1.1\r\nHost: HOST\r\nContent-Length: -1\r\n\r\n",
    "length of words": b"POST /language/ HTTP/1.1\r\nHost: HOST\r\nContent-Length: many\r\n\r\n",
    "length over all": b"POST /language/ HTTP/1.1\r\nHost: HOST\r\nContent-Length: 99999999999999999999\r\n\r\nx",
    "chunk over all": (
        b"POST /language/ HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nx\r\n"
    ),
    "chunk of no size": b"POST /language/ HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n",
    "half a body": (
        b"POST /account/login/ HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5000\r\n"
        b'Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\nContent-Disposition: form-data; name="a'
    ),
    "form without a boundary": (
        b"POST /account/login/ HTTP/1.1\r\nHost: HOST\r\nContent-Length: 4\r\n"
        b"Content-Type: multipart/form-data\r\n\r\nabcd"
    ),
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00" * 50,
    "another protocol": b"GET /missions/ HTTP/1.1\r\nHost: HOST\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    "tunnel": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
    "forwarded": (
        b"GET /account/login/ HTTP/1.1\r\nHost: HOST\r\nX-Forwarded-Host: evil.example\r\n"
        b"X-Forwarded-Proto: gopher\r\nX-Forwarded-For: \xff, 1\r\nX-Original-URL: /missions/\r\n\r\n"
    ),
    "random": bytes((number * 167 + 13) % 256 for number in range(4096)),
}


def said(host: str, port: int, sent: bytes, *, wait: float = 3) -> bytes:
    """Send this and give what comes back until the server closes, or goes on waiting."""
    found = b""
    with suppress(OSError), socket.create_connection((host, port), timeout=wait) as line:
        with suppress(OSError):
            line.sendall(sent.replace(b"HOST", f"{host}:{port}".encode()))
        while piece := line.recv(65_536):
            found += piece
    return found


def statuses(found: bytes) -> list[int]:
    """The statuses of all answers in what came back."""
    told = [line.split(b" ", 2)[1] for line in found.split(b"\r\n") if line.startswith(b"HTTP/1.")]
    return [int(each) for each in told if each.isdigit()]


def wrong(name: str, found: bytes) -> Iterator[str]:
    """What should not have come back."""
    answers = statuses(found)
    yield from (f"{name}: status {status}" for status in answers if status >= 500)
    if b"/smuggled" in found or (404 in answers and b"/smuggled" in CASES.get(name, b"")):
        yield f"{name}: two requests were read where one was sent: {answers}"
    leads = any(
        b"//evil.example" in line for line in found.split(b"\r\n") if line.lower().startswith(b"location:")
    )
    if leads or b"root:x:0:" in found or b"Traceback" in found:
        yield f"{name}: tells or leads where it should not"


def slow(host: str, port: int, *, lines: int, seconds: float) -> list[socket.socket]:
    """Open so many connections that send a letter now and then and never end; gives them to be closed."""
    found = []
    head = f"POST /account/login/ HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: 100000\r\n\r\n"
    for _each in range(lines):
        with suppress(OSError):
            line = socket.create_connection((host, port), timeout=3)
            line.sendall(head.encode())
            found.append(line)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for line in found:
            with suppress(OSError):
                line.sendall(b"a")
        time.sleep(0.5)
    return found
