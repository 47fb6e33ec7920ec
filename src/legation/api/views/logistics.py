"""Rooms that are held, who stays in them, transfers with their vehicles and who rides, passes and texts."""

from typing import Any

from legation.api.choices import Area
from legation.api.queries.looking import fillings_seen, rides_of
from legation.api.queries.shapes import KEY, MOMENT, Shape, nullable, thing
from legation.api.queries.telling import Told, only, plain, seen_one, shape_of, told, words
from legation.api.views.deeds import deed, doing, doing_at
from legation.api.views.door import Address, Asked, Given, Way
from legation.api.views.missions import AT, added_within, changed, of_mission, part_removed
from legation.api.views.problems import Problem
from legation.api.views.programme import BRIEF, IN_BRIEF, of_engagement
from legation.api.views.resources import PAGED, Resource, Writing, given_page, page_shape
from legation.logistics.actions import accreditation, interpreting, runs, stays, undoing
from legation.logistics.forms.accreditation import AccreditationForm
from legation.logistics.forms.interpreting import InterpreterTextForm
from legation.logistics.forms.runs import CarForm, RunForm
from legation.logistics.forms.stays import HotelForm, RoomTypeForm, StayForm
from legation.logistics.models import Accreditation, Car, Filling, InterpreterText, Ride, RoomType, Run, Stay
from legation.logistics.queries.pack import removed_text
from legation.logistics.queries.runs import car_chosen, removed_car, rider_chosen, run_page
from legation.missions import actions
from legation.missions.models import Engagement, Mission
from legation.missions.rules import standing


def _prepares(user: Any, stay: Any) -> bool:
    mine = standing(user, stay.mission_key())
    return mine is not None and mine.prepares


def _of_mission(form: Any) -> Any:
    """A form that takes the mission, its reader and the record."""
    return lambda asked, data, record, mission: form(
        data, mission=record.mission if record is not None else mission, user=asked.user, instance=record
    )


def _car_removed(asked: Asked, mission: Any, parts: dict[str, Any]) -> Any:
    run = seen_one(Run, asked.user, mission=mission, pk=parts["run"])
    return removed_car(run, str(parts["pk"]), asked.user) if run is not None else None


def _text_removed(asked: Asked, mission: Any, parts: dict[str, Any]) -> Any:
    engagement = seen_one(Engagement, asked.user, mission=mission, pk=parts["engagement"])
    return removed_text(engagement, parts["pk"], asked.user) if engagement is not None else None


ROOM_TYPES = Resource(
    name="room-types",
    one="kind of room",
    area=Area.LOGISTICS,
    model=RoomType,
    at=f"{AT}/room-types",
    rows=of_mission,
    fields=told(
        RoomType,
        *("venue", "name", "beds", "count", "suite", "accessible", "party", "held_from", "held_until"),
        "visibility",
    ),
    joined=("mission",),
    writing=Writing(
        form=_of_mission(RoomTypeForm),
        shape_edit=RoomTypeForm,
        add=added_within(stays.add_room_type),
        change=changed(stays.change_room_type),
        remove=stays.remove_room_type,
        restore=actions.restore_part,
        removed=part_removed(RoomType),
    ),
)
STAYS = Resource(
    name="stays",
    one="stay",
    area=Area.LOGISTICS,
    model=Stay,
    at=f"{AT}/stays",
    rows=of_mission,
    fields=only(
        (
            *told(
                Stay,
                *("delegate", "venue", "arrives_on", "leaves_on", "sharing", "shares_with", "requests"),
                *("status", "room_type", "unit", "number", "by_hand"),
            ),
            words("delegate_name", lambda row: row.delegate),
        ),
        "requests",
        _prepares,
    ),
    joined=("mission", "delegate__person"),
    writing=Writing(
        form=_of_mission(StayForm),
        shape_edit=StayForm,
        add=added_within(stays.add_stay),
        change=changed(stays.change_stay),
        remove=actions.remove_part,
        restore=stays.restore_stay,
        removed=part_removed(Stay),
    ),
)
TRANSFERS = Resource(
    name="transfers",
    one="transfer",
    area=Area.LOGISTICS,
    model=Run,
    at=f"{AT}/transfers",
    rows=of_mission,
    fields=told(
        Run,
        *("name", "movement", "engagement", "leaves_at", "zone", "meeting_point", "riders", "visibility"),
    ),
    joined=("mission",),
    writing=Writing(
        form=_of_mission(RunForm),
        shape_edit=RunForm,
        add=added_within(runs.add_run),
        change=changed(runs.change_run),
        remove=actions.remove_part,
        restore=actions.restore_part,
        removed=part_removed(Run),
    ),
)
CARS = Resource(
    name="cars",
    one="vehicle of a transfer",
    area=Area.LOGISTICS,
    model=Car,
    at=f"{AT}/transfers/<int:pk>/cars",
    at_one=f"{AT}/transfers/<int:run>/cars/<int:pk>",
    parent=Run,
    may_list="logistics.view_run",
    rows=lambda rows, run: rows.filter(run=run),
    fields=told(Car, "name", "kind", "seats", "party", "alone", "position", "plate", "driver", "phone"),
    joined=("run__mission",),
    writing=Writing(
        form=lambda _asked, data, car, _run: CarForm(data, instance=car),
        shape_edit=CarForm,
        may_add="logistics.change_run",
        add=added_within(runs.add_car),
        change=changed(runs.change_car),
        remove=runs.remove_car,
        restore=runs.restore_car,
        removed=_car_removed,
    ),
)
PASSES = Resource(
    name="accreditations",
    one="pass",
    area=Area.LOGISTICS,
    model=Accreditation,
    at=f"{AT}/accreditations",
    rows=of_mission,
    fields=told(
        Accreditation,
        *("kind", "name", "native_name", "body", "work", "equipment", "engagement", "status", "number"),
        *("reason", "side", "visibility"),
    ),
    joined=("mission",),
    writing=Writing(
        form=_of_mission(AccreditationForm),
        shape_edit=AccreditationForm,
        add=added_within(accreditation.ask_pass),
        change=changed(accreditation.change_pass),
        remove=actions.remove_part,
        restore=accreditation.restore_pass,
        removed=part_removed(Accreditation),
    ),
)
# Texts are for who prepares the interpreters' packs, as on the page; an interpreter reads theirs by link.
TEXTS = Resource(
    name="interpreter-texts",
    one="text for interpreters",
    area=Area.LOGISTICS,
    model=InterpreterText,
    at=f"{BRIEF}/interpreter-texts",
    at_one=f"{IN_BRIEF}/interpreter-texts/<int:pk>",
    parent=Engagement,
    may_list="missions.change_engagement",
    may_view="logistics.change_interpretertext",
    rows=of_engagement,
    fields=told(InterpreterText, "kind", "title", "speaker", "language", "text", "visibility"),
    joined=("engagement__mission",),
    writing=Writing(
        form=lambda asked, data, text, engagement: InterpreterTextForm(
            data,
            engagement=text.engagement if text is not None else engagement,
            user=asked.user,
            instance=text,
        ),
        shape_edit=InterpreterTextForm,
        may_add="missions.change_engagement",
        add=added_within(interpreting.add_text),
        change=changed(interpreting.change_text),
        remove=actions.remove_part,
        restore=actions.restore_part,
        removed=_text_removed,
    ),
)
RESOURCES = (ROOM_TYPES, STAYS, TRANSFERS, CARS, PASSES, TEXTS)

RIDE = (
    *told(Ride, "delegate", "car", "place", "by_hand"),
    words("delegate_name", lambda row: row.delegate),
    words("car_name", lambda row: row.car),
)
FILLING = (
    *told(Filling, "venue", "run", "side"),
    Told("at", MOMENT, lambda row: plain(row.at)),
    Told("undone_at", nullable(MOMENT), lambda row: plain(row.undone_at)),
)
VERSION: Shape = thing({"version": {"type": "integer", "minimum": 1, "maximum": 1_000_000_000}})
HOTEL: Shape = thing({"venue": KEY})
NUMBER: Shape = {"type": "integer"}


def _undone(asked: Asked, record: Any, body: Any) -> None:
    """Set what one saved state changed back, as the history's page does."""
    undoing.undo_change(record, body["version"], by=asked.user)


def _rides(asked: Asked, run: Any) -> Given:
    return given_page(asked, rides_of(run, asked.user), RIDE)


def _put(asked: Asked, run: Any, body: Any) -> Given:
    delegate = rider_chosen(run, asked.user, body["delegate"])
    if delegate is None:
        raise Problem("refused", errors=[("delegate", str(runs.NotInThisRun()))])
    car = car_chosen(run, asked.user, body.get("car"))
    if car is None and body.get("car") is not None:
        raise Problem("not-there")
    runs.put_into(run, delegate, car, by=asked.user)
    return _seats(asked, run)


def _load(asked: Asked, run: Any, _body: Any) -> Given:
    runs.load_run(run, by=asked.user)
    return _seats(asked, run)


def _seats(asked: Asked, run: Any) -> Given:
    page = run_page(run, asked.user)
    return Given({"seated": sum(len(one.rides) for one in page.cars), "without": len(page.without)})


SEATS = thing({"seated": NUMBER, "without": NUMBER})


def _hotel(asked: Asked, data: Any, mission: Any) -> HotelForm:
    return HotelForm(data, mission=mission, user=asked.user)


def _all_stay(asked: Asked, mission: Any, form: Any) -> Given:
    made = stays.add_missing_stays(mission, form.cleaned_data["venue"], by=asked.user)
    return Given({"added": len(made)})


def _fill(asked: Asked, mission: Any, form: Any) -> Given:
    moved, filled = stays.fill_rooms(mission, form.cleaned_data["venue"], by=asked.user)
    return Given({"moved": moved, "without_room": len(filled.left), "parted": len(filled.parted)})


def _send(asked: Asked, mission: Any, form: Any) -> Given:
    sent = stays.send_list(mission, form.cleaned_data["venue"], by=asked.user)
    return Given({"number": sent.number})


def _ask_all(asked: Asked, mission: Any, _body: Any) -> Given:
    return Given({"added": accreditation.ask_for_delegates(mission, by=asked.user)})


def _fillings(asked: Asked, mission: Any) -> Given:
    return given_page(asked, fillings_seen(mission, asked.user), FILLING)


def _filling_undone(asked: Asked, filling: Any, _body: Any) -> Given:
    undoing.undo_filling(filling, by=asked.user)
    return Given({"undone": True})


_at_mission = doing_at(AT, area=Area.LOGISTICS, permission="missions.change_mission", model=Mission)


_at_run = doing_at(
    f"{AT}/transfers/<int:pk>",
    area=Area.LOGISTICS,
    permission="logistics.change_run",
    model=Run,
    gives=lambda: SEATS,
)


def _reading(path: str, name: str, act: Any, summary: str, model: Any, may: str, fields: Any) -> Address:
    way = Way(
        summary=summary,
        area=Area.LOGISTICS,
        permission=may,
        model=model,
        act=act,
        query=PAGED,
        gives=lambda: page_shape(shape_of(fields)),
    )
    return Address(path, name, {"GET": way})


ADDRESSES: tuple[Address, ...] = (
    *(
        deed(one, "undo", _undone, summary=f"Undo one change of one {one.one}", shape=VERSION)
        for one in RESOURCES
    ),
    _reading(
        f"{AT}/transfers/<int:pk>/rides",
        "api-rides",
        _rides,
        "List who rides in which vehicle",
        Run,
        "logistics.view_run",
        RIDE,
    ),
    _at_run(
        "put",
        "transfers-put",
        _put,
        "Put somebody into a vehicle, or without one out of theirs",
        shape=thing({"delegate": KEY, "car": nullable(KEY)}, required=["delegate"]),
    ),
    _at_run("load", "transfers-load", _load, "Fill the vehicles of a transfer"),
    _at_mission(
        "stays/missing",
        "stays-missing",
        _all_stay,
        "Give everybody who comes and has none a stay at a hotel",
        gives=lambda: thing({"added": NUMBER}),
        make=_hotel,
        shape=HOTEL,
    ),
    _at_mission(
        "stays/fill",
        "stays-fill",
        _fill,
        "Give rooms to all who stay at a hotel",
        gives=lambda: thing({"moved": NUMBER, "without_room": NUMBER, "parted": NUMBER}),
        make=_hotel,
        shape=HOTEL,
    ),
    _at_mission(
        "stays/send",
        "stays-send",
        _send,
        "Keep the rooming list of a hotel as sent",
        gives=lambda: thing({"number": NUMBER}),
        make=_hotel,
        shape=HOTEL,
    ),
    _at_mission(
        "accreditations/delegates",
        "accreditations-delegates",
        _ask_all,
        "Ask for passes for the delegates who need one",
        gives=lambda: thing({"added": NUMBER}),
    ),
    _reading(
        f"{AT}/fillings",
        "api-fillings",
        _fillings,
        "List how rooms and vehicles were filled",
        Mission,
        "missions.change_mission",
        FILLING,
    ),
    doing(
        f"{AT}/fillings/<int:pk>/undo",
        "api-fillings-undo",
        _filling_undone,
        summary="Put everybody back to where they were before a filling",
        area=Area.LOGISTICS,
        permission="logistics.change_filling",
        model=Filling,
        gives=lambda: thing({"undone": {"type": "boolean"}}),
    ),
)
