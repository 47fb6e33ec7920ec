"""Files that are none, were changed, or say what cannot be: a clear sentence, and nothing half taken in."""

import io
import json
import zipfile
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from legation.exchange.actions.taking import bring
from legation.exchange.models import Installation, Link, Parcel
from legation.exchange.queries.packing import (
    BrokenPart,
    BrokenSignature,
    FileTooLarge,
    NewerFormat,
    NoMissionFile,
    unpacked,
)
from legation.exchange.queries.reading import BadRecord, NoMissionWithin
from legation.kernel import editing
from legation.kernel.jobs import run_queued
from tests.exchange.elsewhere import NOON, keys_of, name_there, rewritten, signed, told_there
from tests.world import World

EMPTY: dict[str, list[dict[str, Any]]] = {"mission": []}


def whole() -> bytes:
    return signed(EMPTY, {})


def zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in parts.items():
            file.writestr(name, body)
    return made.getvalue()


def bomb() -> bytes:
    return zipped({"manifest.json": b"0" * 40_000_000, "manifest.sig": b""})


def otherwise_packed() -> bytes:
    """The whole file, packed as none of ours is."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole())) as ours, zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as file:
        for name in ours.namelist():
            file.writestr(name, ours.read(name))
    return made.getvalue()


def with_manifest(**values: Any) -> bytes:
    def change(parts: dict[str, bytes]) -> None:
        parts["manifest.json"] = json.dumps(json.loads(parts["manifest.json"]) | values).encode()

    return rewritten(whole(), change)


FILES = {
    "nothing": (lambda: b"", NoMissionFile),
    "a text": (lambda: b"Dear colleagues", NoMissionFile),
    "another zip": (lambda: zipped({"word/document.xml": b"<a/>"}), NoMissionFile),
    "half a file": (lambda: whole()[: len(whole()) // 2], NoMissionFile),
    "a bomb": (bomb, FileTooLarge),
    "many parts": (lambda: zipped({f"files/{n}": b"" for n in range(2001)}), FileTooLarge),
    "packed otherwise": (otherwise_packed, NoMissionFile),
    "a newer format": (lambda: with_manifest(version=2), NewerFormat),
    "no format": (lambda: with_manifest(format="legation-backup"), NoMissionFile),
    "another key": (lambda: with_manifest(key=keys_of("somebody").public), BrokenSignature),
    "no key": (lambda: with_manifest(key="="), BrokenSignature),
    "another name": (lambda: with_manifest(name="https://bank.example"), BrokenSignature),
    "a deep manifest": (
        lambda: rewritten(whole(), lambda parts: parts.update({"manifest.json": b"[" * 5000})),
        NoMissionFile,
    ),
    "another part": (
        lambda: rewritten(whole(), lambda parts: parts.update({"data/mission.json": b"[{}]"})),
        BrokenPart,
    ),
    "one part more": (
        lambda: rewritten(whole(), lambda parts: parts.update({"../../etc/passwd": b"root"})),
        NoMissionFile,
    ),
    "one part less": (
        lambda: rewritten(whole(), lambda parts: parts.pop("data/mission.json")),
        NoMissionFile,
    ),
    "a path, signed": (lambda: signed(EMPTY, {"files/../../up.pdf": b"x"}), NoMissionFile),
    "a folder, signed": (lambda: signed(EMPTY, {"/etc/passwd": b"x"}), NoMissionFile),
    "no list, signed": (lambda: signed({"mission": {"a": 1}}, {}), NoMissionFile),
}


@pytest.mark.parametrize("name", list(FILES))
def test_a_file_that_is_none_is_refused(name: str) -> None:
    content, refusal = FILES[name]
    with pytest.raises(refusal):
        unpacked(content())


def test_every_byte_is_signed() -> None:
    """Whichever byte is another, the file is refused or says the same."""
    content, said = whole(), unpacked(whole())
    for at in range(0, len(content), 7):
        changed = bytearray(content)
        changed[at] ^= 0x55
        try:
            found = unpacked(bytes(changed))
        except (NoMissionFile, BrokenSignature, BrokenPart, NewerFormat, FileTooLarge):
            continue
        assert found == said


RECORDS = {
    "a text for a number": ("engagement", "locked", "yes"),
    "no title": ("engagement", "title", {}),
    "another language": ("engagement", "title", {"xx": "Title"}),
    "no such kind": ("engagement", "kind", "parade"),
    "no such zone": ("engagement", "zone", "Mars/Olympus"),
    "no moment": ("engagement", "starts_at", "tomorrow"),
    "a moment without a zone": ("engagement", "starts_at", "2024-04-17T10:00:00"),
    "a moment at the end of time": ("engagement", "ends_at", "9999-12-31T23:59:59+00:00"),
    "a day at the beginning of time": ("leg", "starts_on", "0001-01-01"),
    "a day that is too early": ("commitment", "due_on", "1899-12-31"),
    "a foundation at the beginning of time": ("organisation", "founded_on", "0001-01-01"),
    "an end before the start": ("engagement", "ends_at", "2000-01-01T00:00:00+00:00"),
    "no country": ("city", "country", "Republic"),
    "a long name": ("person", "family_name", "x" * 121),
    "a list of numbers": ("person", "languages", [1, 2]),
    "a name in files that is none": ("engagement", "venue", "../venue"),
    "an endless number": ("venue", "latitude", 1e300),
    "a name that another gave": ("engagement", "ids", [f"{'0' * 32}.{'1' * 24}"]),
    "another's mission": ("mission", "ids", [f"{'0' * 32}.{'1' * 24}"]),
    "a file that is not there": ("person", "file", "files/none"),
}


@pytest.mark.parametrize("name", list(RECORDS))
def test_a_record_that_cannot_be_is_refused_by_name(world: World, name: str) -> None:
    kind, field, value = RECORDS[name]
    data, files = told_there(world.mission)
    wrong = deepcopy(data)
    wrong[kind][0][field] = value
    with pytest.raises(BadRecord) as refused:
        bring(signed(wrong, files), by=world.host)
    assert (refused.value.facts["number"], refused.value.facts["part"]) == (1, f"data/{kind}.json")
    assert (Parcel.objects.count(), Installation.objects.count()) == (1, 1)  # those of the world


def test_two_missions_are_refused(world: World) -> None:
    data, files = told_there(world.mission)
    with pytest.raises(NoMissionWithin):
        bring(signed({**data, "mission": data["mission"] * 2}, files), by=world.host)


def test_marks_that_turn_a_line_around_are_taken_out(world: World) -> None:
    from tests.exchange.elsewhere import taken

    data, files = told_there(world.mission)
    data["engagement"][0]["title"] = {"en": "Report\u202egpj.exe\0"}
    mission = taken(signed(data, files), by=world.host).mission
    titles = {str(each.title) for each in mission.engagements.all()}
    assert "Reportgpj.exe" in titles


def test_a_file_that_contradicts_itself_leaves_nothing_half_done(world: World) -> None:
    """What only the database finds ends the job and undoes all of it."""
    from legation.exchange.actions.keys import trust
    from legation.exchange.actions.taking import take
    from legation.missions.models import Mission

    data, files = told_there(world.mission)
    data["attachment"] = [
        {"ids": [name_there("text")], "kind": "document", "title": {"en": "Text"}, "language": "en",
         "link": "", "commitment": data["commitment"][0]["ids"][0], "file": f"files/{'a' * 64}.pdf"}
    ]  # fmt: skip
    import hashlib

    broken = b"%PDF-1.7 broken"
    part = f"files/{hashlib.sha256(broken).hexdigest()}.pdf"
    data["attachment"][0]["file"] = part
    parcel = bring(signed(data, {**files, part: broken}), by=world.host)
    trust(parcel.installation, by=None)
    parcel.refresh_from_db()
    take(parcel, side="host", chosen=(), by=world.host)
    run_queued()
    parcel = Parcel.objects.select_related("job").get(pk=parcel.pk)
    assert (parcel.job.status, Mission.objects.count()) == ("failed", 1)
    assert "cannot be read" in parcel.job.problem
    assert NOON is not None


def test_a_car_whose_name_another_has_here_stays_out_and_says_so(world: World) -> None:
    from legation.exchange.actions.taking import planned
    from legation.exchange.choices import ParcelStatus
    from legation.logistics.models import Car
    from tests.exchange.elsewhere import taken

    data, files = told_there(world.mission)
    mission = taken(signed(data, files), by=world.host).mission
    run = Car.objects.filter(run__mission=mission).order_by("pk")[0].run
    own = editing.add(Car(run=run, name="Coach Z", seats=40), by=world.host)
    sample = next(row for row in data["car"] if Link.objects.get(uid=row["run"]).target == run)
    for number, name in enumerate(("Coach Z", "Coach Y", "Coach Y")):
        data["car"].append({**sample, "ids": [name_there(f"car {number}")], "name": name})
    later = signed(data, files, at=NOON + timedelta(days=1))
    made = planned(bring(later, by=world.host), by=world.host)[1]
    assert [row.why for row in made.rows["car"][-3:]] == ["named", "", "twice"]
    parcel = taken(later, by=world.host)
    assert (parcel.status, parcel.job.result) == (ParcelStatus.TAKEN, {"made": 1, "changed": 0, "gone": 0})
    own.refresh_from_db()
    assert (own.version, run.cars.filter(name="Coach Z").count()) == (1, 1)
    # A vehicle that is renamed so there is refused with a sentence, and nothing is half taken in.
    sample["name"], data["car"][-3:] = "Coach Z", []
    data["engagement"][0]["track"] = {"en": "Told anew"}
    over = taken(signed(data, files, at=NOON + timedelta(days=2)), by=world.host)
    assert over.job.problem.startswith("What the file holds under “Vehicle of a transfer” does not fit")
    assert "Told anew" not in {str(each.track) for each in mission.engagements.all()}
