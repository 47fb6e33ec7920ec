"""The client that scripts/api_client.py writes: typed, and good for a day's work over the network."""

import importlib.util
import io
import typing
from pathlib import Path
from types import ModuleType

import pytest
from pypdf import PdfWriter

from legation.api.views.catalogue import described

ROOT = Path(__file__).resolve().parents[2]


def loaded(path: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def client_module(tmp_path):
    writer = loaded(ROOT / "scripts" / "api_client.py", "api_client")
    path = tmp_path / "legation_client.py"
    path.write_text(writer.written(described()), encoding="utf-8")
    return loaded(path, "legation_client")


def test_every_way_has_a_typed_method(client_module):
    ways = [
        way["operationId"]
        for path in described()["paths"].values()
        for verb, way in path.items()
        if verb != "parameters"
    ]
    methods = [name for name in vars(client_module.Client) if not name.startswith("_")]
    assert sorted(methods) == sorted(ways)
    for name in methods:
        hints = typing.get_type_hints(getattr(client_module.Client, name))
        assert "return" in hints, name
        assert hints["return"] is not typing.Any, name
    body = client_module.EngagementsPostBody
    assert body.__required_keys__ == {"kind", "title", "starts"}
    hints = typing.get_type_hints(body)
    assert "courtesy_call" in typing.get_args(hints["kind"])


def minimal_pdf() -> bytes:
    """One empty page."""
    out = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    writer.write(out)
    return out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_program_works_with_it_over_the_network(client_module, live_server):
    from legation.directory.models import Person
    from tests.api.programs import Program
    from tests.world import make_world

    world = make_world()
    client = client_module.Client(live_server.url, Program(world.guest).secret)
    assert [one["slug"] for one in client.missions_get()["items"]] == ["test-mission"]
    people = list(client_module.every(lambda cursor: client.people_get(limit=2, cursor=cursor)))
    assert [one["id"] for one in people] == sorted(one["id"] for one in people)
    assert len(people) == Person.objects.visible_to(world.guest).count() > 2
    call = {"kind": "reception", "title": {"en": "Dinner", "ko": "만찬"}}
    times = {"starts": "2024-04-17T19:00", "ends": "2024-04-17T21:00"}
    added = client.engagements_post("test-mission", {**call, **times}, idempotency_key="dinner")
    again = client.engagements_post("test-mission", {**call, **times}, idempotency_key="dinner")
    assert added == again
    changed = client.engagements_one_patch(
        "test-mission", added["id"], {"status": "confirmed"}, if_match=f'"{added["version"]}"'
    )
    assert (changed["status"], changed["version"]) == ("confirmed", 2)
    with pytest.raises(client_module.Problem) as lost:
        client.engagements_one_delete("test-mission", added["id"], if_match='"1"')
    assert (lost.value.status, lost.value.kind) == (412, "changed-meanwhile")
    paper = client.mission_agreements_post(
        "test-mission", {"title": {"en": "Paper"}, "kind": "mou", "status": "planned"}
    )
    said = {"kind": "document", "title": {"en": "Text"}}
    sheet = client.attachments_new_post(paper["id"], said, file=minimal_pdf())
    assert client.attachments_file_get(sheet["id"]) == minimal_pdf()
    assert client.engagements_one_delete("test-mission", added["id"], if_match='"2"') is None
    with pytest.raises(client_module.Problem) as gone:
        client.engagements_one_get("test-mission", added["id"])
    assert gone.value.status == 404
