"""What was answered to a request with a key lies for a day: without secrets and without the erased."""

from datetime import timedelta

from django.utils import timezone

from legation.api.jobs import tell
from legation.api.models import Answer, Hook
from legation.directory.actions.erasing import erase_person
from legation.directory.models import Person
from legation.missions.models import Delegate
from tests.api.test_writing import CALL, ENGAGEMENTS

DELEGATES = "missions/test-mission/delegates"
NEWCOMER = {"family_name": 'Quince"park', "given_name": "Sample", "languages": ["en"]}


def test_an_erasure_clears_what_was_answered_of_the_person(world, guest):
    made = guest.post("people", NEWCOMER, Idempotency_Key="person").json()
    asked = {"person": made["id"], "delegation": world.things["guest-delegation"].pk}
    guest.post(DELEGATES, asked, Idempotency_Key="delegate")
    other = guest.post(ENGAGEMENTS, CALL, Idempotency_Key="other")
    assert sum("Quince" in answer.body for answer in Answer.objects.all()) == 2
    guest.patch(
        f"people/{made['id']}", {"family_name": "Medlar"}, 1
    )  # the first answer has the name of before
    report = erase_person(Person.objects.get(pk=made["id"]), sure=True, by=world.guest).report
    bodies = dict(Answer.objects.values_list("key", "body"))
    assert (bodies["person"], bodies["delegate"], report["answers"]) == ("{}", "{}", 2)
    again = guest.post("people", NEWCOMER, Idempotency_Key="person")
    assert (again.status_code, again.json(), again["Location"]) == (201, {}, f"/api/people/{made['id']}")
    assert "ETag" not in again
    assert guest.post(DELEGATES, asked, Idempotency_Key="delegate").json() == {}
    assert Delegate.objects.filter(person=made["id"]).count() == 1  # and it was not done twice
    assert guest.post(ENGAGEMENTS, CALL, Idempotency_Key="other").content == other.content


def test_an_erasure_clears_answers_that_say_the_name(world, guest):
    made = guest.post("people", NEWCOMER).json()
    named = {**CALL, "title": {"en": 'Sample Quince"park speaks'}}
    guest.post(ENGAGEMENTS, named, Idempotency_Key="named")
    erase_person(Person.objects.get(pk=made["id"]), sure=True, by=world.guest)
    assert Answer.objects.get().body == "{}"


def test_the_secret_of_a_webhook_is_told_once_and_kept_sealed_alone(world, guest):
    asked = {"mission": world.mission.pk, "url": "https://example.org/hook"}
    made = guest.post("hooks", asked, Idempotency_Key="hook")
    assert made.json()["secret"] == Hook.objects.get().secret
    assert made.json()["secret"] not in Answer.objects.get().body
    again = guest.post("hooks", asked, Idempotency_Key="hook")
    assert (again.status_code, again["Idempotency-Replayed"]) == (201, "true")
    told = made.json()
    del told["secret"]
    assert again.json() == told


def test_answers_go_after_a_day_also_where_nobody_asks_again(world, guest, host):
    guest.post(ENGAGEMENTS, CALL, Idempotency_Key="old")
    host.post(ENGAGEMENTS, CALL, Idempotency_Key="new")
    Answer.objects.filter(key="old").update(created_at=timezone.now() - timedelta(hours=25))
    tell()
    assert [answer.key for answer in Answer.objects.all()] == ["new"]
