"""Health and readiness: what a proxy or an orchestrator asks before it sends requests."""

import pytest
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder


@pytest.mark.django_db
def test_a_node_whose_database_is_up_to_date_is_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ready", "no-store")
    assert client.get("/healthz").content == b"ok"
    assert client.post("/readyz").status_code == 405


@pytest.mark.django_db
def test_a_node_that_waits_for_migrations_is_not(client):
    MigrationRecorder.Migration.objects.filter(app="reports").delete()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content.decode()) == (
        503,
        "migrations wait: run legation serve, or legation manage migrate",
    )
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_a_lost_database_and_a_full_disk_are_a_clear_state(client, monkeypatch):
    from django.db import connection

    with monkeypatch.context() as patch:  # a full disk: Django's cache says nothing of it
        patch.setattr("legation.kernel.readiness.cache.set", lambda *_told: None, raising=False)
        answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"the database takes no writes")

    def lost(*_told, **_more):
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", lost)
    told = [(client.get(page).status_code, client.get(page).content) for page in ("/healthz", "/readyz")]
    assert told == [(503, b"no database"), (503, b"the database does not answer")]
