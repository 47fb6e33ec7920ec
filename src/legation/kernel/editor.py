"""The one flow of every editing page: show, parse, act, and nothing typed is ever lost."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from legation.kernel.forms import RecordForm
from legation.kernel.gate import Request
from legation.kernel.refusals import ChangedMeanwhile, Refused

Saved = TypeVar("Saved")


def edit(
    request: Request,
    form: RecordForm,
    *,
    act: Callable[[], Saved],
    template: str,
    context: Mapping[str, Any],
    done: Callable[[Saved], str],
    said: str = "",
) -> HttpResponse:
    """Run `act` on a valid form and go to `done`; otherwise show `template` again with what was typed.

    A refusal is shown at its field. When somebody else saved meanwhile, the page tells what they changed and
    holds the newer version, so that saving again is a decision and not an accident.
    """
    meanwhile: ChangedMeanwhile | None = None
    if request.method == "POST" and form.is_valid():
        try:
            saved = act()
        except ChangedMeanwhile as other:
            meanwhile = other
            typed = cast("QueryDict", form.data).copy()
            typed[form.add_prefix("seen_version")] = str(other.version)
            form.data = typed
        except Refused as refusal:
            form.refuse(refusal)
        except IntegrityError:
            form.add_error(None, _("This was entered twice. Nothing was saved the second time."))
        else:
            messages.success(request, said or _("Saved."))
            return redirect(done(saved))
    invalid = request.method == "POST"
    return render(
        request,
        template,
        {"form": form, "meanwhile": meanwhile, **context},
        status=409 if meanwhile else 422 if invalid else 200,
    )
