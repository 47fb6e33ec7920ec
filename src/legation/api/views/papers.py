"""Minutes with their lines, and who signed an agreement."""

from legation.api.choices import Area
from legation.api.queries.telling import told
from legation.api.views.missions import AT, of_mission
from legation.api.views.resources import Resource
from legation.outcomes.models import Agreement, Minutes, MinutesLine, Signatory

RESOURCES = (
    Resource(
        name="minutes",
        one="record of minutes",
        area=Area.OUTCOMES,
        model=Minutes,
        at=f"{AT}/minutes",
        rows=of_mission,
        fields=told(Minutes, "engagement", "closed_at", "visibility"),
        joined=("mission",),
    ),
    Resource(
        name="minutes-lines",
        one="line of minutes",
        area=Area.OUTCOMES,
        model=MinutesLine,
        at=f"{AT}/minutes/<int:pk>/lines",
        at_one=f"{AT}/minutes/<int:minutes>/lines/<int:pk>",
        parent=Minutes,
        may_list="outcomes.view_minutes",
        rows=lambda rows, minutes: rows.filter(minutes=minutes),
        fields=told(
            MinutesLine,
            *("kind", "under", "position", "text", "speaker", "statement", "commitment", "visibility"),
        ),
        joined=("minutes__mission",),
    ),
    Resource(
        name="signatories",
        one="signatory of an agreement",
        area=Area.OUTCOMES,
        model=Signatory,
        at="agreements/<int:pk>/signatories",
        at_one="signatories/<int:pk>",
        parent=Agreement,
        may_list="outcomes.view_agreement",
        rows=lambda rows, agreement: rows.filter(agreement=agreement),
        # Without the name beside the key: on a page too only who may follow the key reads it.
        fields=told(Signatory, "agreement", "party", "person", "post", "head"),
        joined=("agreement",),
    ),
)
