"""What capture refuses, as facts a page can turn into words: no message here is meant for a reader."""


class CaptureError(ValueError):
    """A text that capture does not read; `code` names the reason."""

    code = "capture"

    def __init__(self, **facts: str | int) -> None:
        self.facts: dict[str, str | int] = dict(facts)
        details = ", ".join(f"{name}={value!r}" for name, value in sorted(facts.items()))
        super().__init__(f"{self.code}: {details}" if details else self.code)


class EmptyText(CaptureError):
    """There is no letter in the text."""

    code = "empty-text"


class TextTooLong(CaptureError):
    """The text is longer than `limit` characters; its own `length` is given."""

    code = "text-too-long"

    def __init__(self, *, length: int, limit: int) -> None:
        self.length = length
        self.limit = limit
        super().__init__(length=length, limit=limit)


class UnsupportedLanguage(CaptureError):
    """The text is in neither English nor Korean; `script` is the script most of it is in.

    `language` is the language asked for, or the one the words suggest ("" where nothing is known).
    """

    code = "unsupported-language"

    def __init__(self, *, script: str, language: str = "") -> None:
        self.script = script
        self.language = language
        super().__init__(script=script, language=language)
