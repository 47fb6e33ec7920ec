"""A reason as a sentence, in English or Korean."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib import resources

from legation.engine.precedence.korean import with_particle
from legation.engine.precedence.model import Label
from legation.engine.precedence.result import Reason, Value

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_PEOPLE = frozenset({"subject", "partner", "person", "before"})
_PLACE = re.compile(r"\{(\w+)(?:\|(\w+))?\}")


def sentence(reason: Reason, names: Mapping[str, str], language: str) -> str:
    """`reason` in words: Korean for "ko", else English. `names` are display names by id; an id without one
    stands.
    """
    spoken = "ko" if language == "ko" else "en"
    lead, rules = templates()
    values: dict[str, Value] = {**reason.params, "above": reason.above, "below": reason.below}

    def filled(found: re.Match[str]) -> str:
        key, particle = found[1], found[2]
        value = values[key]
        if key in _PEOPLE or key in {"above", "below"}:
            word = names.get(str(value), str(value))
        else:
            word = _word(value, language)
        return with_particle(word, particle) if particle else word

    return _PLACE.sub(filled, lead[spoken] + rules[reason.rule][reason.how][spoken])


@lru_cache(maxsize=1)
def templates() -> tuple[dict[str, str], dict[str, dict[str, dict[str, str]]]]:
    """The opening in both languages, and by rule and way the sentence in both languages."""
    file = resources.files("legation.engine.precedence") / "sentences.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return data.pop("lead"), data


def _word(value: Value, language: str) -> str:
    if value is None:
        return "없음" if language == "ko" else "none"
    if isinstance(value, Label):
        return value.text(language)
    if isinstance(value, date):
        if language == "ko":
            return f"{value.year}년 {value.month}월 {value.day}일"
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return str(value)
