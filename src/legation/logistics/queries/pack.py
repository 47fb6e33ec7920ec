"""An interpreter's pack: who is there and how they are addressed, what is spoken of, and the texts."""

from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.directory.models import Person, Post
from legation.engine.naming import POSTS, NamelessPerson, PersonName, address, formal
from legation.kernel.asked import key_asked
from legation.kernel.choices import Visibility
from legation.kernel.links import key_of, token
from legation.logistics.choices import TextKind
from legation.logistics.models import InterpreterText, PackLink
from legation.logistics.queries.accreditation import Turn, Voice, voices_page
from legation.logistics.queries.sheet import Column, Line, Part, Row, Sheet, Text, both
from legation.missions.choices import Function, Interpretation, Party, PointKind
from legation.missions.models import Attendance, Delegate, Engagement, Mission, Point
from legation.missions.rules import standing

PURPOSE = "pack"
AGENDA = (PointKind.AGENDA, PointKind.OBJECTIVE, PointKind.CERTAIN, PointKind.POSSIBLE, PointKind.NOTE)


@dataclass(frozen=True, slots=True)
class Sight:
    """What goes into a pack: what a user sees, or of that what both sides see."""

    user: Any
    shared: bool

    def of(self, rows: Any, *visibilities: str) -> Any:
        """These rows as far as they are seen; `visibilities` are the fields that say it."""
        found = rows.visible_to(self.user)
        return found.filter(**dict.fromkeys(visibilities, Visibility.SHARED)) if self.shared else found


def sight_of(delegate: Delegate, user: Any) -> Sight:
    """An interpreter of neither side serves both, so their pack holds only what both sides see."""
    return Sight(user, shared=delegate.delegation.party == Party.THIRD)


def voice_of(mission: Mission, user: Any, key: int) -> Voice | None:
    """An interpreter whom `user` looks after, with what goes into their pack."""
    found = next((one for one in voices_page(mission, user).voices if one.delegate.pk == key), None)
    if found is None or not sight_of(found.delegate, user).shared:
        return found
    turns = tuple(turn for turn in found.turns if turn.engagement.visibility == Visibility.SHARED)
    return Voice(found.delegate, turns)


def pack_sheet(voice: Voice, mission: Mission, user: Any, at: datetime) -> Sheet:
    """What an interpreter prepares with: of each engagement time, place and way of interpreting, who is there
    with their life, what will be spoken of, and the texts. Three queries. Only what `user` sees."""
    sight = sight_of(voice.delegate, user)
    keys = [turn.engagement.pk for turn in voice.turns]
    people: dict[int, list[Attendance]] = defaultdict(list)
    rows = (
        sight.of(Attendance.objects, "delegate__visibility", "engagement__visibility")
        .filter(engagement__in=keys)
        .select_related("delegate__person", "delegate__delegation", "delegate__post__organisation")
        .order_by("engagement", "delegate__delegation__party", "pk")
    )
    for row in rows:
        people[row.engagement_id].append(row)
    said: dict[int, list[Point]] = defaultdict(list)
    points = sight.of(Point.objects, "visibility").filter(engagement__in=keys, kind__in=AGENDA)
    for point in points.order_by("pk"):
        said[point.engagement_id].append(point)
    given: dict[int, list[InterpreterText]] = defaultdict(list)
    for text in _texts(sight, keys):
        given[text.engagement_id].append(text)
    person = voice.delegate.person
    return Sheet(
        name="interpreter",
        title=both(lambda: _("Interpreter’s pack")),
        about=(
            (Line("en", person.name_in("en")),),
            both(lambda: mission.name),
            both(lambda: date_format(at.date(), "Y-m-d")),
        ),
        columns=(
            Column(both(lambda: pgettext("interpreter", "As")), 1.0),
            Column(both(lambda: _("Name and form of address")), 2.0),
            Column(both(lambda: _("Post")), 1.8),
            Column(both(lambda: _("Biography, or what is spoken of")), 4.2),
        ),
        parts=tuple(
            _turn(turn, people[turn.engagement.pk], said[turn.engagement.pk], given[turn.engagement.pk])
            for turn in voice.turns
        ),
        at=at,
        foot=(Line("en", f"{mission.slug} · {at:%Y-%m-%d %H:%M} UTC"),),
    )


def _texts(sight: Sight, engagements: Sequence[int]) -> list[InterpreterText]:
    rows = sight.of(InterpreterText.objects, "visibility").filter(engagement__in=engagements)
    if sight.shared:
        rows = rows.exclude(speaker__visibility__in=[Visibility.GUEST, Visibility.HOST])
    return list(rows.select_related("speaker__person").order_by("kind", "title", "pk"))


def texts_of(engagement: Engagement, user: Any) -> list[InterpreterText]:
    """One query: the texts of an engagement that the reader sees."""
    return _texts(Sight(user, shared=False), [engagement.pk])


def removed_text(engagement: Engagement, pk: str | int, user: Any) -> InterpreterText | None:
    """The removed text that `user` sees and may bring back, or None."""
    key = key_asked(pk)
    if key is None:
        return None
    rows = InterpreterText.objects.filter(engagement=engagement, pk=key).exclude(removed_at=None)
    found: InterpreterText | None = rows.select_related("speaker", "engagement").first()
    mine = standing(user, engagement.mission_id)
    if found is None or mine is None or found.seen_by() not in mine.sees:
        return None
    there = copy(found)
    there.removed_at = None
    return found if user.has_perm("logistics.change_interpretertext", there) else None


def _turn(
    turn: Turn, people: Sequence[Attendance], points: Sequence[Point], texts: Sequence[InterpreterText]
) -> Part:
    one = turn.engagement
    day, clock = f"{one.local_start:%Y-%m-%d}", f"{one.local_start:%H:%M}–{one.local_end:%H:%M}"

    def head() -> str:
        return f"{day}{f', {one.get_part_display()}' if one.part else f' {clock}'} · {one.title}"

    def note() -> str:
        parts = [str(Interpretation(one.interpretation).label)]
        if one.venue is not None:
            parts.append(f"{one.venue}, {one.venue.city}")
        if turn.alone:
            parts.append(_("alone for more than an hour and a half: ask for a second interpreter"))
        return " · ".join(parts)

    rows = [Row(_who(row), strong=frozenset({1})) for row in people]
    for point in points:
        kind, text = PointKind(point.kind), point.text
        labels = "\n".join(line.text for line in both(lambda: kind.label))  # noqa: B023
        words = "\n".join(line.text for line in both(lambda: text))  # noqa: B023
        rows.append(Row((labels, "", "", words)))
    return Part(
        both(head),
        tuple(rows),
        note=both(note),
        texts=tuple(_text(each) for each in texts),
    )


def _text(given: InterpreterText) -> Text:
    kind = TextKind(given.kind)
    speaker = given.speaker.person.name_in("en") if given.speaker is not None else ""
    return Text(both(lambda: kind.label), given.title, speaker, given.language, given.text)


def _who(row: Attendance) -> tuple[str, str, str, str]:
    person, post = row.delegate.person, row.delegate.post
    latin, second = person.name_in("en"), person.second_script("en")
    about = ""
    if post is not None:
        about = "\n".join(line.text for line in both(lambda: f"{post.title}, {post.organisation}"))
    function = Function(row.function)
    names = [latin, *([] if second in {"", latin} else [second]), *_addressed(person, post)]
    return (
        "\n".join(line.text for line in both(lambda: function.label)),
        "\n".join(dict.fromkeys(names)),
        about,
        "\n".join(line.text for line in both(lambda: person.biography)),
    )


def _addressed(person: Person, post: Post | None) -> list[str]:
    """How one speaks to them in each language: "Mayor Park", "박 시장님". Nothing is guessed."""
    name = PersonName(
        family=person.family_name,
        given=person.given_name,
        native=person.native_name,
        korean=person.korean_name,
        order="family-first" if person.family_first else "given-first",
    )
    rank = post.rank_class if post is not None else ""
    try:
        ways = [
            address(name, rank, language) if rank in POSTS else formal(name, "", language)
            for language in ("en", "ko")
        ]
    except NamelessPerson:
        return []
    return [f"→ {way}" for way in ways if way not in {person.name_in("en"), person.name_in("ko")}]


def pack_link_behind(given: str, now: datetime) -> PackLink | None:
    """The live link of an address, while whoever made it prepares that side and sees the interpreter."""
    rows = PackLink.objects.live(now).filter(key=key_of(given, PURPOSE) or "")
    rows = rows.filter(delegate__mission__removed_at=None)
    link: PackLink | None = rows.select_related(
        "delegate__mission__programme", "delegate__person", "delegate__delegation", "user"
    ).first()
    if link is None:
        return None
    mine = standing(link.user, link.delegate.mission_id)
    kept = mine is not None and mine.prepares and mine.side == link.side
    return link if kept and link.delegate.delegation.party in {link.side, Party.THIRD} else None


def pack_path(link: PackLink) -> str:
    """The secret part of a link's address."""
    return token(link.key, PURPOSE)


@dataclass(frozen=True, slots=True)
class PackLinkRow:
    """A live link with its whole address."""

    link: PackLink
    address: str


def pack_links_of(mission: Mission, user: Any) -> dict[int, PackLinkRow]:
    """One query: the live links of the reader's side, by interpreter."""
    rows = PackLink.objects.live(timezone.now()).visible_to(user).filter(delegate__mission=mission)
    return {
        link.delegate_id: PackLinkRow(link, f"{settings.ORIGIN}{reverse('my-pack', args=[pack_path(link)])}")
        for link in rows.order_by("pk")
    }
