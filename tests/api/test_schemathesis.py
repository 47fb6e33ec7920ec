"""schemathesis reads the description and asks for what it allows and what it does not: no 5xx, no breach."""

import os
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings

from tests.api.programs import Program

PARTS = 4
EXAMPLES = int(os.environ.get("API_EXAMPLES", "1"))  # 20 are more than ten thousand requests
FOUND = {
    "mission": "test-mission",
    "pk": 1,
    "engagement": 1,
    "venue": 1,
    "person": 1,
    "list": 1,
    "run": 1,
    "round": 1,
    "minutes": 1,
    "release": 1,
    "call": 1,
    "part": 1,
}


def checks() -> list[Any]:
    from schemathesis import checks
    from schemathesis.specs.openapi import checks as described

    return [
        checks.not_a_server_error,
        described.content_type_conformance,
        described.response_headers_conformance,
        described.response_schema_conformance,
        described.status_code_conformance,
        described.negative_data_rejection,
    ]


@pytest.fixture
def _one_connection():
    """The site answers in the test's own transaction, as Django's client has it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("part", range(PARTS))
def test_every_way_answers_as_described(world, part, monkeypatch):
    import schemathesis

    monkeypatch.setattr("legation.api.views.door.LIMIT", 10**6)
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    headers = {"Authorization": Program(world.guest).headers["Authorization"]}
    wanted, asked = checks(), 0
    for result in list(schema.get_all_operations())[part::PARTS]:
        operation = result.ok()
        names = [name for name in FOUND if f"{{{name}}}" in operation.path]
        for mode in schemathesis.GenerationMode:
            known = {name: FOUND[name] for name in names}
            strategy = operation.as_strategy(generation_mode=mode, path_parameters=known or None)

            @settings(
                max_examples=EXAMPLES * (1 if mode.is_positive else 2),
                derandomize=True,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=strategy)
            def ask(case):
                nonlocal asked
                asked += 1
                case.call_and_validate(headers=headers, checks=wanted)

            ask()
    assert asked > 100
