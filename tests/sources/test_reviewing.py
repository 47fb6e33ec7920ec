"""Several sources and one truth: candidates, differences, choices, words pulled in, and labels taken away."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from legation.accounts.choices import Duty
from legation.directory.actions import add_city, add_organisation, add_person, add_post, add_tenure
from legation.directory.models import Organisation, Person, Tenure
from legation.kernel.choices import Side
from legation.kernel.refusals import ChangedMeanwhile
from legation.missions.actions import add_leg, add_programme, give_access, open_mission
from legation.missions.choices import Role
from legation.missions.models import Delegate, Engagement
from legation.outcomes.models import Statement
from legation.sources.actions import (
    AlreadyDecided,
    NoSuchField,
    NothingToTake,
    NotYours,
    WordsNotThere,
    accept_all,
    accept_finding,
    move_source,
    pull,
    reject_finding,
    settle,
)
from legation.sources.models import Finding, Source
from legation.sources.queries import disagreements, evidence_of, finding_row, labels_of, source_page
from tests.sources.reading import SHORT, Desk, one, two, user

pytestmark = pytest.mark.django_db
KOREAN = (
    "박형준 부산시장은 17일 오후 5시 부산시청에서 브루스 해럴 시애틀시장을 만났다. "
    "박 시장은 무역 협력을 넓히자고 말했다."
)
SIZE = "Bruce Harrell, the Mayor of Seattle, led a 67-member delegation to Busan on April 17, 2024."


def at(name: str, *parts: object) -> str:
    return reverse(name, args=["korea", *parts])


def mayor(desk: Desk, **names: object) -> Person:
    """A mayor of Seattle whom the directory knows under other letters."""
    by = desk.guest
    seattle = add_city(
        {"name": two("Seattle", "시애틀"), "country": "US", "time_zone": "America/Los_Angeles"}, by=by
    )
    body = add_organisation(
        {"name": two("City of Seattle", "시애틀시"), "kind": "city", "city": seattle}, by=by
    )
    post = add_post({"title": two("Mayor", "시장"), "organisation": body, "rank_class": "mayor"}, by=by)
    person = add_person({"family_name": "Harrell", "given_name": "Bruce", **names}, by=by)
    add_tenure(person, {"post": post}, by=by)
    return person


# --- candidates


def test_a_name_in_the_other_script_is_linked_and_says_why(desk: Desk):
    person = mayor(desk, korean_name="브루스 해럴")
    finding = one(desk.read(KOREAN, language="ko"), "person", name="브루스 해럴")
    Finding.objects.filter(pk=finding.pk).update(content_type=None, object_id=None)
    finding.refresh_from_db()
    row = finding_row(finding, desk.guest)
    assert [(choice.value, choice.words, choice.why) for choice in row.choices if "link" in choice.value] == [
        (f"link:{person.pk}", "Bruce Harrell", "also written 브루스 해럴")
    ]


def test_whoever_holds_the_post_is_offered_under_another_name(desk: Desk):
    person = mayor(desk)
    source = desk.read(SHORT.replace("Bruce Harrell", "B. A. Harrell"))
    finding = source.findings.get(kind="person", values__title="Mayor", values__org="Seattle")
    row = finding_row(finding, desk.guest)
    assert [(choice.value, choice.why) for choice in row.choices if "link" in choice.value] == [
        (f"link:{person.pk}", "shares a name, and holds this post: Mayor, City of Seattle")
    ]


def test_initials_and_longer_names_of_bodies_are_offered(desk: Desk):
    by = desk.guest
    port = add_organisation({"name": two("Northwest Seaport Alliance"), "kind": "port"}, by=by)
    chamber = add_organisation({"name": two("Seattle Chamber"), "kind": "chamber"}, by=by)
    source = desk.read()

    def offered(name: str) -> list[tuple[str, str]]:
        finding = Finding.objects.create(
            source=source, kind="organisation", values={"name": name, "role": "mentioned"}, confidence=0.9
        )
        return [(choice.value, choice.why) for choice in finding_row(finding, by).choices]

    assert offered("NSA") == [(f"link:{port.pk}", "the initials are the same")]
    assert offered("Seattle Chamber of Trade") == [(f"link:{chamber.pk}", "one name is part of the other")]


def test_an_engagement_of_that_time_is_offered_and_taken_with_one_button(desk: Desk, as_):
    first = accept_finding(one(desk.read(), "event"), by=desk.guest).target
    source = desk.read(SHORT + " Again.")
    event = one(source, "event")
    choices = finding_row(event, desk.guest).choices
    assert [(choice.value, choice.why) for choice in choices if "link" in choice.value] == [
        (f"link:{first.pk}", "the same time and kind")
    ]
    as_(desk.guest).post(
        at("finding-decide", source.pk, event.pk),
        {"kind": "meeting", "reading": f"link:{first.pk}", "seen_version": event.version},
    )
    event.refresh_from_db()
    assert (event.target, Engagement.objects.count()) == (first, 1)


def test_no_candidate_is_somebody_whom_the_reader_does_not_see(desk: Desk, as_):
    person = mayor(desk)
    Person.objects.update(scope="office", office=desk.guest.office)
    accept_finding(one(desk.read("QUINCE " + SHORT, visibility="guest"), "event"), by=desk.guest)
    hidden = Engagement.objects.get()
    source = desk.read(SHORT.replace("Bruce Harrell", "B. A. Harrell"))
    finding = source.findings.get(kind="person", values__title="Mayor", values__org="Seattle")
    seen = {
        reader: {
            choice.value
            for row in (finding, one(source, "event"))
            for choice in finding_row(row, reader).choices
        }
        for reader in (desk.guest, desk.host)
    }
    mine = {f"link:{person.pk}", f"link:{hidden.pk}"}
    assert (mine <= seen[desk.guest], mine & seen[desk.host]) == (True, set())


def test_a_text_of_other_days_can_be_put_to_the_mission_that_fits(desk: Desk, as_):
    other = open_mission(
        {
            "slug": "spring",
            "name": two("Spring"),
            "starts_on": date(2023, 4, 10),
            "ends_on": date(2023, 4, 20),
        },
        by=desk.guest,
        side=Side.GUEST,
    )
    busan = add_city(
        {"name": two("Busan", "부산"), "country": "KR", "time_zone": "Asia/Seoul"}, by=desk.guest
    )
    add_leg(
        other, {"city": busan, "starts_on": date(2023, 4, 11), "ends_on": date(2023, 4, 12)}, by=desk.guest
    )
    source = desk.read(published_on=date(2023, 4, 13))
    assert [(str(fit.mission), fit.why) for fit in source_page(source, desk.guest).fitting] == [
        ("Spring", "its days and its city")
    ]
    assert source_page(source, desk.host).fitting == ()
    assert source_page(desk.read(SHORT + " 2"), desk.guest).fitting == ()
    assert as_(desk.host).post(at("source-move", source.pk), {"mission": other.pk}).status_code == 403
    answer = as_(desk.guest).post(at("source-move", source.pk), {"mission": other.pk})
    assert answer.url == reverse("source", args=["spring", source.pk])
    source.refresh_from_db()
    assert source.mission == other
    reject_finding(one(source, "event"), by=desk.guest)
    with pytest.raises(AlreadyDecided):
        move_source(source, desk.mission, by=desk.guest)


# --- rights


def test_a_reader_accepts_only_what_they_could_enter_by_hand(desk: Desk):
    source = desk.read()
    for kind in ("person", "event"):
        with pytest.raises(NotYours):
            accept_finding(source.findings.filter(kind=kind)[0], by=desk.press)
    assert (Person.objects.count(), Organisation.objects.count(), Engagement.objects.count()) == (0, 0, 0)
    done = accept_all(source, by=desk.press, threshold=0)
    assert (done.total, Statement.objects.count()) == (0, 0)
    assert reject_finding(source.findings.filter(kind="event")[0], by=desk.press).status == "rejected"


def test_an_organiser_without_the_directory_links_and_makes_nobody_new(desk: Desk):
    plain = user("plain", "Guests", Duty.READER)
    give_access(desk.mission, plain, side=Side.GUEST, role=Role.ORGANISER, by=desk.guest)
    with pytest.raises(NotYours):
        accept_finding(one(desk.read(), "person", name="Bruce Harrell"), by=plain)
    person = mayor(desk)
    accepted = accept_finding(one(desk.read(SHORT + " 2"), "person", name="Bruce Harrell"), by=plain)
    assert (accepted.target, [str(d.person) for d in Delegate.objects.all()]) == (person, ["Bruce Harrell"])


@pytest.mark.parametrize(("reader", "coming"), [("guest", ["Bruce Harrell"]), ("host", ["Park Heong-joon"])])
def test_each_side_puts_only_its_own_people_on_the_mission(desk: Desk, reader: str, coming: list[str]):
    accept_all(desk.read(), by=getattr(desk, reader), threshold=0)
    assert Person.objects.count() == 2
    assert [str(delegate.person) for delegate in Delegate.objects.all()] == coming


# --- differences


def two_sizes(desk: Desk) -> tuple[Finding, Finding]:
    first = one(desk.read(SIZE, title="The Paper"), "size")
    second = one(desk.read(SIZE.replace("67", "68"), title="The Post"), "size")
    both = accept_finding(first, by=desk.guest), accept_finding(second, by=desk.guest)
    desk.mission.refresh_from_db()
    return both


def test_two_sources_that_disagree_stand_side_by_side(desk: Desk):
    two_sizes(desk)
    (found,) = disagreements(desk.mission, desk.guest)
    assert (found.label, found.kept, found.open) == ("delegates", "67", True)
    assert [(s.source.title, s.value, s.differs, s.settled) for s in found.sayings] == [
        ("The Paper", "67", False, ""),
        ("The Post", "68", True, ""),
    ]
    assert "68" in found.sayings[1].quote.words


def test_what_is_kept_is_kept_and_remembered_with_its_source(desk: Desk):
    _first, second = two_sizes(desk)
    kept = settle(second, "size", take=False, by=desk.guest)
    desk.mission.refresh_from_db()
    assert desk.mission.announced_size == 67
    choice = kept.settled["size"]
    assert (choice["took"], choice["found"], choice["kept"], choice["by"]) == (
        False,
        "68",
        "67",
        desk.guest.pk,
    )
    (found,) = disagreements(desk.mission, desk.guest)
    assert (found.open, [s.settled for s in found.sayings]) == (False, ["", "kept"])


def test_what_is_taken_changes_the_record_and_turns_the_other_source(desk: Desk, as_):
    first, second = two_sizes(desk)
    answer = as_(desk.guest).post(
        at("finding-settle", second.source_id, second.pk),
        {"field": "size", "choice": "take", "seen_version": second.version},
    )
    assert answer.url == at("differences")
    desk.mission.refresh_from_db()
    assert desk.mission.announced_size == 68
    (found,) = disagreements(desk.mission, desk.guest)
    assert [(s.source.title, s.differs) for s in found.sayings] == [("The Paper", True), ("The Post", False)]
    with pytest.raises(ChangedMeanwhile):
        settle(second, "size", take=True, by=desk.guest, seen=second.version)
    with pytest.raises(NothingToTake):
        settle(second, "size", take=True, by=desk.guest)
    assert first.status == "accepted"


def test_a_post_a_time_and_a_kind_can_be_taken(desk: Desk):
    person = mayor(desk)
    source = desk.read(SHORT.replace("the Mayor of Seattle", "the Commissioner of Seattle"))
    accepted = accept_finding(source.findings.get(kind="person", values__title="Commissioner"), by=desk.guest)
    assert (accepted.target, str(Tenure.objects.get().post.title)) == (person, "Mayor")
    settle(accepted, "title", take=True, by=desk.guest)
    assert [(str(t.post.title), t.source) for t in Tenure.objects.all()] == [("Commissioner", "A meeting")]
    event = accept_finding(one(desk.read(), "event"), by=desk.guest)
    later = one(desk.read(SHORT.replace("5 p.m.", "6 p.m.")), "event")
    later = accept_finding(
        later, by=desk.guest, corrections={"link": str(event.object_id), "kind": "courtesy_call"}
    )
    settle(later, "iso", take=True, by=desk.guest)
    settle(later, "kind", take=True, by=desk.guest)
    call = Engagement.objects.get()
    assert (call.kind, call.local_start.isoformat(), call.local_end.isoformat()) == (
        "courtesy_call",
        "2024-04-17T18:00:00+09:00",
        "2024-04-17T19:00:00+09:00",
    )


def test_a_choice_needs_the_right_to_make_it_by_hand(desk: Desk, as_):
    _first, second = two_sizes(desk)
    with pytest.raises(NotYours):
        settle(second, "size", take=True, by=desk.press)
    where = at("finding-settle", second.source_id, second.pk)
    post = {"field": "size", "choice": "take", "seen_version": second.version}
    answers = [
        as_(reader).post(where, post).status_code for reader in (desk.press, desk.delegate, desk.stranger)
    ]
    assert answers == [302, 403, 404]
    desk.mission.refresh_from_db()
    assert desk.mission.announced_size == 67


def test_differences_of_one_side_are_not_told_to_the_other(desk: Desk, as_):
    accept_finding(one(desk.read(SIZE, title="The Paper"), "size"), by=desk.guest)
    accept_finding(
        one(desk.read(SIZE.replace("67", "6899"), title="QUINCE", visibility="guest"), "size"), by=desk.guest
    )
    for reader, sees in ((desk.guest, True), (desk.delegate, True), (desk.host, False), (desk.press, False)):
        desk.mission.refresh_from_db()
        assert len(disagreements(desk.mission, reader)) == int(sees)
        page = as_(reader).get(at("differences")).content.decode()
        assert (("QUINCE" in page), ("6899" in page)) == (sees, sees)
    person = mayor(desk)
    for number, visibility in enumerate(("shared", "guest")):
        source = desk.read(f"{SHORT} {number}", title=visibility, visibility=visibility)
        accept_finding(one(source, "person", name="Bruce Harrell"), by=desk.guest)
    titles = {r: [quote.source.title for quote in evidence_of(person, r)] for r in (desk.guest, desk.host)}
    assert titles == {desk.guest: ["shared", "guest"], desk.host: ["shared"]}


@pytest.mark.parametrize("count", [1, 3, 12])
def test_differences_cost_the_same_for_any_number(desk: Desk, as_, count, django_assert_num_queries):
    for number in range(count + 1):
        accept_finding(one(desk.read(SIZE.replace("67", str(67 + number))), "size"), by=desk.guest)
    browser = as_(desk.guest)
    browser.get(at("differences"))
    with django_assert_num_queries(7):
        browser.get(at("differences"))


# --- words pulled in


def test_words_are_pulled_into_a_field_and_keep_their_place(desk: Desk):
    source = desk.read()
    finding = one(source, "person", name="Bruce Harrell")
    pulled = pull(source, "delegation from  Seattle", f"{finding.pk}:org", by=desk.guest)
    start, end = pulled.pulled["org"][0]
    assert (SHORT[start:end], pulled.corrections, pulled.values["org"]) == (
        "delegation from Seattle",
        {"org": "delegation from Seattle"},
        "Seattle",
    )
    accepted = accept_finding(pulled, by=desk.guest, corrections={"org": "Seattle"})
    assert (accepted.status, accepted.corrections) == ("accepted", {})


def test_the_place_that_was_selected_counts(desk: Desk):
    source = desk.read()
    finding = one(source, "person", name="Bruce Harrell")
    second = SHORT.index("Seattle", SHORT.index("Seattle") + 1)
    pulled = pull(source, "Seattle", f"{finding.pk}:org", by=desk.guest, at=second)
    assert pulled.pulled == {"org": [[second, second + 7]]}
    again = pull(source, "Seattle", f"{finding.pk}:org", by=desk.guest, at=3)
    assert again.pulled == {"org": [[SHORT.index("Seattle"), SHORT.index("Seattle") + 7]]}


@pytest.mark.parametrize(
    ("words", "into", "refusal"),
    [
        ("not in the text", "new:person", WordsNotThere),
        ("  ", "new:person", WordsNotThere),
        ("Seattle", "new:nothing", NoSuchField),
        ("Seattle", "new:size", NoSuchField),
        ("Seattle", "999999:org", NoSuchField),
        ("Seattle", "", NoSuchField),
    ],
)
def test_words_that_cannot_be_pulled_are_refused_and_stand_there_again(desk: Desk, as_, words, into, refusal):
    source = desk.read()
    before = Finding.objects.count()
    with pytest.raises(refusal):
        pull(source, words, into, by=desk.guest)
    answer = as_(desk.guest).post(at("source-pull", source.pk), {"words": words, "into": into, "at": "x"})
    assert answer.url.startswith(f"{at('source', source.pk)}?words=")
    assert Finding.objects.count() == before
    if words.strip():
        assert f'value="{words}"' in as_(desk.guest).get(answer.url).content.decode()


def test_a_finding_of_another_text_takes_no_words_of_this_one(desk: Desk):
    source, other = desk.read(), desk.read("QUINCE " + SHORT, visibility="guest")
    with pytest.raises(NoSuchField):
        pull(source, "Seattle", f"{one(other, 'person', name='Bruce Harrell').pk}:org", by=desk.guest)


def test_what_was_missed_is_offered_and_becomes_a_finding(desk: Desk, as_):
    words = SHORT + " Aide Bea Moss looked on."
    source = desk.read(words)
    source.findings.filter(values__name="Bea Moss").delete()
    page = source_page(source, desk.guest)
    assert "Aide Bea Moss" in [mention.words for mention in page.mentions]
    answer = as_(desk.guest).post(at("source-pull", source.pk), {"words": "Bea Moss", "into": "new:person"})
    finding = one(source, "person", name="Bea Moss")
    assert (answer.url, finding.rule) == (f"{at('source', source.pk)}#finding-{finding.pk}", "by-hand")
    assert words[slice(*finding.spans["name"][0])] == "Bea Moss"
    assert (
        as_(desk.delegate)
        .post(at("source-pull", source.pk), {"words": "Bea", "into": "new:person"})
        .status_code
        == 403
    )


# --- labels


def test_decisions_are_taken_away_in_the_shape_of_the_gold_files(desk: Desk, as_):
    source = desk.read()
    harrell, park = (one(source, "person", name=name) for name in ("Bruce Harrell", "Park Heong-joon"))
    accept_finding(harrell, by=desk.guest, corrections={"title": "Lord Mayor"})
    reject_finding(park, by=desk.guest)
    labels = json.loads(as_(desk.guest).get(at("source-labels", source.pk)).content)
    assert (labels["raw"]["text"], labels["raw"]["date"], labels["gold"]["lang"]) == (
        SHORT,
        "2024-04-18",
        "en",
    )
    assert [
        (p["name"], p["title"], p["org"], p["side"], SHORT[slice(*p["org_span"])])
        for p in labels["gold"]["people"]
    ] == [("Bruce Harrell", "Lord Mayor", "Seattle", "guest", "Seattle")]
    assert labels["gold"]["events"] == []
    assert {d["found"]["name"]: (d["status"], d["corrections"]) for d in labels["decisions"]} == {
        "Park Heong-joon": ("rejected", {}),
        "Bruce Harrell": ("corrected", {"title": "Lord Mayor"}),
    }
    assert labels["waiting"] == source.findings.filter(status="proposed").count()


def test_the_archive_of_labels_holds_what_is_decided_and_seen(desk: Desk, as_):
    decided, _open, hidden = desk.read(), desk.read(SHORT + " 2"), desk.read(visibility="guest")
    for source in (decided, hidden):
        for finding in source.findings.all():
            reject_finding(finding, by=desk.guest)
    names = {
        reader: zipfile.ZipFile(io.BytesIO(as_(reader).get(at("labels")).content)).namelist()
        for reader in (desk.guest, desk.host)
    }
    both = [f"{folder}/{key:03d}.json" for key in (decided.pk, hidden.pk) for folder in ("raw", "gold")]
    assert names == {desk.guest: both, desk.host: both[:2]}
    assert as_(desk.delegate).get(at("labels")).status_code == 403


def test_labels_of_the_article_are_what_was_accepted(desk: Desk):
    source = desk.article()
    accept_all(source, by=desk.guest, threshold=0)
    gold = labels_of(source)["gold"]
    text = source.text
    assert [(p["name"], text[slice(*p["spans"][0])]) for p in gold["people"]] == [
        (name, name) for name in ("Park Heong-joon", "Bruce Harrell", "Lynne Robinson")
    ]
    first = gold["events"][0]
    assert (first["kind"], first["iso"], first["primary"]) == ("meeting", "2024-04-17T17:00", True)
    assert set(gold["dateline"]) == {"date", "tz", "place"}
    assert Source.objects.get().published_on == date(2024, 4, 18)


# --- bad input


def test_a_text_without_a_date_and_one_that_is_a_year_old_are_read(desk: Desk):
    undated = desk.read(SHORT, published_on=None)
    assert one(undated, "event").values.get("iso") in {None, ""}
    old = desk.read(
        "Mayor Park Heong-joon of Busan will meet Bruce Harrell, the Mayor of Seattle, tomorrow.",
        published_on=date(2023, 4, 18),
    )
    assert one(old, "event").values["iso"] == "2023-04-19"


def test_five_megabytes_of_one_word_are_refused_at_once(desk: Desk, as_):
    answer = as_(desk.guest).post(at("source-new"), {"text": "x" * 5_000_000, "visibility": "shared"})
    assert (answer.status_code, Source.objects.count()) == (422, 0)


def test_a_series_that_is_there_keeps_its_organisers(desk: Desk):
    body = add_organisation({"name": two("Quince Trust"), "kind": "other"}, by=desk.guest)
    add_programme({"name": two("International Leadership Mission"), "organisers": [body]}, by=desk.guest)
    source = desk.article()
    finding = accept_finding(source.findings.get(kind="programme"), by=desk.guest)
    assert [str(one) for one in finding.target.organisers.all()] == ["Quince Trust"]
    settle(finding, "organisers", take=True, by=desk.guest)
    assert finding.target.organisers.count() == 3
