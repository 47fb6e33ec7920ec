"""Total, transitive, the same whatever comes first: over random people, packs and overrides."""

import random
from datetime import date
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from legation.engine.precedence import (
    Absent,
    Given,
    Name,
    Order,
    Override,
    OverrideCircle,
    Pack,
    Person,
    Post,
    changed_pack,
    explain,
    load_pack,
    pack_names,
    sentence,
)
from legation.engine.precedence.model import FUNCTIONS, SIDES
from legation.engine.precedence.parameters import OFFICE_STEPS, PERSONAL_STEPS
from tests.engine.precedence.people import ordered

RANKS = tuple(load_pack("neutral").ranks)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))
FLAG = st.booleans()


@st.composite
def posts(draw: st.DrawFn) -> Post:
    since = draw(DAYS)
    until = draw(st.none() | st.dates(since or date(1990, 1, 1), date(2030, 1, 1)))
    return Post(
        title=draw(st.sampled_from(["", "Mayor", "Chair"])),
        rank=draw(st.none() | st.sampled_from(RANKS)),
        since=since,
        until=until,
        acting=draw(FLAG),
        relevant=draw(FLAG),
        off_duty=draw(FLAG),
        higher_duties=draw(st.none() | st.sampled_from(RANKS)),
        first_elected=draw(DAYS),
        founded=draw(DAYS),
        head=draw(st.none() | FLAG),
        superior_body=draw(FLAG),
        state_body=draw(FLAG),
    )


@st.composite
def parties(draw: st.DrawFn, most: int = 9) -> tuple[Person, ...]:
    ids = [f"p{number}" for number in range(draw(st.integers(1, most)))]
    return tuple(_one(draw, who, [each for each in ids if each != who]) for who in ids)


def _one(draw: st.DrawFn, who: str, others: list[str]) -> Person:
    return Person(
        id=who,
        name=Name(draw(st.sampled_from(["Kim", "김", "Äpfel", "Zorn"])), draw(st.sampled_from(["", "A"]))),
        side=draw(st.sampled_from(SIDES)),
        city=draw(st.sampled_from(["Busan", "Seattle", ""])),
        country=draw(st.sampled_from(["Korea", "Chile", ""])),
        posts=tuple(draw(st.lists(posts(), max_size=2))),
        represents=draw(st.none() | st.sampled_from(RANKS).map(Absent)),
        function=draw(st.sampled_from(FUNCTIONS)),
        spouse_of=draw(st.none() | st.sampled_from(others)) if others else None,
        age=draw(st.none() | st.integers(0, 99)),
        given=draw(st.none() | st.sampled_from(RANKS).map(lambda rank: Given(rank, "sample"))),
        organiser=who == "p0" and draw(FLAG),
        relation=draw(st.sampled_from(["", "friend"])),
        association_head=draw(FLAG),
    )


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    pack = load_pack(draw(st.sampled_from(pack_names())))
    by_level = sorted(pack.ranks.values(), key=lambda rank: rank.level)
    deepest = draw(st.integers(0, 6))
    return changed_pack(
        pack,
        name="random",
        source="sample",
        equal_rank=draw(st.sampled_from(["guest_first", "host_first", "none"])),
        seniority=draw(st.sampled_from(["taking_office", "first_election", "founding"])),
        last_tie=draw(st.sampled_from(["name", "country", "country_from_lot"])),
        several_posts=draw(st.sampled_from(["relevant", "highest"])),
        representing=draw(st.sampled_from(["nothing", "full"])),
        organisation_ranks=tuple(draw(st.sets(st.sampled_from(RANKS), max_size=3))),
        own_city_first=draw(FLAG),
        own_city_superiors=tuple(rank.id for rank in by_level if rank.level < deepest),
        office_steps=tuple(draw(st.permutations(OFFICE_STEPS))),
        without_office=tuple(draw(st.permutations(PERSONAL_STEPS))),
    )


def facts(made: Order) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return made.order, tuple(each.rule for each in made.reasons)


@settings(max_examples=60, deadline=None)
@given(parties(), packs(), st.integers(0, 3), st.randoms(use_true_random=False))
def test_total_and_the_same_whatever_comes_first(
    people: tuple[Person, ...], pack: Pack, seed: int, chance: random.Random
) -> None:
    made = ordered(*people, pack=pack, seed=seed)
    assert sorted(made.order + made.outside) == sorted(each.id for each in people)
    keys = [made.standings[who].key for who in made.order]
    assert [above < below for above, below in pairwise(keys)] == [True] * (len(keys) - 1 if keys else 0)
    mixed = list(people)
    chance.shuffle(mixed)
    assert facts(ordered(*mixed, pack=pack, seed=seed)) == facts(made)


@settings(max_examples=40, deadline=None)
@given(parties(), packs())
def test_every_pair_is_explained_in_both_languages(people: tuple[Person, ...], pack: Pack) -> None:
    made = ordered(*people, pack=pack)
    for above, below in combinations(made.order, 2):
        reason = explain(made, below, above)
        assert (reason.above, reason.below) == (above, below)
        for language in ("en", "ko"):
            text = sentence(reason, {}, language)
            assert ("{" in text, text[-1]) == (False, ".")


@settings(max_examples=40, deadline=None)
@given(parties(), packs(), st.data())
def test_transitive_taken_two_at_a_time_in_the_same_company(
    people: tuple[Person, ...], pack: Pack, data: st.DataObject
) -> None:
    """Without spouses, the order of any subset is the whole order, thinned out."""
    alone = [each for each in people if each.spouse_of is None]
    if pack.params["last_tie"].value == "country_from_lot":
        pack = changed_pack(pack, name="random", source="sample", last_tie="country")
    whole = ordered(*alone, pack=pack).order
    some = data.draw(st.sets(st.sampled_from(alone)) if alone else st.just(set()))
    ids = {each.id for each in some}
    thinned = tuple(who for who in whole if who in ids)
    assert ordered(*(each for each in alone if each.id in ids), pack=pack).order == thinned


@settings(max_examples=40, deadline=None)
@given(parties(), packs(), st.data())
def test_age_never_lifts_anyone_above_a_higher_office(
    people: tuple[Person, ...], pack: Pack, data: st.DataObject
) -> None:
    made = ordered(*people, pack=pack)
    aged = tuple(
        Person(
            **{
                **{name: getattr(each, name) for name in Person.__slots__},
                "age": data.draw(st.integers(0, 99)),
            }
        )
        for each in people
    )
    again = ordered(*aged, pack=pack)
    office = [who for who in made.order if made.standings[who].level < pack.levels]
    assert [who for who in again.order if who in office] == office


@settings(max_examples=60, deadline=None)
@given(parties(), packs(), st.data())
def test_overrides_hold_and_move_nobody_else(
    people: tuple[Person, ...], pack: Pack, data: st.DataObject
) -> None:
    base = ordered(*people, pack=pack).order
    pairs = [(a, b) for a in base for b in base if a != b]
    chosen = data.draw(st.lists(st.sampled_from(pairs), max_size=5)) if pairs else []
    overrides = [Override(a, b, "sample") for a, b in chosen]
    try:
        made = ordered(*people, pack=pack, overrides=overrides)
    except OverrideCircle as circle:
        ring = [*circle.people, circle.people[0]]
        assert [pair for pair in pairwise(ring) if pair not in chosen] == []
        return
    place = {who: index for index, who in enumerate(made.order)}
    assert sorted(made.order) == sorted(base)
    assert [pair for pair in chosen if place[pair[0]] > place[pair[1]]] == []
    raised = {a for a, _ in chosen}
    still = [who for who in base if who not in raised and made.standings[who].partner not in raised]
    assert [who for who in made.order if who in still] == still
    for above, below in combinations(made.order, 2):
        overridden = explain(made, above, below).rule == "override"
        assert overridden == (base.index(above) > base.index(below))


@settings(max_examples=40, deadline=None)
@given(packs(), st.permutations(range(6)), st.data())
def test_inputs_made_to_break_transitivity_do_not(pack: Pack, mixed: list[int], data: st.DataObject) -> None:
    """Three mayors, each before another by another rule: at home, longer in office, guest; and who lacks the
    date, the rank or the name that the rule reads. Whatever two agree on, the third may not turn round."""
    home = Person("home", Name("Kim"), "host", "Busan", (Post(rank="mayor", acting=True),))
    elder = Person("elder", Name("Kim"), "third", "Ulsan", (Post(rank="mayor", since=date(1999, 1, 1)),))
    guest = Person("guest", Name("Kim"), "guest", "Seattle", (Post(rank="mayor", since=date(2022, 1, 1)),))
    given_ = Person("given", Name("Kim"), "host", "Busan", given=Given("mayor", "sample"), age=90)
    deputy = Person(
        "deputy", Name("Kim"), "guest", "Seattle", (Post(rank="deputy_mayor"),), represents=Absent("mayor")
    )
    spouse = Person(
        "spouse", Name("Kim"), "guest", "Seattle", spouse_of=data.draw(st.sampled_from(["home", "guest"]))
    )
    people = [home, elder, guest, given_, deputy, spouse]
    whole = ordered(*(people[each] for each in mixed), pack=pack)
    before = {(a, b): explain(whole, a, b).above == a for a in whole.order for b in whole.order if a != b}
    broken = [
        (a, b, c)
        for a in whole.order
        for b in whole.order
        for c in whole.order
        if len({a, b, c}) == 3 and before[a, b] and before[b, c] and not before[a, c]
    ]
    assert (broken, len(whole.order)) == ([], 6)
    pairs = [(a, b) for a, b in before if before[a, b] and "spouse" not in {a, b}]
    by_id = {each.id: each for each in people}
    alone = {pair: ordered(by_id[pair[0]], by_id[pair[1]], pack=pack).order for pair in pairs}
    if pack.params["last_tie"].value != "country_from_lot":
        assert [pair for pair in pairs if alone[pair] != pair] == []
