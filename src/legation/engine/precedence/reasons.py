"""The rule that decides between two people: the first place where their keys differ, and what was read
there.
"""

from collections.abc import Mapping
from datetime import date

from legation.engine.precedence import keys
from legation.engine.precedence.model import Label, Post
from legation.engine.precedence.pack import Pack
from legation.engine.precedence.result import Order, Reason, Standing, Value

Found = tuple[str, str, dict[str, Value]]
NOT_STATED = Label("", "an institution that is not stated", "적혀 있지 않은 기관")


def reason_between(above: Standing, below: Standing, pack: Pack, *, seed: int) -> Reason:
    """Why `above`, whose key is the smaller, goes before `below` by the rules of `pack`."""
    place = next(
        index for index, (ours, theirs) in enumerate(zip(above.key, below.key, strict=True)) if ours != theirs
    )
    if place == keys.CITY and above.level < below.level:
        place = keys.LEVEL
    rule, how, params = _found(place, above, below, pack, seed)
    return Reason(above.person.id, below.person.id, rule, how, params)


def overridden(above: str, below: str, made: Order, place: Mapping[str, int]) -> Reason:
    """Why `above` stands before `below` although the rules say otherwise: the override that raised them."""
    moved = made.standings[above].partner
    raised = {above} if moved is None else {above, moved}
    causes = [each for each in made.overrides if each.person in raised]
    cause = min(causes, key=lambda each: (each.person != above, place[each.before], each.before))
    params: dict[str, Value] = {"person": cause.person, "before": cause.before, "reason": cause.reason}
    how = "direct" if (cause.person, cause.before) == (above, below) else "carried"
    return Reason(above, below, "override", how, params)


def _found(place: int, above: Standing, below: Standing, pack: Pack, seed: int) -> Found:
    if place == keys.CHAIR:
        return _chair(above)
    if place == keys.SPOUSE:
        return "P14", "beside", {"partner": above.person.id}
    for each in (above, below):
        if each.partner is not None:
            return "P14", "rank", {"subject": each.person.id, "partner": each.partner, "rank": each.rank}
    if place in {keys.LOT, keys.LAST}:
        return "P7", "lot", {"seed": seed}
    if place == keys.ALPHABET:
        return _alphabet(above, below, pack, seed)
    if place in {keys.FOUNDED, keys.SENIORITY}:
        return _seniority(place, above, below, pack)
    finders = {
        keys.CITY: _city,
        keys.LEVEL: _level,
        keys.OFFICE: _office,
        keys.DUTY: _duty,
        keys.SIDE: _side,
        keys.PERSONAL: _personal,
    }
    return finders[place](above, below, pack)


def _city(above: Standing, _below: Standing, _pack: Pack) -> Found:
    how = "superior" if above.key[keys.CITY] == 0 else "own_city"
    return "P12", how, {"rank": above.rank, "city": above.person.city}


def _duty(above: Standing, _below: Standing, _pack: Pack) -> Found:
    return "P16", "off_duty", {"rank": above.rank}


def _side(above: Standing, below: Standing, pack: Pack) -> Found:
    how = "third" if "third" in {above.person.side, below.person.side} else pack.choice("equal_rank")
    return "P5", how, {"rank": above.rank}


def _seniority(place: int, above: Standing, below: Standing, pack: Pack) -> Found:
    if place == keys.FOUNDED:
        return "P9", *_days("founded", "founded", above, below)
    by = pack.choice("seniority")
    days = {"taking_office": "since", "first_election": "first_elected", "founding": "founded"}
    return "P6", *_days(by, days[by], above, below)


def _chair(above: Standing) -> Found:
    if above.key[keys.CHAIR] == 1:
        return "P13", "second", {}
    return "P13", "presides" if above.person.organiser else "ceded_to", {}


def _level(above: Standing, below: Standing, pack: Pack) -> Found:
    params: dict[str, Value] = {"above_rank": above.rank, "below_rank": below.rank}
    special = _special(above, below)
    if special is not None:
        rule = special.rule
        how = str(special.facts.get("how", "duties" if rule == "P16" else "rank"))
        return rule, how, params | {"subject": special.person.id, "rank": special.rank} | dict(special.facts)
    if below.denied_level is not None and below.denied_level <= above.level:
        return "P10", "denied", params | {"subject": below.person.id, "rank": below.denied_rank}
    plain = "P3" if pack.listed("office_steps") else "P2"
    return plain, "no_office" if below.rank is None else "office", params


def _special(above: Standing, below: Standing) -> Standing | None:
    """Whose rule made the difference: without it, `above` would not have the higher rank."""
    if above.rule != "P2" and above.plain_level >= below.level:
        return above
    if below.rule != "P2" and below.plain_level <= above.level:
        return below
    return None


def _office(ours: Standing, theirs: Standing, pack: Pack) -> Found:
    step = _step("office_steps", keys.OFFICE, ours, theirs, pack)
    params: dict[str, Value] = {"rank": ours.rank}
    if step == "institution":
        params |= {
            "above_institution": _institution(ours, pack),
            "below_institution": _institution(theirs, pack),
        }
    return "P3", step, params


def _institution(standing: Standing, pack: Pack) -> Label:
    stated = (standing.post or Post()).institution
    usual = pack.ranks[standing.rank.id].institution if standing.rank else None
    return next((each for each in pack.institutions if each.id == (stated or usual)), NOT_STATED)


def _personal(ours: Standing, theirs: Standing, pack: Pack) -> Found:
    step = _step("without_office", keys.PERSONAL, ours, theirs, pack)
    params: dict[str, Value] = {}
    if step == "age":
        params = {"above_age": ours.person.age, "below_age": theirs.person.age}
        step = "age" if theirs.person.age is not None else "age_unknown"
    elif step == "relation":
        params = {"relation": ours.person.relation}
    elif step == "former_post":
        level = ours.key[keys.PERSONAL][pack.listed("without_office").index(step)]
        params = {"rank": next(each.label for each in pack.ranks.values() if each.level == level)}
    return "P3", step, params


def _step(parameter: str, place: int, ours: Standing, theirs: Standing, pack: Pack) -> str:
    steps = pack.listed(parameter)
    pairs = zip(steps, ours.key[place], theirs.key[place], strict=True)
    return next(step for step, mine, other in pairs if mine != other)


def _days(how: str, attribute: str, ours: Standing, theirs: Standing) -> tuple[str, dict[str, Value]]:
    above_on, below_on = (_day(each, attribute) for each in (ours, theirs))
    params: dict[str, Value] = {"rank": ours.rank, "above_on": above_on, "below_on": below_on}
    if attribute == "founded":
        params |= {
            "above_organisation": (ours.post or Post()).organisation,
            "below_organisation": (theirs.post or Post()).organisation,
        }
    return (how if below_on else f"{how}_unknown"), params


def _day(standing: Standing, attribute: str) -> date | None:
    day: date | None = getattr(standing.post or Post(), attribute)
    return day


def _alphabet(ours: Standing, theirs: Standing, pack: Pack, seed: int) -> Found:
    mine, other = ours.key[keys.ALPHABET], theirs.key[keys.ALPHABET]
    if mine[0] == other[0]:
        return "P7", "name", {}
    params: dict[str, Value] = {
        "above_country": ours.person.country or ours.person.city or None,
        "below_country": theirs.person.country or theirs.person.city or None,
        "seed": seed,
    }
    return "P7", pack.choice("last_tie"), params
