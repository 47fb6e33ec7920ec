"""Work that goes on after the answer: programs are told."""

from legation.api.jobs.telling import tell

__all__ = ["tell"]
