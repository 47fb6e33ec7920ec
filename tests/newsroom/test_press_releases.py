"""Press releases: drafted from what both sides see, and public only as both said yes to them."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from i18nfield.strings import LazyI18nString

from legation.directory.actions import add_city
from legation.directory.models import Person
from legation.kernel.choices import Visibility
from legation.kernel.models import Activity, Letter
from legation.kernel.richtext import HtmlInText
from legation.missions.actions import add_delegation, add_point, change_delegate
from legation.missions.forms.engagement import Wall
from legation.missions.models import Delegate, Engagement, Membership
from legation.newsroom.actions.consents import DraftChanged, NotYours
from legation.newsroom.actions.parts import (
    OtherSidesSpeaker,
    WhoSaidYes,
    WordsChanged,
    approve_quotation,
    change_quotation,
)
from legation.newsroom.actions.releases import (
    EmbargoPast,
    EmbargoWithoutTime,
    NoteMissing,
    NothingToApprove,
    NotPublished,
    NotReady,
    NotTellable,
    NotUnderEmbargo,
    PublicStays,
    QuotedLine,
    agree_release,
    call_off_release,
    remove_release,
    restore_release,
    withdraw_release,
)
from legation.newsroom.models import NewsSite, PressRelease, Publication, Quotation
from legation.newsroom.queries.consents import trace_of
from legation.newsroom.queries.releases import desk_of, newsroom_of, said
from legation.outcomes.actions import add_agreement, add_commitment, add_statement
from tests.missions.stage import SEOUL, Stage, build, two
from tests.newsroom.releases import (
    approved,
    call,
    draft,
    published,
    quoted,
    trace,
    write,
    written,
    yes,
)

pytestmark = pytest.mark.django_db
NOTE = two("Released too early.", "너무 일찍 배포되었습니다.")


@pytest.fixture
def stage() -> Stage:
    return build()


def lacks(release: PressRelease) -> list[str]:
    return [one.code for one in desk_of(release, timezone.now()).row.lacks]


def state(release: PressRelease) -> str:
    return desk_of(PressRelease.objects.get(pk=release.pk), timezone.now()).row.state


def test_the_draft_says_who_came_how_many_and_who_received_them(stage: Stage) -> None:
    release = draft(stage, call(stage))
    assert release.summary.data == {
        "en": "A delegation of 2 from Seattle, led by Mayor Bruce Harrell, was received by Park Heong-joon at"
        " City Hall on 17 April 2024.",
        "ko": "박형준은 2024년 4월 17일 시청에서 Bruce Harrell 시장이 이끄는 시애틀 대표단 2명을"
        " 접견하였습니다.",
    }
    assert release.title.data == {
        "en": "Busan receives delegation from Seattle",
        "ko": "부산, 시애틀 대표단 접견",
    }
    assert release.place.data == {"en": "BUSAN", "ko": "부산"}


def test_of_several_host_cities_it_names_the_one_where_it_was_else_all(stage: Stage) -> None:
    seoul = add_city({"name": two("Seoul", "서울"), "country": "KR", "time_zone": SEOUL}, by=stage.host)
    values = {"party": "host", "name": two("Seoul side"), "city": seoul}
    add_delegation(stage.mission, values, by=stage.host)
    meeting = call(stage)
    assert draft(stage, meeting).title.data["en"] == "Busan receives delegation from Seattle"
    Engagement.objects.filter(pk=meeting.pk).update(venue=None)
    meeting.refresh_from_db()
    assert draft(stage, meeting).title.data == {
        "en": "Busan and Seoul receive delegation from Seattle",
        "ko": "부산·서울, 시애틀 대표단 접견",
    }


def test_of_a_mission_it_says_where_they_went(stage: Stage) -> None:
    assert draft(stage).summary.data == {
        "en": "A delegation of 2 from Seattle, led by Mayor Bruce Harrell, visited Busan from 13 to"
        " 20 April 2024.",
        "ko": "Bruce Harrell 시장이 이끄는 시애틀 대표단 2명은 2024년 4월 13일부터 20일까지 부산을"
        " 방문하였습니다.",
    }


@time_machine.travel("2024-04-01 00:00Z", tick=False)
def test_before_the_day_it_says_what_will_be(stage: Stage) -> None:
    release = draft(stage, call(stage))
    assert (
        "will be received by" in release.summary.data["en"],
        "접견할 예정" in release.summary.data["ko"],
    ) == (
        True,
        True,
    )


def test_it_says_what_was_spoken_of_agreed_and_signed_and_how_old_the_tie_is(stage: Stage) -> None:
    meeting = call(stage)
    add_point(meeting, {"kind": "agenda", "text": two("ports", "항만")}, by=stage.guest)
    add_point(meeting, {"kind": "agenda", "text": two("schools", "학교")}, by=stage.guest)
    about = {"engagement": meeting}
    add_commitment(stage.mission, {"title": two("Exchange students", "학생 교류"), **about}, by=stage.guest)
    signed = {"kind": "mou", "title": two("Port memorandum", "항만 양해각서"), "status": "signed", **about}
    add_agreement(stage.mission, {**signed, "signed_on": date(2024, 4, 17)}, by=stage.guest)
    tie = {"kind": "sister_city", "title": two("sister city agreement", "자매도시 협정"), "status": "signed"}
    add_agreement(stage.mission, {**tie, "signed_on": date(1974, 6, 25)}, by=stage.guest)
    body = draft(stage, meeting).body.data
    assert body["en"].split("\n\n") == [
        "The two sides spoke about:",
        "- ports\n- schools",
        "The two sides agreed on the following:",
        "- Exchange students",
        "They signed:",
        "- Port memorandum",
        "The sister city agreement was signed on 25 June 1974, 50 years ago.",
    ]
    assert body["ko"].split("\n\n") == [
        "양측은 항만, 학교 등에 관하여 논의하였습니다.",
        "양측은 다음 사항에 합의하였습니다.",
        "- 학생 교류",
        "양측은 다음 문서에 서명하였습니다.",
        "- 항만 양해각서",
        "자매도시 협정은 1974년 6월 25일에 체결되어 50주년을 맞이하였습니다.",
    ]


def test_nothing_that_one_side_keeps_to_itself_comes_into_a_draft(stage: Stage) -> None:
    meeting = call(stage)
    for side, by in (("guest", stage.guest), ("host", stage.host)):
        kept: dict[str, Any] = {"engagement": meeting, "visibility": side}
        add_point(meeting, {"kind": "agenda", "text": two(f"Secret {side}"), "visibility": side}, by=by)
        add_commitment(stage.mission, {"title": two(f"Secret {side}"), **kept}, by=by)
        person = stage.harrell.person
        add_statement(stage.mission, {"text": two(f"Secret {side}"), "speakers": [person], **kept}, by=by)
    hidden = stage.engagement("Secret dinner", visibility=Visibility.GUEST)
    add_commitment(
        stage.mission,
        {"title": two("Secret deal"), "engagement": hidden, "visibility": "guest"},
        by=stage.guest,
    )
    for release in (draft(stage, meeting), draft(stage)):
        text = f"{release.title.data}{release.summary.data}{release.body.data}"
        assert [word in text for word in ("Secret", "Guestsecret", "Hostsecret")] == [False] * 3
    assert Quotation.objects.count() == 0
    with pytest.raises(NotTellable):
        draft(stage, hidden)


def test_what_one_known_person_said_becomes_a_quotation_without_a_yes(stage: Stage) -> None:
    meeting = call(stage)
    values = {"text": two("We keep our word.", "약속을 지키겠습니다."), "engagement": meeting}
    add_statement(stage.mission, {**values, "speakers": [stage.harrell.person]}, by=stage.guest)
    add_statement(stage.mission, {**values, "speakers": []}, by=stage.guest)
    release = draft(stage, meeting)
    assert [(str(one.speaker), one.post.data, one.approved) for one in release.quotations.all()] == [
        ("Bruce Harrell", {"en": "Mayor, City of Seattle", "ko": "시장, 시애틀시"}, {})
    ]
    assert release.body.data == {"en": "[quotation 1]", "ko": "[인용 1]"}
    assert lacks(release) == ["quotation-yes"]


def test_only_who_is_known_to_both_sides_on_the_mission_is_quoted(stage: Stage) -> None:
    own = Person.objects.create(
        family_name="Quince", given_name="Known", office=stage.guest.office, scope="office"
    )
    for speaker in (own, stage.guest_secret.person):
        values = {"text": two(f"We keep our word, {speaker.pk}."), "speakers": [speaker]}
        add_statement(stage.mission, values, by=stage.guest)
    release = draft(stage)
    assert (release.quotations.count(), "quotation" in str(release.body)) == (0, False)


def test_one_sides_yes_publishes_nothing_and_asks_the_other(stage: Stage) -> None:
    release = yes(written(stage), stage.guest)
    assert (Publication.objects.count(), state(release)) == (0, "draft")
    assert [letter.mail for letter in Letter.objects.filter(kind="work")] == [stage.host.email]


def test_the_second_yes_publishes_it_on_the_sites_of_both_offices(stage: Stage) -> None:
    release = published(stage)
    assert state(release) == "published"
    assert [site.slug for site in release.publication.sites.order_by("slug")] == [
        "busan-protocol",
        "seattle-chamber",
    ]
    verbs = Activity.objects.filter(content_type__model="pressrelease").order_by("pk")
    assert [(one.verb, one.by) for one in verbs if one.verb not in {"added", "changed"}] == [
        ("accepted", stage.guest),
        ("accepted", stage.host),
        ("published", stage.host),
    ]


def test_a_yes_to_other_words_counts_for_nothing(stage: Stage) -> None:
    release = yes(written(stage), stage.guest)
    before = trace(release)
    write(release, by=stage.host, body=two("Pears were served.", "배를 대접하였습니다."))
    with pytest.raises(DraftChanged):
        agree_release(release, trace=before, by=stage.host)
    yes(release, stage.host)
    assert Publication.objects.count() == 0
    assert [(one.side, one.yes, one.outdated) for one in desk_of(release, timezone.now()).sides] == [
        ("guest", False, True),
        ("host", True, False),
    ]


def test_who_changes_the_words_after_a_yes_is_asked_again_when_they_are_put_back(stage: Stage) -> None:
    release = yes(written(stage), stage.guest)
    before = release.body
    write(release, by=stage.guest, body=two("Pears were served.", "배를 대접하였습니다."))
    release = yes(write(release, by=stage.host, body=before), stage.host)
    assert (state(release), [one.side for one in release.consents.all()]) == ("draft", ["host"])


def test_where_nobody_of_the_other_side_has_access_one_yes_is_enough(stage: Stage) -> None:
    Membership.objects.filter(user=stage.host).delete()
    assert state(yes(written(stage), stage.guest)) == "published"


def test_somebody_whose_access_just_ended_says_no_yes(stage: Stage) -> None:
    release = written(stage)
    Membership.objects.filter(user=stage.host).delete()
    with pytest.raises(NotYours):
        yes(release, stage.host)


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"title": LazyI18nString({"en": "Only English"})}, ["title"]),
        ({"body": LazyI18nString({"ko": "한국어만"})}, ["body"]),
        ({"body": two("Words\n\n[quotation 2]", "말")}, ["mark"]),
        ({"body": two("He said “we will build forty schools in four years”.", "말")}, ["quoted"]),
        (
            {"body": two("Words", "그는 “우리는 앞으로 사 년 동안 학교 마흔 곳을 짓겠다”고 말했다.")},
            ["quoted"],
        ),
        ({"body": two("The “Blue Port” project.", "“푸른 항만” 사업")}, []),
    ],
)
def test_what_is_missing_is_said_and_nobody_says_yes_before(
    stage: Stage, values: dict[str, Any], missing: list[str]
) -> None:
    release = write(written(stage), by=stage.guest, **values)
    assert lacks(release) == missing
    if missing:
        with pytest.raises(NotReady):
            yes(release, stage.guest)
    assert (release.consents.count(), Publication.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["title", "summary", "body", "contact", "place"])
@pytest.mark.parametrize("tag", ["<script>alert(1)</script>", "<b>bold</b>", "<!-- note -->", "<IMG src=x>"])
def test_html_is_refused_by_name(stage: Stage, name: str, tag: str) -> None:
    release = written(stage)
    with pytest.raises(HtmlInText) as refused:
        write(release, by=stage.guest, **{name: two(f"Words {tag}", "말")})
    assert (refused.value.field, tag[:3] in str(refused.value)) == (name, True)
    assert PressRelease.objects.get().version == release.version


def test_a_line_that_quotes_is_refused_and_a_comparison_is_not(stage: Stage) -> None:
    release = written(stage)
    with pytest.raises(QuotedLine):
        write(release, by=stage.guest, body=two("> We promise", "말"))
    assert write(release, by=stage.guest, body=two("2 < 3 > 1", "말")).body.data["en"] == "2 < 3 > 1"


def test_a_quotation_needs_its_speakers_yes_and_a_changed_word_a_new_one(stage: Stage) -> None:
    release = written(stage)
    quotation = quoted(stage, release)
    with pytest.raises(NotReady, match="Bruce Harrell"):
        yes(release, stage.guest)
    quotation = approved(quotation, by=stage.guest)
    assert (quotation.approved_by, quotation.approved_for, lacks(release)) == (
        stage.guest,
        "The mayor, by telephone",
        [],
    )
    assert quotation.approved == {
        "text": {"en": "We keep our word.", "ko": "We keep our word. (번역)"},
        "speaker": stage.harrell.person.pk,
        "post": {"en": "Mayor", "ko": "시장"},
    }
    values = {
        "speaker": quotation.speaker,
        "post": quotation.post,
        "text": two("We keep our words.", "번역"),
    }
    change_quotation(quotation, values, seen=quotation.version, by=stage.host)
    assert lacks(release) == ["quotation-yes"]


def test_the_speakers_own_side_notes_the_yes_to_words_that_it_read(stage: Stage) -> None:
    quotation = quoted(stage, written(stage))
    words = trace_of(said(quotation))
    with pytest.raises(OtherSidesSpeaker):
        approve_quotation(quotation, {"approved_for": "By mail"}, trace=words, by=stage.host)
    with pytest.raises(WhoSaidYes):
        approve_quotation(quotation, {"approved_for": "  "}, trace=words, by=stage.guest)
    with pytest.raises(WordsChanged):
        approve_quotation(quotation, {"approved_for": "By mail"}, trace="other", by=stage.guest)
    assert Quotation.objects.get().approved == {}


def test_a_side_that_hides_its_speaker_still_notes_their_yes_alone(stage: Stage) -> None:
    quotation = quoted(stage, written(stage))
    hidden = Delegate.objects.get(pk=stage.harrell.pk)
    change_delegate(hidden, {"visibility": "guest"}, seen=hidden.version, by=stage.guest)
    with pytest.raises(OtherSidesSpeaker):
        approved(quotation, by=stage.host)
    assert approved(quotation, by=stage.guest).approved_by == stage.guest


@time_machine.travel("2024-04-16 00:00Z", tick=False)
def test_an_embargo_in_the_past_is_refused_on_both_clocks(stage: Stage) -> None:
    release = written(stage)
    past = {"embargo": Wall(date(2024, 4, 16), datetime(2024, 4, 16, 9, 0).time()), "embargo_zone": SEOUL}
    with pytest.raises(EmbargoPast, match="2024-04-16 09:00 Busan / 2024-04-15 17:00 Seattle"):
        write(release, by=stage.guest, **past)
    with pytest.raises(EmbargoWithoutTime):
        write(release, by=stage.guest, embargo=Wall(date(2024, 4, 18), None), embargo_zone=SEOUL)
    assert PressRelease.objects.get().embargo_at is None


def test_an_embargo_that_ends_between_the_two_yes_publishes_nothing(stage: Stage) -> None:
    with time_machine.travel("2024-04-16 00:00Z", tick=False) as clock:
        release = embargoed_draft(stage)
        yes(release, stage.guest)
        clock.shift(timedelta(hours=2))
        assert lacks(release) == ["embargo"]
        with pytest.raises(NotReady, match="Choose another minute"):
            yes(release, stage.host)
        assert Publication.objects.count() == 0


def embargoed_draft(stage: Stage) -> PressRelease:
    """Until 2024-04-16 10:00 in Seoul, which is 01:00 in Greenwich."""
    wall = Wall(date(2024, 4, 16), datetime(2024, 4, 16, 10, 0).time())
    return write(written(stage), by=stage.guest, embargo=wall, embargo_zone=SEOUL)


def test_a_change_calls_off_what_waits_for_its_embargo(stage: Stage) -> None:
    with time_machine.travel("2024-04-16 00:00Z", tick=False) as clock:
        release = yes(embargoed_draft(stage), stage.guest, stage.host)
        assert state(release) == "embargoed"
        write(release, by=stage.guest, body=two("Other words", "다른 말"))
        assert (state(release), Publication.objects.count()) == ("draft", 0)
        release = yes(release, stage.guest, stage.host)
        assert state(release) == "embargoed"
        call_off_release(release, by=stage.host)
        clock.shift(timedelta(hours=2))
        assert (state(release), Publication.objects.count(), release.consents.count()) == ("draft", 0, 0)
        with pytest.raises(NotUnderEmbargo):
            call_off_release(release, by=stage.host)


def test_what_is_public_stays_as_it_was_while_a_draft_is_edited(stage: Stage) -> None:
    release = published(stage)
    before = Publication.objects.get().words
    write(release, by=stage.guest, body=two("Pears were served.", "배를 대접하였습니다."))
    assert Publication.objects.get().words == before
    assert lacks(release) == ["correction"]
    with pytest.raises(NotReady):
        yes(release, stage.guest)


def test_a_correction_leaves_a_trace_and_asks_for_the_next_one_anew(stage: Stage) -> None:
    release = published(stage)
    went_out = Publication.objects.get().goes_out_at
    note = two("It was pears.", "배였습니다.")
    write(release, by=stage.guest, body=two("Pears.", "배."), correction=note)
    release = yes(release, stage.guest, stage.host)
    now = Publication.objects.get()
    assert [(row["step"], row["note"]) for row in now.trail] == [("corrected", note.data)]
    assert (now.words["body"], now.goes_out_at, str(release.correction)) == (
        {"en": "Pears.", "ko": "배."},
        went_out,
        "",
    )
    with pytest.raises(NothingToApprove):
        yes(release, stage.guest)


def test_either_side_withdraws_it_with_a_note_in_both_languages(stage: Stage) -> None:
    release = written(stage)
    with pytest.raises(NotPublished):
        withdraw_release(release, {"note": NOTE}, by=stage.host)
    release = yes(release, stage.guest, stage.host)
    with pytest.raises(NoteMissing):
        withdraw_release(release, {"note": LazyI18nString({"en": "Only English"})}, by=stage.host)
    withdraw_release(release, {"note": NOTE}, by=stage.host)
    assert (state(release), release.consents.count()) == ("withdrawn", 0)
    with pytest.raises(NotPublished):
        withdraw_release(release, {"note": NOTE}, by=stage.host)


def test_withdrawn_it_comes_back_only_with_both_yes_and_the_trace_stays(stage: Stage) -> None:
    release = published(stage)
    withdraw_release(release, {"note": NOTE}, by=stage.host)
    write(release, by=stage.guest, correction=two("It is right now.", "이제 맞습니다."))
    yes(release, stage.guest)
    assert state(release) == "withdrawn"
    yes(release, stage.host)
    assert (state(release), [row["step"] for row in Publication.objects.get().trail]) == (
        "published",
        ["withdrawn", "again"],
    )


def test_a_draft_is_removed_and_brought_back_and_what_was_public_is_not(stage: Stage) -> None:
    release = written(stage)
    remove_release(release, by=stage.guest)
    assert newsroom_of(stage.mission, stage.guest, timezone.now()) == ()
    restored = restore_release(PressRelease.objects.get(), by=stage.guest)
    release = yes(restored, stage.guest, stage.host)
    with pytest.raises(PublicStays):
        remove_release(release, by=stage.guest)


def test_an_office_has_one_site_whatever_it_publishes(stage: Stage) -> None:
    published(stage)
    published(stage)
    assert list(NewsSite.objects.order_by("slug").values_list("slug", flat=True)) == [
        "busan-protocol",
        "seattle-chamber",
    ]
    assert sorted(PressRelease.objects.values_list("slug", flat=True)) == [
        "2024-04-13-delegation-from-seattle-visits-busan",
        "2024-04-13-delegation-from-seattle-visits-busan-2",
    ]


def test_a_stranger_reads_no_draft(stage: Stage) -> None:
    release = written(stage)
    client = Client()
    client.force_login(stage.stranger, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(f"/missions/{stage.mission.slug}/press/{release.pk}/").status_code == 404
