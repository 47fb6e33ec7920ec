"""The outcome survey: sent when it is due, answered by link without a login, read by the side that asks."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from legation.directory.actions.erasing import erase_person
from legation.kernel.models import Letter
from legation.kernel.sheets import tables
from legation.missions import actions as missions
from legation.missions.models import Invitee, Membership
from legation.reports.actions import surveys as acts
from legation.reports.jobs import ask_delegates
from legation.reports.models import Survey, SurveyAddress, SurveyAnswer, SurveyLink
from legation.reports.queries.asking import PURPOSE, Door, opens_on, path_of, stored_path_of
from legation.reports.queries.survey_paper import survey_sheets
from legation.reports.queries.surveys import survey_page
from tests.desk.browsing import texts, words
from tests.world import SECRETS, World, person

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
DUE = "2024-04-21T01:00:00Z"
GOOD = {"worth": "5", "contacts": "4", "value": "1000000", "currency": "KRW", "better": "More time"}


def asking(world: World, side: str = "guest") -> Survey:
    """A side's survey without the world's link; the assistant stands for the delegate."""
    survey: Survey = world.things[f"{side}-survey"]
    SurveyLink.objects.filter(survey=survey).delete()
    member = Membership.objects.get(user=world.users[f"{side}-assistant"], mission=world.mission)
    member.stands_for.set([world.things[f"{side}-delegate"]])
    Invitee.objects.update(ended_at=timezone.now())
    return survey


def sent(world: World, side: str = "guest") -> SurveyLink:
    """The link of the first round, on the day on which it is sent."""
    survey = asking(world, side)
    ask_delegates()
    return SurveyLink.objects.get(survey=survey)


def opened(link: SurveyLink) -> SurveyAddress:
    """The address of who was asked first."""
    address = link.addresses.order_by("pk").first()
    assert address is not None
    return address


def test_a_round_is_due_the_day_after_and_the_same_day_months_later(world: World) -> None:
    days = [opens_on(world.mission, stage) for stage in (0, 6, 18)]
    assert days == [date(2024, 4, 21), date(2024, 10, 20), date(2025, 10, 20)]
    world.mission.ends_on = date(2024, 8, 31)
    assert [opens_on(world.mission, stage) for stage in (6, 18)] == [date(2025, 2, 28), date(2026, 2, 28)]


def test_each_round_is_sent_once_to_the_delegate_by_way_of_who_stands_for_them(world: World) -> None:
    survey = asking(world)
    told = {}
    for moment in ("2024-04-20T12:00:00Z", DUE, "2024-04-21T09:00:00Z", "2024-10-20T01:00:00Z"):
        with time_machine.travel(moment, tick=False):
            ask_delegates()
        told[moment[:10]] = list(SurveyLink.objects.filter(survey=survey).values_list("stage", flat=True))
    assert told == {"2024-04-20": [], "2024-04-21": [0], "2024-10-20": [0, 6]}
    mails = Letter.objects.filter(about_type="reports.surveylink").values_list("mail", "visibility")
    assert set(mails) == {("guest-assistant@test.example", "guest")}
    assert len(mails) == 2


def test_a_letter_holds_a_stand_in_and_no_address_that_opens(world: World) -> None:
    with time_machine.travel(DUE, tick=False):
        link = sent(world)
    letter = Letter.objects.get(about_type="reports.surveylink", about_key=link.pk)
    assert [line["url"] for line in letter.lines] == [stored_path_of(opened(link))]
    assert path_of(opened(link)) not in str(letter.lines)


@pytest.mark.parametrize("off", ["cancelled", "removed"])
def test_nobody_is_asked_about_a_mission_that_is_no_more(world: World, off: str) -> None:
    asking(world)
    values = {"status": "cancelled"} if off == "cancelled" else {"removed_at": timezone.now()}
    type(world.mission).objects.filter(pk=world.mission.pk).update(**values)
    with time_machine.travel(DUE, tick=False):
        assert ask_delegates() == 0


def test_a_round_that_is_over_is_sent_by_hand_only(world: World, as_: As) -> None:
    survey = asking(world)
    where = reverse("survey-send", args=["test-mission", survey.pk])
    with time_machine.travel("2024-08-01T00:00:00Z", tick=False):
        assert ask_delegates() == 0
        client = as_(world.guest)
        early = client.post(where, {"stage": "6"}, follow=True)
        client.post(where, {"stage": "0"}, follow=True)
        again = client.post(where, {"stage": "0"}, follow=True)
    said = [texts(page, ".said, .notice")[0] for page in (early, again)]
    assert said[0] == "This round begins on 2024-10-20. Nobody can say yet what came of it."
    assert said[1].startswith("There is nobody to ask: all with a known address were asked.")
    link = SurveyLink.objects.get(survey=survey)
    assert timezone.localtime(link.closes_at).date() == date(2024, 9, 12)


@time_machine.travel(DUE, tick=False)
def test_it_is_answered_without_a_login_and_changed_until_it_closes(world: World) -> None:
    link = sent(world)
    client, where = Client(headers={"accept-language": "en"}), path_of(opened(link))
    assert client.get(where).status_code == 200
    assert client.post(where, {**GOOD, "seen": "0"}).status_code == 302
    assert client.post(where, {**GOOD, "worth": "2", "value": "", "seen": "1"}).status_code == 302
    answer = SurveyAnswer.objects.get(link=link)
    assert (answer.worth, answer.contacts, answer.value, answer.currency, answer.version) == (
        2,
        4,
        None,
        "",
        2,
    )
    with time_machine.travel(link.closes_at + timedelta(seconds=1), tick=False):
        late = client.post(where, {**GOOD, "seen": "2"})
    answer.refresh_from_db()
    assert (late.status_code, answer.worth) == (410, 2)
    assert texts(late, "h1") == ["The time to answer is over"]


@time_machine.travel(DUE, tick=False)
def test_what_was_changed_meanwhile_is_told_and_the_same_again_is_no_change(world: World) -> None:
    link = sent(world)
    client, where = Client(headers={"accept-language": "en"}), path_of(opened(link))
    for _twice in range(2):
        assert client.post(where, {**GOOD, "seen": "0"}).status_code == 302
    stale = client.post(where, {**GOOD, "worth": "1", "seen": "0"})
    answer = SurveyAnswer.objects.get(link=link)
    assert (stale.status_code, answer.worth, answer.version) == (409, 5, 1)


@time_machine.travel(DUE, tick=False)
@pytest.mark.parametrize("kind", ["forged", "short", "other", "revoked", "removed", "mission"])
def test_a_link_that_is_not_good_says_so(world: World, kind: str) -> None:
    from legation.kernel.links import token

    link = sent(world)
    where = path_of(opened(link))
    wrong = {
        "forged": reverse("my-survey", args=[opened(link).key + "0" * 40]),
        "short": reverse("my-survey", args=["0" * 20]),
        "other": reverse("my-survey", args=[token(opened(link).key, f"{PURPOSE}s")]),
    }
    if kind == "revoked":
        acts.revoke_link(link, by=world.guest)
    elif kind == "removed":
        acts.remove_survey(link.survey, by=world.guest)
    elif kind == "mission":
        type(world.mission).objects.update(removed_at=timezone.now())
    page = Client(headers={"accept-language": "en"}).post(wrong.get(kind, where), GOOD)
    told = {
        "revoked": (410, "This address was taken back"),
        "removed": (410, "Nobody asks this any more"),
        "mission": (410, "Nobody asks this any more"),
    }.get(kind, (404, "This address is not one of ours"))
    assert (page.status_code, texts(page, "h1")[0]) == told
    assert "Test mission" not in words(page)
    assert not SurveyAnswer.objects.filter(link=link).exists()


@time_machine.travel(DUE, tick=False)
@pytest.mark.parametrize(
    "end", ["until", "taken", "stands", "inactive", "gone", "invitee"], ids=lambda end: f"by-{end}"
)
def test_each_readers_address_ends_with_what_lets_them_answer_and_the_others_go_on(
    world: World, end: str
) -> None:
    asking(world)
    office = {"side": "guest", "mail": "office@test.example", "language": "en"}
    invitee = Invitee.objects.create(mission=world.mission, delegate=world.things["guest-delegate"], **office)
    other = world.users["guest-delegate"]
    Membership.objects.get(user=other, mission=world.mission).stands_for.set([world.things["guest-delegate"]])
    ask_delegates()
    link = SurveyLink.objects.get(survey=world.things["guest-survey"])
    where = {
        address.user.email if address.user else address.invitee.mail: path_of(address)
        for address in link.addresses.all()
    }
    assistant = world.users["guest-assistant"]
    assert sorted(where) == sorted([assistant.email, other.email, invitee.mail])
    member = Membership.objects.get(user=assistant, mission=world.mission)
    if end == "until":
        Membership.objects.filter(pk=member.pk).update(ends_at=timezone.now())
    elif end == "taken":
        missions.take_access(member, by=world.guest)
    elif end == "stands":
        member.stands_for.clear()
    elif end == "inactive":
        type(assistant).objects.filter(pk=assistant.pk).update(is_active=False)
    elif end == "gone":
        SurveyAddress.objects.filter(user=assistant).delete()
    else:
        Invitee.objects.filter(pk=invitee.pk).update(ended_at=timezone.now())
    shut = invitee.mail if end == "invitee" else assistant.email
    code = 404 if end == "gone" else 410
    client = Client(headers={"accept-language": "en"})
    answers = {mail: client.get(path).status_code for mail, path in where.items()}
    assert answers == {mail: code if mail == shut else 200 for mail in where}
    assert client.post(where[shut], {**GOOD, "seen": "0"}).status_code == code
    assert not SurveyAnswer.objects.filter(link=link).exists()
    assert client.get(path_of(link)).status_code == 410  # the one for all, from letters of before


@time_machine.travel(DUE, tick=False)
def test_an_address_for_all_from_before_is_good_while_anybody_answers_for_them(world: World) -> None:
    link = sent(world)
    link.addresses.all().delete()
    client = Client(headers={"accept-language": "en"})
    assert client.get(path_of(link)).status_code == 200
    Membership.objects.filter(user=world.users["guest-assistant"]).update(ends_at=timezone.now())
    assert client.get(path_of(link)).status_code == 410


@time_machine.travel(DUE, tick=False)
@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"worth": ""}, "worth", "Say how valuable it was; everything else may stay open."),
        ({"worth": "9"}, "worth", "Select a valid choice. 9 is not one of the available choices."),
        ({"currency": ""}, "currency", "Say in which currency."),
        ({"value": "-1"}, "value", "Ensure this value is greater than or equal to 0."),
        ({"contacts": "-1"}, "contacts", "Ensure this value is greater than or equal to 0."),
        ({"jobs": "many"}, "jobs", "Enter a whole number."),
        ({"currency": "<b>"}, "currency", "Select a valid choice. <b> is not one of the available choices."),
    ],
)
def test_bad_input_is_said_at_its_question_and_nothing_is_saved(
    world: World, typed: dict[str, str], field: str, said: str
) -> None:
    link = sent(world)
    page = Client(headers={"accept-language": "en"}).post(path_of(opened(link)), {**GOOD, **typed})
    assert (page.status_code, page.context["form"].errors.get(field)) == (422, [said])
    assert not SurveyAnswer.objects.filter(link=link).exists()


@time_machine.travel(DUE, tick=False)
def test_a_new_address_ends_the_old_one_and_takes_the_answer_along(world: World, as_: As) -> None:
    link = sent(world)
    anybody = Client(headers={"accept-language": "en"})
    anybody.post(path_of(opened(link)), {**GOOD, "seen": "0"})
    as_(world.guest).post(reverse("survey-link-again", args=["test-mission", link.pk]))
    fresh = SurveyLink.objects.live().get(survey=link.survey)
    assert (
        anybody.get(path_of(opened(link))).status_code,
        anybody.get(path_of(opened(fresh))).status_code,
    ) == (410, 200)
    assert fresh.answer.better == "More time"
    page = survey_page(link.survey, timezone.now())
    assert [(one.sent, one.answered) for one in page.rounds] == [(1, 1), (0, 0), (0, 0)]


@time_machine.travel(DUE, tick=False)
def test_a_new_address_that_is_asked_for_twice_is_one(world: World, as_: As) -> None:
    link = sent(world)
    where = reverse("survey-link-again", args=["test-mission", link.pk])
    assert [as_(world.guest).post(where).status_code for _click in range(2)] == [302, 302]
    assert SurveyLink.objects.filter(survey=link.survey).count() == 2
    assert Letter.objects.filter(about_type="reports.surveylink").exclude(about_key=link.pk).count() == 1


@pytest.mark.parametrize(("zone", "day"), [("UTC", "2024-04-20"), ("Asia/Seoul", "2024-04-21")])
def test_the_table_tells_the_day_of_an_answer_by_the_clock_of_the_house(
    world: World, settings: Any, zone: str, day: str
) -> None:
    survey = world.things["guest-survey"]
    SurveyAnswer.objects.filter(link__survey=survey).update(
        answered_at=datetime(2024, 4, 20, 20, 0, tzinfo=UTC)
    )
    settings.TIME_ZONE = zone
    answers = survey_sheets(survey_page(survey, timezone.now()))[1][2]
    assert [row[-1] for row in answers] == [day]


def test_who_has_not_answered_is_reminded_once_in_the_last_week(world: World) -> None:
    with time_machine.travel(DUE, tick=False):
        link = sent(world)
    counts = []
    for days in (-8, -6, -5):
        with time_machine.travel(link.closes_at + timedelta(days=days), tick=False):
            ask_delegates()
        counts.append(Letter.objects.filter(about_type="reports.surveylink", about_key=link.pk).count())
    assert counts == [1, 2, 2]


@time_machine.travel(DUE, tick=False)
def test_each_side_reads_its_own_answers_and_the_other_none(world: World, as_: As) -> None:
    where = reverse("survey", args=["test-mission"])
    pages = {key: words(as_(user).get(where)) for key, user in (("guest", world.guest), ("host", world.host))}
    for side, other in (("guest", "host"), ("host", "guest")):
        assert f"{SECRETS[side]} rooms" in pages[side]
        assert SECRETS[other] not in pages[side]
    for key in ("guest-delegate", "guest-press", "guest-assistant"):
        assert as_(world.users[key]).get(where).status_code == 403


@time_machine.travel(DUE, tick=False)
def test_sums_stay_within_a_currency_and_are_taken_out(world: World, as_: As) -> None:
    survey = asking(world)
    delegates = [world.things["guest-delegate"]]
    for n in range(2):
        someone = person(world, f"Sample{n}", "Guest", by=world.guest, sample=True)
        values = {"person": someone, "delegation": world.things["guest-delegation"]}
        delegates.append(missions.add_delegate(world.mission, values, by=world.guest))
    Membership.objects.get(user=world.users["guest-assistant"]).stands_for.set(delegates)
    ask_delegates()
    given = [
        {"worth": 5, "value": 100, "currency": "USD", "jobs": 2},
        {"worth": 4, "value": 7, "currency": "KRW"},
    ]
    given.append({"worth": 5, "value": 50, "currency": "USD", "jobs": 1})
    links = SurveyLink.objects.filter(survey=survey).order_by("pk")
    for link, values in zip(links, given, strict=True):
        acts.answer(Door(link, opened(link)), values, seen=0, now=timezone.now())
    first = survey_page(survey, timezone.now()).rounds[0]
    assert (first.stated, first.jobs, first.answered, first.worths) == ("KRW 7 + USD 150", 3, 3, {5: 2, 4: 1})
    file = as_(world.guest).get(reverse("survey-xlsx", args=["test-mission", survey.pk])).content
    sheets = {table.name: table for table in tables(file)}
    assert (list(sheets), len(sheets["Answers"].rows)) == (["Rounds", "Answers"], 4)


def test_the_words_of_an_erased_person_are_forgotten_and_the_figures_stay(world: World) -> None:
    link = world.things["guest-survey-link"]
    erase_person(world.things["guest-mayor"], sure=True, by=world.guest)
    link.refresh_from_db()
    answer = SurveyAnswer.objects.get(link=link)
    assert (link.revoked_at is None, answer.better, answer.promises, answer.jobs) == (False, "", "", 3)


def test_one_survey_a_side_and_back_by_undo(world: World, as_: As) -> None:
    client, survey = as_(world.guest), world.things["guest-survey"]
    page = client.post(reverse("survey-new", args=["test-mission"]), {"contact": "Desk", "open_days": "30"})
    assert page.context["form"].non_field_errors() == ["Your side has a survey of this mission already."]
    client.post(reverse("survey-remove", args=["test-mission", survey.pk]))
    other = as_(world.host).post(reverse("survey-restore", args=["test-mission", survey.pk]))
    client.post(reverse("survey-restore", args=["test-mission", survey.pk]))
    survey.refresh_from_db()
    assert (other.status_code, survey.removed_at) == (404, None)


@pytest.mark.parametrize("count", [1, 3, 12])
def test_queries_do_not_grow(world: World, as_: As, django_assert_num_queries: Any, count: int) -> None:
    survey, now = asking(world), timezone.now()
    for n in range(count):
        someone = person(world, f"Sample{n}", "Guest", by=world.guest, sample=True)
        values = {"person": someone, "delegation": world.things["guest-delegation"]}
        delegate = missions.add_delegate(world.mission, values, by=world.guest)
        link = SurveyLink.objects.create(
            survey=survey, stage=0, delegate=delegate, language="en", sent_at=now, closes_at=now
        )
        SurveyAnswer.objects.create(link=link, worth=3, better="x")
    client = as_(world.guest)
    with django_assert_num_queries(11):
        client.get(reverse("survey", args=["test-mission"]))
