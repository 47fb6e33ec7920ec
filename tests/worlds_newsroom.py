"""What the public reads, for the walk: all that both sides share, and said yes to."""

from typing import Any

from i18nfield.strings import LazyI18nString

from legation.newsroom.actions import agree_public_programme, draft_public_programme
from legation.newsroom.queries.consents import trace_of
from legation.newsroom.queries.programmes import drafted, publishable


def add_newsroom(world: Any) -> None:
    """The secrets of either side are in none of it."""
    values = {
        "intro": LazyI18nString({"en": "Cities meet.", "ko": "도시가 만납니다."}),
        "engagements": list(publishable(world.mission)),
    }
    public = draft_public_programme(world.mission, values, seen=0, by=world.host)
    world.things["public-programme"] = agree_public_programme(
        public, trace=trace_of(drafted(public)), by=world.guest
    )
