"""Runs of show of usual engagements, to begin from, in the order that the rules of protocol ask for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from i18nfield.strings import LazyI18nString

from legation.missions.choices import EngagementKind

PROTOCOL, MC, PRESS = _("Host protocol officer"), _("Master of ceremonies"), _("Press officer")
HOST, GUEST, AIDE = _("Host"), _("Head of delegation"), _("Guests’ protocol officer")


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One line: `offset` pins it to minutes from the start, otherwise it follows the one before."""

    minutes: int
    title: Promise
    role: Promise
    cue: Promise
    offset: int | None = None

    def values(self) -> dict[str, Any]:
        """The fields of a line, its words in both languages."""
        words = {name: both(getattr(self, name)) for name in ("title", "role", "cue")}
        return {"offset": self.offset, "minutes": self.minutes, **words}


@dataclass(frozen=True, slots=True)
class Template:
    """A usual engagement."""

    name: Promise
    kinds: tuple[str, ...]
    lines: tuple[TemplateLine, ...]


def both(words: Promise) -> LazyI18nString:
    """The words in English and Korean."""
    told = {}
    for language in ("en", "ko"):
        with override(language):
            told[language] = str(words)
    return LazyI18nString(told)


def offered(kind: str) -> Sequence[tuple[str, Template]]:
    """All templates, those made for this kind of engagement first."""
    return sorted(TEMPLATES.items(), key=lambda pair: kind not in pair[1].kinds)


TEMPLATES = {
    "courtesy-call": Template(
        _("Courtesy call"),
        (EngagementKind.COURTESY_CALL, EngagementKind.MEETING),
        (
            TemplateLine(
                15,
                _("Room, flags, name plates and interpreters’ places are checked"),
                PROTOCOL,
                _("The door stays closed"),
                -30,
            ),
            TemplateLine(
                10,
                _("Members of both delegations are led to their places"),
                PROTOCOL,
                _("The juniors go first"),
                -15,
            ),
            TemplateLine(
                5,
                _("The guest of honour arrives last and is met at the door"),
                PROTOCOL,
                _("The car is announced from the gate"),
                -5,
            ),
            TemplateLine(3, _("Handshake and photograph"), PRESS, _("Both principals stand at the flags"), 0),
            TemplateLine(5, _("Introductions, the host’s side first"), MC, _("All stand at their places")),
            TemplateLine(5, _("The host welcomes the guests"), HOST, _("All are seated, the press leaves")),
            TemplateLine(5, _("The head of delegation replies"), GUEST, _("The interpreter has finished")),
            TemplateLine(15, _("Conversation"), HOST, _("Agenda items as briefed")),
            TemplateLine(4, _("Gifts are exchanged"), PROTOCOL, _("The host thanks for the conversation")),
            TemplateLine(4, _("Guest book and photograph of all"), PRESS, _("The gifts are laid aside")),
            TemplateLine(
                4, _("Farewell: the guest of honour leaves first"), PROTOCOL, _("The cars stand in line")
            ),
        ),
    ),
    "signing": Template(
        _("Signing"),
        (EngagementKind.SIGNING, EngagementKind.CEREMONY),
        (
            TemplateLine(
                15,
                _("Texts, pens, blotters and flags are checked: each party’s copy before its own signatory"),
                PROTOCOL,
                _("Both texts were compared"),
                -30,
            ),
            TemplateLine(10, _("Guests and press take their places"), PROTOCOL, _("The doors open"), -15),
            TemplateLine(
                5,
                _("The witnesses take their places behind their signatories, by rank"),
                PROTOCOL,
                _("The press is ready"),
                -5,
            ),
            TemplateLine(
                3,
                _("Opening, and who is present is named in descending order"),
                MC,
                _("The signatories enter together"),
                0,
            ),
            TemplateLine(4, _("The host’s words"), HOST, _("The master of ceremonies gives the floor")),
            TemplateLine(4, _("The guest’s words"), GUEST, _("Applause has ended")),
            TemplateLine(
                5,
                _("Each signs every copy"),
                PROTOCOL,
                _("The signatories are seated; an aide turns the page"),
            ),
            TemplateLine(
                2,
                _("The copies are exchanged, and hands shaken"),
                PROTOCOL,
                _("The last copy is signed; all stand"),
            ),
            TemplateLine(
                4,
                _("Photograph of the signatories, then of all"),
                PRESS,
                _("The folders are held open to the camera"),
            ),
            TemplateLine(3, _("The guest of honour leaves first"), PROTOCOL, _("The cars stand in line")),
        ),
    ),
    "reception": Template(
        _("Reception"),
        (EngagementKind.RECEPTION,),
        (
            TemplateLine(
                30,
                _("Tables, microphones and the seat plan at the door are checked"),
                PROTOCOL,
                _("Half an hour before the doors open"),
                -45,
            ),
            TemplateLine(
                15,
                _("The doors open; members of the delegation arrive"),
                PROTOCOL,
                _("The interpreters are in place"),
                -15,
            ),
            TemplateLine(
                20,
                _("Receiving line: host, guest of honour, others by rank"),
                PROTOCOL,
                _("The guest of honour has arrived; 45 minutes at most"),
                0,
            ),
            TemplateLine(
                5,
                _("Opening: who is present is named in descending order"),
                MC,
                _("The guest of honour stands at the table"),
            ),
            TemplateLine(
                5, _("The host welcomes the guests"), HOST, _("The master of ceremonies gives the floor")
            ),
            TemplateLine(
                10, _("The other speeches, in ascending order"), MC, _("The interpreter has finished")
            ),
            TemplateLine(5, _("The guest of honour speaks"), GUEST, _("All other speeches are over")),
            TemplateLine(3, _("Toast"), HOST, _("Glasses are filled")),
            TemplateLine(60, _("Meal and conversation"), MC, _("The first course is served")),
            TemplateLine(4, _("Thanks, and the photograph of all"), PRESS, _("Coffee is served")),
            TemplateLine(5, _("The guest of honour leaves first"), AIDE, _("The cars stand in line")),
        ),
    ),
}
