"""Texts of a mission: handed in, and read by the same rules as on the page.

What was found in a text is decided beside the text, by somebody who reads it: that is not offered here.
"""

from legation.api.choices import Area
from legation.api.queries.shapes import Shape
from legation.api.queries.telling import Told, told
from legation.api.views.missions import AT, added_within, of_mission
from legation.api.views.resources import Resource, Writing
from legation.engine.ingest import MOST_CHARACTERS
from legation.sources.actions import read_source, remove_source, restore_source
from legation.sources.forms import SourceForm
from legation.sources.models import Source
from legation.sources.queries import removed_source

WHOLE: Shape = {
    "type": "string",
    "maxLength": MOST_CHARACTERS,
    "description": "The article, the release or the minutes. A body holds at most 1 MiB.",
}
SOURCES = Resource(
    name="sources",
    one="text that was read",
    area=Area.SOURCES,
    model=Source,
    at=f"{AT}/sources",
    rows=of_mission,
    fields=(
        *told(Source, "title", "publisher", "url", "published_on", "language", "kind", "file_name"),
        *told(Source, "visibility")[3:],
        Told("characters", {"type": "integer"}, lambda row: len(row.text)),
    ),
    joined=("mission",),
    writing=Writing(
        form=lambda asked, data, _source, mission: SourceForm(data, {}, mission=mission, user=asked.user),
        shape_edit=SourceForm,
        filled=frozenset({"title"}),
        shapes={"text": WHOLE},
        may_add="sources.add_source",
        add=added_within(read_source),
        remove=remove_source,
        restore=restore_source,
        removed=lambda asked, mission, parts: removed_source(mission, parts["pk"], asked.user),
        may_restore="sources.add_source",
    ),
)
RESOURCES = (SOURCES,)
