"""Choices by learned weights: the sum of what speaks for a candidate, and the share each one has."""

from collections.abc import Iterable, Mapping, Sequence
from math import exp


def weigh(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """The sum of the weights of some features; one without a weight says nothing."""
    return sum(weights.get(feature, 0.0) for feature in features)


def shares(scores: Sequence[float]) -> list[float]:
    """How likely each candidate is the right one, where none of them may be; "none" weighs nought."""
    top = max((0.0, *scores))
    odds = [exp(score - top) for score in scores]
    whole = exp(-top) + sum(odds)
    return [one / whole for one in odds]
