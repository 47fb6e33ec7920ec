"""Pages of sources."""

from legation.sources.views.archives import (
    archive,
    archive_redo,
    archive_resume,
    archive_state,
    archive_stop,
    archive_undo,
)
from legation.sources.views.differing import differences, finding_settle
from legation.sources.views.intaking import intake, intake_new, intake_state, intake_stop, intake_undo
from legation.sources.views.labels import labels_zip, source_labels
from legation.sources.views.minuting import source_minutes
from legation.sources.views.opinions import source_ask, source_asked
from legation.sources.views.reading import source_new, source_remove, source_restore, sources
from legation.sources.views.reviewing import (
    finding_decide,
    source,
    source_accept,
    source_date,
    source_move,
    source_pull,
)

__all__ = [
    "archive",
    "archive_redo",
    "archive_resume",
    "archive_state",
    "archive_stop",
    "archive_undo",
    "differences",
    "finding_decide",
    "finding_settle",
    "intake",
    "intake_new",
    "intake_state",
    "intake_stop",
    "intake_undo",
    "labels_zip",
    "source",
    "source_accept",
    "source_ask",
    "source_asked",
    "source_date",
    "source_labels",
    "source_minutes",
    "source_move",
    "source_new",
    "source_pull",
    "source_remove",
    "source_restore",
    "sources",
]
