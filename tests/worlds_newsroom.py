"""What the public may read, for the walk: a draft that the host side said yes to and the guests did not."""

from typing import Any

from i18nfield.strings import LazyI18nString

from legation.newsroom.actions import draft_public_programme
from legation.newsroom.queries.programmes import publishable


def add_newsroom(world: Any) -> None:
    """Nothing of it is public: the walk reads it as somebody of the mission."""
    values = {
        "intro": LazyI18nString({"en": "Cities meet.", "ko": "도시가 만납니다."}),
        "engagements": list(publishable(world.mission)),
    }
    if values["engagements"]:
        world.things["public-programme"] = draft_public_programme(
            world.mission, values, seen=0, by=world.host
        )
