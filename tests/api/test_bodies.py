"""What no program should send, and what it is told."""

import json

import pytest

from legation.api.forms.reading import NotJson, depth, faults, read
from legation.api.views.catalogue import ADDRESSES

WHERE = "missions/test-mission/engagements"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b" ", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b'{"kind": NaN}', 400),
        (b'{"kind": 1, "kind": 2}', 400),
        (b'{"kind": ' + b"9" * 5000 + b"}", 400),
        (b"[" * 100_000, 400),
        (b'{"title": ' + b'{"en":' * 1000 + b"1" + b"}" * 1001, 400),
        (b'"' + b'\\"' * 200_000, 400),
        (b"null", 422),
        (b"[]", 422),
        (b"{}", 422),
        (b'"text"', 422),
        (b'{"kind": "meeting", "title": {"en": "\\ud800"}}', 422),
        (b'{"kind": "meeting", "title": {"en": "a\\u0000b"}}', 422),
        (b'{"kind": 1e999}', 422),
        (b'{"__proto__": {"x": 1}}', 422),
    ],
    ids=range(17),
)
def test_a_body_that_is_none_is_refused_and_nothing_is_saved(host, body, status):
    answer = host.client.generic("POST", f"/api/{WHERE}", body, "application/json", headers=host.headers)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status


def test_ten_megabytes_nested_a_thousand_deep_are_not_read(host):
    body = (b"[" * 1000 + b"0" * 9000 + b"]" * 1000) * 950
    answer = host.client.generic("POST", f"/api/{WHERE}", body, "application/json", headers=host.headers)
    assert len(body) > 10_000_000
    assert answer.status_code == 413


def test_a_body_of_another_kind_is_refused(host):
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""):
        answer = host.client.generic("POST", f"/api/{WHERE}", b"{}", kind, headers=host.headers)
        assert answer.status_code == 415, kind


@pytest.mark.parametrize(
    "where",
    [
        "missions/../admin",
        "missions/%2e%2e/%2e%2e/etc/passwd",
        "missions/test-mission/engagements/99999999999999999999999",
        "missions/test-mission/engagements/-1",
        "missions/test-mission/engagements/1%00",
        "missions/test-mission%00/engagements",
        "missions/nobody's/engagements",
        "missions//engagements",
        "people/1/tenures/9223372036854775808",
        "nothing",
        "../me/",
    ],
)
def test_tricks_with_the_path_find_nothing(host, where):
    answer = host.get(where)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=x",
        "limit=1&limit=2",
        "limit=%F0%9F%98%80",
        "cursor=x",
        "cursor=%00",
        "sort=id",
        "limit=" + "9" * 5000,
        "cursor=YWZ0ZXI6LTE",
        "limit=١",
    ],
)
def test_a_query_that_is_none_is_refused(host, query):
    answer = host.get(f"missions?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_method_that_is_not_there_names_those_that_are(host):
    answer = host.send("PUT", WHERE, {})
    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST, HEAD")


def test_depth_counts_brackets_outside_of_texts():
    assert depth('[{"a": "[[[["}, ["\\"["]]') == 2
    assert depth('"[[[[') == 0
    with pytest.raises(NotJson):
        read(b"[" * 30 + b"]" * 30)


def test_shapes_tell_whole_numbers_from_numbers_and_truths():
    assert list(faults(True, {"type": "integer"})) == [("", "Send a whole number here.")]
    assert list(faults(1.5, {"type": "integer"})) == [("", "Send a whole number here.")]
    assert list(faults(1, {"type": "number"})) == []
    day = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    assert list(faults("2024-04-17\n", day)) == [("", "This is not written as it should be.")]


TEXTS = ("", "x" * 30_000, "\u202e0\u0301")
STRANGE = (None, True, -1, 10**18, 1.5, *TEXTS, ["x"], [[]], {}, {"en": 1}, {"en": "x"})


def test_each_writing_address_stands_every_kind_of_value(host, monkeypatch):
    """All fields of every address are given what they are not: an answer, and never a failure."""
    monkeypatch.setattr("legation.api.views.door.LIMIT", 10**6)
    ways = [(one.path, one.ways["POST"]) for one in ADDRESSES if "POST" in one.ways]
    worst = []
    for number, (path, way) in enumerate((path, way) for path, way in ways if way.body is not None):
        where = path.replace("<slug:mission>", "test-mission").replace("<int:pk>", "1")
        shape = way.body()
        for value in STRANGE[number % 2 :: 2]:  # every other one, so that neighbours share all of them
            sent = dict.fromkeys(shape["properties"], value)
            answer = host.quick("POST", where, json.dumps(sent).encode())
            owed = {403, 404, 422} if list(faults(sent, shape)) else {200, 201, 403, 404, 412, 422}
            if answer.status_code not in owed:
                worst.append((where, value, answer.status_code))
    assert worst == []
