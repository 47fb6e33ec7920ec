"""A small directory, built through actions."""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from i18nfield.strings import LazyI18nString

from legation.accounts.actions import open_account, open_office
from legation.accounts.choices import Duty
from legation.accounts.models import User
from legation.directory import actions
from legation.directory.choices import Scope
from legation.directory.models import City, Organisation, Person, Post, Tenure


def both(english: str, korean: str = "") -> LazyI18nString:
    return LazyI18nString({"en": english, **({"ko": korean} if korean else {})})


def picture(kind: str = "PNG", size: tuple[int, int] = (30, 40)) -> bytes:
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, kind)
    return file.getvalue()


@dataclass
class Directory:
    """Adds records as `staff`, who keep the records of the Busan office."""

    staff: User

    def city(self, name: str = "Busan", korean: str = "부산광역시", **values: Any) -> City:
        values = {"country": "KR", "time_zone": "Asia/Seoul", **values}
        return actions.add_city({"name": both(name, korean), **values}, by=self.staff)

    def organisation(self, name: str = "Busan City", korean: str = "부산시", **values: Any) -> Organisation:
        values = {"kind": "city", **values}
        return actions.add_organisation({"name": both(name, korean), **values}, by=self.staff)

    def person(self, family: str = "Park", given: str = "Minsu", **values: Any) -> Person:
        portrait = values.pop("portrait", None)
        by = values.pop("by", self.staff)
        values = {"family_name": family, "given_name": given, **values}
        return actions.add_person(values, by=by, portrait=portrait)

    def secret(self, **values: Any) -> Person:
        """Somebody only the Busan office knows, with a portrait and a post."""
        person = self.person(
            "Secretperson", "Sora", native_name="비밀이", scope=Scope.OFFICE, portrait=picture(), **values
        )
        self.tenure(person, self.post())
        return person

    def post(self, title: str = "Mayor", korean: str = "시장", **values: Any) -> Post:
        organisation = values.pop("organisation", None) or self.organisation()
        return actions.add_post(
            {"title": both(title, korean), "organisation": organisation, **values}, by=self.staff
        )

    def tenure(self, person: Person, post: Post, **values: Any) -> Tenure:
        return actions.add_tenure(
            person, {"post": post, "started_on": date(2020, 1, 1), **values}, by=self.staff
        )


def account(name: str, office: str | None, duty: Duty = Duty.STAFF) -> User:
    return open_account(
        f"{name}@example.org",
        name.capitalize(),
        "a long enough password",
        office=open_office(office) if office else None,
        duty=duty,
    )
