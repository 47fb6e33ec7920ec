"""One archive: how far its reading is, and which files were not read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.core.paginator import Page, Paginator
from django.db.models import Count

from legation.sources.choices import MemberStatus
from legation.sources.models import Archive, Member, Source

PAGE = 100
_AFTERWARDS = frozenset({MemberStatus.UNDONE, MemberStatus.KEPT})
"""What becomes of files only when an archive is undone."""


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """What became of the files, and a page of them."""

    archive: Archive
    counts: tuple[tuple[MemberStatus, int], ...]
    page: Page[Member]
    status: str
    resumable: bool
    undoable: bool
    redoable: bool
    changes: bool


def archive_page(archive: Archive, user: Any, asked: Mapping[str, str]) -> ArchivePage:
    """Files of one status, those that were not read first to look at: four queries.

    A file whose text the reader does not see (it was moved to a side since) is named without it.
    """
    rows = Member.objects.filter(archive=archive)
    counted = dict(rows.order_by().values_list("status").annotate(Count("pk")))
    status = asked.get("status", "")
    status = status if status in MemberStatus.values else ""
    shown = rows.filter(status=status) if status else rows
    page = Paginator(shown.order_by("position"), PAGE).get_page(asked.get("page"))
    visible = Source.objects.visible_to(user).defer("text", "marks", "asides", "opinions")
    texts = visible.in_bulk([member.source_id for member in page.object_list if member.source_id])
    for member in page.object_list:
        member.source = texts.get(member.source_id)
    job = archive.job
    over = job is None or job.over
    return ArchivePage(
        archive=archive,
        counts=tuple(
            (one, counted.get(one, 0)) for one in MemberStatus if one not in _AFTERWARDS or counted.get(one)
        ),
        page=page,
        status=status,
        resumable=over and default_storage.exists(archive.stored),
        undoable=over and bool(counted.get(MemberStatus.READ)),
        redoable=over and bool(counted.get(MemberStatus.UNDONE)),
        changes=user.has_perm("sources.change_archive", archive),
    )
