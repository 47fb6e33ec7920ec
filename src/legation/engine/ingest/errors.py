"""What ingest refuses, as facts: pages and commands turn them into words."""


class BadFile(ValueError):
    """A file that cannot be read; `code` names the reason."""

    code = "bad-file"

    def __init__(self, **facts: str | int) -> None:
        self.facts: dict[str, str | int] = dict(facts)
        details = ", ".join(f"{name}={value!r}" for name, value in sorted(facts.items()))
        super().__init__(f"{self.code}: {details}" if details else self.code)


class EmptyFile(BadFile):
    """There is no byte, or nothing but blanks, in the file."""

    code = "empty-file"


class FileTooLarge(BadFile):
    """The file has `size` bytes and may have `limit`."""

    code = "file-too-large"


class TooMuchText(BadFile):
    """The text has `length` characters and may have `limit`."""

    code = "too-much-text"


class UnknownEncoding(BadFile):
    """The bytes are text in none of: UTF-8, UTF-16 with a mark, what HTML declares, CP949."""

    code = "unknown-encoding"


class NoTextInPdf(BadFile):
    """The PDF's `pages` hold pictures and no text."""

    code = "no-text-in-pdf"


class ArchiveTooLarge(BadFile):
    """An archive has more `files`, or more bytes unpacked (`size`), than its `limit`."""

    code = "archive-too-large"


class NotWhatItSays(BadFile):
    """The content is not of the kind that the name says, is of no kind that is read, or is broken.

    `says` is the kind that the name stands for, `is` what was found ("" where it is none).
    """

    code = "not-what-it-says"

    def __init__(self, *, says: str, found: str, why: str = "") -> None:
        self.says, self.found, self.why = says, found, why
        super().__init__(says=says, found=found, why=why)
