"""The audit list: everything is sealed once, an alteration is found and named, an erasure breaks nothing."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from legation.accounts.models import Office, User
from legation.kernel import audit, audit_check
from legation.kernel.activity import log
from legation.kernel.audit_check import altered, check, head
from legation.kernel.choices import Deed, Verb
from legation.kernel.metrics import exposition
from legation.kernel.models import Activity, AuditCheck, AuditLine, AuditLink, Outflow, Rewording
from legation.kernel.outflows import note
from tests.settings import FOLDER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_heads(settings: Any, tmp_path: Any) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def worker() -> User:
    office = Office.objects.create(name="Chamber")
    return User.objects.create_user("worker@a.example", name="Worker", office=office)


def logged(worker: User, count: int) -> list[Activity]:
    return [log(Verb.CHANGED, worker, by=worker, mission_id=7) for _n in range(count)]


def sealed(django_capture: Any) -> int:
    with django_capture(execute=True):
        return audit.seal()


def harms() -> list[tuple[int, str, tuple[str, ...]]]:
    return [(each.number, each.harm, each.rows) for each in altered()]


def test_what_was_done_is_sealed_once_with_the_office_of_who_did_it(
    worker, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr(audit, "STRETCH", 2)
    logged(worker, 3)
    note(Deed.EXPORTED, "people-out", by=worker, form="csv", about=worker)
    assert sealed(django_capture_on_commit_callbacks) == 4
    assert sealed(django_capture_on_commit_callbacks) == 0
    told = AuditLine.objects.order_by("pk").values_list("source", "deed", "user", "office", "mission")
    me, ours = worker.pk, worker.office_id
    assert list(told) == [
        ("kernel.activity", "changed", me, ours, 7),
        ("kernel.activity", "changed", me, ours, 7),
        ("kernel.activity", "changed", me, ours, 7),
        ("kernel.outflow", "exported", me, ours, None),
    ]
    assert list(AuditLink.objects.order_by("number").values_list("number", "lines")) == [(1, 2), (2, 2)]
    assert audit.heads_file().read_text().splitlines()[-1] == head()
    assert harms() == []


def test_a_row_that_was_written_late_is_sealed_too(worker, django_capture_on_commit_callbacks):
    """On PostgreSQL a long transaction has low keys and becomes visible after higher ones."""
    first, second = logged(worker, 2)
    late = {field.attname: getattr(first, field.attname) for field in Activity._meta.concrete_fields}
    Activity.objects.filter(pk=first.pk).delete()
    assert sealed(django_capture_on_commit_callbacks) == 1
    Activity(**late).save(force_insert=True)
    assert sealed(django_capture_on_commit_callbacks) == 1
    assert list(AuditLine.objects.order_by("pk").values_list("row", flat=True)) == [second.pk, first.pk]
    assert harms() == []


@pytest.mark.parametrize(
    "change",
    [
        {"verb": Verb.REMOVED},
        {"object_id": 99_999},
        {"by": None},
        {"mission_id": 8},
        {"at": timezone.now() - timedelta(days=2000)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_row_is_named(worker, change, django_capture_on_commit_callbacks):
    rows = logged(worker, 3)
    sealed(django_capture_on_commit_callbacks)
    Activity.objects.filter(pk=rows[1].pk).update(**change)
    assert harms() == [(1, "altered", (f"kernel.activity {rows[1].pk}",))]


def test_a_deleted_row_is_named(worker, django_capture_on_commit_callbacks):
    rows = logged(worker, 3)
    sealed(django_capture_on_commit_callbacks)
    Activity.objects.filter(pk=rows[2].pk).delete()
    assert harms() == [(1, "missing", (f"kernel.activity {rows[2].pk}",))]


def test_changed_words_are_named_also_where_the_salt_was_taken_away(
    worker, django_capture_on_commit_callbacks
):
    rows = logged(worker, 2)
    sealed(django_capture_on_commit_callbacks)
    Activity.objects.filter(pk=rows[0].pk).update(label="Somebody else")
    named = [(1, "words", (f"kernel.activity {rows[0].pk}",))]
    assert harms() == named
    AuditLine.objects.filter(row=rows[0].pk).update(salt="")
    assert harms() == named


def test_who_alters_the_row_with_its_line_breaks_the_link(worker, django_capture_on_commit_callbacks):
    row = logged(worker, 1)[0]
    sealed(django_capture_on_commit_callbacks)
    Activity.objects.filter(pk=row.pk).update(verb=Verb.REMOVED)
    line = AuditLine.objects.get()
    kind = ContentType.objects.get_for_model(User).pk
    forged = audit.digest_of_line(line, [Verb.REMOVED, kind, row.object_id])
    AuditLine.objects.update(digest=forged)
    assert harms() == [(1, "broken", ())]


def test_who_makes_the_link_anew_lacks_the_keys_of_the_installation(
    worker, django_capture_on_commit_callbacks
):
    from legation.kernel.trails import digest_of_link

    row = logged(worker, 1)[0]
    sealed(django_capture_on_commit_callbacks)
    audit.heads_file().unlink()
    Activity.objects.filter(pk=row.pk).update(verb=Verb.REMOVED)
    line, link = AuditLine.objects.get(), AuditLink.objects.get()
    forged = audit.digest_of_line(
        line, [Verb.REMOVED, ContentType.objects.get_for_model(User).pk, row.object_id]
    )
    AuditLine.objects.update(digest=forged)
    AuditLink.objects.update(digest=digest_of_link("", 1, link.at, [forged]))
    assert harms() == [(1, "proof", ())]


def test_who_cuts_the_end_off_is_found_by_what_was_noted_outside(worker, django_capture_on_commit_callbacks):
    logged(worker, 1)
    sealed(django_capture_on_commit_callbacks)
    logged(worker, 1)
    sealed(django_capture_on_commit_callbacks)
    AuditLine.objects.filter(link__number=2).delete()
    AuditLink.objects.filter(number=2).delete()
    assert harms() == [(2, "cut", ())]
    sealed(django_capture_on_commit_callbacks)  # sealed again, as whoever cut it hopes
    assert harms() == [(2, "cut", ())]


def test_what_is_sealed_while_the_list_is_read_is_not_missed(
    worker, monkeypatch, django_capture_on_commit_callbacks
):
    logged(worker, 1)
    sealed(django_capture_on_commit_callbacks)
    read = audit_check.digest_of_link

    def and_meanwhile(*given: Any) -> str:
        monkeypatch.setattr(audit_check, "digest_of_link", read)
        audit_check.heads_file().open("a").write(f"2 {'0' * 64}\n")  # as the sealer does after its commit
        return read(*given)

    monkeypatch.setattr(audit_check, "digest_of_link", and_meanwhile)
    assert harms() == []
    assert harms() == [(2, "cut", ())]


def test_a_link_that_was_taken_out_of_the_middle_is_found(worker, django_capture_on_commit_callbacks):
    for _n in range(3):
        logged(worker, 1)
        sealed(django_capture_on_commit_callbacks)
    AuditLine.objects.filter(link__number=2).delete()
    AuditLink.objects.filter(number=2).delete()
    assert [each[:2] for each in harms()] == [(2, "cut"), (3, "broken")]


def test_an_erasure_makes_words_anew_and_the_list_still_holds(worker, django_capture_on_commit_callbacks):
    logged(worker, 2)
    sealed(django_capture_on_commit_callbacks)
    assert audit.reword(worker, [worker.pk], "Removed person", by=worker) == 2
    assert list(Activity.objects.values_list("label", flat=True)) == ["Removed person"] * 2
    assert list(AuditLine.objects.values_list("salt", flat=True)) == ["", ""]
    assert harms() == []
    sealed(django_capture_on_commit_callbacks)
    assert (harms(), AuditLine.objects.get(deed=Deed.ERASED).user) == ([], worker.pk)
    assert (audit.reword(worker, [worker.pk], "Removed person", by=worker), Rewording.objects.count()) == (
        2,
        1,
    )


def test_new_keys_seal_the_links_anew_and_a_lost_key_is_said(
    worker, settings, django_capture_on_commit_callbacks
):
    from legation.kernel.sealing import new_key, reseal

    old, new = new_key(), new_key()
    settings.SEAL_KEYS = [old]
    logged(worker, 1)
    sealed(django_capture_on_commit_callbacks)
    settings.SEAL_KEYS = [new, old]
    assert reseal() == (1, 0)
    settings.SEAL_KEYS = [new]
    assert harms() == []
    settings.SEAL_KEYS = [old]
    assert harms() == [(1, "unread", ())]


def test_two_workers_that_seal_at_once_make_one_link(worker, monkeypatch, django_capture_on_commit_callbacks):
    logged(worker, 1)
    stale = list(audit._new_rows())
    assert sealed(django_capture_on_commit_callbacks) == 1
    monkeypatch.setattr(audit, "_new_rows", lambda: iter(stale))
    assert sealed(django_capture_on_commit_callbacks) == 0
    assert (AuditLink.objects.count(), AuditLine.objects.count(), harms()) == (1, 1, [])


def test_lines_that_nobody_seals_are_told_to_the_operator(worker, django_capture_on_commit_callbacks):
    from legation.config.doctor import audit_complaints

    rows = logged(worker, 2)
    assert audit_complaints() == []
    Activity.objects.update(at=timezone.now() - timedelta(hours=1))
    assert audit_complaints() == ["2 lines of the audit list are not sealed. Run: legation worker"]
    sealed(django_capture_on_commit_callbacks)
    assert audit_complaints() == []
    Activity.objects.filter(pk=rows[0].pk).update(object_id=0)
    said = audit_complaints()
    assert (len(said), said[0].endswith(f"rows were changed since: kernel.activity {rows[0].pk}.")) == (
        2,
        True,
    )


def test_every_kind_of_row_that_is_audited_is_known():
    from legation.logistics.models import Look

    assert set(audit.sources()) == {Activity, Outflow, Rewording, Look}
    assert FOLDER.exists()


def test_sealing_costs_the_same_however_much_is_new(worker, django_assert_num_queries):
    logged(worker, 3)
    with django_assert_num_queries(14):
        audit.seal()
    logged(worker, 30)
    with django_assert_num_queries(14):
        audit.seal()


def test_the_daily_check_is_written_down_for_those_who_watch(worker, django_capture_on_commit_callbacks):
    told = "legation_audit_checked_seconds", "legation_audit_altered"
    assert [name in exposition(lambda: None).decode() for name in told] == [False, False]
    first, _second = logged(worker, 2)
    sealed(django_capture_on_commit_callbacks)
    with time_machine.travel("2024-04-13 08:00Z", tick=False):
        assert (check().links, AuditCheck.objects.get().altered) == (0, 0)
    with time_machine.travel("2029-04-13 08:00Z", tick=False):
        Activity.objects.filter(pk=first.pk).update(verb="removed")
        check()
        assert list(AuditCheck.objects.values_list("links", "altered")) == [(1, 1)], "old ones are let go of"
    with time_machine.travel("2029-04-13 09:00Z", tick=False):
        lines = exposition(lambda: None).decode().splitlines()
    assert [line for line in lines if line.startswith(told)] == [f"{told[0]} 3600.0", f"{told[1]} 1.0"]
