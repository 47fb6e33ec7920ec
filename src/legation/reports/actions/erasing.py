"""What the survey keeps of an erased person: links end, words are forgotten, figures stay in the sums."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.kernel import outbox
from legation.kernel.personal import erases
from legation.missions.models import Delegate
from legation.reports.models import SurveyAnswer, SurveyLink


@erases("surveys", _("Links and words of the outcome survey: ended and removed; figures stay in the sums"))
def forget_answers_of(person: Any, by: Any) -> int:  # noqa: ARG001
    delegates = list(Delegate._default_manager.filter(person=person).values_list("pk", flat=True))
    links = SurveyLink.objects.filter(delegate__in=delegates)
    keys = list(links.values_list("pk", flat=True))
    outbox.forget(outbox.about(SurveyLink, keys))
    links.filter(revoked_at=None).update(revoked_at=timezone.now())
    SurveyAnswer.objects.filter(link__in=keys).update(promises="", better="")
    return len(keys)
