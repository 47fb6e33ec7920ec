"""Where backups lie: a folder, or a bucket of an S3-compatible store."""

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from legation.config.backup.refusals import NoPlace, NoRoom, PlaceDoesNotAnswer

NAME = re.compile(r"legation-(\d{8}T\d{6}Z)\.backup")
STALE = timedelta(days=1)  # after which a file that was never finished is nobody's


def name_of(moment: datetime) -> str:
    """The name of a backup that was taken then."""
    return f"legation-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}.backup"


def moment_of(name: str) -> datetime:
    """When a backup of this name was taken."""
    found = NAME.fullmatch(name)
    if found is None:
        raise ValueError(name)
    return datetime.strptime(found.group(1), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


class Place(Protocol):
    """What can be asked of a place."""

    def names(self) -> list[str]:
        """The backups that lie there, the oldest first."""

    def put(self, path: Path, name: str) -> None:
        """Bring a finished file there; seen under its name only when it is whole."""

    def get(self, name: str, path: Path) -> None:
        """Fetch one."""

    def remove(self, name: str) -> None:
        """Take one away."""


class Folder:
    """A folder of this machine, or one that is mounted here."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def names(self) -> list[str]:
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            return sorted(each.name for each in self.path.iterdir() if NAME.fullmatch(each.name))
        except OSError as failed:
            raise PlaceDoesNotAnswer(why=f"{self.path}: {failed.strerror}") from failed

    def put(self, path: Path, name: str) -> None:
        aside = self.path / f".{name}.part"
        try:
            for stale in self.path.glob(".legation-*.backup.part"):
                if datetime.fromtimestamp(stale.stat().st_mtime, UTC) < datetime.now(UTC) - STALE:
                    stale.unlink()
            shutil.copyfile(path, aside)
            aside.chmod(0o600)
            aside.replace(self.path / name)
        except OSError as failed:
            aside.unlink(missing_ok=True)
            raise NoRoom(why=f"{self.path}: {failed.strerror}") from failed

    def get(self, name: str, path: Path) -> None:
        shutil.copyfile(self.path / name, path)

    def remove(self, name: str) -> None:
        (self.path / name).unlink(missing_ok=True)


class Bucket:
    """A bucket, through obstore, which takes its credentials from AWS_ACCESS_KEY_ID and the like."""

    def __init__(self, address: str) -> None:
        try:
            import obstore
            from obstore.exceptions import BaseError
            from obstore.store import S3Store
        except ImportError as missing:
            raise PlaceDoesNotAnswer(
                why='obstore is not installed. Run: pip install "legation[s3]"'
            ) from missing
        self._api: Any = obstore
        self._failed = BaseError
        endpoint = settings.BACKUP_S3_ENDPOINT
        config: Any = {"endpoint": endpoint} if endpoint else {}
        plain: Any = {"allow_http": endpoint.startswith("http://"), "timeout": timedelta(hours=1)}
        retry: Any = {"max_retries": 3, "retry_timeout": timedelta(minutes=2)}
        self._store = self._asked(
            lambda: S3Store.from_url(address, config=config, client_options=plain, retry_config=retry)
        )

    def names(self) -> list[str]:
        pages = self._asked(lambda: list(self._api.list(self._store)))
        found = [each["path"] for page in pages for each in page]
        return sorted(name for name in found if NAME.fullmatch(name))

    def put(self, path: Path, name: str) -> None:
        self._asked(lambda: self._api.put(self._store, name, path))

    def get(self, name: str, path: Path) -> None:
        with path.open("wb") as file:
            for piece in self._asked(lambda: self._api.get(self._store, name).stream()):
                file.write(piece)

    def remove(self, name: str) -> None:
        self._asked(lambda: self._api.delete(self._store, name))

    def _asked(self, call: Callable[[], Any]) -> Any:
        try:
            return call()
        except (self._failed, OSError, ValueError) as failed:
            raise PlaceDoesNotAnswer(why=str(failed).splitlines()[0][:300]) from failed


def place_at(address: str) -> Place:
    """The place that an option or the setting names. Raises NoPlace where it is empty."""
    if not address:
        raise NoPlace
    return Bucket(address) if address.startswith("s3://") else Folder(Path(address))
