"""What went wrong, as RFC 9457 has it: title and detail in the asker's language, and the fields at fault."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legation.kernel.refusals import ChangedMeanwhile, Refused

KIND = "application/problem+json"
# The name of a problem, as its address on the page of the way in has it, its status and its title.
PROBLEMS: dict[str, tuple[int, Any]] = {
    "not-json": (400, gettext_lazy("The body cannot be read")),
    "bad-query": (400, gettext_lazy("The address asks for something that there is not")),
    "no-token": (401, gettext_lazy("A token is needed")),
    "https-only": (403, gettext_lazy("Ask over https")),
    "not-opened": (403, gettext_lazy("The token is not for this")),
    "not-allowed": (403, gettext_lazy("You may not do this")),
    "not-there": (404, gettext_lazy("There is nothing here that you see")),
    "no-such-method": (405, gettext_lazy("This cannot be asked for here")),
    "entered-twice": (409, gettext_lazy("It was entered twice")),
    "changed-meanwhile": (412, gettext_lazy("Somebody else saved it meanwhile")),
    "too-large": (413, gettext_lazy("The body is too large")),
    "not-json-type": (415, gettext_lazy("The body is sent as JSON")),
    "refused": (422, gettext_lazy("It was not saved")),
    "key-used": (422, gettext_lazy("The key was used for another request")),
    "no-version": (428, gettext_lazy("Say which version you saw")),
    "too-often": (429, gettext_lazy("Too many requests")),
    "away": (503, gettext_lazy("Legation is away for a moment")),
}


class Problem(Exception):
    """A request that ends here. `errors` are a field, or None for the whole, and a sentence each."""

    def __init__(
        self,
        name: str,
        detail: str = "",
        *,
        errors: Iterable[tuple[str | None, str]] = (),
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(name)
        self.name, self.detail = name, detail
        self.errors = [{"field": field, "message": message} for field, message in errors]
        self.headers, self.more = dict(headers or {}), dict(more or {})

    def answer(self) -> HttpResponse:
        status, title = PROBLEMS[self.name]
        body = {
            "type": f"/api/#{self.name}",
            "title": str(title),
            "status": status,
            "detail": self.detail or " ".join(str(one["message"]) for one in self.errors) or str(title),
            "errors": self.errors,
            **self.more,
        }
        text = json.dumps(body, ensure_ascii=False)
        return HttpResponse(text, status=status, content_type=KIND, headers=self.headers)


def of_form(form: Any) -> Problem:
    """What a form of a page says of what was typed."""
    errors = []
    for field, said in form.errors.items():
        errors += [(None if field == "__all__" else field, str(one)) for one in said]
    return Problem("refused", errors=errors)


def of_refusal(refusal: Refused) -> Problem:
    """What an action refused."""
    if isinstance(refusal, ChangedMeanwhile):
        return of_change(refusal)
    return Problem("refused", errors=[(refusal.field, str(refusal))])


def of_change(other: ChangedMeanwhile) -> Problem:
    """Somebody else saved: what they changed, as far as the asker may know it."""
    revisions = [
        {
            "version": one.version,
            "at": one.at.isoformat(),
            "by": one.by,
            "fields": [change.field for change in one.changes],
        }
        for one in other.revisions
    ]
    return Problem(
        "changed-meanwhile",
        _("Nothing was written. Read it again, and send your change with the version that you find."),
        headers={"ETag": f'"{other.version}"'},
        more={"version": other.version, "revisions": revisions},
    )
