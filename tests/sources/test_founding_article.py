"""The founding article, from its file to records that are right; and a workspace that has them already."""

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType

from legation.directory.actions import add_city, add_organisation, add_person, add_post, add_tenure
from legation.directory.models import City, Organisation, Person, Post, Tenure
from legation.missions.actions import (
    add_delegate,
    add_delegation,
    add_engagement,
    add_leg,
    add_room,
    add_venue,
)
from legation.missions.models import Delegate, Delegation, Engagement, Point, Programme, Room, Venue
from legation.outcomes.models import Agreement, Statement
from legation.sources.actions import accept_all, accept_finding, remove_source, reopen_finding
from legation.sources.queries import differences, evidence_of, waiting
from tests.sources.reading import Desk, one, two

pytestmark = pytest.mark.django_db
MODELS = (
    City, Organisation, Person, Post, Tenure, Delegation, Delegate, Engagement, Venue, Room, Programme, Point,
    Statement, Agreement,
)  # fmt: skip
BODIES = {
    "Busan": "city",
    "Seattle": "city",
    "Bellevue": "city",
    "Seattle Chamber of Commerce": "chamber",
    "Washington State Legislature": "legislature",
    "Microsoft": "other",
    "Amazon": "other",
    "Boeing": "other",
    "T-Mobile": "other",
    "Seattle Economic Development Corporation": "agency",
    "Greater Seattle Chamber of Commerce": "chamber",
}


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in MODELS}


def test_every_record_of_the_article_is_right(desk: Desk):
    source = desk.article(url="https://example.org/haps")
    assert source.published_on == date(2024, 4, 18)
    assert accept_all(source, by=desk.guest, threshold=0).refusals == ()
    assert waiting(desk.mission, desk.guest) == 0
    # Each side keeps its own people: the mayor of Busan comes on the list when the hosts accept him.
    park = one(source, "person", name="Park Heong-joon")
    assert list(Delegate.objects.filter(person=park.target)) == []
    accept_finding(reopen_finding(park, by=desk.host), by=desk.host)
    coming = Delegate.objects.select_related("person", "delegation", "post__organisation").order_by("person")
    assert [
        (str(d.person), d.person.family_name, d.person.family_first, d.delegation.party, d.capacity,
         str(d.post), d.status)
        for d in coming
    ] == [
        ("Park Heong-joon", "Park", True, "host", "member", "Mayor, Busan", "confirmed"),
        ("Bruce Harrell", "Harrell", False, "guest", "head", "Mayor, Seattle", "confirmed"),
        ("Lynne Robinson", "Robinson", False, "guest", "member", "Mayor, Bellevue", "confirmed"),
    ]  # fmt: skip
    assert {(t.post.rank_class, t.verified_on, t.source) for t in Tenure.objects.all()} == {
        ("mayor", date(2024, 4, 18), "https://example.org/haps")
    }
    assert {str(body): body.kind for body in Organisation.objects.all()} == BODIES
    desk.mission.refresh_from_db()
    assert str(desk.mission.programme) == "International Leadership Mission Program"
    assert [str(body) for body in desk.mission.programme.organisers.order_by("pk")] == [
        "Seattle Economic Development Corporation",
        "Greater Seattle Chamber of Commerce",
    ]
    meeting, reception = Engagement.objects.order_by("pk")
    assert [
        (e.kind, e.local_start.isoformat(), e.zone, e.part, str(e.room), str(e.venue), str(e.venue.city),
         e.status)
        for e in (meeting, reception)
    ] == [
        ("meeting", "2024-04-17T17:00:00+09:00", "Asia/Seoul", "", "international protocol room",
         "City Hall", "Busan", "held"),
        ("reception", "2024-04-17T13:00:00+09:00", "Asia/Seoul", "afternoon", "None",
         "Lavalse Hotel", "Busan", "held"),
    ]  # fmt: skip
    said = [
        ([str(person) for person in statement.speakers.order_by("pk")], statement.engagement)
        for statement in Statement.objects.order_by("pk")
    ]
    both = ["Bruce Harrell", "Lynne Robinson"]
    assert said == [(["Park Heong-joon"], meeting)] * 2 + [(both, meeting)] * 3
    (pledge,) = Agreement.objects.all()
    assert (pledge.kind, pledge.status, sorted(str(body) for body in pledge.parties.all())) == (
        "pledge",
        "stated",
        ["Bellevue", "Busan", "Seattle"],
    )
    assert sorted(str(point) for point in meeting.points.all()) == [
        "Education",
        "Finance",
        "New and advanced industries",
        "Trade and investment",
    ]


def test_every_record_remembers_its_evidence(desk: Desk):
    source = desk.article()
    accept_all(source, by=desk.guest, threshold=0)
    (quote,) = evidence_of(Person.objects.get(family_name="Harrell"), desk.guest)
    assert (quote.source, quote.words, quote.before[-5:], quote.after[:4]) == (
        source,
        "Bruce Harrell",
        "with ",
        ", th",
    )
    (quote,) = evidence_of(Delegate.objects.get(person__family_name="Harrell"), desk.guest)
    assert quote.words == "Bruce Harrell"
    for finding in source.findings.all():
        for spans in finding.spans.values():
            assert all(0 <= start < end <= len(source.text) for start, end in spans)
        name = finding.spans.get("name")
        if name:
            assert source.text[slice(*name[0])] == finding.values["name"]


def test_a_second_reading_makes_nothing_twice(desk: Desk):
    source = desk.article()
    accept_all(source, by=desk.guest, threshold=0)
    before = counts()
    remove_source(source, by=desk.guest)
    again = desk.article()
    assert accept_all(again, by=desk.guest, threshold=0).refusals == ()
    assert counts() == before
    assert [
        differences(finding, desk.guest)
        for finding in again.findings.all()
        if differences(finding, desk.guest)
    ] == []


def prepared(desk: Desk) -> tuple[Person, Engagement]:
    """A workspace in which the courtesy call stands on the programme already, under other names."""
    by = desk.guest
    busan = add_city(
        {
            "name": two("Busan", "부산"),
            "native_name": "부산광역시",
            "country": "KR",
            "time_zone": "Asia/Seoul",
        },
        by=by,
    )
    seattle = add_city(
        {"name": two("Seattle", "시애틀"), "country": "US", "time_zone": "America/Los_Angeles"}, by=by
    )
    add_leg(
        desk.mission, {"city": busan, "starts_on": date(2024, 4, 16), "ends_on": date(2024, 4, 18)}, by=by
    )
    city = add_organisation(
        {"name": two("City of Seattle", "시애틀시"), "kind": "city", "city": seattle}, by=by
    )
    post = add_post({"title": two("Mayor", "시장"), "organisation": city, "rank_class": "mayor"}, by=by)
    harrell = add_person(
        {"family_name": "Harrell", "given_name": "Bruce", "korean_name": "브루스 해럴", "aliases": ["하렐"]},
        by=by,
    )
    add_tenure(harrell, {"post": post}, by=by)
    guests = add_delegation(desk.mission, {"party": "guest", "name": two("Seattle"), "city": seattle}, by=by)
    add_delegate(
        desk.mission, {"delegation": guests, "person": harrell, "capacity": "head", "post": post}, by=by
    )
    add_person(
        {"family_name": "Park", "given_name": "Heong-joon", "family_first": True, "native_name": "박형준"},
        by=by,
    )
    hall = add_venue({"name": two("Busan City Hall", "부산시청"), "city": busan}, by=by)
    room = add_room(hall, {"name": two("International protocol room", "국제의전실")}, by=by)
    from datetime import datetime

    call = add_engagement(
        desk.mission,
        {
            "kind": "courtesy_call",
            "title": two("Courtesy call"),
            "starts": datetime(2024, 4, 17, 17),
            "ends": datetime(2024, 4, 17, 18),
            "zone": "Asia/Seoul",
            "venue": hall,
            "room": room,
        },
        by=by,
    )
    return harrell, call


def test_known_people_and_the_courtesy_call_are_linked_and_keep_their_own(desk: Desk):
    harrell, call = prepared(desk)
    source = desk.article()
    done = accept_all(source, by=desk.guest)
    assert (done.refusals, done.counts["person"], done.counts["event"]) == ((), 3, 2)
    person, event = one(source, "person", name="Bruce Harrell"), one(source, "event", kind="meeting")
    assert (person.target, event.target) == (harrell, call)
    harrell.refresh_from_db()
    assert (harrell.korean_name, harrell.aliases, harrell.version) == ("브루스 해럴", ["하렐"], 1)
    assert Person.objects.filter(family_name="Park").count() == 1
    assert Tenure.objects.filter(person=harrell).count() == 1
    assert Engagement.objects.filter(kind__in=("meeting", "courtesy_call")).count() == 1
    assert [(d.field, d.found, d.kept) for d in differences(event, desk.guest)] == [
        ("kind", "Meeting", "Courtesy call")
    ]
    call.refresh_from_db()
    assert (call.kind, call.version) == ("courtesy_call", 1)
    assert Statement.objects.filter(engagement=call).count() == 5
    assert Venue.objects.count() == 2  # the hotel is new


@pytest.mark.parametrize("name", ["Bruce Harrell", "Harrell Bruce", "브루스 해럴", "하렐"])
def test_a_person_is_found_in_either_order_and_script(desk: Desk, name: str):
    harrell, _call = prepared(desk)
    source = desk.article()
    finding = one(source, "person", name="Bruce Harrell")
    finding.content_type = finding.object_id = None
    finding.save()
    accepted = accept_finding(finding, by=desk.guest, corrections={"name": name})
    assert accepted.content_type == ContentType.objects.get_for_model(Person)
    assert accepted.target == harrell
