"""Published rounds of several kinds, proved: as they were, with an order, with fixed or forbidden slots."""

from pathlib import Path

import pytest

from legation.engine.matching import plan, round_of_dzn, verify

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "b2b"
BEST = {
    name: (status, int(breaks) if breaks else None)
    for name, status, breaks in (
        [*row.split("\t"), "", ""][:3]
        for row in (FOLDER / "best-known.tsv").read_text(encoding="utf-8").splitlines()[1:]
    )
}


@pytest.mark.parametrize(
    "name",
    [
        "tic-12.original",
        "ticf-13crafc.original",
        "forum-13.prec15",
        "forum-13.prec25",
        "forum-13crafc.fixed020-Forb",
        "forumt-14.forb0007",
    ],
)
def test_what_is_published_is_proved(name: str) -> None:
    text = (FOLDER / "instances" / f"{name}.dzn").read_text(encoding="utf-8")
    round_ = round_of_dzn(text, fairness=2)
    found = plan(round_, seconds=60)
    assert (found.status, found.breaks if found.status == "optimal" else None) == BEST[name]
    if found.status == "optimal":
        assert verify(round_, found) == []
        assert found.unplaced == ()
