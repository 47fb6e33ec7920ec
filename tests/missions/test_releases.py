"""Versions of the programme: what was released stays, and each reader is told what changed for them alone."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from legation.accounts.actions import open_account
from legation.accounts.models import User
from legation.kernel.choices import Side
from legation.kernel.jobs import run_queued
from legation.kernel.models import Delivery
from legation.kernel.postman import send_due
from legation.missions.actions import (
    add_attendance,
    change_delegate,
    change_engagement,
    give_access,
    make_calendar_link,
    remove_part,
    take_access,
)
from legation.missions.actions.releases import (
    NothingForThem,
    NothingForTheOthers,
    NothingToRelease,
    release_programme,
)
from legation.missions.choices import Role
from legation.missions.models import Engagement, Membership, Release
from legation.missions.queries.releases import compared, waiting_for
from tests.missions.stage import Stage, build, two

pytestmark = pytest.mark.django_db
LIST_QUERIES, ONE_QUERIES, NEW_QUERIES, COMPARE_QUERIES, PROGRAMME_QUERIES = 8, 10, 12, 10, 12


@pytest.fixture
def stage() -> Stage:
    return build()


def give(stage: Stage, by: User, audience: str = "shared", **values: Any) -> Release:
    """Release what `by` sees now."""
    looked = waiting_for(stage.mission, by, audience).trace
    told = {"note": "", "audience": audience, "mail": False, "looked": looked, **values}
    return release_programme(stage.mission, told, by=by)


def move(engagement: Engagement, hour: int, *, by: User) -> Engagement:
    at = datetime(2024, 4, 17, hour)
    values = {"starts": at, "ends": at + timedelta(minutes=45), "zone": engagement.zone}
    engagement.refresh_from_db()
    return change_engagement(engagement, values, seen=engagement.version, by=by)


def letters_of(*, readers: int) -> dict[str, str]:
    """Who is written to what, once the worker has run and all is due: one letter each."""
    run_queued()
    mail.outbox.clear()
    awake = (timezone.now() + timedelta(days=2)).replace(hour=12)  # at night letters wait
    assert send_due(awake) == readers
    found = {letter.to[0].rpartition("<")[2].rstrip(">"): str(letter.body) for letter in mail.outbox}
    assert len(found) == readers
    return found


def changed(stage: Stage, user: User, since: Release | None = None, until: Release | None = None) -> Any:
    """Kinds and titles of what `user` reads of two versions."""
    found = compared(
        stage.mission,
        user,
        since=str(since.pk) if since else "",
        until=str(until.pk) if until else "draft",
        person="",
    )
    return sorted((told.kinds, told.line.title) for told in found.told)


def client(user: User) -> Client:
    found = Client(headers={"accept-language": "en"})
    found.force_login(user)
    return found


def text(user: User, name: str, *parts: Any, query: str = "") -> str:
    answer = client(user).get(reverse(name, args=parts) + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def colleague(stage: Stage, name: str, side: Side, *principals: Any, language: str = "en") -> User:
    user = open_account(f"{name}@example.org", name, "a long enough password", office=None)
    User.objects.filter(pk=user.pk).update(language=language)
    user.refresh_from_db()
    by = stage.guest if side == Side.GUEST else stage.host
    give_access(stage.mission, user, side=side, role=Role.ASSISTANT, by=by, stands_for=principals)
    return user


def test_each_is_told_in_their_language_what_changed_for_them_and_nothing_else(stage: Stage) -> None:
    call, dinner = stage.engagement("Courtesy call"), stage.engagement("Dinner", venue=stage.hotel)
    stage.attends(call, stage.harrell)
    stage.attends(dinner, stage.robinson)
    ours = colleague(stage, "ours", Side.GUEST, stage.robinson)
    theirs = colleague(stage, "theirs", Side.HOST, stage.park, language="ko")
    idle = colleague(stage, "idle", Side.GUEST, stage.guest_secret)
    off = colleague(stage, "off", Side.GUEST)
    Delivery.objects.create(mail=off.email, off=["programme"])
    left = colleague(stage, "left", Side.GUEST, stage.robinson)
    make_calendar_link(stage.mission, by=stage.guest, language="en", delegate=stage.robinson)
    first = give(stage, stage.guest)
    assert [(row.name, row.delivery) for row in first.recipients.filter(side="guest")] == [
        ("Guest Organiser", "author"),
        ("ours", "untold"),
        ("idle", "untold"),
        ("off", "untold"),
        ("left", "untold"),
        ("Lynne Robinson", "calendar"),
    ]
    change_engagement(dinner, {"venue": stage.city_hall}, seen=1, by=stage.guest)
    move(call, 16, by=stage.guest)
    add_attendance(call, {"delegate": stage.park, "function": "principal"}, by=stage.guest)
    second = give(stage, stage.guest, mail=True, note=two("Read this", "읽어 주세요"))
    take_access(Membership.objects.get(user=left), by=stage.guest)
    letters = letters_of(readers=3)
    assert set(letters) == {ours.email, theirs.email, stage.host.email}
    assert [letters[ours.email].count(word) for word in ("Dinner", "Courtesy call", "Read this")] == [1, 0, 1]
    assert "Before: Harbour Hotel" in letters[ours.email]
    assert [letters[theirs.email].count(word) for word in ("Dinner", "Courtesy call", "읽어 주세요")] == [
        0,
        1,
        1,
    ]
    assert [letters[stage.host.email].count(word) for word in ("Dinner", "Courtesy call")] == [1, 1]
    assert f"since={first.pk}&until={second.pk}&person={stage.robinson.pk}" in letters[ours.email]
    found = second.recipients.exclude(user=None).order_by("name").values_list("name", "delivery", "told")
    assert list(found) == [
        ("Guest Organiser", "author", 0),
        ("Host Protocol", "written", 2),
        ("idle", "nothing", 0),
        ("left", "withdrawn", 0),
        ("off", "off", 0),
        ("ours", "written", 1),
        ("theirs", "written", 1),
    ]
    assert idle.email not in letters
    assert changed(stage, stage.host, first, second) == [
        (("moved", "people"), "Courtesy call"),
        (("place",), "Dinner"),
    ]
    assert changed(stage, stage.host, second, first) == changed(stage, stage.host, first, second)
    assert changed(stage, stage.host, second) == []
    # Only one's own side is named, and mail addresses of the other side are nowhere.
    page = text(stage.host, "release", stage.mission.slug, second.pk)
    assert [page.count(word) for word in ("theirs", "ours", "guest@example.org")] == [1, 0, 0]


@pytest.mark.parametrize(("side", "other"), [("guest", "host"), ("host", "guest")])
def test_no_version_tells_one_side_what_the_other_kept_or_keeps_to_itself(
    stage: Stage, side: str, other: str
) -> None:
    reader = stage.host if side == "guest" else stage.guest
    owner = stage.guest if side == "guest" else stage.host
    hidden = stage.guest_secret if side == "guest" else stage.host_secret
    shared = stage.engagement("Courtesy call")
    later_private = stage.engagement("PEARLATER", by=owner)
    once_private = stage.engagement("PEARONCE", visibility=side, by=owner)
    stage.engagement("PEARALWAYS", visibility=side, by=owner)
    add_attendance(shared, {"delegate": hidden}, by=owner)
    versions = [give(stage, owner, side), give(stage, owner)]
    assert changed(stage, reader, versions[1], versions[1]) == []
    assert ("PEARLATER" in text(reader, "release", stage.mission.slug, versions[1].pk)) is True
    change_engagement(later_private, {"visibility": side}, seen=1, by=owner)
    change_engagement(once_private, {"visibility": "shared", "title": two("Now open")}, seen=1, by=owner)
    move(shared, 16, by=owner)
    last = give(stage, owner, note="")
    change_delegate(hidden, {"visibility": "shared"}, seen=1, by=owner)
    shown = {
        *(text(reader, "release", stage.mission.slug, one.pk) for one in (versions[1], last)),
        *(
            text(reader, "release-compare", stage.mission.slug, query=f"?since={one}&until={two_}")
            for one in ("", versions[0].pk, versions[1].pk, last.pk)
            for two_ in ("draft", versions[0].pk, versions[1].pk, last.pk)
        ),
        text(reader, "releases", stage.mission.slug),
        text(reader, "release-new", stage.mission.slug),
        text(reader, "release-new", stage.mission.slug, query=f"?to={side}"),
    }
    assert [word for page in shown for word in ("PEAR",) if word in page] == []
    assert (
        client(reader).get(reverse("release", args=[stage.mission.slug, versions[0].pk])).status_code == 404
    )
    # Who was hidden then is not shown in what was released then, also now that everybody knows them.
    assert str(hidden) not in text(reader, "release", stage.mission.slug, last.pk)
    assert changed(stage, reader, versions[1], last) == [
        (("added",), "Now open"),
        (("moved",), "Courtesy call"),
    ]
    assert changed(stage, owner, versions[1], last) == [
        (("details",), "Now open"),
        (("details",), "PEARLATER"),
        (("moved",), "Courtesy call"),
    ]
    # And the numbers tell nothing of versions that one side had for itself.
    assert [str(row) for row in Release.objects.visible_to(reader).order_by("pk")] == [
        f"Version {n}" for n in range(1, Release.objects.visible_to(reader).count() + 1)
    ]


def test_nobody_releases_what_the_other_side_keeps_to_itself(stage: Stage) -> None:
    shared = stage.engagement("Courtesy call")
    rehearsal = stage.engagement("Rehearsal", visibility="host", by=stage.host)
    add_attendance(rehearsal, {"delegate": stage.host_secret}, by=stage.host)
    give(stage, stage.host)
    change_engagement(rehearsal, {"title": two("Other rehearsal")}, seen=1, by=stage.host)
    drill = stage.engagement("Drill", visibility="host", by=stage.host)
    add_attendance(shared, {"delegate": stage.host_secret}, by=stage.host)
    change_engagement(shared, {"title": two("Call")}, seen=1, by=stage.guest)
    second = give(stage, stage.guest, mail=True)
    (letter,) = letters_of(readers=1).values()
    assert [letter.count(word) for word in ("- Call", "ehearsal", "Drill", "Hostsecret")] == [1, 0, 0, 0]
    page = text(stage.host, "release", stage.mission.slug, second.pk)
    assert [page.count(word) for word in (">Rehearsal<", "Other rehearsal", "Drill")] == [1, 0, 0]
    still = [(told.kinds, told.line.title) for told in waiting_for(stage.mission, stage.host, "host").told]
    assert sorted(still) == [
        (("added",), "Drill"),
        (("details",), "Other rehearsal"),
        (("people",), "Call"),
    ]
    # What only one side knows is no reason to tell both of a version.
    with pytest.raises(NothingForTheOthers):
        give(stage, stage.host)
    give(stage, stage.host, "host")
    assert waiting_for(stage.mission, stage.host, "host").told == ()
    remove_part(drill, by=stage.host)
    assert waiting_for(stage.mission, stage.guest, "shared").told == ()


def test_chosen_delegates_are_given_a_version_of_their_own(stage: Stage) -> None:
    call, dinner = stage.engagement("Courtesy call"), stage.engagement("Dinner")
    stage.attends(call, stage.harrell)
    stage.attends(dinner, stage.robinson)
    mine, not_mine = (
        colleague(stage, "mine", Side.GUEST, stage.robinson, stage.harrell),
        colleague(stage, "not-mine", Side.GUEST, stage.harrell),
    )
    give(stage, stage.guest)
    for one in (call, dinner):
        move(one, 16, by=stage.guest)
    with pytest.raises(NothingForThem):
        give(stage, stage.guest, "chosen", delegates=[stage.guest_secret])
    second = give(stage, stage.guest, "chosen", delegates=[stage.robinson], mail=True)
    ((address, letter),) = letters_of(readers=1).items()
    assert (address, letter.count("Dinner"), letter.count("Courtesy call")) == (mine.email, 1, 0)
    sees = {user.name for user in User.objects.all() if user.has_perm("missions.view_release", second)}
    assert sees == {"Guest Organiser", "mine"}
    assert {
        user.name for user in User.objects.all() if Release.objects.visible_to(user).filter(pk=second.pk)
    } == sees
    with pytest.raises(NothingForThem):
        give(stage, stage.guest, "chosen", delegates=[stage.robinson])
    give(stage, stage.guest, mail=True)
    letters = letters_of(readers=3)
    told = {
        address: [body.count(word) for word in ("Dinner", "Courtesy call")]
        for address, body in letters.items()
    }
    # Robinson was told of dinner before; Harrell was not told of the call.
    assert told == {mine.email: [0, 1], not_mine.email: [0, 1], stage.host.email: [1, 1]}


def test_a_release_that_cannot_be_is_refused_and_the_note_kept(stage: Stage) -> None:
    call = stage.engagement("Courtesy call")
    where = reverse("release-new", args=[stage.mission.slug])
    browser = client(stage.guest)

    def press(looked: str) -> tuple[int, str]:
        answer = browser.post(where, {"note_0": "My note", "note_1": "", "looked": looked})
        return answer.status_code, answer.content.decode() if answer.status_code != 302 else ""

    stale = waiting_for(stage.mission, stage.guest, "shared").trace
    move(call, 16, by=stage.host)
    status, page = press(stale)
    now = waiting_for(stage.mission, stage.guest, "shared").trace
    assert (status, page.count("My note"), page.count("changed or released while you looked")) == (422, 1, 1)
    assert page.count(now) == 1  # pressing again is about what this page shows
    give(stage, stage.host)
    status, page = press(now)
    assert (status, page.count("My note"), page.count("changed or released while you looked")) == (422, 1, 1)
    status, page = press(waiting_for(stage.mission, stage.guest, "shared").trace)
    assert (status, page.count("My note"), page.count("there is nothing to release")) == (422, 1, 2)
    with pytest.raises(NothingToRelease):
        give(stage, stage.guest)
    move(call, 15, by=stage.host)
    Membership.objects.filter(user=stage.guest).update(role=Role.ASSISTANT)
    status, page = press(waiting_for(stage.mission, stage.guest, "shared").trace)
    assert (status, page.count("My note"), page.count("not prepare this mission any more")) == (422, 1, 1)
    assert Release.objects.count() == 1
    assert "My note" not in text(stage.guest, "release-new", stage.mission.slug)
    unknown = text(stage.guest, "release-compare", stage.mission.slug, query="?since=999999&person=x")
    assert unknown.count("There is no such version or person.") == 1
    Membership.objects.filter(user=stage.guest).update(role=Role.ORGANISER)
    assert press(waiting_for(stage.mission, stage.guest, "shared").trace)[0] == 302
    assert str(Release.objects.latest("pk").note) == "My note"


def test_the_programme_says_what_was_not_released(stage: Stage) -> None:
    call, dinner = stage.engagement("Courtesy call"), stage.engagement("Dinner")
    for delegate in (stage.harrell, stage.park):
        stage.attends(call, delegate)
    slug = stage.mission.slug
    assert text(stage.guest, "programme", slug).count("not released") == 0
    give(stage, stage.guest)
    assert text(stage.guest, "programme", slug).count("not released") == 0
    move(call, 16, by=stage.guest)
    stage.attends(dinner, stage.robinson)
    page = text(stage.guest, "programme", slug)
    assert [page.count(word) for word in ("2 changes not released", "3 people concerned")] == [1, 1]
    assert text(colleague(stage, "ours", Side.GUEST), "programme", slug).count("not released") == 0


def test_pages_ask_as_much_of_the_database_however_many_versions_there_are(
    stage: Stage, django_assert_num_queries: Any
) -> None:
    call = stage.engagement("Courtesy call")
    stage.attends(call, stage.harrell)
    browser, slug = client(stage.guest), stage.mission.slug
    for many in (1, 3, 12):
        while Release.objects.count() < many:
            call = move(call, Release.objects.count(), by=stage.guest)
            last = give(stage, stage.guest)
        call = move(call, 20 - many, by=stage.guest)
        for name, parts, query, asked in (
            ("releases", [slug], "", LIST_QUERIES),
            ("release", [slug, last.pk], "", ONE_QUERIES),
            ("release-new", [slug], "?to=chosen", NEW_QUERIES),
            (
                "release-compare",
                [slug],
                f"?since={last.pk}&until={last.pk}&person={stage.harrell.pk}",
                COMPARE_QUERIES,
            ),
            ("programme", [slug], "", PROGRAMME_QUERIES),
        ):
            with django_assert_num_queries(asked, info=name):
                browser.get(reverse(name, args=parts) + query)
