"""A round of one-to-one meetings in the demo, between sample delegates and invented companies."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from legation.demo.people import World, both
from legation.demo.samples import ROUND_GUESTS, ROUND_HOSTS
from legation.kernel import jobs
from legation.matchmaking.actions.meetings import change_meeting
from legation.matchmaking.actions.participants import add_participant
from legation.matchmaking.actions.rounds import add_resource, open_round, release_round
from legation.matchmaking.actions.solving import apply_search, start_search
from legation.matchmaking.actions.taking_part import answer, ask_for, make_links, say_no_thanks
from legation.matchmaking.choices import Answer
from legation.matchmaking.models import Meeting, Participant, Round, Search, Seat
from legation.missions.models import Delegate, Mission

Step = Callable[[str], AbstractContextManager[list[str]]]
SECONDS = 4
SITTINGS = [{"date": "2024-04-18", "from": "09:30", "to": "12:00", "name": ""}]


def make_round(world: World, mission: Mission, delegates: dict[str, Delegate], step: Step) -> None:
    """Open the round, let everybody ask for those who offer what they seek, and time it."""
    with step("Meetings") as made:
        round_, guests, hosts = _people(world, mission, delegates)
        asked = _wishes(world, guests, hosts)
        first = Meeting.objects.filter(round=round_).order_by("pk")[0]
        change_meeting(first, {"must": True}, seen=first.version, by=world.host)
        search = start_search(round_, {"seconds": SECONDS}, by=world.host)
        jobs.run(search.job_id or 0)
        made.append(f"{len(guests)} guests and {len(hosts)} hosts of “{round_}” with {asked} wishes")
        found = Search.objects.get(pk=search.pk)
        if not found.result.get("placed"):
            made.append("no timetable")
            return
        apply_search(found, by=world.host)
        release_round(Round.objects.get(pk=round_.pk), by=world.host)
        make_links(guests, by=world.guest)
        make_links(hosts, by=world.host)
        result = found.result
        made.append(
            f"{len(result['placed'])} of {round_.meetings.count()} meetings placed, {result['status']}"
        )


def _people(
    world: World, mission: Mission, delegates: dict[str, Delegate]
) -> tuple[Round, list[Participant], list[Participant]]:
    values = {
        "name": both(("Business meetings (sample)", "기업 상담회 (표본)")),
        "zone": "Asia/Seoul",
        "sittings": SITTINGS,
        "minutes": 20,
        "pause": 5,
        "tables": 8,
        "quota": 4,
    }
    round_ = open_round(mission, values, by=world.host)
    interpreters = {"kind": "interpreter", "name": both(("Korean–English", "한영 통역")), "amount": 4}
    add_resource(round_, {**interpreters, "languages": ["ko", "en"]}, by=world.host)
    guests = [
        add_participant(
            round_,
            {
                "delegate": delegates[key],
                "sectors": sectors,
                "seeks": seeks,
                "offers": offers,
                "languages": ["en"],
            },
            by=world.guest,
        )
        for key, sectors, seeks, offers in ROUND_GUESTS
    ]
    hosts = [
        add_participant(
            round_,
            {
                "name": f"{english} (sample)",
                "native_name": f"{korean} (표본)",
                "side": "host",
                "body": english,
                "sectors": sectors,
                "seeks": seeks,
                "offers": offers,
                "languages": languages,
            },
            by=world.host,
        )
        for english, korean, sectors, seeks, offers, languages in ROUND_HOSTS
    ]
    return round_, guests, hosts


def _wishes(world: World, guests: list[Participant], hosts: list[Participant]) -> int:
    """Each asks for those who offer what they seek; most of what is asked is accepted."""
    asked = 0
    for mine, others, by in ((guests, hosts, world.guest), (hosts, guests, world.host)):
        for me in mine:
            wanted = sorted(others, key=lambda other: (-_common(me, other), other.pk))[:4]
            for rank, other in enumerate((each for each in wanted if _common(me, each)), start=1):
                ask_for(me, other, rank=rank, note="", by=by)
                asked += 1
    say_no_thanks(hosts[2], guests[8], by=world.host)
    unanswered = Seat.objects.filter(
        meeting__round=guests[0].round, asked=False, answer=Answer.ASKED, meeting__removed_at=None
    )
    for number, seat in enumerate(unanswered.select_related("participant__round", "meeting").order_by("pk")):
        said = Answer.DECLINED if number % 7 == 6 else Answer.ACCEPTED
        by = world.guest if seat.participant.side == "guest" else world.host
        answer(seat.participant, Meeting.objects.get(pk=seat.meeting_id), said, by=by)
    return asked


def _common(me: Participant, other: Participant) -> int:
    """How many things one seeks and the other offers, and sectors that both work in."""
    sought = {word.strip() for word in me.seeks.split(",")} & {
        word.strip() for word in other.offers.split(",")
    }
    return 2 * len(sought) + len(set(me.sectors) & set(other.sectors))
