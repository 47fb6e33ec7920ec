"""Files in an S3-compatible store, which several hosts share; through obstore, as backups."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cached_property
from typing import IO, Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage

from legation.kernel.outages import Away

IN_MEMORY = 4 << 20  # of a file; what is larger is read through a file of this host
PATIENCE = timedelta(seconds=30)


class Bucket(Storage):
    """The bucket that LEGATION_FILES names. Its store is made in the process that uses it: servers fork."""

    @cached_property
    def _api(self) -> Any:
        import obstore

        return obstore

    @cached_property
    def _store(self) -> Any:
        from obstore.store import S3Store

        endpoint = settings.FILES_S3_ENDPOINT
        config: Any = {"endpoint": endpoint} if endpoint else {}
        client: Any = {
            "allow_http": endpoint.startswith("http://"),
            "timeout": timedelta(minutes=10),
            "connect_timeout": timedelta(seconds=5),
        }
        retry: Any = {"max_retries": 3, "retry_timeout": PATIENCE}
        return S3Store.from_url(settings.FILES, config=config, client_options=client, retry_config=retry)

    def names(self) -> Iterator[str]:
        """Everything that lies there."""
        for page in self._asked("", lambda: list(self._api.list(self._store))):
            yield from (each["path"] for each in page)

    def exists(self, name: str) -> bool:
        try:
            self.size(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        return int(self._asked(name, lambda: self._api.head(self._store, name))["size"])

    def get_modified_time(self, name: str) -> datetime:
        told: datetime = self._asked(name, lambda: self._api.head(self._store, name))["last_modified"]
        return told

    def delete(self, name: str) -> None:
        self._asked(name, lambda: self._api.delete(self._store, name))

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        if mode != "rb":
            raise ValueError(mode)
        kept: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller closes

        def fetched() -> None:
            for piece in self._api.get(self._store, name).stream():
                kept.write(piece)

        self._asked(name, fetched)
        kept.seek(0)
        return File(kept, name)

    def _save(self, name: str, content: Any) -> str:
        def pieces() -> Iterator[bytes]:
            for chunk in content.chunks():
                yield chunk if isinstance(chunk, bytes) else bytes(chunk)

        large = (content.size or 0) > IN_MEMORY
        data: Any = pieces() if large else b"".join(pieces())
        self._asked(name, lambda: self._api.put(self._store, name, data))
        return name

    def _asked(self, name: str, call: Callable[[], Any]) -> Any:
        from obstore.exceptions import BaseError, NotFoundError

        try:
            return call()
        except (NotFoundError, FileNotFoundError) as missing:
            raise FileNotFoundError(name) from missing
        except (BaseError, OSError) as failed:
            raise Away(str(failed).splitlines()[0][:300]) from failed
