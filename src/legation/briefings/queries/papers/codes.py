"""The codes that are read at the door, as pictures for badges and labels."""

import io
from collections.abc import Iterable

from legation.briefings.queries.papers.heading import PaperOrder
from legation.kernel.codes import Code, Holder, text_of
from legation.missions.models import Delegate, Mission
from legation.missions.rules import standing


def code_name(key: int) -> str:
    """What a picture is called beside the template."""
    return f"code-{key}.svg"


def codes_of(mission: Mission, delegates: Iterable[Delegate], order: PaperOrder) -> dict[int, bytes]:
    """The code of each as a picture, for who prepares the mission; nobody else prints what opens a door."""
    mine = standing(order.reader, mission.pk)
    if mine is None or not mine.prepares:
        return {}
    return {each.pk: qr(text_of(Code(mission.slug, 0, Holder.DELEGATE, each.pk))) for each in delegates}


def qr(text: str) -> bytes:
    """A QR of the text, without the quiet zone, which the paper leaves around it."""
    import segno

    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=0, xmldecl=True, dark="#000")
    return out.getvalue()
