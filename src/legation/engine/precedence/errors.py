"""What can be wrong with a list or a pack: typed, and worded in English and Korean."""

from collections.abc import Sequence


class PrecedenceError(Exception):
    """Base of every refusal of this engine. `message` is English, `korean` the same in Korean."""

    def __init__(self, message: str, korean: str) -> None:
        super().__init__(message)
        self.message = message
        self.korean = korean

    def text(self, language: str) -> str:
        """The message in `language`: Korean for "ko", else English."""
        return self.korean if language == "ko" else self.message


class BadInput(PrecedenceError):
    """A value that cannot be used; `field` is its path, such as `people[2].posts[0].rank`."""

    def __init__(self, field: str, message: str, korean: str | None = None) -> None:
        super().__init__(f"{field}: {message}", f"{field}: {korean or message}")
        self.field = field


class OverrideCircle(BadInput):
    """Overrides that cannot all hold; `people` are the ids of a smallest circle, in its order."""

    def __init__(self, people: Sequence[str]) -> None:
        ring = " → ".join([*people, people[0]])
        super().__init__(
            "overrides",
            f"these go round in a circle, so no order can keep them all: {ring}",
            f"서로 맞물려 있어 모두 지킬 수 있는 순서가 없습니다: {ring}",
        )
        self.people = tuple(people)


class PackError(PrecedenceError):
    """A rule pack that cannot be used; names the pack and the parameter."""

    def __init__(self, pack: str, parameter: str, message: str, korean: str) -> None:
        super().__init__(f"pack {pack}: {parameter}: {message}", f"규칙 묶음 {pack}: {parameter}: {korean}")
        self.pack = pack
        self.parameter = parameter
        self.what = (message, korean)

    def about(self, language: str) -> str:
        """What is wrong with the parameter, without the names of pack and parameter."""
        return self.what[1] if language == "ko" else self.what[0]


class UnknownPack(PackError):
    """There is no pack of that name."""

    def __init__(self, pack: str, known: Sequence[str]) -> None:
        names = ", ".join(known)
        super().__init__(
            pack,
            "name",
            f"there is no such pack; there are {names}",
            f"그런 묶음이 없습니다. 있는 묶음: {names}",
        )


class MissingParameter(PackError):
    """The pack lacks a parameter that every pack must state, set or unset."""

    def __init__(self, pack: str, parameter: str) -> None:
        super().__init__(pack, parameter, "is missing", "빠져 있습니다")


class UnknownParameter(PackError):
    """The pack states something that no rule reads."""

    def __init__(self, pack: str, parameter: str) -> None:
        super().__init__(pack, parameter, "is not known", "알 수 없는 항목입니다")


class BadParameter(PackError):
    """The parameter is there, but its value, source or grade cannot be used."""


class AskTheOffice(PackError):
    """No good source confirms this parameter, so the pack leaves it unset: ask the protocol office."""

    def __init__(self, pack: str, parameter: str, rule: str) -> None:
        super().__init__(
            pack,
            parameter,
            f"no reliable source settles this ({rule}); ask the protocol office and set it",
            f"확인된 근거가 없습니다({rule}). 의전 담당 부서에 확인한 뒤 정해 주세요",
        )
        self.rule = rule
