"""Mail through a provider's own interface, against a stand-in for one."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import override_settings

from legation.config.environment import Environment
from legation.kernel import outbox
from legation.kernel.choices import LetterKind
from legation.kernel.models import Letter
from legation.kernel.outbox import Address
from legation.kernel.postman import send_due

NOON = datetime(2024, 4, 15, 12, tzinfo=UTC)


@pytest.fixture
def provider() -> Iterator[dict[str, Any]]:
    told: dict[str, Any] = {"status": 200, "came": []}

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told["came"].append((self.path, self.headers["X-Postmark-Server-Token"], body))
            answer = json.dumps(
                {"ErrorCode": 0, "Message": "OK", "To": body["To"], "MessageID": "1", "SubmittedAt": "2024"}
            ).encode()
            self.send_response(told["status"])
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_given: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taker)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings = {
        "POSTMARK_SERVER_TOKEN": "secret",
        "POSTMARK_API_URL": f"http://127.0.0.1:{server.server_address[1]}/",
    }
    with override_settings(EMAIL_BACKEND="anymail.backends.postmark.EmailBackend", ANYMAIL=settings):
        yield told
    server.shutdown()
    server.server_close()
    thread.join()


def post() -> None:
    outbox.post(
        Address("reader@example.org", "ko", "UTC", "박형준"),
        kind=LetterKind.PROGRAMME,
        subject="일정 변경",
        text="17:00",
        by=None,
        now=NOON,
    )


@pytest.mark.django_db
def test_a_letter_reaches_the_provider_with_its_key_and_its_heads(provider: dict[str, Any]) -> None:
    post()
    assert send_due(NOON) == 1
    ((path, key, body),) = provider["came"]
    assert (path, key, body["Subject"]) == ("/email", "secret", "일정 변경")
    heads = {head["Name"]: head["Value"] for head in body["Headers"]}
    assert heads["Message-ID"] == f"<{Letter.objects.get().key}@localhost>"
    assert heads["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_provider_that_fails_is_asked_again(provider: dict[str, Any]) -> None:
    provider["status"] = 500
    post()
    assert send_due(NOON) == 0
    letter = Letter.objects.get()
    assert (letter.status, letter.attempts) == ("waiting", 1)
    provider["status"] = 200
    assert send_due(datetime(2024, 4, 15, 12, 2, tzinfo=UTC)) == 1


def test_the_settings_of_a_provider_are_read_as_names_and_values() -> None:
    typed = "POSTMARK_SERVER_TOKEN=a=b, OTHER = c"
    found = Environment(mail_provider_settings=typed).provider_settings()  # type: ignore[arg-type]
    assert found == {"POSTMARK_SERVER_TOKEN": "a=b", "OTHER": "c"}
