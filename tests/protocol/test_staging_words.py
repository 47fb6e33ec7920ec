"""Who is acknowledged, greeted and speaks, and how they are addressed in both languages."""

import pytest

from legation.missions.actions import change_attendance
from legation.protocol.queries import setting_of
from legation.protocol.queries.staging import acknowledgements_of, address_of, words_of
from tests.protocol.busan import two


def mark(stage, key, presence):
    row = stage.call.attendances.get(delegate=stage.people[key])
    change_attendance(row, {"presence": presence}, seen=row.version, by=stage.host)


def names_of(stage, people):
    return stage.names(people)


def test_p18_before_anybody_came_the_list_holds_who_is_expected(everyone):
    made = acknowledgements_of(setting_of(everyone.call, everyone.host))
    assert sorted(names_of(everyone, made.people)[:2]) == ["harrell", "park"]
    assert (made.counted, made.present, made.expected, made.may_start) == (False, 0, 8, False)


def test_p18_the_list_names_who_is_checked_in_in_descending_order(everyone):
    order = names_of(everyone, words_of(setting_of(everyone.call, everyone.host)).departures)
    for key in ("vice", "robinson", "chamber"):
        mark(everyone, key, "present")
    made = acknowledgements_of(setting_of(everyone.call, everyone.host))
    expected = [key for key in order if key in {"vice", "robinson", "chamber"}]
    assert names_of(everyone, made.people) == expected
    assert (made.counted, made.present, made.expected, made.may_start) == (True, 3, 5, False)


def test_p19_nothing_starts_before_the_first_in_rank_is_there(everyone):
    made = acknowledgements_of(setting_of(everyone.call, everyone.host))
    first = names_of(everyone, made.people)[0]
    assert made.first.delegate.pk == everyone.people[first].pk
    mark(everyone, first, "present")
    assert acknowledgements_of(setting_of(everyone.call, everyone.host)).may_start is True


def test_p19_arrivals_go_upwards_and_departures_downwards(everyone):
    words = words_of(setting_of(everyone.call, everyone.host))
    assert names_of(everyone, words.arrivals) == names_of(everyone, words.departures)[::-1]
    assert [row.number for row in words.departures] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_p17_the_host_welcomes_and_each_greets_the_others_downwards(everyone):
    speeches = words_of(setting_of(everyone.call, everyone.host)).speeches
    assert [(each.speaker.address_en, each.welcomes) for each in speeches] == [
        ("Mayor Park", True),
        ("Mayor Harrell", False),
    ]
    greeted = [each.address_en for each in speeches[0].greets]
    assert "Mayor Park" not in greeted
    assert greeted[0] == "Mayor Harrell"
    assert speeches[1].line_ko.startswith("박 시장님, ")


@pytest.mark.parametrize(
    ("key", "english", "korean"),
    [
        ("park", "Mayor Park", "박 시장님"),
        ("harrell", "Mayor Harrell", "해럴 시장님"),
        ("vice", "Deputy Mayor Sample", "표본 부시장님"),
        ("chamber", "President Sample", "Sample 회장님"),
        ("professor", "Professor Sample", "Sample 교수님"),
        ("director", "Sample Na-ra", "표본나라 님"),
    ],
)
def test_the_form_of_address_comes_from_the_post(everyone, key, english, korean):
    each = setting_of(everyone.call, everyone.host).by_key()[everyone.key(key)]
    assert (address_of(each, "en"), address_of(each, "ko").replace("표본가람", "표본")) == (english, korean)


@pytest.mark.parametrize(
    ("title", "korean", "rank", "english_said", "korean_said"),
    [
        ("Commissioner", "커미셔너", "councillor", "Commissioner Harrell", "해럴 커미셔너님"),
        (
            "Consul General in Busan",
            "주부산 총영사",
            "consul_general",
            "Consul General Harrell",
            "해럴 총영사님",
        ),
        ("President and CEO", "대표", "executive", "Bruce Harrell", "해럴 대표님"),
        ("Mayor pro tem", "시장 권한대행", "councillor", "Councillor Harrell", "해럴 권한대행님"),
        ("Presidential aide", "비서관", "", "Bruce Harrell", "해럴 비서관님"),
        ("Harbour pilot", "", "", "Bruce Harrell", "브루스 해럴 님"),
    ],
)
def test_titles_that_are_not_used_before_names_are_left_out(
    two_mayors, title, korean, rank, english_said, korean_said
):
    post = two_mayors.posts["mayor-seattle"]
    post.title = two(title, korean)
    if not korean:
        post.title.data.pop("ko")
    post.rank_class = rank
    post.save()
    each = setting_of(two_mayors.call, two_mayors.host).by_key()[two_mayors.key("harrell")]
    assert (address_of(each, "en"), address_of(each, "ko")) == (english_said, korean_said)


def test_nobody_hidden_is_acknowledged_greeted_or_counted(everyone):
    for user in (everyone.guest, everyone.host, everyone.press):
        setting = setting_of(everyone.call, user)
        text = str(acknowledgements_of(setting)) + str(words_of(setting))
        assert ("QUINCEGUEST" in text, "MEDLARHOST" in text) == (False, False)
        assert acknowledgements_of(setting).expected == 8
