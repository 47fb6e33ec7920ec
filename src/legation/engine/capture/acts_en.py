"""Triggers of one English sentence that speak of one act."""

from legation.engine.capture.reading import EventDraft


def one_for_one_act(found: list[EventDraft]) -> list[EventDraft]:
    """One event for one act: a meeting in order to sign is the signing; an opening is that of the forum."""
    kinds = {event.kind for event in found}
    kept: list[EventDraft] = []
    for event in found:
        if event.kind == "meeting" and "courtesy_call" in kinds:
            continue
        if event.kind == "ceremony" and "signing" in kinds:
            continue
        if event.rule == "event.received" and "reception" in kinds:
            continue
        if event.kind in {"meeting", "trip"} and "signing" in kinds:
            continue
        if (
            event.kind == "trip"
            and event.definite
            and kinds & {"meeting", "site_visit", "signing", "courtesy_call"}
        ):
            continue
        if event.kind == "ceremony" and kinds & {"forum"} and not event.rule.endswith("ceremony"):
            continue
        same = next(
            (
                other
                for other in kept
                if other.kind == event.kind and event.kind not in {"site_visit", "forum"}
            ),
            None,
        )
        if same is not None:
            same.people += [person for person in event.people if person not in same.people]
            continue
        kept.append(event)
    return kept
