"""Webhooks: signed, sent again, to public hosts only, and never of what the other side keeps to itself."""

import contextlib
import hashlib
import hmac
import json
import socket
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from legation.api.actions.hooks import NotAnAddress, TooManyHooks, add_hook, remove_hook
from legation.api.jobs import tell
from legation.api.jobs.posting import NotPosted, allowed, checked, post
from legation.api.jobs.telling import AGAIN
from legation.api.models import Hook, Telling
from legation.missions.actions import add_engagement, change_engagement
from tests.world import engagement_values, two


class Receiver(HTTPServer):
    """A program that is told: what it got, and what it answers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got, self.answers = [], []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/told?key=1"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        self.send_response(self.server.answers.pop(0) if self.server.answers else 204)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.end_headers()

    def log_message(self, *_given) -> None:
        pass


@pytest.fixture
def receiver(settings):
    settings.HOOKS_LOCAL = True
    server = Receiver()
    yield server
    server.shutdown()
    server.server_close()


def added(world, user, receiver, verbs=()):
    return add_hook(world.mission, {"url": receiver.url, "verbs": verbs}, by=user)


def told(receiver):
    return [json.loads(body) for _path, _headers, body in receiver.got]


def test_an_address_is_told_once_and_signed(world, receiver):
    hook, secret = added(world, world.guest, receiver)
    assert tell() == 0  # what was done before is not told
    one = add_engagement(world.mission, engagement_values(world, "New"), by=world.host)
    assert (tell(), tell()) == (1, 0)
    path, headers, body = receiver.got[0]
    moment, signature = (part.partition("=")[2] for part in headers["Legation-Signature"].split(","))
    expected = hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert (path, signature) == ("/told?key=1", expected)
    assert abs(int(moment) - timezone.now().timestamp()) < 60
    telling = Telling.objects.get()
    assert told(receiver) == [
        {
            "id": str(telling.uuid),
            "event": "engagement.added",
            "at": told(receiver)[0]["at"],
            "mission": "test-mission",
            "kind": "engagement",
            "object": one.pk,
            "visibility": "shared",
        }
    ]
    assert (telling.status, telling.attempts, telling.answered) == ("told", 1, 204)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM api_hook")
        assert secret not in cursor.fetchone()[0]
    assert hook.secret == secret


def test_each_side_is_told_of_what_it_sees(world, receiver):
    added(world, world.guest, receiver)
    values = engagement_values(world, "MEDLARHOST talk", visibility="host")
    hidden = add_engagement(world.mission, values, by=world.host)
    assert (tell(), receiver.got) == (0, [])
    values = engagement_values(world, "QUINCEGUEST talk", visibility="guest")
    add_engagement(world.mission, values, by=world.guest)
    assert tell() == 1
    change_engagement(hidden, {"title": two("MEDLARHOST two")}, seen=1, by=world.host)
    assert tell() == 0
    assert b"MEDLARHOST" not in b"".join(body for _path, _headers, body in receiver.got)


def test_what_was_hidden_or_closed_meanwhile_is_withheld(world, receiver):
    added(world, world.guest, receiver)
    receiver.answers = [500]
    one = add_engagement(world.mission, engagement_values(world, "Shared at first"), by=world.host)
    assert tell() == 0
    change_engagement(one, {"visibility": "host"}, seen=1, by=world.host)
    assert tell(timezone.now() + timedelta(minutes=2)) == 0
    assert [telling.status for telling in Telling.objects.all()] == ["withheld"]
    assert len(receiver.got) == 1


def test_somebody_who_left_the_mission_is_told_nothing(world, receiver):
    from legation.missions.models import Membership

    added(world, world.users["guest-assistant"], receiver)
    Membership.objects.filter(user=world.users["guest-assistant"]).delete()
    add_engagement(world.mission, engagement_values(world, "New"), by=world.host)
    assert (tell(), receiver.got) == (0, [])


def test_it_is_sent_again_later_and_given_up_in_the_end(world, receiver):
    added(world, world.guest, receiver)
    add_engagement(world.mission, engagement_values(world, "New"), by=world.host)
    receiver.answers = [500, 302, 404, 500, 500, 500, 500]
    now = timezone.now()
    for minutes in AGAIN:
        assert tell(now) == 0
        telling = Telling.objects.get()
        assert (telling.status, telling.due_at) == ("waiting", now + timedelta(minutes=minutes))
        assert tell(now + timedelta(minutes=minutes, seconds=-1)) == 0  # not before
        now += timedelta(minutes=minutes)
    assert tell(now) == 0
    telling = Telling.objects.get()
    assert (telling.status, telling.attempts, telling.why) == ("given_up", 7, "HTTP 500")
    assert len(receiver.got) == 7
    assert [path for path, _headers, _body in receiver.got if path != "/told?key=1"] == []  # no redirect


def test_only_the_verbs_that_were_asked_for_are_told(world, receiver):
    added(world, world.guest, receiver, ["removed"])
    add_engagement(world.mission, engagement_values(world, "New"), by=world.host)
    assert tell() == 0


def test_an_address_that_was_removed_is_told_nothing(world, receiver):
    hook = added(world, world.guest, receiver)[0]
    add_engagement(world.mission, engagement_values(world, "New"), by=world.host)
    remove_hook(hook, by=world.guest)
    assert (tell(), receiver.got) == (0, [])


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://user:pass@example.org/",
        "https://",
        "https://exa mple.org/",
        "https://example.org:99999/",
        "https://example.org/\r\nX: y",
        "gopher://127.0.0.1",
        "https://[::1",
    ],
)
def test_what_is_no_public_address_is_not_taken(world, url):
    with pytest.raises(NotAnAddress):
        add_hook(world.mission, {"url": url, "verbs": []}, by=world.guest)


def test_private_addresses_are_refused_after_the_name_was_resolved(monkeypatch):
    private = (
        "127.0.0.1",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "fd00::1",
        "fe80::1",
        "0.0.0.0",
    )
    mapped = ("::ffff:127.0.0.1", "::ffff:10.0.0.1", "224.0.0.1", "100.64.0.1")
    carried = ("64:ff9b::a9fe:a9fe", "64:ff9b::10.0.0.1", "::127.0.0.1", "::ffff:0:10.0.0.1", "2002:a00:1::1")
    inner = ("fec0::1", "64:ff9b:1::a00:1", "192.0.0.192")
    assert [one for one in (*private, *mapped, *carried, *inner) if allowed(one)] == []
    public = ("93.184.216.34", "2606:2800:220:1::1", "64:ff9b::93.184.216.34")
    assert [allowed(one) for one in public] == [True, True, True]
    for answers in (["10.0.0.1"], ["93.184.216.34", "127.0.0.1"], []):
        rows = [(0, 0, 0, "", (one, 443)) for one in answers]
        monkeypatch.setattr("socket.getaddrinfo", lambda *_given, rows=rows, **_more: rows)
        with pytest.raises(NotPosted, match="may not be told"):
            post("https://rebind.example/", b"{}", {})
    with pytest.raises(NotPosted):
        checked("http://example.org/")


def test_link_local_addresses_are_never_told(settings):
    settings.HOOKS_LOCAL = True
    assert [allowed(one) for one in ("::1", "fd00::1", "64:ff9b::a9fe:a9fe")] == [True, True, False]
    assert [allowed(one) for one in ("127.0.0.1", "10.0.0.1", "169.254.169.254", "fe80::1")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("said", [b"HTTP/1.1 100 Continue\r\n\r\n", b"X"])
def test_an_answer_that_never_ends_keeps_nobody_waiting(settings, monkeypatch, said):
    settings.HOOKS_LOCAL = True
    monkeypatch.setattr("legation.api.jobs.posting.SECONDS", 0.5)
    over = threading.Event()

    def dripping(listening):
        taken = listening.accept()[0]
        with contextlib.suppress(OSError):
            while not over.wait(0.05):
                taken.sendall(said)
        taken.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=dripping, args=(listening,), daemon=True)
        thread.start()
        stop = threading.Timer(20, over.set)  # so that this fails and does not hang
        stop.start()
        began = time.monotonic()
        with pytest.raises(NotPosted, match="no connection"):
            post(f"http://127.0.0.1:{listening.getsockname()[1]}/", b"{}", {})
        took = time.monotonic() - began
        over.set()
        stop.cancel()
        thread.join(5)
    assert took < 5


def test_nobody_has_webhooks_without_end(world, monkeypatch):
    monkeypatch.setattr("legation.api.actions.hooks.MOST", 1)
    values = {"url": "https://example.org/", "verbs": []}
    add_hook(world.mission, values, by=world.guest)
    with pytest.raises(TooManyHooks):
        add_hook(world.mission, values, by=world.guest)


def test_the_page_shows_the_secret_once_and_only_ones_own(world):
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.guest, backend="allauth.account.auth_backends.AuthenticationBackend")
    asked = {"mission": world.mission.pk, "url": "https://example.org/hook"}
    made = client.post(reverse("hooks"), asked)
    hook = Hook.objects.get()
    assert hook.secret in made.content.decode()
    assert hook.secret not in client.get(reverse("hooks")).content.decode()
    assert client.get(reverse("hook", args=[hook.pk])).status_code == 200
    wrong = client.post(reverse("hooks"), {**asked, "url": "http://127.0.0.1/"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["url"])
    client.force_login(world.host, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("hook", args=[hook.pk])).status_code == 404
    assert client.post(reverse("hook-remove", args=[hook.pk])).status_code == 404
    client.force_login(world.guest, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(reverse("hook-remove", args=[hook.pk])).status_code == 302
    assert Hook.objects.get().removed_at is not None


def test_programs_keep_their_own_webhooks(world, guest, host):
    asked = {"mission": world.mission.pk, "url": "https://example.org/hook", "verbs": ["added"]}
    made = guest.post("hooks", asked)
    assert (made.status_code, made.json()["mission_slug"]) == (201, "test-mission")
    key = made.json()["id"]
    assert [one["id"] for one in guest.get("hooks").json()["items"]] == [key]
    assert "secret" not in guest.get("hooks").json()["items"][0]
    assert host.get("hooks").json()["items"] == []
    assert host.delete(f"hooks/{key}").status_code == 404
    assert host.get(f"hooks/{key}/deliveries").status_code == 404
    assert guest.get(f"hooks/{key}/deliveries").json() == {"items": [], "next": None}
    assert guest.delete(f"hooks/{key}").status_code == 204
    assert guest.get("hooks").json()["items"] == []
