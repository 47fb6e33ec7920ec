"""Triggers of one English sentence that speak of one act."""

import re

from legation.engine.capture.lazily import lazily
from legation.engine.capture.reading import EventDraft

_PURPOSE = lazily(
    r"\b(?:to|for) (?:help |jointly )?(?:mark|celebrate|commemorate|observe|honou?r|attend)? ?"
    r"(?:the |its |their )?(?:\w+ )?$"
)


def one_for_one_act(found: list[EventDraft], text: str) -> list[EventDraft]:
    """One event for one act: a meeting in order to sign is the signing; an opening is that of the forum."""
    _called_at(found)
    kinds = {event.kind for event in found}
    kept: list[EventDraft] = []
    for event in found:
        start, end = event.trigger
        if (
            event.kind == "ceremony"
            and "trip" in kinds
            and text[start:end].endswith("nniversary")
            and _PURPOSE.search(text[max(0, start - 40) : start])
        ):
            continue  # "flew to Japan to celebrate the 60th anniversary": why they went
        if event.kind == "ceremony" and "reception" in kinds and text[start:end].endswith("nniversary"):
            continue  # "celebrated the anniversary at a banquet"
        if event.rule == "event.met" and "trip" in kinds and text[max(0, start - 4) : start] == " to ":
            continue  # "is sending a delegation to Toluca to meet the mayor": why they go
        if event.kind == "meeting" and "courtesy_call" in kinds:
            continue
        if event.kind == "ceremony" and "signing" in kinds:
            continue
        if event.rule == "event.received" and "reception" in kinds and not _two_acts(event, found, text):
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


_HOUSE = lazily(r"(?:City|Town) Hall$|\b(?:Office|Guildhall|Municipality|Rathaus|Headquarters)$")


def _called_at(found: list[EventDraft]) -> None:
    """ "visited Busan City Hall and held talks with the mayor": the house is where they met."""
    for event in list(found):
        talks = next(
            (
                one
                for one in found
                if one.kind in {"meeting", "courtesy_call"} and one.trigger > event.trigger
            ),
            None,
        )
        house = event.kind == "site_visit" and event.venue is not None and _HOUSE.search(event.venue[0])
        if house and talks is not None and talks.venue is None and event.status == talks.status:
            talks.venue = event.venue
            found.remove(event)


def _two_acts(event: EventDraft, found: list[EventDraft], text: str) -> bool:
    """ "will greet the visitors on July 19, and the mayor will give a dinner": two clauses, two acts."""
    later = [one for one in found if one.kind == "reception" and one.trigger[0] > event.trigger[1]]
    return (
        bool(later)
        and re.search(r", and |;| and (?:will |is to )?attend", text[event.trigger[1] : later[0].trigger[0]])
        is not None
    )
