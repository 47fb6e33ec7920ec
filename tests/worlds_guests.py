"""Guests of the world of `tests.world`: a shared list with both mayors, and each side’s own."""

from typing import Any

from django.utils import timezone

from legation.kernel import editing


def add_guests(world: Any, secrets: dict[str, str]) -> None:
    """The list of the courtesy call, and of each side a list, a guest, a quota and a link of its own."""
    from legation.guests.actions import guests as acts
    from legation.guests.actions import lists
    from legation.guests.models import GuestPurge

    things, host, now = world.things, world.host, timezone.now()
    shared = things["guest-list"] = lists.open_list(things["engagement"], {"capacity": 100}, by=host)
    things["quota"] = lists.add_quota(shared, {"body": "Chamber", "places": 2}, by=host)
    for side in ("guest", "host"):
        by = world.guest if side == "guest" else world.host
        things[f"{side}-guest"] = acts.add_guest(
            shared,
            {"delegate": things[f"{side}-delegate"], "mail": f"{side}-mayor@test.example"},
            by=by,
        )
        _secrets(world, side, secrets[side], by)
        GuestPurge.objects.create(
            mission=world.mission, side=side, at=now, due_on=now.date(), counts={f"{secrets[side]}kind": 3}
        )


def _secrets(world: Any, side: str, word: str, by: Any) -> None:
    from legation.guests.actions import guests as acts
    from legation.guests.actions import lists, recruiting
    from legation.guests.models import Application, ReplyLink
    from tests.world import two

    call = recruiting.open_call(
        world.mission,
        {"name": two(f"{word} call"), "delegation": world.things[f"{side}-delegation"]},
        by=by,
    )
    things = world.things
    shared = things["guest-list"]
    own = lists.open_list(things[f"{side}-hidden-engagement"], {f"{side}_contact": f"{word} contact"}, by=by)
    of_directory = {
        "delegate": things[f"{side}-hidden-delegate"],
        "note": f"{word} note",
        "visibility": side,
    }
    named = {
        "name": f"{word} friend",
        "body": f"{word} club",
        "mail": f"{word}@test.example",
        "visibility": side,
    }
    kept = {"name": f"Friend of the {side}", "mail": f"{word}@test.example", "diet": f"{word} diet"}
    things |= {
        f"{side}-hidden-guest-list": own,
        f"{side}-hidden-delegate-guest": acts.add_guest(shared, of_directory, by=by),
        f"{side}-hidden-guest": acts.add_guest(shared, named, by=by),
        f"{side}-own-guest": acts.add_guest(own, {"name": f"{word} guest", "visibility": side}, by=by),
        f"{side}-guest-with-needs": acts.add_guest(
            shared, {**kept, "assistant": f"{word} assistant", "note": f"{word} note"}, by=by
        ),
        f"{side}-hidden-quota": lists.add_quota(
            shared, {"body": f"{word} club", "places": 1, "visibility": side}, by=by
        ),
        f"{side}-hidden-call": call,
        f"{side}-hidden-application": editing.add(
            Application(
                mission=world.mission,
                call=call,
                visibility=side,
                family_name=f"{word} applicant",
                mail=f"{word}@test.example",
                answers={"body": f"{word} company"},
                user=by,
            ),
            by=by,
        ),
        f"{side}-reply-link": ReplyLink.objects.create(
            guest_list=shared, side=side, mail=f"{word}@test.example".lower(), language="en", user=by
        ),
    }
