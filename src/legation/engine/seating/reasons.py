"""Rule ids into sentences, in English and Korean."""

from __future__ import annotations

from collections.abc import Mapping

from legation.engine.seating.model import BadInput, Fact, Fault, Seat, Unseated
from legation.engine.seating.sentences import FACTS, FAULTS, SENTENCES, TONGUES

LANGUAGES = ("en", "ko")
_WORDS = {
    "en": {"right": "right", "left": "left", "front": "the front", "rear-middle": "the middle of the rear"},
    "ko": {"right": "오른쪽", "left": "왼쪽", "front": "조수석", "rear-middle": "뒷좌석 가운데"},
}


def reason(
    seat: Seat,
    language: str,
    names: Mapping[str, str] | None = None,
    places: Mapping[str, str] | None = None,
) -> str:
    """Why this person (or chair) is here, in "en" or "ko": a sentence for each rule id of `seat.why`, then
    one for each of `seat.facts`. `names` has people's names, `places` those of tables, for the facts; an id
    stands for what is missing."""
    rules = [_sentence(key, seat.modes, language) for key in map(_case(seat), seat.why)]
    facts = [fact_sentence(fact, names or {}, language, places=places or {}) for fact in seat.facts]
    return " ".join(rules + facts)


def fact_sentence(
    fact: Fact, names: Mapping[str, str], language: str, *, places: Mapping[str, str] | None = None
) -> str:
    """A fact of a seat in a sentence, in "en" or "ko"."""
    at = _language(language)
    key = f"{fact.kind}/{fact.values[-1]}" if fact.values else fact.kind
    values = list(fact.values)
    if fact.kind == "language":
        values[0] = TONGUES.get(str(values[0]), (str(values[0]),) * 2)[at]
    elif values:
        values[1] = (places or {}).get(str(values[1]), values[1])
    given = {"a": names.get(fact.people[0], fact.people[0])} if fact.people else {}
    return FACTS[key if key in FACTS else fact.kind][at].format(*values, **given)


def _language(language: str) -> int:
    if language not in LANGUAGES:
        raise BadInput("language", f"“{language}” is not one of {', '.join(LANGUAGES)}")
    return LANGUAGES.index(language)


def rule_sentence(rule: str, language: str) -> str:
    """The sentence for a rule id of `notes`, `questions` or `conflict`, in "en" or "ko"."""
    for key in (f"{rule}/note", rule):
        if key in SENTENCES:
            return _sentence(key, (), language)
    raise BadInput("rule", f"there is no sentence for “{rule}”")


def unseated_reason(unseated: Unseated, language: str) -> str:
    """Why this person has no seat, in "en" or "ko"."""
    key = "T16/unseated" if unseated.why == "T16" else unseated.why
    return _sentence(key, (), language)


class _case:  # noqa: N801
    """The key of the sentence for a rule at a seat."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.modes = dict(mode.split(":", 1) for mode in seat.modes if ":" in mode)
        self.layout = seat.modes[0] if seat.modes else ""

    def __call__(self, rule: str) -> str:
        for key in self.candidates(rule):
            if key in SENTENCES:
                return key
        raise BadInput("why", f"there is no sentence for “{rule}”")

    def candidates(self, rule: str) -> list[str]:
        place = self.seat.place
        mode = {"T2": "even", "T8": "interpreter", "T6": "honour", "T11": "signatories"}.get(rule)
        keys: list[str] = []
        if rule == "T4" and self.layout == "counterparts" and self.seat.side == "host":
            keys.append("T4/opposite")
        if rule == "T5" and self.modes.get("axis") == "along":
            keys.append("T5/along")
        if rule == "T8" and self.layout in {"rounds", "theatre", "classroom", "photo"}:
            keys.append("T8/beside")
        if rule == "T11":
            keys.append(f"T11/{self.modes.get('signatories')}/{place}" if not self.seat.standing else "T11")
        elif mode is not None:
            keys.append(f"{rule}/{self.modes.get(mode)}")
        keys += [f"{rule}/{self.layout}/{place}", f"{rule}/{self.layout}"]
        centred = self.modes.get("even") == "centre-line" and rule == "T1"
        if place == 1 or not (centred or self.layout in {"theatre", "classroom"}):
            keys.append(f"{rule}/{place}")
        return [*keys, f"{rule}/{self.seat.side}", rule]


def _sentence(key: str, modes: tuple[str, ...], language: str) -> str:
    at = _language(language)
    known = dict(mode.split(":", 1) for mode in modes if ":" in mode)
    words = _WORDS[language]
    senior = known.get("senior", "right")
    junior = "left" if senior == "right" else "right"
    text = SENTENCES[key][at]
    return text.format(right=words[senior], left=words[junior], third=words[known.get("third", "front")])


def fault_sentence(
    fault: Fault,
    names: Mapping[str, str],
    language: str,
    *,
    layout: str = "",
    places: Mapping[str, str] | None = None,
) -> str:
    """A fault of `check` in a sentence, in "en" or "ko". `names` has the name of each person, `places` the
    name of a chair or table where the page has one; an id stands for what is missing. With the layout
    "rounds" people are apart or together by table, else by chair."""
    at = _language(language)
    keys = [fault.rule]
    if layout:
        keys.insert(0, f"{fault.rule}/{layout}")
    keys += [f"{fault.rule}/{value}" for value in fault.values]
    key = next((key for key in keys if key in FAULTS), None)
    if key is None:
        raise BadInput("rule", f"there is no sentence for “{fault.rule}”")
    people = [names.get(person, person) for person in fault.people[:2]]
    given = dict(zip(("a", "b"), people, strict=False))
    values = [(places or {}).get(str(value), str(value)) for value in fault.values]
    return FAULTS[key][at].format(*values, **given)
