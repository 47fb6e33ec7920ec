"""A user's own tokens: made, shown once, and revoked."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from legation.api.actions import make_token, revoke_token
from legation.api.forms.tokens import TokenForm
from legation.api.queries.tokens import token_of, tokens_of
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused


@never_cache
@gate(["GET", "POST"], None, "accounts.use")
def tokens(request: Request) -> HttpResponse:
    """All tokens of the user; a new one's secret stands on the answer to the form, and nowhere else."""
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            secret = make_token(form.values(), by=request.user)[1]
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            form = TokenForm()
    page = {"form": form, "secret": secret, "tokens": tokens_of(request.user), "now": timezone.now()}
    return render(request, "api/tokens.html", page, status=422 if form.errors else 200)


@gate(["POST"], None, "accounts.use")
def token_revoke(request: Request, pk: int) -> HttpResponse:
    token = token_of(request.user, pk)
    if token is None:
        raise Http404
    revoke_token(token, by=request.user)
    messages.success(request, _("The token “%(name)s” opens nothing any more.") % {"name": token.name})
    return redirect("tokens")
