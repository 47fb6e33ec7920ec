"""What comes back for requests that are broken on the wire is read rightly."""

import pytest

from tests.scan.sockets import CASES, statuses, wrong

GOOD = b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"


def test_every_answer_in_what_came_back_counts():
    assert statuses(GOOD + b"HTTP/1.1 200 OK\r\n\r\nHTTP is a word") == [400, 200]
    assert statuses(b"") == []
    assert len(CASES) > 40


@pytest.mark.parametrize(
    ("name", "found", "told"),
    [
        ("no host", GOOD, []),
        ("no host", b"", []),
        ("no host", b"HTTP/1.1 502 Bad Gateway\r\n\r\n", ["no host: status 502"]),
        ("steps up", b"HTTP/1.1 200 OK\r\n\r\nroot:x:0:0", ["steps up: tells or leads where it should not"]),
        (
            "two slashes",
            b"HTTP/1.1 301 Moved\r\nLocation: //evil.example/missions/\r\n\r\n",
            ["two slashes: tells or leads where it should not"],
        ),
        (
            "two lengths",
            GOOD + b"HTTP/1.1 404 Not Found\r\n\r\n",
            ["two lengths: two requests were read where one was sent: [400, 404]"],
        ),
    ],
)
def test_what_should_not_have_come_back_is_found(name: str, found: bytes, told: list[str]):
    assert list(wrong(name, found)) == told
