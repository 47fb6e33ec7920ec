"""What logistics keeps."""

from legation.logistics.models.private import Look, Private, PrivateLink, Purge, Trust

__all__ = ["Look", "Private", "PrivateLink", "Purge", "Trust"]
