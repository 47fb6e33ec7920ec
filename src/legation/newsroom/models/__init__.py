"""What the public reads, how it is drafted, and which side said yes to it."""

from legation.newsroom.models.agreements import PublicAgreement
from legation.newsroom.models.consents import Consent
from legation.newsroom.models.photographs import Photograph
from legation.newsroom.models.programmes import PublicProgramme
from legation.newsroom.models.releases import PressRelease, Publication, Quotation
from legation.newsroom.models.sites import NewsSite

__all__ = [
    "Consent",
    "NewsSite",
    "Photograph",
    "PressRelease",
    "PublicAgreement",
    "PublicProgramme",
    "Publication",
    "Quotation",
]
