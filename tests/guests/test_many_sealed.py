"""What guests who are added at once need is sealed for them and, by itself, for their saved state."""

from legation.guests.models import Guest
from legation.kernel import editing
from tests.world import make_world


def test_the_first_state_of_many_opens_as_that_of_one(db):
    world = make_world()
    one = Guest.objects.order_by("pk").first()
    kept = {"guest_list": one.guest_list, "side": one.side, "diet": "Medlar", "access": "step-free"}
    editing.add(Guest(**kept, name="Alone"), by=world.guest)
    editing.add_all([Guest(**kept, name="First"), Guest(**kept, name="Second")], by=world.guest)
    for name in ("Alone", "First", "Second"):
        guest = Guest.objects.get(name=name)
        state = guest.history.get()
        assert [(each.diet, each.access, each.note) for each in (guest, state)] == [
            ("Medlar", "step-free", ""),
            ("Medlar", "step-free", ""),
        ]
