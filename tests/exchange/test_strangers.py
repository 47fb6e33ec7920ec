"""A trusted city that says its record is another's: it finds it, and changes nothing of it unasked."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from legation.directory.models import Person
from legation.exchange.actions.taking import StrangerToIt, bring, planned
from legation.exchange.models import Link
from legation.exchange.queries.pages import preview
from legation.kernel import editing
from legation.missions.models import Engagement, Mission
from tests.exchange.elsewhere import NOON, THERE, keys_of, signed, taken, told_there
from tests.world import World

OTHER = keys_of("a third city")
MOST = 6
LATER = NOON + timedelta(days=1)


@pytest.fixture
def came(world: World) -> tuple[Mission, dict[str, Any], dict[str, bytes]]:
    """A mission that another city sent, and what it sent."""
    data, files = told_there(world.mission)
    for row in data["person"]:  # nobody of the directory here is found by their name
        row["native_name"], row["korean_name"] = "", ""
    return taken(signed(data, files), by=world.host).mission, data, files


def claiming(data: dict[str, Any], *, all_of_it: bool = True) -> dict[str, Any]:
    """The same records by names that a third city gave, each said to be called as the first calls it."""
    told = deepcopy(data)
    names = {
        uid: f"{OTHER.fingerprint}.{uid.partition('.')[2]}"
        for rows in data.values()
        for row in rows
        for uid in row["ids"]
    }

    def renamed(value: Any) -> Any:
        if isinstance(value, list):
            return [renamed(each) for each in value]
        return names.get(value, value) if isinstance(value, str) else value

    for kind, rows in told.items():
        for at, row in enumerate(rows):
            own = {name: renamed(value) for name, value in row.items() if name != "ids"}
            called = row["ids"] if all_of_it or kind == "person" else []
            rows[at] = {"ids": [names[row["ids"][0]], *called], **own}
    return told


def test_a_mission_that_others_sent_is_not_changed_before_somebody_asked_them(world, came, client) -> None:
    mission, data, files = came
    told = claiming(data)
    for row in told["engagement"]:
        row["track"] = {"en": "By the third"}
    content = signed(told, files, by=OTHER, at=LATER)
    parcel = bring(content, by=world.host)
    made = planned(parcel, by=world.host)[1]
    assert (made.mission, made.stranger, {row.fate.value for row in made.rows["engagement"]}) == (
        mission,
        True,
        {"differs"},
    )
    with pytest.raises(StrangerToIt):
        taken(content, by=world.host)
    client.force_login(world.host, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("parcel", args=[parcel.pk])).content.decode()
    assert page.count('name="stranger"') == 1
    # Joined, it is of the mission; what it changes still asks.
    parcel = taken(content, by=world.host, chosen=("stranger",))
    assert parcel.job.result == {"made": 0, "changed": 0, "gone": 0}
    tracks = Engagement.objects.filter(mission=mission).values_list("track", flat=True)
    assert {str(each) for each in tracks} == {""}
    for row in told["engagement"]:
        row["track"] = {"en": "Once more"}
    again = signed(told, files, by=OTHER, at=LATER + timedelta(days=1))
    assert planned(bring(again, by=world.host), by=world.host)[1].stranger is False
    chosen = tuple(f"{row['ids'][0]}:track" for row in told["engagement"])
    assert taken(again, by=world.host, chosen=chosen).job.result["changed"] == len(chosen)


def test_somebody_of_anothers_directory_stays_as_they_were(world, came) -> None:
    """It says first that its person is theirs, word for word, and later calls them otherwise."""
    _mission, data, files = came
    told = claiming(data, all_of_it=False)
    uid = data["person"][1]["ids"][0]
    theirs = Link.objects.get(uid=uid).target
    name = theirs.family_name
    first = taken(signed(told, files, by=OTHER, slug="third"), by=world.host)
    assert first.mission != _mission
    assert Link.objects.get(uid=told["person"][1]["ids"][0]).target == theirs
    told["person"][1]["family_name"] = "Otherwise"
    taken(signed(told, files, by=OTHER, slug="third", at=LATER), by=world.host)
    theirs.refresh_from_db()
    assert (theirs.family_name, name != "Otherwise") == (name, True)
    # Who sent them can.
    data["person"][1]["family_name"] = "Anew"
    taken(signed(data, files, at=LATER), by=world.host)
    theirs.refresh_from_db()
    assert theirs.family_name == "Anew"


def test_nobody_takes_the_names_that_another_city_will_give(world) -> None:
    """A third city that says of its person that they are called as another city's is not believed later."""
    data, files = told_there(world.mission)
    told = claiming(data, all_of_it=False)
    for row in (*told["person"], *data["person"]):
        row["native_name"], row["korean_name"] = "", ""
    told["person"][1]["family_name"] = "Impostor"
    taken(signed(told, files, by=OTHER, slug="third"), by=world.host)
    assert Link.objects.filter(uid__startswith=THERE.fingerprint).count() == 0
    taken(signed(data, files), by=world.host)
    person = Link.objects.get(uid=data["person"][1]["ids"][0]).target
    assert person.family_name == data["person"][1]["family_name"]
    assert Person.objects.filter(family_name="Impostor").count() == 1


def test_a_city_found_by_its_name_is_not_renamed_by_a_later_file(world) -> None:
    data, files = told_there(world.mission)
    taken(signed(data, files), by=world.host)
    data["city"][0]["time_zone"] = "Europe/Paris"
    zone = Link.objects.get(uid=data["city"][0]["ids"][0]).target.time_zone
    taken(signed(data, files, at=LATER), by=world.host)
    assert Link.objects.get(uid=data["city"][0]["ids"][0]).target.time_zone == zone


def test_more_choices_than_a_form_sends_are_taken_at_once(world, came, client, settings, monkeypatch) -> None:
    """No page asks for more than can be sent: the rest is counted, stays, and can be taken as a whole."""
    mission, data, files = came
    monkeypatch.setattr("legation.exchange.queries.pages.MOST", MOST)
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = MOST + 4
    first = data["engagement"][0]
    for number in range(MOST):
        uid = f"{THERE.fingerprint}.{number:024x}"
        data["point"].append(
            {"ids": [uid], "engagement": first["ids"][0], "kind": "note", "text": {"en": str(number)}}
        )
    taken(signed(data, files, at=LATER), by=world.host)
    points = Link.objects.filter(uid__in=[row["ids"][0] for row in data["point"]])
    assert points.count() == len(data["point"]) > MOST
    for link in points.prefetch_related("target"):
        point = link.target
        editing.change(point, {"text": {"en": "here"}}, seen=point.version, by=world.host)
    for row in data["point"]:
        row["text"] = {"en": "there"}
    parcel = bring(signed(data, files, at=LATER + timedelta(days=1)), by=world.host)
    shown = preview(planned(parcel, by=world.host)[1])
    assert (len(shown.differs), shown.more) == (MOST, len(data["point"]) - MOST)
    client.force_login(world.host, backend="allauth.account.auth_backends.AuthenticationBackend")
    where = reverse("parcel", args=[parcel.pk])
    page = client.get(where).content.decode()
    assert (page.count('name="theirs"'), page.count('name="every"')) == (MOST, 1)
    ticked = [each.choice for row in shown.differs for each in row.changes]
    assert client.post(where, {"theirs": ticked, "every": "on"}).status_code == 302
    from legation.kernel.jobs import run_queued

    run_queued()
    texts = {str(link.target.text) for link in points.prefetch_related("target").all()}
    assert texts == {"there"}
    assert mission.removed_at is None
