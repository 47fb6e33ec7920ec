"""What logistics keeps."""

from legation.logistics.models.private import Look, Private, PrivateLink, Purge, Trust
from legation.logistics.models.stays import RoomingList, RoomType, Stay

__all__ = ["Look", "Private", "PrivateLink", "Purge", "RoomType", "RoomingList", "Stay", "Trust"]
