"""Why a text is not read or a finding not accepted."""

from django.utils.translation import gettext_lazy as _

from legation.kernel.refusals import Refused


class AlreadyRead(Refused):
    sentence = _("This text was already read for this mission, as “%(title)s”.")
    field = "text"


class NoTextToRead(Refused):
    sentence = _("There is no text to read here. Paste the article, or choose a file that holds text.")
    field = "text"


class TextTooLong(Refused):
    sentence = _("This text has %(length)s characters. At most %(limit)s can be read at once: divide it.")
    field = "text"


class LanguageNotRead(Refused):
    sentence = _("Only English and Korean texts can be read. This one is in another language.")
    field = "text"


class OtherSidesSource(Refused):
    sentence = _("You can show it to both sides or to your own, not to the other side alone.")
    field = "visibility"


class AlreadyDecided(Refused):
    sentence = _("This was decided already: %(status)s. Open it again to decide otherwise.")


class NothingNamed(Refused):
    sentence = _("There is no name. Write one, or reject the finding.")
    field = "name"


class CityNotKnown(Refused):
    sentence = _("The city “%(city)s” is not in the directory. Add it there first, or correct the name.")
    field = "city"


class DayNotKnown(Refused):
    sentence = _("The text does not say on which day it was. Fill in the day, or reject the finding.")
    field = "day"


class SpeakerNotKnown(Refused):
    sentence = _("%(who)s is not in the directory yet. Accept the person first, or leave the name out.")
    field = "speakers"


class EngagementFirst(Refused):
    sentence = _("A topic belongs to the engagement that the text is about. Accept that one first.")


class NotALink(Refused):
    sentence = _("Choose one of the records that are offered, or make a new one.")
    field = "link"


class NotYours(Refused):
    sentence = _(
        "This would add or change something that you may not enter by hand either: %(what)s."
        " Leave it to somebody who may."
    )


class NothingToTake(Refused):
    sentence = _("There is no such difference any more. Look again.")


class WordsNotThere(Refused):
    sentence = _("These words are not in the text. Write them as they stand there.")
    field = "words"


class NoSuchField(Refused):
    sentence = _("These words cannot stand in that field.")
    field = "into"


class NotAnArchive(Refused):
    sentence = _("%(problem)s")
    field = "file"


class NotNow(Refused):
    sentence = _("This archive is being worked on. Wait until that is over, or stop it first.")


class NoOpinion(Refused):
    sentence = _("No second reader is set up, so nothing was asked.")


class OpinionFailed(Refused):
    sentence = _("The second reader %(reader)s gave no opinion: %(why)s.")
