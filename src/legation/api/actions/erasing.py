"""What answers to programs tell of an erased person: cleared, so that nobody is given it again."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from legation.api.models import Answer
from legation.directory.actions.erasing import names_of
from legation.kernel.personal import erases
from legation.missions.models import Delegate

CLEARED = "{}"


@erases("answers", _("Answers kept for programs that named them, cleared"))
def clear_answers_of(person: Any, by: Any) -> int:  # noqa: ARG001
    """Clear what was answered. The key stays used, so that the request is not done a second time."""
    delegates = set(Delegate._default_manager.filter(person=person).values_list("pk", flat=True))
    names = [json.dumps(name, ensure_ascii=False)[1:-1] for name in names_of(person)]
    telling = [
        answer
        for answer in Answer.objects.exclude(body__in=("", CLEARED))
        if _is_of(json.loads(answer.body), person.pk, delegates) or any(name in answer.body for name in names)
    ]
    for answer in telling:
        answer.body = CLEARED
        answer.headers = {name: said for name, said in answer.headers.items() if name != "ETag"}
    Answer.objects.bulk_update(telling, ["body", "headers"], batch_size=200)
    return len(telling)


def _is_of(told: dict[str, Any], person: int, delegates: set[int]) -> bool:
    """The person's own record, which may say a name of before, or one that stands for them."""
    own = "family_name" in told and told["id"] == person
    return own or told.get("person") == person or told.get("delegate") in delegates
