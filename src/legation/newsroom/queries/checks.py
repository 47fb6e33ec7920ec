"""What a press release still lacks before anybody may say yes to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

LANGUAGES = ("en", "ko")
MARK = re.compile(r"^\s*\[(?:quotation|인용)\s*(\d+)\]\s*$", re.MULTILINE)
# Words between quotation marks that are long enough to be somebody's words and not the name of a thing.
QUOTED = re.compile(r"[“\"「]([^”\"」\n]+)[”\"」]")
LONG = {"en": 40, "ko": 20}


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing: `code` says what, `language` in which text, `what` names it."""

    code: str
    language: str = ""
    what: str = ""

    @property
    def sentence(self) -> str:
        language = _("English") if self.language == "en" else _("Korean")
        sentences = {
            "title": _("The headline is missing in %(language)s."),
            "body": _("The text is missing in %(language)s."),
            "quotation-words": _("The words of %(what)s are missing in %(language)s."),
            "quotation-yes": _("Quotation %(what)s: the speaker has not said yes to these words."),
            "mark": _("The %(language)s text has a place for quotation %(what)s, and there is none."),
            "quoted": _(
                "The %(language)s text quotes “%(what)s…” itself. Add it as a quotation, so that the speaker"
                " can say yes to it, or say it without quotation marks."
            ),
            "embargo": _("The embargo ended before both sides had said yes. Choose another minute, or none."),
            "correction": _("Say in both languages what is corrected: the public reads it."),
        }
        return sentences[self.code] % {"language": language, "what": self.what}


def lacks_of(
    draft: dict[str, Any], unapproved: list[str], *, embargo_at: datetime | None, known: bool, now: datetime
) -> tuple[Lack, ...]:
    """All of it, in the order of the page.

    `unapproved` names the speakers who said no yes to their words as they stand; `known` is true where the
    public has read the release already, which then asks for a correction and knows no embargo.
    """
    found = [Lack("title", one) for one in LANGUAGES if not draft["title"].get(one)]
    for one in LANGUAGES:
        text = draft["body"].get(one, "")
        found += [Lack("body", one)] if not text.strip() else list(_of_text(text, one, draft["quotations"]))
    for quotation in draft["quotations"]:
        name = quotation["name"]["en"]
        found += [Lack("quotation-words", one, name) for one in LANGUAGES if not quotation["text"].get(one)]
    found += [Lack("quotation-yes", what=name) for name in unapproved]
    if not known and embargo_at is not None and embargo_at <= now:
        found.append(Lack("embargo"))
    if known and not all(draft["correction"].get(one) for one in LANGUAGES):
        found.append(Lack("correction"))
    return tuple(found)


def _of_text(text: str, language: str, quotations: list[dict[str, Any]]) -> Iterator[Lack]:
    for mark in MARK.findall(text):
        if not 1 <= int(mark) <= len(quotations):
            yield Lack("mark", language, mark)
    said = [_bare(quotation["text"].get(language, "")) for quotation in quotations]
    for quoted in QUOTED.findall(text):
        if len(quoted) >= LONG[language] and not any(_bare(quoted) in one for one in said):
            yield Lack("quoted", language, quoted[:30])


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
