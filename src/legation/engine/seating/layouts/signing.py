"""The signing table of two or three signatories, witnesses standing behind their own."""

from __future__ import annotations

from legation.engine.seating.draft import Cast, Chain, Chair, Draft, flag_line, stage_heading
from legation.engine.seating.layouts.facing import aide_id
from legation.engine.seating.model import BadInput, Person, Shape

STANDING = 0.65  # metres between people who stand
PER_ROW = 3


def signatories_of(cast: Cast) -> tuple[Person, ...]:
    """Who signs: those with that function, else the principals, else the first of each delegation."""
    signing = tuple(person for person in cast.ranked if person.function == "signatory")
    if not signing:
        signing = tuple(person for person in cast.ranked if person.function == "principal")
    if not signing:
        firsts: dict[str, Person] = {}
        for person in cast.ranked:
            firsts.setdefault(person.delegation, person)
        signing = tuple(firsts.values())
    if len(signing) not in {2, 3}:
        raise BadInput("people", f"a signing has two or three signatories; there are {len(signing)}")
    return signing


def signing(cast: Cast) -> Draft:
    """T11: of two, the first-ranked at the right; of three, 1 in the centre, 2 right, 3 left. Witnesses stand
    behind their own signatory by rank, aides after them. Seat ids `t1-1` for signatories, `t1-w1-1` for the
    witnesses of place 1."""
    table = cast.table
    heading, _ = stage_heading(cast.request)
    signers = signatories_of(cast)
    spacing = PER_ROW * STANDING + 0.35
    slots = [0.5, -0.5] if len(signers) == 2 else [0.0, 1.0, -1.0]
    xs = [slot * spacing * cast.right for slot in slots]
    chairs = tuple(Chair(f"{table}-{k + 1}", table, x, 0.0, 0, ("T11",), k + 1) for k, x in enumerate(xs))
    groups: list[list[Person]] = [[] for _ in signers]
    for person in (person for person in cast.ranked if person not in signers):
        groups[_own(person, signers)].append(person)
    chains = [Chain("signatories", signers, chairs)]
    aides: list[tuple[Person, Chair]] = []
    attending: list[list[Person]] = [[] for _ in signers]
    for aide in cast.aides:
        named = next((k for k, signer in enumerate(signers) if signer.id == aide.assists), None)
        attending[_own(aide, signers) if named is None else named].append(aide)
    for k, x in enumerate(xs):
        prefix = f"{table}-w{k + 1}-"
        people = tuple(groups[k])
        total = cast.places(prefix, people)
        spots = _behind(x, total + len(attending[k]), cast.right)
        stands = tuple(
            Chair(f"{prefix}{n + 1}", table, *spots[n], 0, ("T11",), n + 1, standing=True)
            for n in range(total)
        )
        chains.append(Chain(f"witnesses {k + 1}", people, stands))
        aides += [
            (
                aide,
                Chair(
                    aide_id(chairs[k].id, aide, n + 1), table, *spots[total + n], 0, ("T7",), standing=True
                ),
            )
            for n, aide in enumerate(attending[k])
        ]
    width = (len(signers) - 1) * spacing + 1.2
    rows = max([0, *(-(-len(group) // PER_ROW) for group in groups)])
    return Draft(
        tuple(chains),
        heading,
        (Shape(table, "rectangle", 0.0, 0.6, width, 0.7, 0),),
        tuple(aides),
        reach=STANDING + 0.1,
        flags=flag_line(0.0, -2.0 - 0.7 * rows, 0, signers),
    )


def _own(person: Person, signers: tuple[Person, ...]) -> int:
    """The signatory behind whom someone stands: the same party, else the same side, else the first."""
    for k, signer in enumerate(signers):
        if signer.delegation == person.delegation:
            return k
    for k, signer in enumerate(signers):
        if signer.side == person.side:
            return k
    return 0


def _behind(x: float, count: int, sign: int) -> list[tuple[float, float]]:
    """Where people stand behind a chair: rows of three, the first straight behind, then right, then left."""
    across = (0.0, STANDING * sign, -STANDING * sign)
    return [(x + across[k % PER_ROW], -1.0 - 0.7 * (k // PER_ROW)) for k in range(count)]
