"""What logistics keeps."""

from legation.logistics.models.accreditation import Accreditation
from legation.logistics.models.filling import Filling
from legation.logistics.models.interpreting import InterpreterText, PackLink
from legation.logistics.models.private import Look, Private, PrivateLink, Purge, Trust
from legation.logistics.models.runs import Car, Ride, Run
from legation.logistics.models.stays import RoomingList, RoomType, Stay

__all__ = [
    "Accreditation",
    "Car",
    "Filling",
    "InterpreterText",
    "Look",
    "PackLink",
    "Private",
    "PrivateLink",
    "Purge",
    "Ride",
    "RoomType",
    "RoomingList",
    "Run",
    "Stay",
    "Trust",
]
