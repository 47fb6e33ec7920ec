"""The courtesy call of 17 April 2024, with two people or with everybody."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.protocol.busan import Busan


@pytest.fixture
def two_mayors(db: None) -> "Busan":
    from tests.protocol import busan

    return busan.two_mayors()


@pytest.fixture
def everyone(db: None) -> "Busan":
    from tests.protocol.busan import with_everybody

    return with_everybody()


@pytest.fixture(autouse=True)
def searched_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search runs in the test's own process, told and answered as a child is: a child takes two seconds.

    That a child finds what a search here finds is held by a test, which asks the child itself.
    """
    from legation.protocol import jobs
    from legation.protocol.actions import running

    def search(request: jobs.Request) -> jobs.Answer:
        return jobs.told_back(jobs.answered(jobs.told_to(request)))

    monkeypatch.setattr(running, "search", search)
