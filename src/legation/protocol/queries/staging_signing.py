"""The signing: who signs where, who stands behind whom, and the set that lies on the table (T11)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from legation.directory.choices import PersonLanguage
from legation.engine.seating import BadInput, Seat, Seating, seat
from legation.missions.choices import EngagementKind, Function
from legation.missions.models import Engagement
from legation.outcomes.models import Agreement
from legation.protocol.models import Ceremony
from legation.protocol.queries.attending import Attending
from legation.protocol.queries.staging_lines import placed
from legation.protocol.queries.staging_people import Cast, Placed, request_of, side_of

PENS = 2  # for each signatory: one in reserve
BEHIND = 6  # at most on each side where nobody is marked as a witness


@dataclass(frozen=True, slots=True)
class Signer:
    """A signatory with whoever stands behind them, from the viewer's left; `turn` is 1 for the first."""

    placed: Placed
    turn: int
    witnesses: tuple[Placed, ...]

    @property
    def attending(self) -> Attending:
        return self.placed.attending


@dataclass(frozen=True, slots=True)
class SigningSet:
    """What lies ready. Every signatory signs every copy, so there are `signatures` to give."""

    papers: int
    parties: int
    copies: int
    languages: tuple[str, ...]
    steps: tuple[str, ...]

    @property
    def total(self) -> int:
        """Copies in all: of each paper so many for each party."""
        return self.papers * self.parties * self.copies

    @property
    def signatures(self) -> int:
        return self.total * self.parties

    @property
    def pens(self) -> int:
        return self.parties * PENS


@dataclass(frozen=True, slots=True)
class Signing:
    """A signing of two or three, `signers` from the viewer's left.

    `watching` are those who neither sign nor stand behind. `papers` are the agreements that everybody sees
    who sees the engagement, `own` those that only the reader's side sees. `missing` says what stands in the
    way: people, order, accepted or signatories, of whom there are then `found`.
    """

    engagement: Engagement
    signers: tuple[Signer, ...]
    papers: tuple[Agreement, ...]
    own: tuple[Agreement, ...]
    ready: SigningSet | None
    seating: Seating | None = None
    missing: str = ""
    question: str = ""
    found: int = 0
    watching: tuple[Attending, ...] = ()

    @property
    def turns(self) -> tuple[Signer, ...]:
        """The signatories, first in rank first."""
        return tuple(sorted(self.signers, key=lambda each: each.turn))


def is_signing(cast: Cast, papers: Sequence[Agreement]) -> bool:
    """There is something to sign, or somebody who signs."""
    marked = any(each.function == Function.SIGNATORY for each in cast.setting.people)
    return marked or bool(papers) or cast.setting.engagement.kind == EngagementKind.SIGNING


def signing_of(cast: Cast, ceremony: Ceremony, papers: Iterable[Agreement]) -> Signing:
    """Who signs where, and the signing set: no query."""
    engagement = cast.setting.engagement
    listed = list(papers)
    shared = tuple(each for each in listed if each.visibility in {"shared", engagement.visibility})
    own = tuple(each for each in listed if each not in shared)
    if cast.missing:
        return Signing(engagement, (), shared, own, None, missing=cast.missing, question=cast.question)
    try:
        on_stage = _on_stage(cast)
        made = seat(request_of(cast, "signing", on_stage))
    except BadInput:
        return Signing(engagement, (), shared, own, None, missing="signatories", found=_marked(cast))
    signers = _signers(made.seats, cast)
    ready = signing_set(
        [each.attending for each in sorted(signers, key=lambda one: one.turn)],
        papers=max(1, len(shared)),
        copies=ceremony.copies,
        languages=ceremony.text_languages,
        right=any(each.turn == each.placed.place == 1 for each in signers),
    )
    there = {each.person for each in made.seats}
    watching = tuple(each for each in cast.everybody if each.key not in there)
    return Signing(engagement, signers, shared, own, ready, made, watching=watching)


def _on_stage(cast: Cast) -> tuple[Attending, ...]:
    """Who signs, who stands behind, and interpreters and note-takers.

    Where somebody is marked as a witness, those marked; else of each side the first in rank.
    """
    ranked = [row.attending for row in cast.rows]
    signing = [each for each in ranked if each.function == Function.SIGNATORY]
    signing = signing or [each for each in ranked if each.function == Function.PRINCIPAL]
    behind = [each for each in ranked if each.function == Function.WITNESS]
    if not behind:
        sides: dict[str, list[Attending]] = defaultdict(list)
        for each in ranked:
            if each not in signing:
                sides[side_of(each, cast.setting)].append(each)
        most = BEHIND if signing else BEHIND + 1  # the engine lets the first of each party sign
        behind = [each for side in sides.values() for each in side[:most]]
    keys = {each.key for each in (*signing, *behind)}
    return tuple(each for each in cast.everybody if each.key in keys or each.beside)


def _marked(cast: Cast) -> int:
    return sum(each.function == Function.SIGNATORY for each in cast.everybody)


def _signers(seats: Sequence[Seat], cast: Cast) -> tuple[Signer, ...]:
    """Who stands behind whom: a witness's chair is `t1-w2-1`, an aide stands in a row of the nearest."""
    tables = {each.seat: each for each in seats if each.person is not None and not each.standing}
    behind: dict[str, list[Seat]] = {key: [] for key in tables}
    for each in seats:
        if each.person is not None and each.seat not in tables:
            nearest = min(tables, key=lambda key: (abs(tables[key].x - each.x), key))
            behind[nearest].append(each)
    row = placed(list(tables.values()), cast)
    by_person = {each.attending.key: each for each in row}
    found = []
    for key, chair in tables.items():
        who = by_person[str(chair.person)]
        found.append(Signer(who, chair.place or 1, _standing(behind[key], cast)))
    return tuple(sorted(found, key=lambda one: one.placed.place))


def _standing(seats: Sequence[Seat], cast: Cast) -> tuple[Placed, ...]:
    """By rank, then who takes no number."""
    people = placed(seats, cast)
    return tuple(sorted(people, key=lambda each: (each.number is None, each.number or 0, each.place)))


def signing_set(
    signers: Sequence[Attending], *, papers: int, copies: int, languages: Sequence[str], right: bool = True
) -> SigningSet:
    """The set for these signatories, first in rank first; `right`: of two the first sits at the right."""
    return SigningSet(
        papers=papers,
        parties=len(signers),
        copies=copies,
        languages=tuple(
            str(PersonLanguage(each).label) for each in languages if each in PersonLanguage.values
        ),
        steps=_steps([str(each.person) for each in signers], right=right),
    )


def _steps(names: Sequence[str], *, right: bool) -> tuple[str, ...]:
    """The cues, one after the other; each signatory signs their own party's copies first."""
    if len(names) == 3:
        sit = _("The signatories sit down, %(first)s in the centre.")
    elif right:
        sit = _("The signatories sit down, %(first)s at the right, which is the viewer’s left.")
    else:
        sit = _("The signatories sit down, %(first)s at the left, which is the viewer’s right.")
    return (
        _("The master of ceremonies names the papers, then the signatories: %(names)s.")
        % {"names": ", ".join(names)},
        _("The witnesses take their places behind their own signatory."),
        sit % {"first": names[0]},
        _("The assistants open each party’s own copies before its signatory."),
        _("Each signs their own party’s copies; the assistants blot and lift them together."),
        *(
            _("The assistants pass the copies one place on, and each signs again (%(n)s of %(all)s).")
            % {"n": turn, "all": len(names) - 1}
            for turn in range(1, len(names))
        ),
        _("The assistants check that every copy bears %(n)s signatures, and close them.") % {"n": len(names)},
        _("The signatories stand up and exchange the copies, so that each holds their own party’s."),
        _("They shake hands and hold it for the camera; then the photograph with the witnesses."),
        _("The assistants collect the copies; each party keeps its own."),
    )
