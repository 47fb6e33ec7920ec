"""The texts of ../shared that came without labels, with our own: the nearest to what press offices write."""

import pytest

from tests.engine.capture.annotated import shared_documents
from tests.engine.capture.scoring import Tally, score
from tests.engine.capture.test_quality import draft_of


@pytest.fixture(scope="module")
def tally() -> Tally:
    counted = Tally()
    for document in shared_documents():
        score(counted, document["gold"], draft_of(document["raw"]))
    return counted


def test_twenty_eight_texts_are_labelled():
    assert len(shared_documents()) == 28


@pytest.mark.parametrize(
    ("field", "floor"),
    [("macro", 0.86), ("people", 0.97), ("title", 0.94), ("org", 0.87), ("parties", 0.87), ("primary", 0.80)],
)
def test_the_share_that_is_right_stays_above_its_floor(tally, field, floor):
    reached = tally.macro() if field == "macro" else tally.f1(field)
    assert (reached >= floor, round(reached, 3)) == (True, round(reached, 3))
