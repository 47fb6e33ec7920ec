"""The drill: an installation is backed up while it is written to, lost, and restored; and what is refused."""

import json
from pathlib import Path

from legation.cli import main
from tests.installation import Installation

FILLED = """
from legation.accounts.actions import open_office
from legation.accounts.models import User
from legation.kernel import audit, files
from legation.kernel.activity import log
from legation.kernel.choices import Verb
office = open_office("Office")
for n in range(20):
    user = User.objects.create_user(f"u{n}@a.example", name=f"User {n}", office=office)
    log(Verb.ADDED, user, by=user)
audit.seal()
from legation.kernel.sealing import seal
given = [files.keep("portraits", b"picture", "jpg"), seal({"text": "x"}, "p")]
"""
COUNTED = """
import json, os
from legation.accounts.models import User
from legation.kernel.audit_check import altered
from legation.kernel.files import read
from legation.kernel.models import Activity, AuditLine
from legation.kernel.sealing import opened
from django.conf import settings
given = os.environ.get("GIVEN", "").splitlines() or given
print(json.dumps({
    "users": User.objects.count(), "log": Activity.objects.count(), "lines": AuditLine.objects.count(),
    "altered": [str(each) for each in altered()], "file": read(given[0]).decode(),
    "sealed": opened(given[1], "p"), "key": settings.SECRET_KEY,
}))
"""
TAKEN = """
from legation.cli import main
from django.db import connection
print("\\n".join(given))
import contextlib, io
out = io.StringIO()
with contextlib.redirect_stdout(out):
    assert main(["backup", "--to", os.environ["KEPT"]]) == 0
assert "read again and whole" in out.getvalue(), out.getvalue()
User.objects.create_user("after@a.example", name="After")
if connection.vendor == "postgresql":
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
"""


def newest(folder: Path) -> Path:
    return max(folder.glob("legation-*.backup"))


def test_an_installation_that_was_lost_comes_back_whole(beside: Installation, tmp_path: Path):
    kept = tmp_path / "kept"
    before, given = beside.python(FILLED + COUNTED + TAKEN, KEPT=str(kept)).split("\n", 1)
    archive = newest(kept)
    raw = archive.read_bytes()
    assert (b"u3@a.example" in raw, b"picture" in raw, archive.stat().st_mode & 0o777) == (
        False,
        False,
        0o600,
    )
    assert sorted(path.name for path in beside.data.iterdir() if path.name.startswith(".")) == []

    # The machine is gone: of all that was there, the key and the backup were kept elsewhere.
    key = tmp_path / "backup.key"
    (beside.data / "backup.key").rename(key)
    beside.data.rename(tmp_path / "lost")
    back = beside.legation("restore", str(archive), "--key-file", str(key))
    assert (back.returncode, back.stderr) == (0, ""), back.stdout
    after = json.loads(beside.python(COUNTED, GIVEN=given))
    told = json.loads(before)
    assert after == told
    assert (told["users"], told["log"], told["altered"], told["file"]) == (20, 20, [], "picture")


def test_what_cannot_be_restored_changes_nothing(beside: Installation, tmp_path: Path):
    told = beside.python(
        """
        import sys, shutil
        from pathlib import Path
        from django.conf import settings
        from legation.accounts.models import User
        from legation.config.backup import refusals, restoring
        from legation.config.backup.taking import key_for_backups, take
        from legation.kernel.refusals import Refused

        User.objects.create_user("one@a.example", name="One")
        kept = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(settings.DATA).parent / "kept"
        said = []
        name = take(str(kept), keep=0, say=said.append)
        whole, key = kept / name, key_for_backups()
        data = whole.read_bytes()
        User.objects.create_user("two@a.example", name="Two")
        (Path(settings.DATA) / "notes").touch()
        settled = sorted(str(path) for path in Path(settings.DATA).parent.rglob("*"))

        def refused(why, content, key=key, replace=True, into=Path(settings.DATA)):
            broken = kept / "x.backup"
            broken.write_bytes(content)
            try:
                restoring.restore(broken, key, into, replace=replace, say=said.append)
            except Refused as refusal:
                assert type(refusal) is why, (type(refusal), str(refusal))
            else:
                raise AssertionError(why)
            broken.unlink()
            now = sorted(str(path) for path in Path(settings.DATA).parent.rglob("*"))
            assert now == settled, set(now) ^ set(settled)
            assert User.objects.count() == 2

        middle = len(data) // 2
        refused(refusals.Damaged, data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
        refused(refusals.Damaged, data[:-1])
        refused(refusals.Damaged, data[:middle])
        refused(refusals.Damaged, data[:50])
        refused(refusals.Damaged, data + b"x")
        refused(refusals.NotABackup, b"")
        refused(refusals.NotABackup, b"SQLite format 3" * 10)
        refused(refusals.WrongKey, data, key=b"k" * 40)
        refused(refusals.SomethingIsThere, data, replace=False)
        from legation.config.backup import reading
        real = restoring.unpacked
        import dataclasses
        restoring.unpacked = lambda *a: dataclasses.replace(real(*a), migrations=["kernel.9999_later"])
        refused(refusals.TooNew, data)
        other = "sqlite" if settings.DATABASES["default"]["ENGINE"].endswith("postgresql") else "postgresql"
        restoring.unpacked = lambda *a: dataclasses.replace(real(*a), database=other)
        refused(refusals.OtherDatabase, data)
        restoring.unpacked = real
        restoring.restore(whole, key, Path(settings.DATA), replace=True, say=said.append)
        print(User.objects.count(), said[-1].split(".before-")[0], key_for_backups() == key)
        """
    )
    assert told == f"1 What was there is in {beside.data} True\n"


def test_a_dump_that_the_database_refuses_brings_the_folder_back(beside: Installation):
    if not beside.postgres:
        import pytest

        pytest.skip("a file is put in place whole")
    assert (
        beside.python(
            """
        from pathlib import Path
        from django.conf import settings
        from legation.accounts.models import User
        from legation.config.backup import databases, refusals, restoring
        from legation.config.backup.taking import key_for_backups, take
        User.objects.create_user("one@a.example", name="One")
        kept = Path(settings.DATA).parent / "kept"
        name = take(str(kept), keep=0, say=print)
        User.objects.create_user("two@a.example", name="Two")
        before = (Path(settings.DATA) / "secret.key").stat().st_ino
        def failing(path):
            raise refusals.ToolFailed(tool="pg_restore", why="no")
        databases.restore_postgres = failing
        try:
            restoring.restore(kept / name, key_for_backups(), Path(settings.DATA), replace=True, say=print)
        except refusals.ToolFailed:
            pass
        same = (Path(settings.DATA) / "secret.key").stat().st_ino == before
        print(User.objects.count(), same, sorted(p.name for p in kept.parent.iterdir()))
        """
        ).splitlines()[-1]
        == "2 True ['data', 'kept']"
    )


def test_a_backup_from_before_an_upgrade_takes_the_place_of_tables_that_came_with_it(beside: Installation):
    if not beside.postgres:
        import pytest

        pytest.skip("a file is put in place whole")
    assert beside.python(
        """
        import subprocess
        from pathlib import Path
        from django.conf import settings
        from django.db import connection
        from legation.accounts.models import User
        from legation.config.backup import databases, refusals, restoring
        from legation.config.backup.taking import key_for_backups, take
        User.objects.create_user("one@a.example", name="One")
        kept = Path(settings.DATA).parent / "kept"
        name = take(str(kept), keep=0, say=lambda _said: None)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE accounts_later (id bigint PRIMARY KEY,"
                           " who bigint REFERENCES accounts_user (id))")
        User.objects.create_user("two@a.example", name="Two")
        def put_back():
            restoring.restore(kept / name, key_for_backups(), Path(settings.DATA), replace=True,
                              say=lambda _said: None)
        def there():
            return User.objects.count(), "accounts_later" in connection.introspection.table_names()
        whole = databases._in_place_of
        databases._in_place_of = lambda later, giving: whole(
            later, ["sh", "-c", '"$@" | head -c 20000; exit 1', "sh", *giving])
        try:
            put_back()
        except refusals.ToolFailed:
            print(*there())
        databases._in_place_of = whole
        put_back()
        print(*there())
        """
    ).splitlines() == ["2 True", "1 False"]


def test_the_worker_takes_one_when_it_is_due_and_lets_go_of_old_ones(beside: Installation, tmp_path: Path):
    kept = tmp_path / "kept"
    kept.mkdir()
    old = [kept / f"legation-2024010{day}T000000Z.backup" for day in range(1, 5)]
    ahead = kept / "legation-29990101T000000Z.backup"  # the clock was wrong once: it counts as none and stays
    for path in [*old, ahead, kept / "legation-notes.txt"]:
        path.write_bytes(b"x")
    told = beside.python(
        """
        from pathlib import Path
        from django.conf import settings
        from legation.config.backup.alone import FILE, alone
        from legation.config.backup.taking import take_scheduled
        from legation.config.doctor import backup_complaints
        print(len(backup_complaints()))
        with alone() as mine, alone() as other:
            print(mine, other, repr(take_scheduled()))
        print((Path(settings.DATA) / FILE).exists())  # what a killed process leaves, and holds nobody up
        print(bool(take_scheduled()), repr(take_scheduled()), backup_complaints())
        """,
        LEGATION_BACKUP_TO=str(kept),
        LEGATION_BACKUP_HOURS="24",
        LEGATION_BACKUP_KEEP="3",
    )
    assert told.startswith("1\nTrue False ''\nTrue\nTrue '' ['legation-29990101T000000Z.backup has a moment")
    names = sorted(path.name for path in kept.iterdir())
    assert (names[:2], names[3:]) == ([old[2].name, old[3].name], [ahead.name, "legation-notes.txt"])


def test_the_command_says_in_the_language_of_the_installation_what_is_wrong(settings, tmp_path, capsys):
    settings.BACKUP_TO, settings.BACKUP_KEY_FILE = "", tmp_path / "none.key"
    assert main(["restore", str(tmp_path / "none.backup")]) == 2
    assert capsys.readouterr().err == (
        "legation restore: No key is there: set LEGATION_BACKUP_KEY, or name the file of the key with"
        " --key-file.\n"
    )
    settings.LANGUAGE_CODE = "ko"
    assert main(["backup"]) == 2
    said = capsys.readouterr()
    assert (said.out, "백업" in said.err, "LEGATION_BACKUP_TO" in said.err) == ("", True, True)
    settings.BACKUP_KEY = "short"
    assert main(["restore", str(tmp_path / "none.backup")]) == 2
    assert "32자" in capsys.readouterr().err
    settings.BACKUP_KEY = "long enough for a key of backups: 32"
    assert main(["restore", str(tmp_path / "none.backup")]) == 2
    assert "none.backup" in capsys.readouterr().err
