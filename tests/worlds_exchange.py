"""A mission's file of the world of `tests.world`: brought by the host's office, of a mission elsewhere."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from legation.directory.models import Organisation, Person
from legation.exchange.models import Installation, Link, Parcel, Taken
from legation.kernel import editing

if TYPE_CHECKING:
    from tests.world import World


def add_parcel(world: "World") -> None:
    """It was taken in and undone, so that its page reads no file."""
    there = Installation.objects.create(public="x" * 44, fingerprint="0" * 32, name="https://other.example")
    parcel = Parcel(
        office=world.host.office,
        installation=there,
        name="MEDLARHOST mission",
        stored="exchange/none.zip",
        made_at=datetime(2024, 4, 1, tzinfo=UTC),
        status="undone",
    )
    world.things["host-parcel"] = editing.add(parcel, by=world.host)
    for number, model in enumerate((Person, Organisation)):
        first = model.objects.order_by("pk").first()
        Link.objects.create(uid=f"{'0' * 32}.{number:024}", target=first)
        Taken.objects.create(parcel=world.things["host-parcel"], target=first, before=1, after=1)
