"""The rules of a conflict in sentences: which cannot all hold, by rule and by name."""

from __future__ import annotations

from collections.abc import Mapping

from legation.engine.seating.model import BadInput, Conflict

LANGUAGES = ("en", "ko")

# By the first word of a rule of a conflict. {a} and {b} are people, {0} a chair, a vehicle or names.
CLAUSES: dict[str, tuple[str, str]] = {
    "apart": ("{a} and {b} are to be kept apart.", "{a} 님과 {b} 님은 떨어져 앉아야 합니다."),
    "together": ("{a} and {b} are to sit together.", "{a} 님과 {b} 님은 함께 앉아야 합니다."),
    "apart/vehicles": (
        "{a} and {b} are to ride in different vehicles.",
        "{a} 님과 {b} 님은 서로 다른 차량에 타야 합니다.",
    ),
    "together/vehicles": (
        "{a} and {b} are to ride in one vehicle.",
        "{a} 님과 {b} 님은 같은 차량에 타야 합니다.",
    ),
    "lock": ("{a} is locked to {0}.", "{a} 님은 {0} 자리에 고정되어 있습니다."),
    "T13": (
        "{a} needs an accessible seat.",
        "{a} 님에게는 접근 가능한 좌석이 필요합니다.",
    ),
    "T7": (
        "An interpreter or note-taker sits with the person served, not on a chair of a row.",
        "통역과 기록 담당자는 열의 좌석이 아니라 담당 인사 곁에 앉습니다.",
    ),
    "layout": (
        "In this layout each chair belongs to one row or side.",
        "이 배치에서는 자리마다 속한 열이나 측이 정해져 있습니다.",
    ),
    "vehicle": (
        "The vehicle {0} is kept for those it was given to.",
        "차량 {0}에는 지정된 사람만 탑니다.",
    ),
    "seats": (
        "There are only the seats marked on this plan.",
        "이 배치에 표시된 자리만 쓸 수 있습니다.",
    ),
    "seats/alone": (
        "There are fewer seats than people; without a seat: {0}.",
        "자리가 사람보다 적습니다. 자리가 없는 사람: {0}.",
    ),
}


def conflict_sentences(
    conflict: Conflict,
    names: Mapping[str, str],
    language: str,
    *,
    layout: str = "",
    places: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """The rules of a conflict, each as a sentence in "en" or "ko" that says what it asks and of whom, in the
    order of `conflict.rules`. `names` has the name of each person, `places` that of a chair, table or vehicle
    where the page has one; an id stands for what is missing. Raises BadInput for another language."""
    if language not in LANGUAGES:
        raise BadInput("language", f"“{language}” is not one of {', '.join(LANGUAGES)}")
    at = LANGUAGES.index(language)
    return tuple(_sentence(rule, conflict, names, at, layout, places or {}) for rule in conflict.rules)


def _sentence(
    rule: str, conflict: Conflict, names: Mapping[str, str], at: int, layout: str, places: Mapping[str, str]
) -> str:
    kind, _, rest = rule.partition(" ")
    if kind not in CLAUSES:
        raise BadInput("rule", f"there is no sentence for “{rule}”")
    if kind == "seats" and conflict.rules == ("seats",):
        lacking = ", ".join(names.get(person, person) for person in conflict.people)
        return CLAUSES["seats/alone"][at].format(lacking)
    one, other = _halves(rest, conflict.people)
    given = {"a": names.get(one, one), "b": names.get(other, other)}
    value = places.get(one, one) if kind == "vehicle" else places.get(other, other)
    key = f"{kind}/{layout}"
    return CLAUSES[key if key in CLAUSES else kind][at].format(value, **given)


def _halves(rest: str, people: tuple[str, ...]) -> tuple[str, str]:
    """The two ids after the kind of a rule; the first is a person's where it can be, since ids may have
    spaces."""
    if rest in people:
        return rest, ""
    for person in sorted(people, key=len, reverse=True):
        if rest.startswith(f"{person} "):
            return person, rest[len(person) + 1 :]
    one, _, other = rest.partition(" ")
    return one, other
