"""Letters shown in browsers: sealed for one reader, sent to a stand-in for a maker's service."""

import json
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import BadStatusLine
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.request import OpenerDirector

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.test import Client
from django.urls import reverse

from legation.kernel import outbox
from legation.kernel.choices import LetterKind
from legation.kernel.links import sealed as sealed_link
from legation.kernel.links import token
from legation.kernel.models import Delivery, Device, Letter
from legation.kernel.outbox import Address
from legation.kernel.postman import send_due
from legation.kernel.pushing import BadDevice, checked, public_key, sealed
from tests.missions.stage import Stage, build

NOON = datetime(2024, 4, 15, 12, tzinfo=UTC)


def b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def raw(text: str) -> bytes:
    return urlsafe_b64decode(text + "==")


class Browser:
    """Holds the private half, and opens what was sealed for it, as RFC 8291 says."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        point = self.key.public_key().public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
        self.point, self.secret = point, b"0123456789abcdef"

    def opened(self, body: bytes) -> bytes:
        salt, size = body[:16], body[20]
        sender = body[21 : 21 + size]
        other = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        info = b"WebPush: info\0" + self.point + sender
        shared = HKDF(hashes.SHA256(), 32, self.secret, info).derive(self.key.exchange(ec.ECDH(), other))
        content = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(shared)
        nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(shared)
        words = AESGCM(content).decrypt(nonce, body[21 + size :], None)
        assert words[-1:] == b"\x02"
        return words[:-1]


@dataclass
class Service:
    """What came in, and what is answered."""

    status: int = 201
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    address: str = ""


@pytest.fixture
def service(settings: Any) -> Iterator[Service]:
    kept = Service()

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            heads = {name.lower(): value for name, value in self.headers.items()}
            kept.came.append((heads, self.rfile.read(size)))
            self.send_response(kept.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_given: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taker)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    kept.address = f"http://127.0.0.1:{server.server_address[1]}/one"
    settings.PUSH, settings.PUSH_PLAIN, settings.PUSH_HOSTS = True, True, ["127.0.0.1"]
    yield kept
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def stage(db: None) -> Stage:
    return build()


def device(stage: Stage, service: Service, browser: Browser) -> Device:
    return Device.objects.create(
        mail=stage.guest.email, endpoint=service.address, p256dh=b64(browser.point), auth=b64(browser.secret)
    )


def post(stage: Stage, text: str, *, url: str = "/missions/busan-2024/programme/", **more: Any) -> None:
    outbox.post(
        Address.of(stage.guest, "UTC"),
        kind=LetterKind.PROGRAMME,
        subject="The programme changed",
        text=text,
        url=url,
        by=None,
        now=NOON,
        **more,
    )


def test_what_is_sealed_is_the_example_of_the_standard() -> None:
    number = int.from_bytes(raw("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big")
    body = sealed(
        b"When I grow up, I want to be a watermelon",
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "BTBZMqHH6r4Tts7J_aSIgg",
        salt=raw("DGv6ra1nlYgDCS1FRnbzlw"),
        key=ec.derive_private_key(number, ec.SECP256R1()),
    )
    assert b64(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
        "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_ten_changes_are_one_letter_and_one_notice(stage: Stage, service: Service) -> None:
    browser = Browser()
    device(stage, service, browser)
    for number in range(10):
        post(stage, f"Change {number}", gather="x", line=str(number))
    send_due(datetime(2024, 4, 15, 12, 10, tzinfo=UTC))
    ((heads, body),) = service.came
    told = json.loads(browser.opened(body))
    assert (told["title"], told["body"]) == ("The programme changed", "Change 9")
    assert told["url"] == "/missions/busan-2024/programme/"
    assert (heads["content-encoding"], heads["ttl"]) == ("aes128gcm", "86400")
    assert Letter.objects.get().shown == 1


def test_a_sealed_link_is_opened_for_the_browser(stage: Stage, service: Service) -> None:
    browser = Browser()
    device(stage, service, browser)
    post(stage, "Your day", url=f"/day/{sealed_link('0123456789abcdef', 'day')}/")
    send_due(NOON)
    ((_heads, body),) = service.came
    assert json.loads(browser.opened(body))["url"] == f"/day/{token('0123456789abcdef', 'day')}/"


def test_a_sealed_link_is_opened_on_the_readers_own_page(stage: Stage) -> None:
    client = Client()
    post(stage, "Your day", url=f"/day/{sealed_link('0123456789abcdef', 'day')}/")
    client.force_login(stage.guest)
    page = client.get(reverse("letters")).content.decode()
    opens = f'<a href="/day/{token("0123456789abcdef", "day")}/">'
    assert (page.count(opens), page.count("~day~")) == (1, 0)


def test_a_service_that_answers_nonsense_holds_up_no_letter(
    stage: Stage, service: Service, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nonsense(*_given: Any, **_named: Any) -> None:
        raise BadStatusLine("nonsense")

    monkeypatch.setattr(OpenerDirector, "open", nonsense)
    device(stage, service, Browser())
    post(stage, "x")
    post(stage, "y")
    assert send_due(NOON) == 2
    assert (len(mailoutbox), Device.objects.count()) == (2, 1)


def test_the_pass_is_signed_for_the_service_it_goes_to(stage: Stage, service: Service) -> None:
    device(stage, service, Browser())
    post(stage, "x")
    send_due(NOON)
    said = service.came[0][0]["authorization"].removeprefix("vapid t=")
    token, _comma, key = said.partition(", k=")
    head, claims, signature = token.split(".")
    assert key == public_key()
    reader = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(key))
    parts = [int.from_bytes(raw(signature)[at : at + 32], "big") for at in (0, 32)]
    reader.verify(encode_dss_signature(*parts), f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    assert json.loads(raw(claims))["aud"] == service.address.removesuffix("/one")


def test_at_night_nothing_is_shown_and_what_is_not_wanted_never(stage: Stage, service: Service) -> None:
    device(stage, service, Browser())
    post(stage, "x")
    send_due(datetime(2024, 4, 15, 23, tzinfo=UTC))
    assert service.came == []
    Delivery.objects.create(mail=stage.guest.email, off=["programme"])
    send_due(datetime(2024, 4, 16, 12, tzinfo=UTC))
    assert service.came == []


@pytest.mark.parametrize(("status", "left"), [(410, 0), (404, 0), (500, 1), (302, 1)])
def test_a_browser_that_left_is_forgotten_and_the_mail_leaves_all_the_same(
    stage: Stage, service: Service, status: int, left: int, mailoutbox: list[Any]
) -> None:
    device(stage, service, Browser())
    service.status = status
    post(stage, "x")
    assert send_due(NOON) == 1
    assert (len(mailoutbox), Device.objects.count(), Letter.objects.get().shown) == (1, left, 0)


@pytest.mark.parametrize(
    ("endpoint", "p256dh", "auth"),
    [  # no key made anew in here: each worker would collect another test
        ("https://169.254.169.254/", "", ""),
        ("https://fcm.googleapis.com.evil.example/x", "", ""),
        ("http://fcm.googleapis.com/x", "", ""),
        ("https://fcm.googleapis.com/x", "no key", "AAAA"),
        ("no address", "", ""),
        ("https://[", "", ""),
    ],
)
def test_what_no_browser_made_is_refused(endpoint: str, p256dh: str, auth: str) -> None:
    with pytest.raises(BadDevice):
        checked(endpoint, p256dh, auth)


@pytest.mark.parametrize(("more", "end"), [("=" * 14, ""), ("", "=" * 19)])
def test_keys_longer_than_a_browser_makes_are_refused(more: str, end: str) -> None:
    point, secret = b64(Browser().point), b64(b"0123456789abcdef")
    checked("https://fcm.googleapis.com/x", point, secret)
    with pytest.raises(BadDevice, match="longer than a key"):
        checked("https://fcm.googleapis.com/x", point + more, secret + end)


def test_a_reader_adds_and_removes_their_own_browsers(stage: Stage, service: Service) -> None:
    browser, client, other = Browser(), Client(), Client()
    client.force_login(stage.guest)
    other.force_login(stage.host)
    typed = {"endpoint": service.address, "p256dh": b64(browser.point), "auth": b64(browser.secret)}
    for _twice in range(2):
        client.post(reverse("device-new"), typed, headers={"user-agent": "Sample Browser"})
    (kept,) = Device.objects.all()
    assert (kept.mail, kept.name) == (stage.guest.email, "Sample Browser")
    assert "Sample Browser" in client.get(reverse("letters")).content.decode()
    assert other.post(reverse("device-remove", args=[kept.pk])).status_code == 404
    client.post(reverse("device-remove", args=[kept.pk]))
    assert Device.objects.count() == 0
    refused = client.post(reverse("device-new"), {**typed, "endpoint": "https://evil.example/"}, follow=True)
    assert "This browser cannot show letters." in refused.content.decode()
    assert Device.objects.count() == 0
