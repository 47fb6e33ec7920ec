"""Search for a timetable, apply what was found, undo it, and take a way out of a conflict."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.engine import matching as engine
from legation.kernel import editing, jobs
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.models import Job
from legation.kernel.refusals import Refused
from legation.matchmaking.actions.placing import places_of, put_places
from legation.matchmaking.actions.rounds import change_round, set_planned
from legation.matchmaking.actions.telling import telling
from legation.matchmaking.choices import MeetingState
from legation.matchmaking.models import Meeting, Participant, Resource, Round, Search
from legation.matchmaking.queries.problem import key_of
from legation.matchmaking.queries.results import outdated, places_found, remedies_kept
from legation.matchmaking.queries.searching import job_of
from legation.matchmaking.queries.sheet import sheet_of


class NothingToPlace(Refused):
    sentence = _("There is no meeting to place yet. Ask for wishes, or set a meeting.")


class SearchesAlready(Refused):
    sentence = _("A search is under way. Stop it first, or wait for it.")


class NothingWasFound(Refused):
    sentence = _("This search found no timetable.")


class AppliedAlready(Refused):
    sentence = _("This timetable is in force already.")


class TimesHaveChanged(Refused):
    sentence = _("The times of this round have changed since. Search again.")


class NotTheLatest(Refused):
    sentence = _("Another timetable was put in force since. Undo that one first.")


class NoSuchWay(Refused):
    sentence = _("This way out is no longer there. Search again.")


class TheirsToLift(Refused):
    sentence = _("When %(who)s can meet is for the other side to say. Ask them, or take another way out.")


class PastMidnight(Refused):
    sentence = _("The last sitting would go on past midnight. Give the round another sitting instead.")


@transaction.atomic
def start_search(round_: Round, values: Mapping[str, Any], *, by: User) -> Search:
    """Put a search on the queue; the timetable in force stays until what it finds is applied."""
    if not sheet_of(round_).items:
        raise NothingToPlace
    for other in Search.objects.present().filter(round=round_, job_id__isnull=False, result={}):
        job = job_of(other)
        if job is not None and not job.over:
            raise SearchesAlready
    search = editing.add(Search(round=round_, user=by, **values), by=by)
    job = jobs.enqueue("legation.matchmaking.jobs.solve", search.pk, by=by)
    Search.objects.filter(pk=search.pk).update(job_id=job.pk)
    search.job_id = job.pk
    return search


@transaction.atomic
def stop_search(search: Search, *, by: User) -> Job | None:
    """Stop and keep the best that was found until then."""
    job = job_of(search)
    if job is not None and not job.over:
        jobs.ask_to_stop(job)
        log(Verb.CHANGED, search, by=by, mission_id=search.mission_key(), visibility=search.seen_by())
    return job


@transaction.atomic
def apply_search(search: Search, *, by: User) -> int:
    """Put in force what was found, with what happened on the day; returns how many meetings changed."""
    current = Search.objects.select_for_update().select_related("round").get(pk=search.pk)
    if current.applied_at is not None and current.undone_at is None:
        raise AppliedAlready
    found = places_found(current)
    if not found:
        raise NothingWasFound
    round_ = current.round
    if outdated(current, sheet_of(round_)):
        raise TimesHaveChanged
    before = places_of(round_)
    with telling(round_, by=by):
        for event in current.events:
            _happened(round_, event, by=by)
        there = sheet_of(round_).items
        places = {key: place for key, place in found.items() if key in there}
        locked = {key for key, item in there.items() if item.locked}
        changed = put_places(round_, places, locked=locked, by=by)
    values = {"previous": before, "applied_at": timezone.now(), "undone_at": None}
    editing.change(current, values, seen=current.version, by=by)
    set_planned(round_, by=by)
    return changed


@transaction.atomic
def undo_search(search: Search, *, by: User) -> int:
    """Bring back the timetable that stood before; what happened on the day stays said."""
    current = Search.objects.select_for_update().select_related("round").get(pk=search.pk)
    if current.applied_at is None or current.undone_at is not None:
        raise NotTheLatest
    later = Search.objects.present().filter(round=current.round, applied_at__gt=current.applied_at)
    if later.filter(undone_at=None).exists():
        raise NotTheLatest
    sheet = sheet_of(current.round)
    if outdated(current, sheet):
        raise TimesHaveChanged
    there = sheet.items
    rows = [row for row in current.previous if row[0] in there]
    places = {row[0]: (row[1], row[2]) for row in rows}
    with telling(current.round, by=by):
        changed = put_places(current.round, places, locked={row[0] for row in rows if row[3]}, by=by)
    editing.change(current, {"undone_at": timezone.now()}, seen=current.version, by=by)
    return changed


@transaction.atomic
def take_way_out(search: Search, number: int, *, by: User) -> None:
    """Apply one way out of a conflict to the round, so that a new search finds a timetable.

    Each was found to do by itself: once one is taken none is left, so that none is taken twice. When somebody
    can meet is for those to say who may change the participant.
    """
    current = Search.objects.select_for_update().get(pk=search.pk)
    ways = remedies_kept(current)
    if not 0 <= number < len(ways):
        raise NoSuchWay
    Search.objects.filter(pk=search.pk).update(result={**current.result, "remedies": []})
    way, round_ = ways[number], Round.objects.select_for_update().get(pk=search.round_id)
    if way.kind == "fairness":
        editing.change(round_, {"fairness": way.amount}, seen=round_.version, by=by)
    elif way.kind == "tables":
        values = {"tables": round_.tables + (way.amount or 0), "closed": _raised(round_.closed, way)}
        editing.change(round_, values, seen=round_.version, by=by)
    elif way.kind == "resource":
        found = Resource.objects.present().filter(round=round_, pk=key_of(way.resource or "r0")).first()
        if found is None:
            raise NoSuchWay
        values = {"amount": found.amount + (way.amount or 0), "closed": _raised(found.closed, way)}
        editing.change(found, values, seen=found.version, by=by)
    elif way.kind == "slots":
        if outdated(search, sheet_of(round_)):  # taken already, or there are other times meanwhile
            raise NoSuchWay
        change_round(round_, {"sittings": _prolonged(round_, way)}, seen=round_.version, by=by)
    elif way.kind == "available":
        _free(round_, way, by=by)
    else:
        _loosen(round_, way, by=by)


@transaction.atomic
def search_again(search: Search, number: int, *, by: User) -> Search:
    """Take one way out of a conflict and search again; neither where one of them is refused."""
    take_way_out(search, number, by=by)
    return start_search(search.round, {"seconds": search.seconds, "keep": search.keep}, by=by)


def _raised(closed: Mapping[str, int], way: engine.Remedy) -> dict[str, int]:
    return {slot: left + (way.amount or 0) for slot, left in closed.items()}


def _prolonged(round_: Round, way: engine.Remedy) -> list[dict[str, str]]:
    """The sittings of the round, the last going on for as many meetings more."""
    last = round_.slots[-1]
    more = timedelta(minutes=round_.minutes + round_.pause) * (way.amount or 0)
    until = last.ends_at + more
    if until.date() != last.day:
        raise PastMidnight
    day, clock = last.day.isoformat(), f"{last.starts_at:%H:%M}"
    sittings = [dict(each) for each in round_.sittings]
    for each in sittings:
        if each["date"] == day and each["from"] <= clock < each["to"]:
            each["to"] = f"{until:%H:%M}"
    return sittings


def _free(round_: Round, way: engine.Remedy, *, by: User) -> None:
    person = Participant.objects.common().filter(round=round_, pk=key_of(way.participant or "p0")).first()
    if person is None:
        raise NoSuchWay
    if not by.has_perm("matchmaking.change_participant", person):
        raise TheirsToLift(who=person)
    left = [slot for slot in person.unavailable if slot != way.slot]
    editing.change(person, {"unavailable": left}, seen=person.version, by=by)


def _loosen(round_: Round, way: engine.Remedy, *, by: User) -> None:
    """Lift what binds meetings, or let them be wishes that may be left out."""
    keys = [key_of(key) for key in way.meetings]
    rows = list(Meeting.objects.present().select_for_update().filter(round=round_, pk__in=keys))
    if len(rows) < len(keys):
        raise NoSuchWay
    values: dict[str, Any] = {"must": False, "locked": False}
    if way.kind == "free":
        values = {"fixed_slot": None, "session": "", "after": None, "locked": False}
    for row in rows:
        editing.change(row, values, seen=row.version, by=by)


def _happened(round_: Round, event: Mapping[str, Any], *, by: User) -> None:
    """Write down what happened on the day, so that the next search knows it as well."""
    kind, slots = event["kind"], [int(slot) for slot in event.get("slots", ())]
    if kind == "cancelled":
        meeting = Meeting.objects.present().get(round=round_, pk=event["meeting"])
        values = {"slot": None, "table": None, "locked": False, "state": MeetingState.CANCELLED}
        editing.change(meeting, values, seen=meeting.version, by=by)
    elif kind == "added":
        meeting = Meeting.objects.present().get(round=round_, pk=event["new"])
        editing.change(meeting, {"must": True}, seen=meeting.version, by=by)
    elif kind in {"away", "late"}:
        person = Participant.objects.present().get(round=round_, pk=event["participant"])
        gone = sorted({*person.unavailable, *(int(slot) for slot in event["gone"])})
        editing.change(person, {"unavailable": gone}, seen=person.version, by=by)
    else:
        what: Any = Round.objects.get(pk=round_.pk)
        if kind == "resource":
            what = Resource.objects.present().get(round=round_, pk=event["resource"])
        closed = {**what.closed, **{str(slot): int(event["amount"]) for slot in slots}}
        editing.change(what, {"closed": closed}, seen=what.version, by=by)
