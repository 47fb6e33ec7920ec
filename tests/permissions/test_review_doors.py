"""What a stranger can send to doors that need no login, and what they can make the site forget."""

import pytest
from django.core.cache.backends.db import DatabaseCache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from legation.config import settings as shipped
from legation.kernel.limits import exceeded

MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(("size", "answered"), [(11, 302), (13, 400)])
@pytest.mark.parametrize("where", ["/language/", "/account/logout/"])
def test_a_request_with_files_is_bounded(db: None, where: str, size: int, answered: int) -> None:
    upload = SimpleUploadedFile("any.bin", b"x" * size * MEGABYTE)
    assert Client().post(where, {"language": "ko", "any": upload}).status_code == answered


def test_many_callers_do_not_make_the_site_forget_one(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    given = shipped.CACHES["default"]
    call_command("createcachetable", given["LOCATION"])
    cache = DatabaseCache(given["LOCATION"], {"OPTIONS": given.get("OPTIONS", {})})
    monkeypatch.setattr("legation.kernel.limits.cache", cache)
    assert [exceeded("door", "guesser", limit=2, seconds=86_400) for _ in range(3)] == [False, False, True]
    for number in range(400):
        exceeded("door", f"caller-{number}", limit=2, seconds=86_400)
    assert exceeded("door", "guesser", limit=2, seconds=86_400)
