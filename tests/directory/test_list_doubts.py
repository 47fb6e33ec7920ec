"""Rows of a list that look like somebody known: asked row by row, remembered, and undone with the list."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from legation.accounts.models import User
from legation.directory.actions import remove_record
from legation.directory.actions.erasing import erase_person
from legation.directory.actions.lists import MANY, NotDecided, decide_rows, discard_list, take_list
from legation.directory.choices import Kind
from legation.directory.models import Likeness, ListedDoubt, ListedRow, PeopleList, Person
from legation.kernel.jobs import run_queued
from tests.directory.builder import Directory, account
from tests.directory.test_erasing import told
from tests.directory.test_people_lists import bring, said, sheet

As = Callable[..., Client]
HEADINGS = ["Family name", "Given name", "Organisation", "Post", "Languages"]
ROWS = [
    ["Park", "Hyung-jun", "Busan City", "Mayor", "ko"],
    ["Harrel", "Bruce", "", "", "en"],
    ["Choi", "Min-ho", "Busan Port", "", ""],
    ["Choe", "Minho", "Busan Port", "", "ko"],
]


@pytest.fixture
def known(directory: Directory) -> tuple[Person, Person]:
    park = directory.person("Park", "Heong-joon", native_name="박형준", family_first=True)
    directory.tenure(park, directory.post(organisation=directory.organisation("Busan City", "부산시")))
    return park, directory.person("Harrell", "Bruce")


def checked(client: Client, rows: list[list[Any]], headings: list[str] = HEADINGS) -> PeopleList:
    """The list after its columns were said as they were guessed."""
    assert bring(client, sheet(rows, headings)).status_code == 302
    listed = PeopleList.objects.latest("pk")
    named = {f"column-{place}": column for place, column in enumerate(listed.columns)}
    assert client.post(f"/people/lists/{listed.pk}/", named).status_code == 302
    listed.refresh_from_db()
    return listed


def decide(client: Client, listed: PeopleList, **choices: Any) -> None:
    answer = client.post(
        f"/people/lists/{listed.pk}/decide/", {k.replace("_", "-"): v for k, v in choices.items()}
    )
    assert answer.status_code == 302


def take(client: Client, listed: PeopleList) -> dict[int, str]:
    assert client.post(f"/people/lists/{listed.pk}/take/").status_code == 302
    assert run_queued() == 1
    return dict(ListedRow.objects.filter(listed=listed).values_list("number", "outcome"))


def chosen(listed: PeopleList) -> list[tuple[int, str, int | None, int | None, bool]]:
    rows = ListedDoubt.objects.filter(listed=listed).order_by("number")
    return list(rows.values_list("number", "choice", "person", "row", "before"))


def test_each_likely_person_is_asked_about_and_nothing_goes_on_before(
    known: tuple[Person, Person], staff: User, as_: As
) -> None:
    park, harrell = known
    client = as_(staff)
    listed = checked(client, ROWS)
    assert {name: listed.found[name] for name in ("rows", "added", "changed", "same", "wrong", "doubts")} == {
        "rows": 4, "added": 1, "changed": 0, "same": 0, "wrong": 0, "doubts": 3,
    }  # fmt: skip
    page = HTMLParser(client.get(f"/people/lists/{listed.pk}/").content.decode())
    shown = [" ".join(each.text().split()) for each in page.css("fieldset.doubt")]
    rest = "Another person, who is added Leave the row out"
    assert shown == [
        (
            "Row 2 Hyung-jun Park Mayor, Busan City open"
            " The same person: Park Heong-joon 박형준 Mayor, Busan City"
            " Of Park Hyung-jun and 박형준 one may be the Latin spelling of the other."
            f" Both are at Busan City. {rest}"
        ),
        (
            "Row 3 Bruce Harrel open The same person: Bruce Harrell"
            f" Bruce Harrel and Bruce Harrell differ in one letter. {rest}"
        ),
        (
            "Row 5 Minho Choe Busan Port open The same person: Min-ho Choi of row 4"
            f" Choe Minho and Choi Min-ho may spell one Korean name. Both are at Busan Port. {rest}"
        ),
    ]
    assert [each.attributes["action"] for each in page.css("main form")] == [
        f"/people/lists/{listed.pk}/discard/",
        f"/people/lists/{listed.pk}/decide/",
    ]
    with pytest.raises(NotDecided) as refused:
        take_list(listed, by=staff)
    assert str(refused.value) == (
        "Row 2 looks like somebody known. Decide on it, and on all such rows: 3 wait."
    )
    assert Person.objects.count() == 2

    # What was chosen stays when the page is shown anew, and when the columns are said anew.
    decide(client, listed, row_2=f"person-{park.pk}", row_3="another")
    page = HTMLParser(client.get(f"/people/lists/{listed.pk}/").content.decode())
    ticked = [each.attributes["value"] for each in page.css("fieldset.doubt input[checked]")]
    assert ticked == [f"person-{park.pk}", "another"]
    client.post(
        f"/people/lists/{listed.pk}/", {f"column-{place}": name for place, name in enumerate(listed.columns)}
    )
    assert [row[:3] for row in chosen(listed)] == [(2, "same", park.pk), (3, "another", None), (5, "", None)]
    assert harrell.version == 1


def test_the_same_is_completed_another_is_added_and_a_row_is_left_out(
    known: tuple[Person, Person], staff: User, as_: As
) -> None:
    park, harrell = known
    client = as_(staff)
    listed = checked(client, ROWS)
    decide(client, listed, row_2=f"person-{park.pk}", row_3="another", row_5="row-4")
    assert take(client, listed) == {2: "changed", 3: "added", 4: "added", 5: "changed"}
    park.refresh_from_db()
    # The spelling that he goes by stays, and the row's is another one.
    assert (park.name_in("en"), park.native_name) == ("Park Heong-joon", "박형준")
    assert (park.aliases, park.languages) == (["Hyung-jun Park"], ["ko"])
    assert park.tenures.count() == 1
    choi = Person.objects.get(family_name="Choi")
    assert (choi.aliases, choi.languages) == (["Minho Choe"], ["ko"])
    assert Person.objects.filter(family_name="Choe").count() == 0
    # Whoever was said to be another person is not asked about in the directory either.
    harrel = Person.objects.get(family_name="Harrel")
    two = Likeness.objects.get(kind=Kind.PERSON)
    assert (two.first, two.second, two.status) == (harrell.pk, harrel.pk, "two")
    # The names of the rows are not kept longer than they are needed.
    assert list(listed.doubts.values_list("said", "told")) == [({}, [])] * 3

    # The same file again asks nothing and changes nothing.
    again = checked(client, ROWS)
    assert [choice for _number, choice, *_rest in chosen(again) if not choice] == []
    assert set(take(client, again).values()) == {"same"}
    assert Person.objects.count() == 4

    # Undoing the first list brings everything back.
    client.post(f"/people/lists/{listed.pk}/undo/")
    assert run_queued() == 1
    park.refresh_from_db()
    assert (park.aliases, park.languages) == ([], [])
    assert set(Person.objects.present()) == {park, harrell}
    assert ListedRow.objects.filter(listed=listed, kept=True).count() == 0
    assert Likeness.objects.count() == 0


def test_a_row_that_was_left_out_stays_out_and_what_was_undone_is_chosen_already(
    known: tuple[Person, Person], staff: User, as_: As
) -> None:
    park, _harrell = known
    client = as_(staff)
    listed = checked(client, ROWS[:2])
    decide(client, listed, row_2="out", row_3="another")
    assert take(client, listed) == {2: "out", 3: "added"}
    page = said(client.get(f"/people/lists/{listed.pk}/"))
    assert "0 rows were left out. 1 was left out as decided." in page
    again = checked(client, ROWS[:2])
    assert chosen(again) == [(2, "out", None, None, True)]
    client.post(f"/people/lists/{listed.pk}/undo/")
    run_queued()
    third = checked(client, ROWS[:2])
    assert chosen(third) == [(2, "out", None, None, True), (3, "another", None, None, True)]
    page = said(client.get(f"/people/lists/{third.pk}/"))
    assert "2 rows stand as they were decided in an earlier list." in page
    # Somebody else who comes into question is asked about again.
    Directory(staff).person("Harrell", "Bruce")
    assert [row[:2] for row in chosen(checked(client, ROWS[:2]))] == [(2, "out"), (3, "")]
    assert park.version == 1


def test_two_rows_about_one_person_are_undone_both(
    known: tuple[Person, Person], staff: User, as_: As
) -> None:
    park, _harrell = known
    client = as_(staff)
    rows = [["Park", "Hyung-jun", "", "", "ko"], ["Pak", "Hyung-joon", "", "", "en"]]
    listed = checked(client, rows)
    decide(client, listed, row_2=f"person-{park.pk}", row_3=f"person-{park.pk}")
    assert take(client, listed) == {2: "changed", 3: "changed"}
    park.refresh_from_db()
    assert (park.aliases, park.languages) == (["Hyung-jun Park", "Hyung-joon Pak"], ["ko", "en"])
    client.post(f"/people/lists/{listed.pk}/undo/")
    run_queued()
    park.refresh_from_db()
    assert (park.aliases, park.languages) == ([], [])
    assert ListedRow.objects.filter(listed=listed, kept=True).count() == 0


def test_all_that_are_open_are_decided_at_once_and_what_was_not_offered_is_refused(
    known: tuple[Person, Person], staff: User, as_: As
) -> None:
    park, harrell = known
    client = as_(staff)
    listed = checked(client, ROWS)
    decide(client, listed, row_3="out", rest="same", all="1")
    assert chosen(listed) == [
        (2, "same", park.pk, None, False),
        (3, "out", None, None, False),
        (5, "same", None, 4, False),
    ]
    for wrong in (f"person-{harrell.pk}", "row-3", "nobody", "person-x"):
        client.post(f"/people/lists/{listed.pk}/decide/", {"row-2": wrong})
        assert chosen(listed)[0][:3] == (2, "same", park.pk)
    assert decide_rows(listed, {}, rest="another", by=staff) == 0
    assert chosen(listed)[0][1] == "same"


def test_whom_another_office_alone_knows_is_neither_asked_about_nor_told(
    directory: Directory, neighbour: User, staff: User, as_: As
) -> None:
    directory.person("Park", "Heong-joon", native_name="박형준", scope="office")
    listed = checked(as_(neighbour), ROWS[:1])
    assert (listed.found["added"], listed.found["doubts"]) == (1, 0)
    own = checked(as_(staff), ROWS[:1])
    assert own.found["doubts"] == 1
    # Nor does one office hear what the other decided.
    decide_rows(own, {2: "out"}, by=staff)
    directory.person("Park", "Heong-joon")
    assert chosen(checked(as_(neighbour), ROWS[:1])) == [(2, "", None, None, False)]
    assert as_(account("third", "Third office")).post(f"/people/lists/{own.pk}/decide/").status_code == 404


def test_whoever_was_removed_meanwhile_is_not_brought_back_silently(
    known: tuple[Person, Person], staff: User, as_: As
) -> None:
    park, _harrell = known
    client = as_(staff)
    listed = checked(client, [*ROWS[:1], ["New", "Somebody", "", "", ""]])
    decide(client, listed, row_2=f"person-{park.pk}")
    remove_record(park, by=staff)
    assert take(client, listed) == {2: "wrong", 3: "added"}
    assert Person.objects.present().filter(family_name="Park").count() == 0


def test_a_long_list_is_checked_by_a_job_with_the_same_result(
    known: tuple[Person, Person], staff: User, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    from legation.directory.actions import lists

    assert MANY > 1000
    monkeypatch.setattr(lists, "MANY", 1)
    client = as_(staff)
    bring(client, sheet(ROWS, HEADINGS))
    listed = PeopleList.objects.get()
    named = {f"column-{place}": column for place, column in enumerate(listed.columns)}
    client.post(f"/people/lists/{listed.pk}/", named)
    listed.refresh_from_db()
    assert (listed.status, listed.job.function) == ("checking", lists.CHECK)
    assert "Being checked" in said(client.get(f"/people/lists/{listed.pk}/"))
    assert client.post(f"/people/lists/{listed.pk}/", named).status_code == 422
    assert run_queued() == 1
    listed.refresh_from_db()
    assert (listed.status, listed.found["doubts"], listed.doubts.count()) == ("checked", 3, 3)
    assert (listed.job.done, listed.job.total) == (100, 100)


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_the_page_asks_as_much_however_many_rows_are_doubtful(
    rows: int, directory: Directory, staff: User, as_: As, django_assert_num_queries: Any
) -> None:
    names = ["Abbott", "Berger", "Carter", "Dawson", "Ecklund", "Farmer", "Garner", "Harper", "Ingram"]
    names += ["Jarvis", "Keller", "Lawson"]
    post = directory.post()
    for name in names[:rows]:
        directory.tenure(directory.person(name, "Robert"), post)
    client = as_(staff)
    listed = checked(client, [[name, "Bob", "", "", ""] for name in names[:rows]])
    with django_assert_num_queries(9):
        page = HTMLParser(client.get(f"/people/lists/{listed.pk}/").content.decode())
    assert len(page.css("fieldset.doubt")) == rows


def test_an_open_list_of_another_office_forgets_an_erased_person(
    as_: As, known: tuple[Person, Person], staff: User, neighbour: User
) -> None:
    listed = checked(as_(neighbour), ROWS)
    doubt = ListedDoubt.objects.get(listed=listed, number=2)
    assert told("박형준")
    assert [one["person"] for one in doubt.told] == [known[0].pk]
    harrel = ListedDoubt.objects.get(listed=listed, number=3).told
    erase_person(known[0], sure=True, by=staff)
    assert told("박형준") == []
    doubt.refresh_from_db()
    assert (doubt.told, doubt.said["name"]) == ([], "Hyung-jun Park")  # the row itself stays to be decided
    assert ListedDoubt.objects.get(listed=listed, number=3).told == harrel
    assert "Hyung-jun Park" in as_(neighbour).get(f"/people/lists/{listed.pk}/").content.decode()


def test_a_discarded_list_keeps_nothing_that_its_rows_said(
    as_: As, known: tuple[Person, Person], staff: User
) -> None:
    listed = checked(as_(staff), [*ROWS, ["Quince", "", "Medlarbody", "Clerk", "en"]])
    decide(as_(staff), listed, row_2=f"person-{known[0].pk}")
    assert told("Hyung-jun")
    assert told("Medlarbody")
    discard_list(listed, by=staff)
    assert [told(word) for word in ("Hyung-jun", "Medlarbody", "Quince")] == [[], [], []]
    again = checked(as_(staff), ROWS)
    assert chosen(again)[0][1:3] == ("same", known[0].pk)  # what was decided is remembered
