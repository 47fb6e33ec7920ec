"""Which gifts an office declares, by when, and what each donor gave (G2).

Pure: rows and a rule in, facts out. What the words mean:

- A gift passes the threshold when its value, or its donor's total, is at or above it.
- The total is that of the months that end on the day of the gift: with 12 months, a gift of 17 April 2024
  adds up with those from 18 April 2023 on. Gifts of one day count together.
- The donor is the organisation where one is named, else the person. A person's own gifts do not count with
  those of an organisation.
- Only received gifts that passed on a known day are judged; what is planned is not.
- Other currencies are never converted. Where the comparable gifts of the window pass alone, a gift of
  unknown value is declared with them.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Received:
    """A received gift as the rule sees it. `donor` tells donors apart, empty where none is named."""

    key: int
    donor: str
    on: date | None
    value: Decimal | None
    currency: str
    declared_on: date | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """Declared from this value on, a donor's gifts of `months` adding up, within `days`."""

    value: Decimal
    currency: str
    months: int
    days: int


@dataclass(frozen=True, slots=True)
class Declaration:
    """A gift that is declared: for its own value, or for the donor's total together with `others`."""

    key: int
    by_value: bool
    total: Decimal
    others: tuple[int, ...]
    due: date
    declared_on: date | None
    days_left: int

    @property
    def open(self) -> bool:
        return self.declared_on is None

    @property
    def overdue(self) -> bool:
        return self.open and self.days_left < 0

    @property
    def late(self) -> bool:
        """Declared, after its last day."""
        return self.declared_on is not None and self.declared_on > self.due

    @property
    def days_over(self) -> int:
        return -self.days_left


@dataclass(frozen=True, slots=True)
class Declarations:
    """All that is to be declared, what is open first by its last day, and what could not be judged."""

    found: tuple[Declaration, ...]
    other_currency: tuple[int, ...]
    without_value: tuple[int, ...]

    @property
    def open(self) -> tuple[Declaration, ...]:
        return tuple(each for each in self.found if each.open)

    @property
    def overdue(self) -> tuple[Declaration, ...]:
        return tuple(each for each in self.found if each.overdue)

    def by_key(self) -> dict[int, Declaration]:
        return {each.key: each for each in self.found}


@dataclass(frozen=True, slots=True)
class DonorTotal:
    """What a donor gave in the window that ends with their latest gift.

    `total` is in the rule's currency; `elsewhere` are the sums in other currencies, `unvalued` counts gifts
    without a value.
    """

    donor: str
    since: date
    until: date
    count: int
    total: Decimal
    elsewhere: tuple[tuple[str, Decimal], ...]
    unvalued: int
    passes: bool


def declarations(gifts: Iterable[Received], rule: Threshold, today: date) -> Declarations:
    """What of `gifts` is declared by `rule`, and by when; the order of `gifts` does not matter."""
    passed = [gift for gift in gifts if gift.on is not None]
    known = _by_donor(passed, rule)
    found, foreign, unvalued = [], [], []
    for gift in passed:
        declared = _judged(gift, known.get(gift.donor), rule, today)
        if declared is not None:
            found.append(declared)
        elif gift.declared_on is None and gift.value is None:
            unvalued.append(gift.key)
        elif gift.declared_on is None and gift.currency != rule.currency:
            foreign.append(gift.key)
    return Declarations(
        tuple(sorted(found, key=lambda each: (not each.open, each.due, each.key))),
        tuple(sorted(foreign)),
        tuple(sorted(unvalued)),
    )


def donor_totals(gifts: Iterable[Received], rule: Threshold) -> tuple[DonorTotal, ...]:
    """For each named donor the sum of the window that ends with their latest gift, the highest first."""
    theirs: dict[str, list[Received]] = defaultdict(list)
    for gift in gifts:
        if gift.donor and gift.on is not None:
            theirs[gift.donor].append(gift)
    found = [_total(donor, rows, rule) for donor, rows in theirs.items()]
    return tuple(sorted(found, key=lambda each: (-each.total, each.donor)))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or that month's last; never before the calendar begins."""
    place = day.year * 12 + day.month - 1 - months
    year, month = divmod(place, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(day: date, days: int) -> date:
    """So many days after `day`; never after the calendar ends."""
    return day + timedelta(days=min(days, (date.max - day).days))


@dataclass(frozen=True, slots=True)
class _Donor:
    """A donor's comparable gifts by day, with the sums up to each."""

    rows: tuple[Received, ...]
    days: tuple[date, ...]
    sums: tuple[Decimal, ...]

    def window(self, day: date, months: int) -> tuple[Decimal, tuple[int, ...]]:
        """The total of the months that end on `day`, and the keys of what adds up to it."""
        first = bisect_right(self.days, months_before(day, months))
        last = bisect_right(self.days, day)
        return self.sums[last] - self.sums[first], tuple(row.key for row in self.rows[first:last])


def _by_donor(passed: Sequence[Received], rule: Threshold) -> dict[str, _Donor]:
    rows: dict[str, list[Received]] = defaultdict(list)
    for gift in passed:
        if gift.donor and gift.value is not None and gift.currency == rule.currency:
            rows[gift.donor].append(gift)
    found = {}
    for donor, theirs in rows.items():
        theirs.sort(key=lambda gift: (gift.on or date.min, gift.key))
        sums = [NOTHING]
        for gift in theirs:
            sums.append(sums[-1] + (gift.value or NOTHING))
        found[donor] = _Donor(tuple(theirs), tuple(gift.on or date.min for gift in theirs), tuple(sums))
    return found


def _judged(gift: Received, donor: _Donor | None, rule: Threshold, today: date) -> Declaration | None:
    day = gift.on or date.min
    comparable = gift.value is not None and gift.currency == rule.currency
    own = gift.value if comparable and gift.value is not None else NOTHING
    by_value = comparable and own >= rule.value
    total, keys = donor.window(day, rule.months) if donor is not None else (own, ())
    by_total = donor is not None and total >= rule.value and bool(keys)
    if not by_value and not by_total:
        return None
    due = last_day(day, rule.days)
    return Declaration(
        key=gift.key,
        by_value=by_value,
        total=total,
        others=tuple(key for key in keys if key != gift.key),
        due=due,
        declared_on=gift.declared_on,
        days_left=(due - today).days,
    )


def _total(donor: str, rows: Sequence[Received], rule: Threshold) -> DonorTotal:
    days = sorted(row.on for row in rows if row.on is not None)
    until = days[-1]
    since = months_before(until, rule.months)
    count = len(days) - bisect_left(days, since + timedelta(days=1))
    total, unvalued = NOTHING, 0
    elsewhere: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row.on is None or row.on <= since:
            continue
        if row.value is None:
            unvalued += 1
        elif row.currency == rule.currency:
            total += row.value
        else:
            elsewhere[row.currency] += row.value
    return DonorTotal(
        donor=donor,
        since=since + timedelta(days=1),
        until=until,
        count=count,
        total=total,
        elsewhere=tuple(sorted(elsewhere.items())),
        unvalued=unvalued,
        passes=total >= rule.value,
    )
