"""What a mission consists of."""

from legation.missions.models.access import CalendarLink, Membership, MissionParts, sides_seen
from legation.missions.models.booking import Booking
from legation.missions.models.day import DayLink
from legation.missions.models.engagement import Attendance, Engagement, Point
from legation.missions.models.invitation import Invitation, Invitee, StrayReply
from legation.missions.models.mission import Delegate, Delegation, Leg, Mission, Programme
from legation.missions.models.offer import AccessOffer
from legation.missions.models.release import Recipient, Release
from legation.missions.models.step import Step
from legation.missions.models.travel import Movement
from legation.missions.models.venue import Room, Venue
from legation.missions.models.way import Way

__all__ = [
    "AccessOffer",
    "Attendance",
    "Booking",
    "CalendarLink",
    "DayLink",
    "Delegate",
    "Delegation",
    "Engagement",
    "Invitation",
    "Invitee",
    "Leg",
    "Membership",
    "Mission",
    "MissionParts",
    "Movement",
    "Point",
    "Programme",
    "Recipient",
    "Release",
    "Room",
    "Step",
    "StrayReply",
    "Venue",
    "Way",
    "sides_seen",
]
