"""spaCy itself as the second reader, where the extra is installed: a package of a pipeline, made here."""

import sys
from pathlib import Path

import pytest

from legation.sources.actions.spacy import Spacy

spacy = pytest.importorskip("spacy")
TEXT = "Bea Moss of the Quince Trust met Ada Lund at Elm House. Bea Moss left on Friday."


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A small pipeline in a package with a name and a version, as pip would lay it."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns(
        [
            {"label": "PERSON", "pattern": "Bea Moss"},
            {"label": "ORG", "pattern": "the Quince Trust"},
            {"label": "FAC", "pattern": "Elm House"},
            {"label": "DATE", "pattern": "Friday"},
        ]
    )
    folder = tmp_path / "en_sample_sm"
    folder.mkdir()
    pipeline.to_disk(folder / "en_sample_sm-1.0")
    (folder / "meta.json").write_text((folder / "en_sample_sm-1.0" / "meta.json").read_text())
    (folder / "__init__.py").write_text(
        "from pathlib import Path\nfrom spacy.util import load_model_from_path\n"
        "HERE = Path(__file__).parent\n"
        "def load(**given): return load_model_from_path(HERE / 'en_sample_sm-1.0', **given)\n"
    )
    told = tmp_path / "en_sample_sm-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: en_sample_sm\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return "en_sample_sm"


def test_a_pipeline_from_a_package_names_people_bodies_and_houses(package: str):
    found = [(one.kind, TEXT[one.start : one.end], one.rule) for one in Spacy((package,)).read(TEXT, "en")]
    assert found == [
        ("person", "Bea Moss", "spacy.en_sample_sm"),
        ("organisation", "the Quince Trust", "spacy.en_sample_sm"),
        ("venue", "Elm House", "spacy.en_sample_sm"),
        ("person", "Bea Moss", "spacy.en_sample_sm"),
    ]
    assert list(Spacy((package,)).read(TEXT, "ko")) == []
    assert package in sys.modules
