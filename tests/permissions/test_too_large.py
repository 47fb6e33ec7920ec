"""What is too large to be read is refused with a sentence in the reader's language, and nothing is kept."""

import pytest
from django.conf import settings
from django.test import Client

from legation.sources.models import Source
from tests.world import World


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "This could not be read"), ("ko", "읽을 수 없는 요청입니다")]
)
def test_a_request_over_the_bound_is_told_why(world: World, language: str, heading: str) -> None:
    client = Client()
    client.force_login(world.guest, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    text = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    answer = client.post(f"/missions/{world.mission.slug}/sources/new/", {"text": text})
    assert answer.status_code == 400
    assert f"<h1>{heading}</h1>" in answer.content.decode()
    assert f'<html lang="{language}">' in answer.content.decode()
    assert Source.objects.filter(url="", file_name="", kind="", archive=None).count() == 0


def test_five_megabytes_of_text_are_told_the_limit_at_the_field(world: World) -> None:
    client = Client()
    client.force_login(world.guest, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(f"/missions/{world.mission.slug}/sources/new/", {"text": "mayor " * 900_000})
    assert answer.status_code == 422
    assert "1,000,000" in answer.content.decode()
    assert Source.objects.filter(url="", file_name="", kind="", archive=None).count() == 0
