"""What `make audit` says of the answers that it may get."""

import json

from scripts.audit import told


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
