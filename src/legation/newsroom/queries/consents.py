"""Where each side stands with what is to become public: the same for a programme and for a press release."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from i18nfield.strings import LazyI18nString

from legation.kernel.choices import Side
from legation.missions.models import Membership, Mission
from legation.newsroom.models import Consent
from legation.newsroom.rules import PUBLISHERS


@dataclass(frozen=True, slots=True)
class SideState:
    """Where one side stands: what it said yes to, and whether anybody there can."""

    side: str
    yes: bool
    outdated: bool
    consent: Consent | None
    alone: bool


def trace_of(draft: dict[str, Any]) -> str:
    """A figure that stands for exactly these words."""
    return sha256(json.dumps(draft, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def sides_with_a_voice(mission: Mission) -> frozenset[str]:
    """The sides on which somebody can say yes."""
    found = Membership.objects.filter(mission=mission, role__in=PUBLISHERS, user__is_active=True)
    return frozenset(found.values_list("side", flat=True))


def sides_of(subject: Any, trace: str) -> tuple[SideState, ...]:
    """Each side's word on the draft of `subject` that `trace` stands for. Two queries."""
    voices = sides_with_a_voice(subject.mission)
    consents = {one.side: one for one in subject.consents.select_related("by").order_by("pk")}
    return tuple(
        SideState(
            side=side,
            yes=side in consents and consents[side].trace == trace,
            outdated=side in consents and consents[side].trace != trace,
            consent=consents.get(side),
            alone=side not in voices,
        )
        for side in Side.values
    )


def words(text: Any) -> dict[str, str]:
    """A two-language text as it is frozen: language to words, without those that are empty."""
    data = getattr(text, "data", text)
    if isinstance(data, dict):
        return {language: said for language, said in data.items() if said}
    return {"en": str(data)} if data else {}


def within(frozen: dict[str, str], language: str) -> str:
    """The words in a language, or in whichever there is."""
    return (
        str(LazyI18nString(frozen).localize(language))
        if language and frozen
        else str(LazyI18nString(frozen or ""))
    )
