"""Runs of the search for a timetable, and what each would change."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from legation.kernel.models import Record
from legation.matchmaking.models.round import OF_ROUND, Round, RoundParts


class Search(Record):
    """One run: the job that searches, what it found, and the timetable that stood before it was applied.

    `result` and `previous` hold `placed` as lists of meeting, slot and table; `events` what happened on the
    day when it is a re-planning. The timetable in force changes only when a result is applied:
    a search that was stopped or killed leaves it as it was.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="searches")
    job_id = models.BigIntegerField(null=True, blank=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="timetable_searches"
    )
    seconds = models.PositiveSmallIntegerField(
        _("seconds at most"), default=20, validators=[MinValueValidator(1), MaxValueValidator(3600)]
    )
    seed = models.PositiveIntegerField(default=1)
    keep = models.BooleanField(
        _("move as little as possible"),
        default=False,
        help_text=_("Meetings that have a place keep it where that is possible."),
    )
    events = models.JSONField(default=list, blank=True)
    result = models.JSONField(default=dict, blank=True)
    previous = models.JSONField(default=list, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RoundParts.as_manager()
    address: ClassVar[dict[str, str]] = OF_ROUND
    loads: ClassVar[tuple[str, ...]] = ("round__mission__programme", "round__engagement")
    untold: ClassVar[frozenset[str]] = frozenset({"result", "previous", "events", "job_id"})

    class Meta:
        indexes = (models.Index(fields=["round", "-id"], name="search_order"),)
        verbose_name = _("search for a timetable")

    def __str__(self) -> str:
        return str(self.round)

    def mission_key(self) -> int:
        return self.round.mission_id

    def seen_by(self) -> str:
        return self.round.visibility
