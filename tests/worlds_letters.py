"""Letters of the world of `tests.world`: of each side its own, shared or not, and one to a delegate."""

from typing import TYPE_CHECKING

from legation.kernel import outbox
from legation.kernel.choices import LetterKind, Visibility
from legation.kernel.models import Letter
from legation.kernel.outbox import Address

if TYPE_CHECKING:
    from tests.world import World


def add_letters(world: "World", secrets: dict[str, str]) -> None:
    """Letters to the organisers of both sides, and to a delegate without an account."""
    for side, user in (("guest", world.guest), ("host", world.host)):
        for visibility in (side, Visibility.SHARED):  # a shared one shows nobody else what it says or to whom
            outbox.post(
                Address.of(user, "Asia/Seoul"),
                kind=LetterKind.PROGRAMME,
                subject=f"{secrets[side]} news",
                text=f"{secrets[side]} begins at eight.",
                mission_id=world.mission.pk,
                visibility=visibility,
                by=user,
            )
    outbox.post(
        Address("delegate@la.example", "ko", "Asia/Seoul", "A delegate"),
        kind=LetterKind.CALENDAR,
        subject="The tour begins",
        text=f"{secrets['guest']} begins at eight.",
        mission_id=world.mission.pk,
        by=world.guest,
    )
    world.things["letter"] = Letter.objects.get(mail="delegate@la.example")
