"""What `make audit` says of the answers that it may get."""

import json

from scripts.audit import PINNED, pins, told, told_at_once


def test_a_weakness_is_a_failure_and_named() -> None:
    weak = {"id": "CVE-2026-1", "fix_versions": ["2.0"], "aliases": [], "description": ""}
    found = {
        "dependencies": [
            {"name": "a", "version": "1.0", "vulns": [weak]},
            {"name": "b", "version": "1", "vulns": []},
        ]
    }
    assert told(json.dumps(found), "") == (
        1,
        "a 1.0: CVE-2026-1, mended in 2.0\n2 libraries audited, 1 known weaknesses.",
    )


def test_what_cannot_be_asked_is_said_and_fails_nothing() -> None:
    assert told("", "Traceback\nConnectionError: no route\n") == (
        0,
        "Not audited: the database of advisories could not be asked (ConnectionError: no route).",
    )
    skipped = {"dependencies": [{"name": "a", "skip_reason": "not there"}]}
    assert told(json.dumps(skipped), "") == (0, "Not audited: the package index in use tells no advisories.")


def test_what_is_not_known_there_is_named() -> None:
    found = {"dependencies": [{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "x"}]}
    assert told(json.dumps(found), "") == (
        0,
        "1 libraries audited, 0 known weaknesses.\nNot known there: b.",
    )


def test_the_quick_way_knows_every_pin_and_fails_on_a_weakness() -> None:
    assert pins("a==1.0 \\\n    --hash=sha256:00\nb[x,y]==2 ; python_version < '4'\n# c==3\n") == [
        ("a", "1.0"),
        ("b", "2"),
    ]
    assert ("django", "5.2") in [(name, version[:3]) for name, version in pins(PINNED.read_text())]
    pinned = [("a", "1.0"), ("b", "2")]
    assert told_at_once(pinned, {"results": [{"vulns": [{"id": "PYSEC-1"}]}, {}]}) == (
        1,
        "a 1.0: PYSEC-1\n2 libraries audited, 1 known weaknesses.",
    )
    assert told_at_once(pinned, {"results": [{}, {}]}) == (0, "2 libraries audited, 0 known weaknesses.")
    nonsense = "Not audited: the database of advisories could not be asked (its answer makes no sense)."
    assert told_at_once(pinned, {"results": [{}]}) == (0, nonsense)
    assert told_at_once(pinned, []) == (0, nonsense)
