"""Somebody who is quoted is made one with another, or erased: the quotation keeps its shape."""

import pytest
from django.test import Client
from django.urls import reverse

from legation.directory.actions import add_person
from legation.directory.actions.erasing import erase_person
from legation.directory.actions.merging import merge_records, undo_merge
from legation.newsroom.models import Quotation
from tests.missions.stage import Stage, build
from tests.newsroom.releases import call, draft, quoted, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db: None) -> Stage:
    return build()


def test_a_merge_moves_the_quotation_and_undo_gives_it_back(stage: Stage) -> None:
    release = write(draft(stage, call(stage)), by=stage.guest)
    quotation = quoted(stage, release)
    lost = quotation.speaker
    kept = add_person({"family_name": "Twin", "given_name": "Sample", "sample": True}, by=stage.guest)
    merge = merge_records(kept, lost, {}, seen=(kept.version, lost.version), by=stage.guest)
    assert Quotation.objects.get(pk=quotation.pk).speaker == kept
    undo_merge(merge, by=stage.guest)
    assert Quotation.objects.get(pk=quotation.pk).speaker == lost


def test_an_erased_speaker_leaves_the_words_without_the_name(stage: Stage) -> None:
    release = write(draft(stage, call(stage)), by=stage.guest)
    quotation = quoted(stage, release)
    erase_person(quotation.speaker, sure=True, by=stage.guest)
    kept = Quotation.objects.get(pk=quotation.pk)
    assert (str(kept.speaker), str(kept.text)) == ("Removed person", "We keep our word.")
    client = Client(headers={"accept-language": "en"})
    client.force_login(stage.guest, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("press-release", args=[stage.mission.slug, release.pk])).content.decode()
    assert ("We keep our word." in page, "Removed person" in page) == (True, True)
