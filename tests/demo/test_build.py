"""The demo: the mission of April 2024, built through actions, once."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from tests.desk.browsing import words


class Papers:
    """Where the papers go, and what was said."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        from legation.briefings import actions

        self.folder, self.lines = folder, list[str]()
        for name in ("book_bytes", "paper_bytes", "badges_bytes"):
            monkeypatch.setattr(actions, name, lambda *_given, **_more: b"%PDF-1.7 of another test")

    def build(self, article: Path | None = None) -> str:
        from legation.demo import build

        self.lines = []
        build(article=article, out=self.folder, say=self.lines.append, origin="http://localhost:8000")
        return "\n".join(self.lines)


@pytest.fixture
def papers(tmp_path: Path, db: None, monkeypatch: pytest.MonkeyPatch) -> Papers:
    return Papers(tmp_path / "papers", monkeypatch)


def rows() -> dict[str, int]:
    return {
        model.__name__: model._default_manager.count()
        for model in apps.get_models()
        if model.__module__.startswith("legation.")
    }


def test_the_mission_stands_as_the_sources_tell_it(papers: Papers, as_: Callable[..., Client]) -> None:
    from legation.accounts.actions import open_account, open_office
    from legation.accounts.models import User
    from legation.demo.facts import PEOPLE
    from legation.demo.people import USERS, password
    from legation.directory.models import Person
    from legation.missions.models import Attendance, Delegate, Membership, Mission

    said = papers.build()
    mission = Mission.objects.get()
    coming = Delegate.objects.present().filter(mission=mission, delegation__party="guest", status="confirmed")
    assert (mission.slug, mission.announced_size, coming.count()) == ("seattle-korea-2024", 67, 67)
    named = Person.objects.filter(sample=False)
    assert {(one.family, one.given) for one in PEOPLE.values()} <= {
        (one.family_name, one.given_name) for one in named
    }
    call = mission.engagements.get(
        kind="courtesy_call", room__isnull=False, venue__city__name__contains="Busan"
    )
    assert call.local_start.strftime("%Y-%m-%d %H:%M") == "2024-04-17 17:00"
    leading = Attendance.objects.present().filter(engagement=call, function="principal")
    assert {row.delegate.person.family_name for row in leading} == {"Park", "Harrell", "Robinson"}
    for email, _name, _office, _duty, _language in USERS.values():
        assert email in said
        assert User.objects.get(email=email).check_password(password())
    assert password() in said
    assert sorted(path.name for path in papers.folder.iterdir()) == [
        "badges.pdf",
        "courtesy-call-acknowledgements.pdf",
        "courtesy-call-cars.pdf",
        "courtesy-call-photo.pdf",
        "courtesy-call-place-cards.pdf",
        "courtesy-call-run-of-show.pdf",
        "courtesy-call-seat-plan.pdf",
        "invitations",
        "itinerary-harrell.pdf",
        "itinerary-robinson.pdf",
        "pocket-harrell.pdf",
        "pocket-robinson.pdf",
        "programme-guest.pdf",
        "programme-host.pdf",
        "reception-place-cards.pdf",
        "reception-seat-plan.pdf",
        "reception-table-cards.pdf",
        "seattle-korea-2024-guest.ics",
        "seattle-korea-2024-host.ics",
        "who-is-who-guest.pdf",
        "who-is-who-host.pdf",
    ]

    _what_came_of_it(mission)
    colleague = open_account("more@test.example", "More", "a-long-password", office=open_office("More"))
    Membership.objects.create(mission=mission, user=colleague, side="guest", role="organiser")
    before = rows()
    again = papers.build()
    assert "The mission is already here: nothing was changed." in again
    assert again.count("Done in") == 1
    assert {name: (before[name], now) for name, now in rows().items() if now != before[name]} == {}

    secrets = {"organiser": "briefing in the car", "protocol": "flags and gifts"}
    for key in USERS:
        page = as_(User.objects.get(email=USERS[key][0])).get(reverse("programme", args=[mission.slug]))
        text = words(page) if page.status_code == 200 else ""
        side = {
            "organiser": "organiser",
            "assistant": "organiser",
            "delegate": "organiser",
            "protocol": "protocol",
        }
        seen = [owner for owner, secret in secrets.items() if secret in text]
        assert seen == ([side[key]] if key in side else []), key


def _what_came_of_it(mission: Any) -> None:
    """Promises with owners on both sides, signed minutes, reports, and what the public reads of it."""
    from django.utils import timezone

    from legation.outcomes.models import Commitment, Minutes, Signature
    from legation.outcomes.queries.owning import owned
    from legation.reports.models import Report, SurveyAnswer

    promises = Commitment.objects.filter(mission=mission)
    sides = {one.pk: set(one.owners.filter(owned()).values_list("side", flat=True)) for one in promises}
    assert set(map(frozenset, sides.values())) == {frozenset({"guest", "host"})}
    stand = sorted(promises.values_list("status", flat=True))
    assert stand == ["done", "done", "done", "open", "partly", "under_way", "under_way", "unknown", "unknown"]
    assert promises.filter(evidence=None).count() == 0
    minutes = Minutes.objects.get(mission=mission)
    assert (minutes.open, Signature.objects.filter(minutes=minutes).count()) == (False, 2)
    spoken = minutes.lines.exclude(statement=None).values_list("statement__speakers__sample", flat=True)
    assert set(spoken) == {True}  # nothing is put into the mouth of somebody real
    assert set(SurveyAnswer.objects.values_list("link__delegate__person__sample", flat=True)) == {True}
    assert sorted(Report.objects.values_list("kind", "side", "visibility")) == [
        ("kr", "host", "host"),
        ("us", "guest", "shared"),
    ]
    public = Client()
    for site in ("sample-mission-office-greater-seattle", "sample-protocol-office-busan"):
        page = words(public.get(reverse("news-front", args=[site, "en"])))
        for shown in ("18 April 2024", "Busan receives delegation", "leadership mission", "green business"):
            assert shown in page
        assert "Seoul receives" not in page
    assert mission.press_releases.count() == 2
    assert mission.press_releases.filter(publication__goes_out_at__lt=timezone.now()).count() == 1


def test_an_article_of_ones_own_is_read_in_place_of_the_retold_one(
    papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the mission is, and whatever is done before and after."""
    from legation.sources.models import Source
    from tests.world import make_world

    building = import_module("legation.demo.build")
    mission, own = make_world().mission, tmp_path / "own.txt"
    monkeypatch.setattr(building, "_build_all", lambda _say: mission)
    for name in ("_rank_and_seat", "_papers"):
        monkeypatch.setattr(building, name, lambda *_given: None)
    retold = building.RETOLD.read_text(encoding="utf-8")
    own.write_text(retold.replace("April 18, 2024", "April 19, 2024"), encoding="utf-8")
    before = set(Source.objects.values_list("pk", flat=True))
    papers.build(own)
    source = Source.objects.exclude(pk__in=before).get()
    assert ("April 19, 2024" in source.text, source.url) == (True, "")
    papers.build()
    told = Source.objects.exclude(pk__in={*before, source.pk}).get()
    assert (told.text, bool(told.url)) == (retold, True)
