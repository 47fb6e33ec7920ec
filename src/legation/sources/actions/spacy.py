"""spaCy as a second reader: a model from a package that the operator installed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from legation.sources.actions.opinions import Opinion
from legation.sources.actions.refusals import OpinionFailed

_KINDS = {
    "PERSON": "person",
    "PER": "person",
    "PS": "person",
    "ORG": "organisation",
    "OG": "organisation",
    "FAC": "venue",
}
MOST = 100_000
"""Characters that a model is given: more than an article has, and less than exhausts the memory."""


@lru_cache(maxsize=4)
def _pipeline(model: str) -> Callable[[str], Any]:
    try:
        import spacy
    except ImportError:
        raise OpinionFailed(reader="spaCy", why="not installed") from None
    try:
        loaded: Callable[[str], Any] = spacy.load(model)
    except (OSError, ValueError):
        raise OpinionFailed(reader="spaCy", why=f"no model {model}") from None
    return loaded


@dataclass(frozen=True, slots=True)
class Spacy:
    """`models` are names of packages, the language first; `load` gives the pipeline of one."""

    models: tuple[str, ...]
    load: Callable[[str], Callable[[str], Any]] = _pipeline

    @property
    def name(self) -> str:
        return "spaCy"

    @property
    def address(self) -> str:
        return ""

    def read(self, text: str, language: str) -> Iterable[Opinion]:
        """The people, organisations and buildings that the model of this language sees; without one, none."""
        model = next((one for one in self.models if one.startswith(f"{language}_")), None)
        if model is None:
            return []
        return [
            Opinion(_KINDS[entity.label_], entity.start_char, entity.end_char, f"spacy.{model}")
            for entity in self.load(model)(text[:MOST]).ents
            if entity.label_ in _KINDS
        ]
