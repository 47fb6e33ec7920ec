"""What a list must satisfy before it is ordered; every refusal names its field."""

from collections.abc import Mapping, Sequence

from legation.engine.precedence.errors import BadInput
from legation.engine.precedence.model import FUNCTIONS, SIDES, WITHOUT_RANK, Absent, Override, Person
from legation.engine.precedence.pack import Pack


def check_people(people: Sequence[Person], pack: Pack) -> dict[str, Person]:
    """The people by id; raises `BadInput` for a repeated or empty id, an unknown rank, side or function,
    and more.
    """
    by_id: dict[str, Person] = {}
    for index, person in enumerate(people):
        where = f"people[{index}]"
        if not person.id:
            raise BadInput(f"{where}.id", "is empty", "비어 있습니다")
        if person.id in by_id:
            raise BadInput(f"{where}.id", f"{person.id} is there twice", f"{person.id} 항목이 두 번 있습니다")
        _word(f"{where}.side", person.side, SIDES)
        _word(f"{where}.function", person.function, FUNCTIONS)
        if person.age is not None and not 0 <= person.age <= 130:
            raise BadInput(f"{where}.age", "must be from 0 to 130", "0에서 130 사이여야 합니다")
        _posts(where, person, pack)
        by_id[person.id] = person
    for index, person in enumerate(people):
        _relations(f"people[{index}]", person, by_id)
    _one_organiser(people)
    return by_id


def check_overrides(
    overrides: Sequence[Override], by_id: Mapping[str, Person], ranked: Sequence[str]
) -> None:
    """Raises `BadInput` where an override has no reason, or names somebody who has no place in the order."""
    places = set(ranked)
    for index, each in enumerate(overrides):
        where = f"overrides[{index}]"
        if not each.reason.strip():
            raise BadInput(f"{where}.reason", "is required", "사유를 적어야 합니다")
        for key, who in (("person", each.person), ("before", each.before)):
            _known(f"{where}.{key}", who, by_id)
            if who not in places:
                raise BadInput(
                    f"{where}.{key}", f"{who} has no place in the order", f"{who}: 순서에 없는 사람입니다"
                )
        if each.person == each.before:
            raise BadInput(f"{where}.before", "is the same person", "같은 사람입니다")


def _posts(where: str, person: Person, pack: Pack) -> None:
    for number, post in enumerate(person.posts):
        path = f"{where}.posts[{number}]"
        for key, rank in (("rank", post.rank), ("higher_duties", post.higher_duties)):
            if rank is not None:
                _rank(f"{path}.{key}", rank, pack)
        if post.since and post.until and post.until < post.since:
            raise BadInput(f"{path}.until", "is before since", "시작일보다 앞섭니다")
        if post.institution is not None and pack.institutions:
            _word(f"{path}.institution", post.institution, [each.id for each in pack.institutions])
    if person.given is not None:
        _rank(f"{where}.given.rank", person.given.rank, pack)
        if not person.given.reason.strip():
            raise BadInput(f"{where}.given.reason", "is required", "사유를 적어야 합니다")
    if isinstance(person.represents, Absent):
        _rank(f"{where}.represents.rank", person.represents.rank, pack)


def _relations(where: str, person: Person, by_id: Mapping[str, Person]) -> None:
    for key, who in (
        ("spouse_of", person.spouse_of),
        ("represents", person.represents if isinstance(person.represents, str) else None),
        ("cedes_chair_to", person.cedes_chair_to),
    ):
        if who is None:
            continue
        _known(f"{where}.{key}", who, by_id)
        if who == person.id:
            raise BadInput(f"{where}.{key}", "is the same person", "같은 사람입니다")
    if isinstance(person.represents, str) and by_id[person.represents].present:
        who = person.represents
        raise BadInput(
            f"{where}.represents",
            f"{who} is present, and only somebody absent can be represented",
            f"{who}: 참석하는 사람은 대리할 수 없습니다",
        )
    if person.cedes_chair_to is not None:
        _chair(f"{where}.cedes_chair_to", person, by_id[person.cedes_chair_to])


def _chair(where: str, organiser: Person, chair: Person) -> None:
    if not organiser.organiser:
        raise BadInput(where, "only the organiser can cede the chair", "주최자만 주재를 양보할 수 있습니다")
    if chair.function in WITHOUT_RANK:
        raise BadInput(where, f"{chair.id} has no place in the order", f"{chair.id}: 순서에 없는 사람입니다")
    if not chair.present:
        raise BadInput(where, f"{chair.id} is absent", f"{chair.id}: 참석하지 않는 사람입니다")


def _one_organiser(people: Sequence[Person]) -> None:
    organisers = [(index, each) for index, each in enumerate(people) if each.organiser]
    if len(organisers) > 1:
        names = ", ".join(each.id for _, each in organisers)
        raise BadInput(
            f"people[{organisers[1][0]}].organiser",
            f"only one person can preside, not {names}",
            f"주재자는 한 사람이어야 합니다: {names}",
        )


def _rank(where: str, rank: str, pack: Pack) -> None:
    if rank not in pack.ranks:
        known = ", ".join(pack.ranks)
        raise BadInput(
            where,
            f"{rank!r} is not a rank of the pack {pack.name}; there are {known}",
            f"‘{rank}’: {pack.name} 규칙에 없는 직급입니다. 있는 직급: {known}",
        )


def _word(where: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        words = ", ".join(allowed)
        raise BadInput(
            where, f"{value!r} must be one of {words}", f"‘{value}’: {words} 가운데 하나여야 합니다"
        )


def _known(where: str, who: str, by_id: Mapping[str, Person]) -> None:
    if who not in by_id:
        raise BadInput(where, f"{who!r} is nobody in the list", f"‘{who}’: 명단에 없는 사람입니다")
