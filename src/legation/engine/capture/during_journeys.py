"""Where the events of a journey are: in the one place that the journey goes to."""

from legation.engine.capture.reading import EventDraft, Reading


def places_of_journeys(reading: Reading) -> None:
    """ "visited Gothenburg from 6 to 8 May … On Wednesday they toured": what falls within a stay is there.

    Only where the text tells one stay in one city, and nothing else says where the event is.
    """
    stays = [one for one in reading.events if one.kind in {"trip", "forum"} and _stretch(one) is not None]
    where = {one.place.key for one in stays if one.place is not None and one.place.kind == "city"}
    if len(where) != 1:
        return
    stay = next(one for one in stays if one.place is not None and one.place.kind == "city")
    first, last = _stretch(stay) or ("", "")
    for event in reading.events:
        time = event.time
        free = event.city is None and event.kind != "trip"
        if free and time is not None and len(time.day) == 10 and first <= time.day <= last:
            event.city, event.place = stay.city, stay.place


def _stretch(event: EventDraft) -> tuple[str, str] | None:
    """The first and last day of an event that lasts for days."""
    time = event.time
    if time is None or len(time.day) != 10 or len(time.until) != 10:
        return None
    return time.day, time.until
