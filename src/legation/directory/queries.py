"""What pages read of the directory."""

from typing import Any

from django.urls import reverse

from legation.directory.choices import Scope
from legation.directory.models import City, Organisation, Person, Post
from legation.kernel.models import Record
from legation.kernel.searching import Card

LANGUAGES = ("en", "ko")


def both(text: Any) -> dict[str, str]:
    """A two-language text as language to words."""
    return {language: text.localize(language) if hasattr(text, "localize") else str(text) for language in LANGUAGES}


def card_of(record: Record) -> Card:
    """How a directory record is found."""
    if isinstance(record, Person):
        return _person_card(record)
    if isinstance(record, City):
        return Card(
            "city", reverse("city", args=[record.pk]), both(record.name), {}, f"{record.native_name} {record.country}"
        )
    if isinstance(record, Organisation):
        text = " ".join([record.native_name, *record.aliases])
        place = both(record.city.name) if record.city else {}
        return Card("organisation", reverse("organisation", args=[record.pk]), both(record.name), place, text)
    assert isinstance(record, Post)
    return Card("post", reverse("organisation", args=[record.organisation_id]), both(record.title), both(record.organisation.name))


def _person_card(person: Person) -> Card:
    posts = [tenure.post for tenure in person.tenures.present().select_related("post__organisation")]
    detail = {
        language: ", ".join(f"{post.title.localize(language)}, {post.organisation.name.localize(language)}" for post in posts)
        for language in LANGUAGES
    }
    spellings = (person.native_name, person.korean_name, person.name_in("en"), *person.aliases)
    return Card(
        "person",
        reverse("person", args=[person.pk]),
        {language: person.name_in(language) for language in LANGUAGES},
        detail,
        " ".join(spellings),
        office_id=person.office_id if person.scope == Scope.OFFICE else None,
    )
