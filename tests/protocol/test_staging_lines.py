"""Photograph and receiving line, made over whom all readers see."""

import pytest

from legation.missions.actions import change_delegate
from legation.protocol.queries import setting_of
from legation.protocol.queries.staging import lineup_of, receiving_line_of


def rows_of(stage, line):
    return [stage.names(row.people) for row in line.rows]


def test_t17_the_host_is_at_the_centre_and_the_first_guest_beside_the_host(two_mayors):
    line = lineup_of(setting_of(two_mayors.call, two_mayors.host))
    assert rows_of(two_mayors, line) == [["park", "harrell"]]
    assert [(each.number, each.place) for each in line.rows[0].people] == [(1, 1), (2, 2)]


def test_t17_organisations_stand_in_the_last_row_and_nobody_is_twice(everyone):
    line = lineup_of(setting_of(everyone.call, everyone.host))
    rows = rows_of(everyone, line)
    assert set(rows[-1]) == {"chamber", "professor"}
    there = [key for row in rows for key in row]
    assert len(there) == len(set(there)) == line.size == 11
    assert (line.lacking, line.missing, line.question) == (0, "", "")


def test_rows_asked_for_are_kept_and_who_has_no_place_is_named(everyone):
    setting = setting_of(everyone.call, everyone.host)
    line = lineup_of(setting, [3, 4])
    assert [len(row.people) for row in line.rows] == [3, 4]
    assert line.lacking == 4
    assert {row.attending.key for each in line.rows for row in each.people}.isdisjoint(
        each.key for each in line.without
    )
    enough = lineup_of(setting, [5, 6])
    assert ([len(row.people) for row in enough.rows], enough.lacking) == ([5, 6], 0)


@pytest.mark.parametrize("reader", ["guest", "host", "press"])
def test_all_readers_get_one_and_the_same_photograph(everyone, reader):
    for user in (everyone.host, getattr(everyone, reader)):
        line = lineup_of(setting_of(everyone.call, user))
        names = [str(each.person) for row in line.rows for each in row.people]
        assert [name for name in names if "QUINCE" in name or "MEDLAR" in name] == []
    first = lineup_of(setting_of(everyone.call, everyone.host))
    assert rows_of(everyone, first) == rows_of(everyone, lineup_of(setting_of(everyone.call, everyone.guest)))


def test_t16_who_has_not_confirmed_has_no_place(everyone):
    vice = everyone.people["vice"]
    change_delegate(vice, {"status": "invited"}, seen=vice.version, by=everyone.host)
    line = lineup_of(setting_of(everyone.call, everyone.host))
    assert [each.delegate.pk for each in line.waiting] == [vice.pk]
    assert vice.pk not in {each.attending.delegate.pk for row in line.rows for each in row.people}


def test_t18_the_host_receives_first_then_the_guest_of_honour(everyone):
    line = receiving_line_of(setting_of(everyone.call, everyone.host))
    assert everyone.names(line.people) == ["park", "harrell"]
    assert (line.guests, line.minutes, line.too_long) == (9, 2, False)


def test_t18_spouses_stand_beside_whom_they_come_with(everyone):
    for key, side, of in (("wife", "host", "park"), ("husband", "guest", "harrell")):
        everyone.delegate(key, "Sample", key.title(), side, capacity="spouse", partner=everyone.people[of])
        everyone.attends(key)
    line = receiving_line_of(setting_of(everyone.call, everyone.host))
    assert everyone.names(line.people) == ["park", "wife", "harrell", "husband"]


def test_t18_a_line_of_more_than_45_minutes_is_too_long(everyone):
    setting = setting_of(everyone.call, everyone.host)
    fits = receiving_line_of(setting, guests=270)
    assert (fits.minutes, fits.fits, fits.too_long) == (45, 270, False)
    over = receiving_line_of(setting, guests=271)
    assert (over.minutes, over.too_long) == (46, True)
    slower = receiving_line_of(setting, guests=200, seconds=15)
    assert (slower.minutes, slower.fits, slower.too_long) == (50, 180, True)


def test_without_principals_the_first_of_each_side_receive(everyone):
    meeting = everyone.engagement()
    for key in ("vice", "director", "robinson", "chamber"):
        everyone.attends(key, at=meeting)
    line = receiving_line_of(setting_of(meeting, everyone.host))
    assert everyone.names(line.people) == ["vice", "robinson"]


def test_nobody_there_is_said(everyone):
    setting = setting_of(everyone.engagement(), everyone.host)
    assert (lineup_of(setting).missing, receiving_line_of(setting).missing) == ("people", "people")


def test_what_one_side_says_of_somebody_hidden_moves_nobody_in_the_line_up(everyone):
    from legation.kernel.editing import add
    from legation.protocol.models import Override

    before = rows_of(everyone, lineup_of(setting_of(everyone.call, everyone.host)))
    hidden, people = everyone.people["hidden-host"], everyone.people
    for higher, lower in ((people["ambassador"], hidden), (hidden, people["park"])):
        add(Override(engagement=everyone.call, higher=higher, lower=lower, reason="Sample"), by=everyone.host)
    for user in (everyone.host, everyone.guest):
        assert rows_of(everyone, lineup_of(setting_of(everyone.call, user))) == before


def test_an_override_that_all_read_moves_people_in_the_line_up(everyone):
    from legation.kernel.editing import add
    from legation.protocol.models import Override

    people = everyone.people
    add(
        Override(
            engagement=everyone.call, higher=people["ambassador"], lower=people["vice"], reason="Sample"
        ),
        by=everyone.host,
    )
    line = lineup_of(setting_of(everyone.call, everyone.guest))
    numbers = dict(
        zip(
            everyone.names([each for row in line.rows for each in row.people]),
            [each.number for row in line.rows for each in row.people],
            strict=True,
        )
    )
    assert numbers["ambassador"] < numbers["vice"]
