"""The mailbox of answers, read from a stand-in for a mail server that speaks as much IMAP as is needed."""

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import DataError, OperationalError
from structlog.testing import capture_logs

from legation.kernel.mailbox import NoMailbox, read_unseen


@dataclass
class Box:
    """Mails by their number, and which of them were read."""

    mails: dict[int, bytes]
    seen: set[int] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    address: str = ""


class Speaker(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        box: Box = self.server.box  # type: ignore[attr-defined]
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, _space, asked = line.decode().strip().partition(" ")
            box.said.append(asked)
            words = asked.upper().split()
            if not self.answer(box, tag, asked, words):
                return

    def answer(self, box: Box, tag: str, asked: str, words: list[str]) -> bool:
        if words[0] == "LOGIN" and "wrong" in asked:
            self.say(f"{tag} NO that is not the password")
        elif words[0] == "SELECT" and "INBOX" not in words[1]:
            self.say(f"{tag} NO there is no such folder")
        elif words[:2] == ["UID", "SEARCH"]:
            self.say("* SEARCH " + " ".join(str(key) for key in box.mails if key not in box.seen))
            self.say(f"{tag} OK done")
        elif words[:2] == ["UID", "FETCH"]:
            data = box.mails[int(words[2])]
            self.wfile.write(b"* 1 FETCH (UID %d BODY[] {%d}\r\n%b)\r\n" % (int(words[2]), len(data), data))
            self.say(f"{tag} OK done")
        elif words[:2] == ["UID", "STORE"]:
            box.seen.add(int(words[2]))
            self.say(f"{tag} OK done")
        else:
            replies = {"CAPABILITY": "* CAPABILITY IMAP4rev1", "SELECT": "* 2 EXISTS", "LOGOUT": "* BYE"}
            if words[0] in replies:
                self.say(replies[words[0]])
            self.say(f"{tag} OK done")
        return words[0] != "LOGOUT"

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def box() -> Iterator[Box]:
    held = Box({3: b"Subject: one\r\n\r\nfirst", 7: b"Subject: two\r\n\r\nsecond"})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Speaker) as server:
        server.daemon_threads = True
        server.box = held  # type: ignore[attr-defined]
        held.address = f"imap://calendar:secret@127.0.0.1:{server.server_address[1]}/INBOX"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield held
        server.shutdown()
        thread.join()


def test_each_unread_mail_is_taken_once(box: Box) -> None:
    taken: list[bytes] = []
    assert read_unseen(box.address, taken.append) == 2
    assert (taken, box.seen) == (list(box.mails.values()), {3, 7})
    assert read_unseen(box.address, taken.append) == 0
    box.mails[9] = b"Subject: three\r\n\r\nthird"
    assert read_unseen(box.address, taken.append) == 1
    assert taken[-1] == box.mails[9]


def test_a_mail_that_cannot_be_taken_is_put_aside_and_keeps_none_waiting(box: Box) -> None:
    taken: list[bytes] = []

    def take(data: bytes) -> None:
        if data.endswith(b"first"):
            raise DataError("first")
        taken.append(data)

    with capture_logs() as logs:
        assert read_unseen(box.address, take) == 1
    assert (taken, box.seen) == ([box.mails[7]], {3, 7})
    assert [line for line in box.said if "STORE" in line] == [
        r"UID STORE 3 +FLAGS (\Seen \Flagged)",
        r"UID STORE 7 +FLAGS (\Seen)",
    ]
    assert logs == [{"event": "mail_not_taken", "log_level": "warning", "mail": "3", "error": "DataError"}]


def test_mail_stays_unread_while_the_database_is_away(box: Box) -> None:
    def take(data: bytes) -> None:
        if data.endswith(b"second"):
            raise OperationalError

    with pytest.raises(OperationalError):
        read_unseen(box.address, take)
    assert box.seen == {3}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("secret", "wrong"), "that is not the password"),
        (("INBOX", "Elsewhere"), "no folder Elsewhere"),
        (("imap://", "pop3://"), "the address begins with imaps:// or imap:// and names a host"),
    ],
)
def test_a_mailbox_that_cannot_be_read_says_why_and_not_the_password(box: Box, change: Any, why: str) -> None:
    with pytest.raises(NoMailbox) as refused:
        read_unseen(box.address.replace(*change), lambda _data: None)
    assert str(refused.value).startswith(why)
    assert "secret" not in str(refused.value)


def test_a_server_that_does_not_answer_is_no_mailbox() -> None:
    with pytest.raises(NoMailbox):
        read_unseen("imap://a:b@127.0.0.1:1/INBOX", lambda _data: None)
