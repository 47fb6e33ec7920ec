"""What cannot be planned is refused by the field, before anything is solved."""

import json
from typing import Any

import pytest

from legation.engine.matching import MOST_MEETINGS, BadInput, Meeting, Participant, Round, plan, round_of, run


def document(**more: Any) -> dict[str, Any]:
    """A round of three people and two meetings that can be planned."""
    return {
        "format": "legation.round/1",
        "slots": 3,
        "participants": [{"id": "a"}, {"id": "b"}, {"id": "c"}],
        "meetings": [{"id": "m1", "participants": ["a", "b"]}, {"id": "m2", "participants": ["b", "c"]}],
        **more,
    }


def meetings(**more: Any) -> list[dict[str, Any]]:
    """The two meetings, the second with something more."""
    return [
        {"id": "m1", "participants": ["a", "b"]},
        {"id": "m2", "participants": ["b", "c"], **more},
    ]


S = {"s": [1]}
CB = [["c", "b"]]
AWAY = [{"id": "a"}, {"id": "b", "unavailable": [4]}]


def test_the_document_itself_can_be_planned() -> None:
    assert plan(round_of(document())).status == "optimal"


@pytest.mark.parametrize(
    ("field", "says", "more"),
    [
        ("meetings[1].participants", "themselves", {"meetings": meetings(participants=["b", "b"])}),
        ("meetings[1].participants", "themselves", {"meetings": meetings(participants=["b"])}),
        ("meetings[1].participants[1]", "“x”", {"meetings": meetings(participants=["b", "x"])}),
        ("meetings[1].slot", "4 is out of range: 1 to 3", {"meetings": meetings(slot=4)}),
        ("meetings[1].slot", "0 is out of range: 1 to 3", {"meetings": meetings(slot=0)}),
        ("meetings[1].slot", "not in the", {"meetings": meetings(slot=3, session="s"), "sessions": S}),
        ("meetings[1].session", "“s”", {"meetings": meetings(session="s")}),
        ("meetings[1].after[0]", "“m9”", {"meetings": meetings(after=["m9"])}),
        ("meetings[1].after", "“m2” after “m2”", {"meetings": meetings(after=["m2"])}),
        ("meetings[1].needs[0]", "“fr”", {"meetings": meetings(needs=["fr"])}),
        ("meetings[1].weight", "0 is out of range", {"meetings": meetings(weight=0)}),
        ("meetings[1].must", "true or false", {"meetings": meetings(must="yes")}),
        ("meetings[1].id", "twice", {"meetings": meetings(id="m1")}),
        ("meetings[1].colour", "unknown key", {"meetings": meetings(colour="red")}),
        ("meetings[1].participants", "a wish and also", {"meetings": meetings(must=False), "refused": CB}),
        ("meetings[1].participants", "mandatory and also refused", {"refused": CB}),
        ("refused[0][1]", "“x”", {"refused": [["c", "x"]]}),
        ("participants[1].unavailable[0]", "out of range", {"participants": AWAY}),
        ("participants[0].id", "is required", {"participants": [{}]}),
        ("slots", "65 is out of range: 1 to 64", {"slots": 65}),
        ("slots", "0 is out of range", {"slots": 0}),
        ("tables", "one number for each of the 3 slots", {"tables": [1, 2]}),
        ("tables", "-1 is out of range", {"tables": -1}),
        ("days", "must list the slots 1 to 3 once", {"days": [[1, 2]]}),
        ("sessions.s[0]", "9 is out of range", {"sessions": {"s": [9]}}),
        ("travel[0].between", "two that differ", {"travel": [{"between": ["hall", "hall"], "slots": 1}]}),
        ("resources[0].amount", "one number for each", {"resources": [{"id": "fr", "amount": [1]}]}),
        ("format", "legation.round/1", {"format": "round"}),
        ("meetings", "must be a list", {"meetings": {}}),
        ("fairness", "-1 is out of range", {"fairness": -1}),
    ],
)  # fmt: skip
def test_refused_by_the_field(field: str, says: str, more: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        round_of(document(**more))
    assert refused.value.field == field
    assert says in refused.value.message


def test_a_circle_of_after_is_named() -> None:
    circle = [
        {"id": "m1", "participants": ["a", "b"], "after": ["m3"]},
        {"id": "m2", "participants": ["b", "c"], "after": ["m1"]},
        {"id": "m3", "participants": ["a", "c"], "after": ["m2"]},
    ]
    with pytest.raises(BadInput) as refused:
        round_of(document(meetings=circle))
    assert refused.value.field.endswith(".after")
    for id_ in ("“m1”", "“m2”", "“m3”"):
        assert id_ in refused.value.message


def test_more_mandatory_meetings_than_slots() -> None:
    many = [{"id": f"m{k}", "participants": ["a", "b"]} for k in range(4)]
    with pytest.raises(BadInput) as refused:
        round_of(document(meetings=many))
    assert refused.value.field == "participants[0]"
    assert "4 mandatory meetings" in refused.value.message
    assert "3 slots" in refused.value.message


def test_a_hundred_thousand_meetings() -> None:
    one = Meeting("m", ("a", "b"), must=False)
    round_ = Round(3, (Participant("a"), Participant("b")), (one,) * 100_000)
    with pytest.raises(BadInput) as refused:
        plan(round_)
    assert refused.value.field == "meetings"
    assert "100000" in refused.value.message
    assert str(MOST_MEETINGS) in refused.value.message


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "{}", "[]", "null", '"round"', '{"format": 1}'])
def test_text_that_is_no_round(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        run(text)
    assert refused.value.field in {"document", "format"}


def test_numbers_that_are_not_whole() -> None:
    for value in (1.5, "3", True, None):
        with pytest.raises(BadInput) as refused:
            round_of(document(slots=value))
        assert refused.value.field == "slots"


DZN = """
nBusiness = 3; % people
nMeetings = 2;
nTables = 1;
nTotalSlots = 4;
nMorningSlots = 2;
requested = [| 1, 2, 1
             | 1, 3, 2 |];
forbidden = [{0}, {0, 1}, {0}];
fixed = [0, 4];
precedences = [{}, {1}];
"""


def test_a_published_file() -> None:
    """1 and 2 meet in the morning, not in slot 1; 1 and 3 in slot 4, after that: one break for 1."""
    document_ = run(DZN, dzn=True)
    assert [(p["meeting"], p["slot"]) for p in document_["placed"]] == [("m1", 2), ("m2", 4)]
    assert (document_["status"], document_["breaks"], document_["bound"]) == ("optimal", 1, 1)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("nTables = 1;", "", "nTables"),
        ("nTotalSlots = 4", "nTotalSlots = 400", "nTotalSlots"),
        ("| 1, 3, 2 |", "|", "requested"),
        ("| 1, 3, 2 |", "| 1, 3, 7 |", "requested[2]"),
        ("| 1, 3, 2 |", "| 1, 1, 2 |", "meetings[1].participants"),
        ("{0, 1}, {0}", "{0, 1}", "forbidden"),
        ("[0, 4]", "[0]", "fixed"),
        ("[0, 4]", "[0, 5]", "meetings[1].slot"),
        ("[0, 4]", "[0, 1]", "meetings[1].slot"),
        ("{}, {1}", "{1}, {1}", "meetings[0].after"),
    ],
)
def test_a_published_file_that_does_not_fit(old: str, new: str, field: str) -> None:
    assert old in DZN
    with pytest.raises(BadInput) as refused:
        run(DZN.replace(old, new), dzn=True)
    assert refused.value.field == field


def test_the_answer_as_a_document() -> None:
    text = json.dumps(document(slots=1, meetings=meetings(must=False)))
    english, korean = run(text), run(text, language="ko")
    assert english["format"] == "legation.plan/1"
    assert english["placed"] == [{"meeting": "m1", "slot": 1, "table": 1}]
    assert english["unplaced"] == [
        {
            "meeting": "m2",
            "why": "In every slot that is allowed someone has another meeting: b.",
            "reason": "taken",
            "who": ["b"],
        }
    ]
    assert (english["conflict"], english["weight"], english["weight_bound"]) == ([], 0, 0)
    assert korean["unplaced"][0]["why"] != english["unplaced"][0]["why"]
    assert json.loads(json.dumps(english)) == english


def test_a_previous_plan_is_kept() -> None:
    text = json.dumps(document(slots=3))
    before = {"format": "legation.plan/1", "placed": [{"meeting": "m1", "slot": 3, "table": 2}]}
    found = run(text, previous=json.dumps(before))
    assert (found["moved"], found["moved_bound"]) == (0, 0)
    assert [p["slot"] for p in found["placed"] if p["meeting"] == "m1"] == [3]
    with pytest.raises(BadInput) as refused:
        run(text, previous="{}")
    assert refused.value.field == "previous.format"


def test_an_infeasible_document_says_who_and_what_would_do() -> None:
    same = [
        {"id": "m1", "participants": ["a", "b"], "slot": 2},
        {"id": "m2", "participants": ["a", "c"], "slot": 2},
    ]
    found = run(json.dumps(document(meetings=same)))  # fmt: skip
    assert (found["status"], found["conflict"]) == ("infeasible", ["m1", "m2"])
    assert found["conflict_reason"]["who"] == ["a"]
    assert {tuple(way["meetings"]) for way in found["remedies"] if way["kind"] == "drop"} == {
        ("m1",),
        ("m2",),
    }
