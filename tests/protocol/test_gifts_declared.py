"""G2: which gifts are declared, by when, and what each donor gave."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.protocol.queries.gifts_declared import (
    Received,
    Threshold,
    declarations,
    donor_totals,
    last_day,
    months_before,
)

RULE = Threshold(Decimal(300), "USD", 12, 10)
TODAY = date(2024, 5, 1)


def gift(key, on, value, donor="o1", currency="USD", declared_on=None):
    amount = None if value is None else Decimal(str(value))
    return Received(key, donor, on, amount, currency if amount is not None else "", declared_on)


def keys(gifts, rule=RULE, today=TODAY):
    return {each.key for each in declarations(gifts, rule, today).found}


@pytest.mark.parametrize(("value", "declared"), [("299.99", set()), ("300", {1}), ("300.01", {1})])
def test_g2_a_gift_passes_at_the_threshold_and_above(value, declared):
    assert keys([gift(1, date(2024, 4, 17), value)]) == declared


def test_g2_the_gift_that_makes_the_total_is_declared_and_names_the_others():
    gifts = [
        gift(1, date(2023, 6, 1), 120),
        gift(2, date(2024, 1, 10), 100),
        gift(3, date(2024, 4, 17), 80),
    ]
    (found,) = declarations(gifts, RULE, TODAY).found
    assert (found.key, found.by_value, found.total, found.others) == (3, False, Decimal(300), (1, 2))
    assert (found.due, found.days_left, found.overdue) == (date(2024, 4, 27), -4, True)


@pytest.mark.parametrize(("first", "declared"), [(date(2023, 4, 17), set()), (date(2023, 4, 18), {2})])
def test_g2_the_window_of_twelve_months_slides_with_the_day_of_the_gift(first, declared):
    assert keys([gift(1, first, 200), gift(2, date(2024, 4, 17), 150)]) == declared


def test_g2_gifts_of_one_day_count_together_whichever_was_entered_first():
    day = date(2024, 4, 17)
    assert keys([gift(2, day, 150), gift(1, day, 150)]) == {1, 2}


def test_g2_donors_are_not_mixed_and_a_person_is_not_their_organisation():
    day = date(2024, 4, 17)
    assert keys([gift(1, day, 200, "o1"), gift(2, day, 200, "p1"), gift(3, day, 200, "o2")]) == set()


def test_g2_gifts_without_a_donor_never_add_up():
    day = date(2024, 4, 17)
    assert keys([gift(1, day, 200, ""), gift(2, day, 200, ""), gift(3, day, 300, "")]) == {3}


def test_g2_other_currencies_are_listed_and_never_converted():
    day = date(2024, 4, 17)
    made = declarations([gift(1, day, 900000, currency="KRW"), gift(2, day, None)], RULE, TODAY)
    assert (made.found, made.other_currency, made.without_value) == ((), (1,), (2,))


def test_g2_a_gift_of_unknown_value_is_declared_where_the_others_pass_alone():
    day = date(2024, 4, 17)
    made = declarations([gift(1, day, 300), gift(2, day, None), gift(3, day, 5, "o1", "KRW")], RULE, TODAY)
    assert {each.key for each in made.found} == {1, 2, 3}
    assert (made.other_currency, made.without_value) == ((), ())


def test_g2_what_was_declared_is_settled_and_still_counts():
    gifts = [
        gift(1, date(2024, 4, 1), 290, declared_on=date(2024, 4, 2)),
        gift(2, date(2024, 4, 17), 400, declared_on=date(2024, 4, 28)),
        gift(3, date(2024, 4, 20), 1),
    ]
    made = declarations(gifts, RULE, TODAY)
    assert [(each.key, each.open, each.late) for each in made.found] == [(3, True, False), (2, False, True)]
    assert (made.overdue[0].key, made.overdue[0].days_over) == (3, 1)


@pytest.mark.parametrize(
    ("today", "left", "overdue"), [(date(2024, 4, 27), 0, False), (date(2024, 4, 28), -1, True)]
)
def test_g2_the_last_day_is_in_time(today, left, overdue):
    (found,) = declarations([gift(1, date(2024, 4, 17), 300)], RULE, today).found
    assert (found.days_left, found.overdue) == (left, overdue)


def test_g2_what_is_only_planned_is_not_judged():
    made = declarations([gift(1, None, 900), gift(2, None, None)], RULE, TODAY)
    assert (made.found, made.other_currency, made.without_value) == ((), (), ())


def test_g2_totals_end_with_the_latest_gift_and_say_what_they_leave_out():
    gifts = [
        gift(1, date(2022, 1, 1), 500),
        gift(2, date(2024, 1, 1), 100),
        gift(3, date(2024, 4, 17), 100),
        gift(4, date(2024, 4, 2), 7000, currency="KRW"),
        gift(5, date(2024, 4, 1), None),
        gift(6, date(2024, 4, 1), 20, "p9"),
    ]
    first, second = donor_totals(gifts, RULE)
    assert (first.donor, first.count, first.total, first.elsewhere, first.unvalued, first.passes) == (
        "o1",
        4,
        Decimal(200),
        (("KRW", Decimal(7000)),),
        1,
        False,
    )
    assert (first.since, first.until) == (date(2023, 4, 18), date(2024, 4, 17))
    assert (second.donor, second.total) == ("p9", Decimal(20))


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2024, 1, 15), 1, date(2023, 12, 15)),
        (date(1, 3, 1), 12, date.min),
    ],
)
def test_months_are_those_of_the_calendar(day, months, before):
    assert months_before(day, months) == before


def test_days_end_with_the_calendar():
    assert (last_day(date(2024, 4, 17), 30), last_day(date(9999, 12, 30), 366)) == (
        date(2024, 5, 17),
        date.max,
    )


days = st.dates(date(2020, 1, 1), date(2025, 12, 31))
amounts = st.decimals(0, 500, places=2)
gifts_of_all_kinds = st.lists(
    st.builds(
        lambda on, value, donor, currency, declared: (on, value, donor, currency, declared),
        st.none() | days,
        st.none() | amounts,
        st.sampled_from(["o1", "p1", ""]),
        st.sampled_from(["USD", "USD", "KRW"]),
        st.none() | days,
    ),
    max_size=14,
).map(
    lambda rows: [
        Received(key, donor, on, value, currency if value is not None else "", declared)
        for key, (on, value, donor, currency, declared) in enumerate(rows)
    ]
)
rules = st.builds(
    Threshold, st.decimals(1, 900, places=2), st.just("USD"), st.integers(1, 36), st.integers(1, 366)
)


def plainly(gifts, rule):
    """Which are declared, as one would say it aloud, and at what a price in time."""
    found = set()
    for each in gifts:
        if each.on is None:
            continue
        own = each.value if each.value is not None and each.currency == rule.currency else Decimal(0)
        together = sum(
            other.value
            for other in gifts
            if other.donor == each.donor != ""
            and other.on is not None
            and other.value is not None
            and other.currency == rule.currency
            and months_before(each.on, rule.months) < other.on <= each.on
        )
        if own >= rule.value or together >= rule.value:
            found.add(each.key)
    return found


@given(gifts_of_all_kinds, rules, days)
def test_what_is_found_is_what_one_finds_by_hand(gifts, rule, today):
    assert keys(gifts, rule, today) == plainly(gifts, rule)


@given(gifts_of_all_kinds, rules, days, st.randoms())
def test_the_order_of_entry_does_not_matter(gifts, rule, today, random):
    shuffled = list(gifts)
    random.shuffle(shuffled)
    assert declarations(shuffled, rule, today) == declarations(gifts, rule, today)
    assert donor_totals(shuffled, rule) == donor_totals(gifts, rule)


@given(gifts_of_all_kinds, rules, st.decimals(0, 300, places=2), st.integers(0, 24), days)
def test_a_stricter_rule_never_lets_a_gift_go(gifts, rule, less, longer, today):
    strict = Threshold(max(rule.value - less, Decimal(1)), rule.currency, rule.months + longer, rule.days)
    assert keys(gifts, rule, today) - keys(gifts, strict, today) == set()


@given(gifts_of_all_kinds, rules, days)
def test_every_gift_that_passed_is_declared_or_told_of_or_below(gifts, rule, today):
    made = declarations(gifts, rule, today)
    told = [*(each.key for each in made.found), *made.other_currency, *made.without_value]
    assert len(told) == len(set(told))
    for each in gifts:
        silent = (
            each.on is None
            or each.declared_on is not None
            or (each.value is not None and each.currency == rule.currency)
        )
        assert silent or each.key in told


@given(gifts_of_all_kinds, rules, days)
def test_the_last_day_is_so_many_days_after_the_gift(gifts, rule, today):
    by_key = {each.key: each for each in gifts}
    for each in declarations(gifts, rule, today).found:
        assert each.due == by_key[each.key].on + timedelta(days=rule.days)
        assert (today + timedelta(days=each.days_left), each.overdue) == (
            each.due,
            each.open and today > each.due,
        )


@given(gifts_of_all_kinds, rules)
def test_a_donor_whose_total_passes_has_a_latest_gift_that_is_declared(gifts, rule):
    found = keys(gifts, rule)
    for total in donor_totals(gifts, rule):
        latest = {each.key for each in gifts if each.donor == total.donor and each.on == total.until}
        assert not total.passes or latest <= found
