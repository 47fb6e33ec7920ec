"""Enumerations of missions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    """What a user does in one mission."""

    ORGANISER = "organiser", _("Organiser")
    PROTOCOL = "protocol", _("Host protocol")
    ASSISTANT = "assistant", _("Assistant of a principal")
    DELEGATE = "delegate", pgettext_lazy("role", "Delegate")
    PRESS = "press", _("Press office")


class MissionKind(TextChoices):
    LEADERSHIP = "leadership", _("Leadership mission")
    TRADE = "trade", _("Trade mission")
    STUDY = "study", _("Study mission")
    OFFICIAL = "official", _("Official visit")


class MissionStatus(TextChoices):
    PREPARING = "preparing", _("In preparation")
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", _("Cancelled")


class Party(TextChoices):
    """Which side a delegation stands on. A third party joins both."""

    GUEST = "guest", pgettext_lazy("party", "Guest")
    HOST = "host", pgettext_lazy("party", "Host")
    THIRD = "third", pgettext_lazy("party", "Third party")


class Capacity(TextChoices):
    HEAD = "head", _("Head of delegation")
    DEPUTY = "deputy", _("Deputy head")
    MEMBER = "member", pgettext_lazy("capacity", "Member")
    STAFF = "staff", pgettext_lazy("capacity", "Staff")
    INTERPRETER = "interpreter", _("Interpreter")
    PRESS = "press", pgettext_lazy("capacity", "Press")
    SECURITY = "security", _("Security")
    SPOUSE = "spouse", _("Spouse")


class Access(TextChoices):
    """What somebody needs of a seat."""

    WHEELCHAIR = "wheelchair", _("Place for a wheelchair")
    STEP_FREE = "step-free", _("A way without steps")
    HEARING = "hearing", _("To hear well")
    SIGHT = "sight", _("To see well")


class DelegateStatus(TextChoices):
    NOMINATED = "nominated", _("Nominated")
    INVITED = "invited", _("Invited")
    CONFIRMED = "confirmed", pgettext_lazy("delegate", "Confirmed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class EngagementKind(TextChoices):
    COURTESY_CALL = "courtesy_call", _("Courtesy call")
    MEETING = "meeting", _("Meeting")
    ONE_TO_ONE = "one_to_one", _("One-to-one meetings")
    RECEPTION = "reception", _("Reception")
    SIGNING = "signing", _("Signing")
    SITE_VISIT = "site_visit", _("Site visit")
    FORUM = "forum", _("Forum")
    CEREMONY = "ceremony", _("Ceremony")
    PRESS_CONFERENCE = "press_conference", _("Press conference")
    TRANSFER = "transfer", _("Transfer")
    BRIEFING = "briefing", _("Briefing")
    FREE_TIME = "free_time", _("Free time")


class EngagementStatus(TextChoices):
    TENTATIVE = "tentative", _("Tentative")
    CONFIRMED = "confirmed", pgettext_lazy("engagement", "Confirmed")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", pgettext_lazy("engagement", "Cancelled")


class PartOfDay(TextChoices):
    """When no clock time is known, what is."""

    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")
    DAY = "day", _("In the course of the day")


class Interpretation(TextChoices):
    NONE = "none", _("No interpretation")
    CONSECUTIVE = "consecutive", _("Consecutive interpretation")
    SIMULTANEOUS = "simultaneous", _("Simultaneous interpretation")
    WHISPERED = "whispered", _("Whispered interpretation")


class Dress(TextChoices):
    BUSINESS = "business", _("Business dress")
    CASUAL = "casual", _("Business casual")
    FORMAL = "formal", _("Formal dress")
    NATIONAL = "national", _("National or formal dress")
    OUTDOOR = "outdoor", _("Outdoor clothing and flat shoes")


class PointKind(TextChoices):
    """What a line of a meeting's brief is. Talking points are graded."""

    OBJECTIVE = "objective", _("Objective")
    AGENDA = "agenda", _("Agenda item")
    CERTAIN = "certain", _("Certain to be raised")
    POSSIBLE = "possible", _("Possibly raised")
    DEFENSIVE = "defensive", _("Defensive only: if raised")
    NOTE = "note", _("Note")


class Function(TextChoices):
    """What somebody does at an engagement."""

    PRINCIPAL = "principal", _("Principal")
    PARTICIPANT = "participant", _("Participant")
    INTERPRETER = "interpreter", pgettext_lazy("function", "Interpreter")
    NOTE_TAKER = "note_taker", _("Note-taker")
    SIGNATORY = "signatory", _("Signatory")
    WITNESS = "witness", _("Witness")
    MASTER_OF_CEREMONIES = "mc", _("Master of ceremonies")


class Presence(TextChoices):
    EXPECTED = "expected", _("Expected")
    PRESENT = "present", _("Present")
    ABSENT = "absent", _("Absent")


class Delivery(TextChoices):
    """How a released version reached one of those whom it was released to."""

    WAITING = "waiting", pgettext_lazy("delivery", "Message being written")
    WRITTEN = "written", pgettext_lazy("delivery", "Message written")
    NOTHING = "nothing", pgettext_lazy("delivery", "No message: nothing of theirs changed")
    WITHDRAWN = "withdrawn", pgettext_lazy("delivery", "No message: access was taken back")
    AUTHOR = "author", pgettext_lazy("delivery", "Released it")
    OFF = "off", pgettext_lazy("delivery", "No message: they want none of these")
    UNTOLD = "untold", pgettext_lazy("delivery", "No message was asked for")
    CALENDAR = "calendar", pgettext_lazy("delivery", "Calendar link")
    DAY = "day", pgettext_lazy("delivery", "Link to their day")


class MovementKind(TextChoices):
    """What somebody travels by."""

    FLIGHT = "flight", pgettext_lazy("movement", "Flight")
    TRAIN = "train", pgettext_lazy("movement", "Train")
    SHIP = "ship", pgettext_lazy("movement", "Ship")
    CAR = "car", pgettext_lazy("movement", "Car")
    OTHER = "other", pgettext_lazy("movement", "Other")


class Direction(TextChoices):
    """Where a movement stands in a visit: manifests and pick-ups go by it."""

    ARRIVAL = "arrival", pgettext_lazy("movement", "Arrival")
    BETWEEN = "between", pgettext_lazy("movement", "Between cities")
    DEPARTURE = "departure", pgettext_lazy("movement", "Departure")


class MovementStatus(TextChoices):
    PLANNED = "planned", pgettext_lazy("movement", "Planned")
    BOOKED = "booked", pgettext_lazy("movement", "Booked")
    DEPARTED = "departed", pgettext_lazy("movement", "Under way")
    ARRIVED = "arrived", pgettext_lazy("movement", "Arrived")
    CANCELLED = "cancelled", pgettext_lazy("movement", "Cancelled")


class StepKind(TextChoices):
    """What was done on the board."""

    CHANGED = "changed", pgettext_lazy("step", "Changed")
    COPIED = "copied", pgettext_lazy("step", "Copied")


class InvitationMethod(TextChoices):
    """What a calendar was told last, as RFC 5546 names it."""

    REQUEST = "REQUEST", pgettext_lazy("invitation", "Invited")
    CANCEL = "CANCEL", pgettext_lazy("invitation", "Called off")


class Answered(TextChoices):
    """What was answered to an invitation."""

    NOTHING = "nothing", pgettext_lazy("answer", "No answer yet")
    ACCEPTED = "accepted", pgettext_lazy("answer", "Accepted")
    TENTATIVE = "tentative", pgettext_lazy("answer", "Perhaps")
    DECLINED = "declined", pgettext_lazy("answer", "Declined")


class ReplyWay(TextChoices):
    LINK = "link", pgettext_lazy("answered", "at the link")
    MAIL = "mail", pgettext_lazy("answered", "by mail")
    HAND = "hand", pgettext_lazy("answered", "put right by hand")


class WhyNotMatched(TextChoices):
    """Why a reply by mail was not taken as the answer to an invitation."""

    UNREADABLE = "unread", _("It holds no calendar file that can be read.")
    NOT_A_REPLY = "other", _("Its calendar file is not an answer to an invitation.")
    AUTOMATIC = "auto", _("A machine wrote it: an absence note, or a report that a letter did not arrive.")
    UNKNOWN = "unknown", _("It names an invitation that we never sent.")
    STRANGER = "stranger", _("It was sent from another address than the one that was invited.")
    OLD = "old", _("It answers an earlier time or place; the invitation changed since.")
    REPLAYED = "replayed", _("A later answer came before it.")
    CANCELLED = "cancelled", _("The engagement was called off before it came.")
    PART = "part", _("It answers one day of a series, and the invitation is no series.")


class Bearing(TextChoices):
    """A wall of a room."""

    NORTH = "north", _("North")
    EAST = "east", _("East")
    SOUTH = "south", _("South")
    WEST = "west", _("West")
