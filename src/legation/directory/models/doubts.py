"""Rows of a list that look like somebody known: what was asked and what was decided, for the next time."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from legation.directory.choices import DoubtChoice
from legation.directory.models.records import PeopleList, Person


class ListedDoubt(models.Model):
    """One row that is perhaps about somebody known, or about an earlier row: somebody decides.

    `mark` tells the row again in another list, as that of a `ListedRow` does.
    `said` is how a page calls the row, and `told` whom it looks like: {"person" or "row", "reasons"}, the
    likeliest first; both are forgotten when the list is taken in. `asked` are the people among them.
    `person` or `row`, an earlier one, is who was chosen; `before` says that it was chosen in an earlier list.
    """

    listed = models.ForeignKey(PeopleList, on_delete=models.CASCADE, related_name="doubts")
    number = models.PositiveIntegerField()
    mark = models.CharField(max_length=40, db_index=True)
    said = models.JSONField(default=dict)
    told = models.JSONField(default=list)
    asked = models.JSONField(default=list)
    choice = models.CharField(max_length=8, choices=DoubtChoice.choices, default=DoubtChoice.OPEN, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    row = models.PositiveIntegerField(null=True)
    before = models.BooleanField(default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("listed", "number"), name="a_row_is_asked_once"),)
        verbose_name = _("row to be decided")

    def __str__(self) -> str:
        return f"{self.number}: {self.get_choice_display()}"
