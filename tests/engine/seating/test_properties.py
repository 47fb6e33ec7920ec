"""What holds for every request: all seated or listed, locks kept, nobody overlaps, numbers without doors."""

from collections import Counter
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legation.engine.seating import (
    LAYOUTS,
    Lock,
    Parameters,
    Person,
    Request,
    TableSpec,
    Vehicle,
    reason,
    seat,
)
from tests.engine.seating.cases import at, closest, numbers

WALLS = ("north", "east", "south", "west")
OTHERS = ("interpreter", "note-taker", "staff", "press", "organisation")
ROLES = st.sampled_from(("participant",) * 6 + OTHERS)


@st.composite
def requests(draw: st.DrawFn) -> Request:
    layout = draw(st.sampled_from(LAYOUTS))
    count = draw(st.integers(2, 16))
    lead = "signatory" if layout == "signing" else "principal"
    people = [Person("p0", "host", lead), Person("p1", "guest", lead)]
    people += [
        Person(
            f"p{k}",
            draw(st.sampled_from(("host", "guest"))),
            draw(ROLES),
            languages=tuple(draw(st.sets(st.sampled_from(("ko", "en", "fr")), max_size=2))),
            needs=draw(st.sampled_from(((), (), (), ("wheelchair",)))),
            reply=draw(st.sampled_from(("accepted",) * 5 + ("declined",))),
        )
        for k in range(2, count)
    ]
    ids = [p.id for p in people]
    pairs = st.lists(st.permutations(ids).map(lambda order: (order[0], order[1])), max_size=2)
    tables = (TableSpec("t1", 8), TableSpec("t2", 8)) if layout == "rounds" else ()
    car, coach = Vehicle("car1", 3, alone=draw(st.booleans())), Vehicle("coach", 14, "coach")
    return Request(
        layout,
        tuple(people),
        tuple(draw(st.permutations(ids))),
        tables=tables,
        vehicles=(car, coach) if layout == "vehicles" else (),
        parameters=Parameters(
            even_row=draw(st.sampled_from(("off-centre", "centre-line"))),
            interpreter=draw(st.sampled_from(("behind", "left", "right"))),
            senior_side=draw(st.sampled_from(("right", "left"))),
            long_table=draw(st.sampled_from(("centre", "ends"))),
        ),
        door=draw(st.sampled_from((None, *WALLS))),
        viewer=draw(st.sampled_from((None, *WALLS))),
        axis=draw(st.sampled_from(("across", "along"))),
        apart=tuple(draw(pairs)),
        together=tuple(draw(pairs)),
        effort=200,
    )


many = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@many
@given(requests())
def test_everyone_is_seated_once_or_listed_with_the_reason(request: Request) -> None:
    seating = seat(request)
    seated = Counter(chair.person for chair in seating.seats if chair.person is not None)
    listed = Counter(person.person for person in seating.unseated)
    assert seated + listed == Counter(person.id for person in request.people)
    assert len({chair.seat for chair in seating.seats}) == len(seating.seats)
    assert (seating.conflict is None) == (seating.status in {"optimal", "feasible"})


@many
@given(requests())
def test_nobody_overlaps_in_space(request: Request) -> None:
    seating = seat(request)
    assert closest(seating) >= 0.5
    for chair in seating.seats:
        assert seating.room.x < chair.x < seating.room.x + seating.room.width
        assert seating.room.y < chair.y < seating.room.y + seating.room.depth


@many
@given(requests(), st.sampled_from(WALLS), st.sampled_from(("across", "along")))
def test_numbers_do_not_depend_on_the_door(request: Request, door: str, axis: str) -> None:
    one, other = seat(request), seat(replace(request, door=door, axis=axis))
    assert numbers(one) == numbers(other)
    assert {p: c.seat for p, c in at(one).items()} == {p: c.seat for p, c in at(other).items()}


@many
@given(requests(), st.data())
def test_locks_are_kept_or_the_plan_says_that_it_cannot(request: Request, data: st.DataObject) -> None:
    free = [chair for chair in seat(request).seats if chair.place is not None]
    if not free:
        return
    person = data.draw(st.sampled_from([p.id for p in request.people if p.reply == "accepted"]))
    lock = Lock(person, data.draw(st.sampled_from(free)).seat)
    seating = seat(replace(request, locks=(lock,)))
    on_duty = {u.person for u in seating.unseated if u.why == "duty"}
    waiting = {u.person for u in seating.unseated} if seating.conflict else on_duty
    assert person in waiting or at(seating)[person].seat == lock.seat


@many
@given(requests())
def test_pairs_are_apart_and_together_at_rounds_where_a_plan_is_given(request: Request) -> None:
    seating = seat(request)
    if request.layout != "rounds" or seating.conflict:
        return
    chairs = at(seating)
    for one, other in request.apart:
        assert one not in chairs or other not in chairs or chairs[one].table != chairs[other].table
    for one, other in request.together:
        assert one not in chairs or other not in chairs or chairs[one].table == chairs[other].table


@many
@given(requests())
def test_the_same_request_gives_the_same_plan_with_a_reason_for_each(request: Request) -> None:
    seating = seat(request)
    assert seating == seat(request)
    assert all(reason(chair, language) for chair in seating.seats for language in ("en", "ko"))
