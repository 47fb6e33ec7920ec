"""Cars: who sits where, and who gets in first."""

from __future__ import annotations

from legation.engine.seating.draft import Cast, Chain, Chair, Draft, require
from legation.engine.seating.model import Shape, TableSpec

SPOTS = {"front": (0.0, 0.4), "right": (0.55, -0.6), "left": (-0.55, -0.6), "middle": (0.0, -0.6)}


def places_of(driver: str, wheel: str, third: str) -> list[tuple[str, float, float]]:
    """The places of one car in rank order, by name, x to the right, y forward (metres).

    V1 with a chauffeur: rear right, rear left, front (or the rear middle); V2 with the owner driving: front,
    rear right, rear left. It does not depend on the side of the wheel, which only moves the front seat."""
    if driver == "owner":
        names = ["front", "right", "left", "middle"]
    else:
        names = ["right", "left", *(("front", "middle") if third == "front" else ("middle", "front"))]
    front = 0.4 if wheel == "left" else -0.4
    return [(name, front if name == "front" else SPOTS[name][0], SPOTS[name][1]) for name in names]


def cars(cast: Cast) -> Draft:
    """V1 to V3. `tables` are the cars, three passengers each unless said; ids `car1-1`: car and place.

    Everyone rides, interpreters and note-takers after the others. The senior enters first and leaves last
    (`sequence`); with the wheel at the right, traffic keeps left and V3 is noted as awkward."""
    require(people=cast.ranked, what="a person with a rank")
    request = cast.request
    riders = (*cast.ranked, *cast.aides)
    specs = request.tables or tuple(TableSpec(f"car{k + 1}", 3) for k in range(-(-len(riders) // 3)))
    rule = "V2" if request.driver == "owner" else "V1"
    chains, shapes = [], []
    start = 0
    for index, spec in enumerate(specs):
        size = min(spec.seats, 4)
        centre = 3.2 * index
        chairs = tuple(
            Chair(f"{spec.id}-{k + 1}", spec.id, round(centre + x, 3), y, 0, (rule, "V3"), k + 1)
            for k, (_, x, y) in enumerate(
                places_of(request.driver, request.wheel, cast.parameters.third_in_car)[:size]
            )
        )
        chains.append(Chain(spec.id, riders[start : start + size], chairs))
        shapes.append(Shape(spec.id, "car", centre, 0.0, 1.8, 4.6, 0))
        start += size
    return Draft(
        tuple(chains),
        0,
        tuple(shapes),
        reach=0.6,
        notes=("V3",) if request.wheel == "right" else (),
        sequence=tuple(person.id for chain in chains for person in chain.people),
    )
