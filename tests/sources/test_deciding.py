"""Accept, correct, reject, open again; and what may not be overwritten."""

from collections import Counter
from datetime import date

import pytest

from legation.directory.actions import add_organisation, add_post, add_tenure
from legation.directory.choices import Scope
from legation.directory.models import Organisation, Person, Tenure
from legation.kernel.models import Activity
from legation.kernel.refusals import ChangedMeanwhile
from legation.missions.models import Delegate, Engagement
from legation.sources.actions import (
    AlreadyDecided,
    AlreadyRead,
    DayNotKnown,
    EngagementFirst,
    LanguageNotRead,
    NotALink,
    NoTextToRead,
    OtherSidesSource,
    SpeakerNotKnown,
    TextTooLong,
    accept_all,
    accept_finding,
    reject_finding,
    reopen_finding,
)
from legation.sources.actions.people import Spelling, spelling_of
from legation.sources.models import Finding, Source
from legation.sources.queries import differences
from legation.sources.queries.ranks import rank_of
from tests.sources.reading import Desk, one, two

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "korean_body", "expected"),
    [
        ("Bruce Harrell", False, ("Harrell", "Bruce", False)),
        ("Park Heong-joon", False, ("Park", "Heong-joon", True)),
        ("Heong-joon Park", False, ("Park", "Heong-joon", False)),
        ("Sam Cho", False, ("Cho", "Sam", False)),
        ("Won Jun Kim", False, ("Kim", "Won Jun", False)),
        ("Oh Sehoon", True, ("Oh", "Sehoon", True)),
        ("박형준", False, ("박", "형준", True)),
        ("남궁민수", False, ("남궁", "민수", True)),
        ("브루스 해럴", False, ("해럴", "브루스", False)),
    ],
)
def test_names_are_split_as_they_are_written(name, korean_body, expected):
    assert spelling_of(name, korean_body=korean_body) == Spelling(*expected)


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        ("Mayor", "mayor"),
        ("Deputy Mayor", "deputy_mayor"),
        ("Vice Mayor for Economy", "deputy_mayor"),
        ("부시장", "deputy_mayor"),
        ("시장", "mayor"),
        ("Governor", "governor"),
        ("Consul General", "consul_general"),
        ("Port Commissioner", "councillor"),
        ("Councilmember", "councillor"),
        ("State Representative", "legislator"),
        ("국회의원", "legislator"),
        ("Professor", "professor"),
        ("President and CEO", "executive"),
        ("Spokesperson", ""),
    ],
)
def test_plain_titles_carry_their_rank(title, rank):
    assert rank_of(title) == rank


def test_a_rejected_finding_makes_nothing_and_can_be_opened_again(desk: Desk):
    finding = one(desk.read(), "person", name="Bruce Harrell")
    rejected = reject_finding(finding, by=desk.guest)
    assert (rejected.status, rejected.decided_by, Person.objects.count()) == ("rejected", desk.guest, 0)
    with pytest.raises(AlreadyDecided):
        accept_finding(rejected, by=desk.guest)
    opened = reopen_finding(rejected, by=desk.guest)
    assert (opened.status, opened.decided_by, opened.decided_at) == ("proposed", None, None)
    accepted = accept_finding(opened, by=desk.guest)
    assert (accepted.status, str(accepted.target)) == ("accepted", "Bruce Harrell")
    assert reopen_finding(accepted, by=desk.guest).target == Person.objects.get()


def test_each_decision_is_one_entry_of_the_log(desk: Desk):
    finding = one(desk.read(), "person", name="Bruce Harrell")
    reject_finding(finding, by=desk.guest)
    entries = Activity.objects.filter(verb="rejected")
    assert [(entry.by, entry.label, entry.mission_id) for entry in entries] == [
        (desk.guest, "Bruce Harrell", desk.mission.pk)
    ]


def test_a_correction_is_kept_beside_what_was_found(desk: Desk):
    finding = one(desk.read(), "person", name="Bruce Harrell")
    accepted = accept_finding(
        finding, by=desk.guest, corrections={"name": "Bruce A. Harrell", "title": "Mayor"}
    )
    assert (accepted.status, accepted.corrections, accepted.values["name"]) == (
        "corrected",
        {"name": "Bruce A. Harrell"},
        "Bruce Harrell",
    )
    assert [(p.given_name, p.family_name) for p in Person.objects.all()] == [("Bruce A.", "Harrell")]


def test_the_second_of_two_reviewers_is_told(desk: Desk):
    finding = one(desk.read(), "person", name="Bruce Harrell")
    reject_finding(finding, by=desk.guest, seen=1)
    with pytest.raises(ChangedMeanwhile) as told:
        accept_finding(finding, by=desk.host, seen=1)
    assert (told.value.version, told.value.revisions[0].by) == (2, str(desk.guest))
    assert Person.objects.count() == 0


def test_a_reader_can_link_to_someone_or_insist_on_someone_new(desk: Desk):
    source = desk.read()
    finding = one(source, "person", name="Bruce Harrell")
    first = accept_finding(finding, by=desk.guest).target
    reopened = reopen_finding(Finding.objects.get(pk=finding.pk), by=desk.guest)
    second = accept_finding(reopened, by=desk.guest, corrections={"link": "new"}).target
    assert (first == second, Person.objects.count()) == (False, 2)
    park = one(source, "person", name="Park Heong-joon")
    with pytest.raises(NotALink):
        accept_finding(park, by=desk.guest, corrections={"link": "999999"})
    linked = accept_finding(park, by=desk.guest, corrections={"link": str(first.pk)})
    first.refresh_from_db()
    assert (linked.target, first.aliases) == (first, ["Park Heong-joon"])


def test_what_the_directory_says_otherwise_stays_and_is_shown(desk: Desk):
    source = desk.read()
    finding = one(source, "person", name="Bruce Harrell")
    accept_finding(finding, by=desk.guest)
    person = Person.objects.get()
    Tenure.objects.all().delete()
    body = Organisation.objects.get()
    post = add_post(
        {"title": two("Council member"), "organisation": body, "rank_class": "councillor"}, by=desk.guest
    )
    add_tenure(person, {"post": post}, by=desk.guest)
    finding.refresh_from_db()
    reopen_finding(finding, by=desk.guest)
    finding.refresh_from_db()
    again = accept_finding(finding, by=desk.guest)
    assert [tenure.post for tenure in person.tenures.all()] == [post]
    assert [(d.field, d.found, d.kept) for d in differences(again, desk.guest)] == [
        ("title", "Mayor", "Council member")
    ]


def test_a_statement_waits_for_its_speaker_and_a_topic_for_its_engagement(desk: Desk):
    source = desk.read()
    with pytest.raises(SpeakerNotKnown):
        accept_finding(source.findings.filter(kind="statement").first(), by=desk.guest)
    with pytest.raises(EngagementFirst):
        accept_finding(source.findings.filter(kind="topic").first(), by=desk.guest)


def test_an_engagement_without_a_day_is_refused_until_one_is_given(desk: Desk):
    event = one(desk.read(), "event")
    with pytest.raises(DayNotKnown):
        accept_finding(event, by=desk.guest, corrections={"iso": ""})
    assert Engagement.objects.count() == 0
    accepted = accept_finding(event, by=desk.guest, corrections={"iso": "2024-04-16T09:30"})
    assert accepted.target.local_start.isoformat() == "2024-04-16T09:30:00+09:00"


def test_accept_all_of_one_kind_leaves_the_others(desk: Desk):
    source = desk.read()
    done = accept_all(source, by=desk.guest, threshold=0, kind="person")
    left = Counter(source.findings.filter(status="proposed").values_list("kind", flat=True))
    people = source.findings.filter(kind="person")
    assert (done.counts, left["person"], sum(left.values())) == (
        {"person": people.count()},
        0,
        source.findings.exclude(kind="person").count(),
    )


def test_accept_all_takes_only_what_is_sure_enough(desk: Desk):
    source = desk.read()
    Finding.objects.filter(kind="person").update(confidence=0.5)
    done = accept_all(source, by=desk.guest, threshold=0.6)
    assert ("person" in done.counts, Person.objects.count()) == (False, 0)
    assert {type(refusal) for _finding, refusal in done.refusals} == {SpeakerNotKnown}


def test_the_size_fills_an_empty_place_and_overwrites_nothing(desk: Desk):
    text = "Bruce Harrell, the Mayor of Seattle, led a 67-member delegation to Busan on April 17, 2024."
    size = one(desk.read(text), "size")
    accept_finding(size, by=desk.guest)
    desk.mission.refresh_from_db()
    assert desk.mission.announced_size == 67
    other = one(desk.read(text.replace("67", "68")), "size")
    accepted = accept_finding(other, by=desk.guest)
    desk.mission.refresh_from_db()
    assert desk.mission.announced_size == 67
    assert [(d.found, d.kept) for d in differences(accepted, desk.guest)] == [("68", "67")]


def test_a_one_sided_text_makes_one_sided_records(desk: Desk):
    source = desk.read(visibility="guest")
    accept_all(source, by=desk.guest, threshold=0)
    harrell = Person.objects.get(family_name="Harrell")
    assert (harrell.scope, list(Person.objects.visible_to(desk.host))) == (Scope.OFFICE, [])
    assert [(str(d), d.visibility) for d in Delegate.objects.all()] == [("Bruce Harrell", "guest")]
    assert {e.visibility for e in Engagement.objects.all()} == {"guest"}
    assert list(Engagement.objects.visible_to(desk.host)) == []


def test_a_shared_text_is_not_linked_to_what_one_side_keeps(desk: Desk):
    accept_all(desk.read(visibility="guest"), by=desk.guest, threshold=0)
    secret = Engagement.objects.get()
    source = desk.read()
    accept_finding(one(source, "event"), by=desk.guest)
    assert one(source, "event").target != secret


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"text": "   "}, NoTextToRead),
        ({"text": "x" * 1_000_001}, TextTooLong),
        ({"text": "Мэр города встретился с делегацией в среду. " * 5}, LanguageNotRead),
        ({"visibility": "host"}, OtherSidesSource),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(desk: Desk, values, refusal):
    with pytest.raises(refusal):
        desk.read(**({"text": "Mayor Kim met Mayor Lee."} | values))
    assert (Source.objects.count(), Finding.objects.count()) == (0, 0)


def test_a_text_is_read_once(desk: Desk):
    desk.read()
    with pytest.raises(AlreadyRead) as refused:
        desk.read()
    assert (refused.value.facts, Source.objects.count()) == ({"title": "A meeting"}, 1)
    assert desk.read(visibility="guest").pk is not None


def test_a_known_body_gets_the_name_it_did_not_have(desk: Desk):
    chamber = add_organisation(
        {
            "name": two("Seattle Metropolitan Chamber"),
            "kind": "chamber",
            "aliases": ["Seattle Chamber of Commerce"],
        },
        by=desk.guest,
    )
    text = (
        "Officials from the Seattle Chamber of Commerce met Mayor Park Heong-joon of Busan on April 17, 2024."
    )
    finding = one(
        desk.read(text, published_on=date(2024, 4, 18)), "organisation", name="Seattle Chamber of Commerce"
    )
    assert finding.target == chamber
    accept_finding(
        finding, by=desk.guest, corrections={"name": "Greater Seattle Chamber", "link": str(chamber.pk)}
    )
    chamber.refresh_from_db()
    assert chamber.aliases == ["Seattle Chamber of Commerce", "Greater Seattle Chamber"]
