"""What is certain of many texts is taken in by a job and undone as one; statements go to minutes."""

import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from legation.directory import actions as directory
from legation.directory.models import Person
from legation.kernel import editing
from legation.kernel.choices import Verb
from legation.kernel.jobs import run_queued
from legation.kernel.models import Activity
from legation.missions import actions as missions
from legation.missions.models import Engagement, Mission
from legation.outcomes.actions.minutes import begin_minutes
from legation.outcomes.models import MinutesLine, Statement
from legation.sources.actions.deciding import accept_finding
from legation.sources.actions.intaking import begin_intake, undo_intake
from legation.sources.actions.refusals import NotNow
from legation.sources.choices import FindingStatus, TakenIn
from legation.sources.models import Archive, Finding, Intake, IntakeRow
from legation.sources.queries.intaking import preview_of, sources_in
from tests.desk.browsing import texts, words
from tests.sources.reading import SHORT, Desk, two

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
PAST = SHORT.replace("Wednesday at 5 p.m.", "14 May 2019 at 5 p.m.")


def city(desk: Desk) -> None:
    for name, country, zone in (("Busan", "KR", "Asia/Seoul"), ("Seattle", "US", "America/Los_Angeles")):
        directory.add_city({"name": two(name), "country": country, "time_zone": zone}, by=desk.guest)


def taken(desk: Desk, **values: Any) -> Intake:
    made = begin_intake(desk.mission, None, {"floor": 0.0, "opens": False, **values}, by=desk.guest)
    run_queued()
    made.refresh_from_db()
    assert made.job is not None
    assert (made.job.status, made.job.problem) == ("done", "")
    return made


def outcomes(intake: Intake) -> dict[str, int]:
    found = list(IntakeRow.objects.filter(intake=intake).values_list("outcome", flat=True))
    return {status: found.count(status) for status in sorted(set(found))}


def standing() -> dict[str, int]:
    """How many records of each kind stand."""
    models = (Person, Engagement, Statement)
    return {model.__name__: model.objects.filter(removed_at=None).count() for model in models}


def test_what_is_certain_is_taken_in_with_its_source_and_undone_as_one_step(desk: Desk) -> None:
    city(desk)
    desk.read()
    before = standing()
    intake = taken(desk)
    after = standing()
    assert all(after[name] > before[name] for name in before)
    accepted = Finding.objects.filter(status=FindingStatus.ACCEPTED)
    assert all(one.target is not None for one in accepted)
    assert accepted.count() == outcomes(intake)[TakenIn.MADE] + outcomes(intake).get(TakenIn.KNOWN, 0)
    undo_intake(intake, by=desk.guest)
    run_queued()
    assert standing() == before
    assert not Finding.objects.filter(status=FindingStatus.ACCEPTED).exists()
    assert TakenIn.MADE not in outcomes(intake)


def test_the_same_words_twice_are_one_record(desk: Desk) -> None:
    city(desk)
    desk.read()
    desk.read(SHORT + " The visit lasted a day.", title="The same again")
    intake = taken(desk)
    assert Engagement.objects.filter(mission=desk.mission).count() == 1
    assert Person.objects.filter(family_name="Park").count() == 1
    assert outcomes(intake)[TakenIn.KNOWN] > 0


def test_nothing_that_is_confirmed_is_written_over(desk: Desk) -> None:
    city(desk)
    kept = directory.add_person(
        {"family_name": "Park", "given_name": "Heong-joon", "family_first": True, "biography": two("Ours")},
        by=desk.guest,
    )
    version = kept.version
    desk.read()
    taken(desk)
    kept.refresh_from_db()
    assert (kept.version, str(kept.biography), Person.objects.filter(family_name="Park").count()) == (
        version,
        "Ours",
        1,
    )


def test_what_was_changed_since_stays(desk: Desk) -> None:
    city(desk)
    desk.read()
    intake = taken(desk)
    call = Engagement.objects.get(mission=desk.mission)
    missions.change_engagement(call, {"title": two("Ours now")}, seen=call.version, by=desk.host)
    undo_intake(intake, by=desk.guest)
    run_queued()
    call.refresh_from_db()
    assert (call.removed_at, outcomes(intake)[TakenIn.KEPT] >= 1) == (None, True)


def test_what_cannot_be_recorded_is_left_with_its_reason(desk: Desk) -> None:
    desk.read(published_on=None)
    intake = taken(desk)
    left = IntakeRow.objects.filter(intake=intake, outcome=TakenIn.REFUSED)
    assert [row.finding.status for row in left if row.finding] == [FindingStatus.PROPOSED] * len(left)
    assert all(row.why for row in left)
    assert len(left) >= 1


def test_texts_of_long_ago_get_a_mission_of_their_own_and_come_back(desk: Desk, as_: As) -> None:
    city(desk)
    source = desk.read(PAST, title="Long ago", published_on=date(2019, 5, 15))
    seen = preview_of(desk.mission, None, 0.0, desk.guest)
    assert [(past.first, past.sources) for past in seen.past] == [(date(2019, 5, 14), (source.pk,))]
    intake = taken(desk, opens=True)
    source.refresh_from_db()
    past = Mission.objects.get(pk=source.mission_id)
    assert (past.slug, past.starts_on) == ("past-2019-05-14", date(2019, 5, 14))
    assert Engagement.objects.filter(mission=past).count() == 1
    assert not Engagement.objects.filter(mission=desk.mission).exists()
    assert as_(desk.host).get(reverse("desk", args=[past.slug])).status_code == 404
    undo_intake(intake, by=desk.guest)
    run_queued()
    source.refresh_from_db()
    past.refresh_from_db()
    assert (source.mission_id, past.removed_at is None) == (desk.mission.pk, False)


def test_a_text_that_came_back_is_in_its_archive_again(desk: Desk) -> None:
    city(desk)
    source = desk.read(PAST, title="Long ago", published_on=date(2019, 5, 15))
    archive = editing.add(Archive(mission=desk.mission, name="Years ago", visibility="guest"), by=desk.guest)
    editing.change(source, {"archive": archive}, seen=source.version, by=desk.guest)
    intake = taken(desk, opens=True, floor=2.0)
    source.refresh_from_db()
    assert (source.mission_id == desk.mission.pk, source.archive_id) == (False, None)
    undo_intake(intake, by=desk.guest)
    run_queued()
    source.refresh_from_db()
    assert (source.mission_id, source.archive_id) == (desk.mission.pk, archive.pk)


def test_a_text_that_was_read_again_or_taken_out_meanwhile_does_not_stop_the_undoing(desk: Desk) -> None:
    city(desk)
    long_ago = {"title": "Long ago", "published_on": date(2019, 5, 15)}
    twice, gone = desk.read(PAST, **long_ago), desk.read(f"{PAST} It rained.", **long_ago)
    intake = taken(desk, opens=True, floor=2.0)
    desk.read(PAST, **long_ago)
    gone.refresh_from_db()
    editing.remove(gone, by=desk.guest)
    undo_intake(intake, by=desk.guest)
    run_queued()
    intake.refresh_from_db()
    assert (intake.job.status, intake.job.problem) == ("done", "")  # type: ignore[union-attr]
    kept = IntakeRow.objects.filter(intake=intake, outcome=TakenIn.KEPT).exclude(moved_from=None)
    assert set(kept.values_list("source", flat=True)) == {twice.pk, gone.pk}


def test_a_text_that_the_other_side_shared_is_not_taken_from_its_sight(desk: Desk, as_: As) -> None:
    city(desk)
    source = desk.read(PAST, title="Long ago", published_on=date(2019, 5, 15), by=desk.host)
    assert source.visibility == "shared"
    assert preview_of(desk.mission, None, 0.0, desk.guest).past == ()
    taken(desk, opens=True)
    assert as_(desk.host).get(reverse("source", args=["korea", source.pk])).status_code == 200


def test_what_its_user_does_by_hand_meanwhile_is_not_undone_with_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL a request in another process commits between the steps of the job."""
    city(desk)
    desk.read()
    by_hand = directory.add_person({"family_name": "Hand", "given_name": "By"}, by=desk.guest)
    entry = Activity.objects.get(object_id=by_hand.pk, verb=Verb.ADDED, content_type__model="person")

    def beside(finding: Finding, *, by: Any) -> Finding:
        entry.pk = None
        Activity.objects.bulk_create([entry])
        return accept_finding(finding, by=by)

    monkeypatch.setattr("legation.sources.actions.intaking.accept_finding", beside)
    intake = taken(desk)
    undo_intake(intake, by=desk.guest)
    run_queued()
    by_hand.refresh_from_db()
    assert by_hand.removed_at is None


def test_a_text_near_the_mission_stays_there(desk: Desk) -> None:
    city(desk)
    desk.read()
    assert preview_of(desk.mission, None, 0.0, desk.guest).past == ()


@pytest.mark.django_db(transaction=True)
def test_of_two_that_are_begun_in_the_same_moment_one_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, add = threading.Barrier(2), editing.add
    begun: list[str] = []

    def slowly(record: Any, **more: Any) -> Any:
        time.sleep(0.3)  # the other one looks meanwhile whether one waits
        return add(record, **more)

    def begin() -> None:
        try:
            both.wait(5)
            begin_intake(desk.mission, None, {"floor": 0.5}, by=desk.guest)
            begun.append("begun")
        except NotNow:
            begun.append("refused")
        finally:
            connection.close()

    monkeypatch.setattr("legation.sources.actions.intaking.editing.add", slowly)
    threads = [threading.Thread(target=begin) for _two in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (sorted(begun), Intake.objects.count()) == (["begun", "refused"], 1)


def test_one_at_a_time_and_only_by_who_prepares(desk: Desk, as_: As) -> None:
    desk.read()
    where = reverse("intake-new", args=["korea"])
    assert as_(desk.delegate).get(where).status_code == 403
    client = as_(desk.guest)
    client.post(where, {"floor": "0.6"})
    client.post(where, {"floor": "0.6"})
    intake = Intake.objects.get()
    assert intake.visibility == "guest"
    assert as_(desk.host).get(reverse("intake", args=["korea", intake.pk])).status_code == 404
    run_queued()
    page = client.get(reverse("intake", args=["korea", intake.pk]))
    assert texts(page, "[data-job-label]") == ["Done"]


@pytest.mark.parametrize("count", [1, 3, 12])
def test_queries_do_not_grow(desk: Desk, as_: As, django_assert_num_queries: Any, count: int) -> None:
    for n in range(count):
        desk.read(f"{SHORT} No. {n}.", title=f"Text {n}")
    client = as_(desk.guest)
    with django_assert_num_queries(12):
        client.get(reverse("intake-new", args=["korea"]), {"floor": "0.6"})
    assert len(sources_in(desk.mission, None, desk.guest)) == count


def minuted(desk: Desk, **values: Any) -> Any:
    city(desk)
    given = {
        "kind": "meeting",
        "title": two("Talks"),
        "starts": desk.mission.starts_on,
        "ends": desk.mission.starts_on,
        **values,
    }
    from datetime import datetime, time

    at = datetime.combine(desk.mission.starts_on, time(10))
    given |= {"starts": at, "ends": at + timedelta(hours=1), "zone": "Asia/Seoul"}
    return begin_minutes(missions.add_engagement(desk.mission, given, by=desk.guest), by=desk.guest)


def test_statements_of_a_text_become_lines_of_open_minutes(desk: Desk, as_: As) -> None:
    minutes, source = minuted(desk), desk.read()
    found = source.findings.get(kind="statement")
    where = reverse("source-minutes", args=["korea", source.pk])
    client = as_(desk.guest)
    assert "Park" in words(client.get(where), "form.sheet")
    none = client.post(where, {"minutes": minutes.pk})
    assert (none.status_code, none.context["form"].errors["findings"]) == (
        422,
        ["Choose what was said at that meeting."],
    )
    client.post(where, {"minutes": minutes.pk, "findings": [found.pk]})
    line = MinutesLine.objects.get(minutes=minutes, kind="statement")
    found.refresh_from_db()
    assert (found.status, found.target, line.visibility) == ("accepted", line.statement, "shared")
    assert "Nothing that was said in this text waits" in words(client.get(where))


def test_closed_minutes_take_no_statement_of_a_text(desk: Desk, as_: As) -> None:
    minutes, source = minuted(desk), desk.read()
    type(minutes).objects.filter(pk=minutes.pk).update(closed_at=minutes.created_at)
    where = reverse("source-minutes", args=["korea", source.pk])
    answer = as_(desk.guest).post(where, {"minutes": minutes.pk, "findings": "1"})
    assert answer.status_code == 422
    assert not MinutesLine.objects.filter(minutes=minutes, kind="statement").exists()


def test_a_text_of_one_side_becomes_lines_of_that_side(desk: Desk, as_: As) -> None:
    minutes, source = minuted(desk), desk.read(visibility="guest")
    found = source.findings.get(kind="statement")
    sent = {"minutes": minutes.pk, "findings": [found.pk]}
    as_(desk.guest).post(reverse("source-minutes", args=["korea", source.pk]), sent)
    assert MinutesLine.objects.get(minutes=minutes, kind="statement").visibility == "guest"
