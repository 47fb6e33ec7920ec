"""The sentences behind the codes, English and Korean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from legation.engine.matching.model import Conflict, Plan, Progress, Reason, Remedy

LANGUAGES = ("en", "ko")
REASONS: dict[str, tuple[str, str]] = {
    "slots": ("No slot suits everyone: {who}.", "모두에게 맞는 시간이 없습니다: {who}."),
    "taken": (
        "In every slot that is allowed someone has another meeting: {who}.",
        "가능한 시간마다 다른 면담이 있습니다: {who}.",
    ),
    "tables": ("When everyone is free, no table is.", "모두가 비어 있는 시간에는 빈 테이블이 없습니다."),
    "needs": (
        "When everyone is free, what is needed is not: {who}.",
        "모두가 비어 있는 시간에는 필요한 자원이 없습니다: {who}.",
    ),
    "rules": (
        "Order, travel or meetings in a row leave no slot.",
        "순서, 이동 또는 연속 면담 제한 때문에 남는 시간이 없습니다.",
    ),
    "fairness": (
        "It would fit, but breaks would be shared out unfairly.",
        "배정할 수는 있으나 대기 횟수가 공평하지 않게 됩니다.",
    ),
    "time": ("The search ended before it was placed.", "배정되기 전에 탐색이 끝났습니다."),
    "conflict": ("The round has a conflict.", "이 일정에는 충돌이 있습니다."),
}
CONFLICTS: dict[str, tuple[str, str]] = {
    "slots": (
        "{meetings} has no slot in which all can meet: {who}.",
        "모두가 만날 수 있는 시간이 없습니다: {meetings} ({who}).",
    ),
    "person": (
        "{meetings} all want {who}, and have only {slots} between them; one must go.",
        "모두 같은 사람을 원합니다: {meetings} → {who}. 가능한 시간은 {slots}뿐이므로 하나는 빠져야 합니다.",
    ),
    "crowded": (
        "{who} has {count} meetings that must be held, and the round has {room} times.",
        "{who}: 반드시 열어야 할 면담이 {count}건이나, 면담 시간은 {room}회입니다.",
    ),
    "tables": (
        "{count} meetings want the tables of {slots}, one more than there are; one must go.",
        "테이블보다 면담이 하나 많습니다: {slots}, 면담 {count}건. 하나는 빠져야 합니다.",
    ),
    "needs": (
        "{count} meetings need {who} in {slots}, one more than can be served; one must go.",
        "필요한 자원({who})보다 면담이 하나 많습니다: {slots}, 면담 {count}건. 하나는 빠져야 합니다.",
    ),
    "order": (
        "{meetings} cannot follow each other in the slots there are.",
        "주어진 시간 안에서 순서를 지킬 수 없습니다: {meetings}.",
    ),
    "fairness": (
        "All can be held, but not with breaks shared out so evenly{least}.",
        "모두 열 수 있으나 대기 횟수를 이만큼 공평하게 나눌 수는 없습니다{least}.",
    ),
    "together": (
        "{meetings} cannot all be held; without any one of them the others can.",
        "함께 열 수 없는 면담입니다: {meetings}. 어느 하나를 빼면 나머지는 열 수 있습니다.",
    ),
    "open": ("{meetings} cannot all be held.", "모두 함께 열 수는 없습니다: {meetings}."),
}
REMEDIES: dict[str, tuple[str, str]] = {
    "drop": ("Leave out {meetings}.", "제외할 면담: {meetings}."),
    "available": ("Let {participant} meet in {slot}.", "면담 허용: {participant}, {slot}."),
    "free": ("Let {meetings} take place at any time.", "시간 제한을 풀 면담: {meetings}."),
    "tables": ("Add {amount} more tables in every slot.", "시간마다 테이블 {amount}개 추가."),
    "slots": (
        "Give the round more times at its end: {amount}.",
        "일정 끝에 면담 시간 추가: {amount}회.",
    ),
    "resource": ("Have {amount} more of {resource}.", "{resource} {amount} 추가."),
    "fairness": ("Let breaks differ by {amount}.", "대기 횟수의 차이를 {amount}까지 허용."),
}
SLOT = ("slot {slot}", "{slot}번 시간")


def reason_sentence(reason: Reason, language: str = "en", names: Mapping[str, str] | None = None) -> str:
    """Why a meeting is left out; `names` are what people and resources are called, their ids if not said."""
    return _said(REASONS[reason.code], language).format(who=_listed(reason.who, language, names))


def conflict_sentence(
    conflict: Conflict,
    language: str = "en",
    names: Mapping[str, str] | None = None,
    slots: Mapping[int, str] | None = None,
) -> str:
    """The conflict in the user's words; `slots` are what slots are called (“14:00”)."""
    code = conflict.code if conflict.minimal or conflict.code != "together" else "open"
    least = ""
    if conflict.least is not None:
        least = _said((" (at least {d})", " (최소 {d})"), language).format(d=conflict.least)
    called = [_slot(t, language, slots) for t in conflict.slots]
    return _said(CONFLICTS[code], language).format(
        meetings=_listed(conflict.meetings, language, names),
        who=_listed(conflict.who, language, names),
        slots=_joined(called, language),
        count=len(conflict.meetings),
        room=len(conflict.slots),
        least=least,
    )


def remedy_sentence(
    remedy: Remedy,
    language: str = "en",
    names: Mapping[str, str] | None = None,
    slots: Mapping[int, str] | None = None,
) -> str:
    """What a way out asks for."""
    return _said(REMEDIES[remedy.kind], language).format(
        meetings=_listed(remedy.meetings, language, names),
        participant=_named(remedy.participant, names),
        resource=_named(remedy.resource, names),
        slot=_slot(remedy.slot or 0, language, slots),
        amount=remedy.amount,
    )


def standing_sentence(known: Plan | Progress, language: str = "en") -> str:
    """How good the plan is known to be: “within 3 breaks of the best possible”."""
    out = known.out if isinstance(known, Progress) else int(known.status == "unknown")
    if out:
        return _said(("Not every rule is kept yet.", "아직 모든 규칙을 지키지는 못했습니다."), language)
    if known.weight_bound is None or known.bound is None:
        return _said(("Nothing is proved yet.", "아직 증명된 것이 없습니다."), language)
    loss, gap = known.weight_bound - known.weight, known.breaks - known.bound
    if loss:
        pair = (
            "Within {loss} of the best possible weight of wishes.",
            "희망 면담의 가중치가 최선과 최대 {loss} 차이 납니다.",
        )
    elif gap > 0:
        pair = ("Within {gap} breaks of the best possible.", "대기 횟수가 최선보다 최대 {gap}회 많습니다.")
    else:
        pair = ("It cannot be done better.", "이보다 나은 일정은 없습니다.")
    return _said(pair, language).format(loss=loss, gap=gap)


def _said(pair: tuple[str, str], language: str) -> str:
    return pair[LANGUAGES.index(language)]


def _named(id_: str | None, names: Mapping[str, str] | None) -> str:
    return "" if id_ is None else (names or {}).get(id_, id_)


def _slot(slot: int, language: str, slots: Mapping[int, str] | None) -> str:
    return (slots or {}).get(slot) or _said(SLOT, language).format(slot=slot)


def _listed(ids: Sequence[str], language: str, names: Mapping[str, str] | None) -> str:
    return _joined([_named(id_, names) for id_ in ids], language)


def _joined(words: Sequence[str], language: str) -> str:
    if language == "ko" or len(words) < 2:
        return ", ".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
