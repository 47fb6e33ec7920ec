"""The live style page: every component, as the pages use it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from legation.kernel.gate import public


@public(["GET"], because="shows components with invented content, nothing of any mission")
def style(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/style.html")
