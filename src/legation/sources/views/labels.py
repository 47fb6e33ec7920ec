"""What readers confirmed and corrected, to take away as labels for the next test set."""

import json

from django.http import HttpResponse

from legation.kernel.gate import Request, gate
from legation.missions.models import Mission
from legation.sources.models import Source
from legation.sources.queries import labels_archive, labels_of


@gate(["GET"], Source, "sources.change_source")
def source_labels(request: Request, source: Source) -> HttpResponse:  # noqa: ARG001
    words = json.dumps(labels_of(source), ensure_ascii=False, indent=1)
    answer = HttpResponse(words, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="labels-{source.pk:03d}.json"'
    return answer


@gate(["GET"], Mission, "sources.add_source")
def labels_zip(request: Request, mission: Mission) -> HttpResponse:
    answer = HttpResponse(labels_archive(mission, request.user), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="labels-{mission.slug}.zip"'
    return answer
