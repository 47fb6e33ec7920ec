"""Invented people who fill the delegation to the announced number. None of them exists; each is marked so."""

from collections.abc import Iterator
from dataclasses import dataclass

from legation.demo.facts import Two

FAMILY = (
    "Abernathy", "Brightwater", "Castellane", "Dunmore", "Eastlake", "Fairweather", "Greenhalgh", "Holloway",
    "Inglewood", "Jessop", "Kettering", "Larkspur", "Merriweather", "Northgate", "Oakhurst", "Pemberton",
    "Quillfeather", "Ravensdale", "Silverdale", "Thistlewood", "Underhill", "Vantage", "Westerfield", "Yarrow",
    "Ashgrove", "Briarley", "Cedarholm", "Driftwood", "Elmsworth", "Fernhollow", "Glenbrook",
)  # fmt: skip
GIVEN = (
    "Ada",
    "Marcus",
    "Noor",
    "Priya",
    "Elena",
    "Tobias",
    "Grace",
    "Hugo",
    "Imani",
    "Jonah",
    "Keiko",
    "Leon",
)

# Where the sample delegates come from: organisation, how many, post in both languages, rank.
SHARES: tuple[tuple[str, int, Two, str], ...] = (
    ("city-seattle", 8, ("Programme manager", "프로그램 매니저"), "executive"),
    ("city-bellevue", 4, ("Council member", "시의원"), "councillor"),
    ("legislature", 3, ("State Senator", "주 상원의원"), "legislator"),
    ("king", 3, ("County council member", "카운티 의원"), "councillor"),
    ("snohomish", 3, ("County council member", "카운티 의원"), "councillor"),
    ("port-seattle", 3, ("Director", "본부장"), "executive"),
    ("port-tacoma", 3, ("Director", "본부장"), "executive"),
    ("gsp", 5, ("Director", "본부장"), "executive"),
    ("chamber", 8, ("Board member", "이사"), "executive"),
    ("microsoft", 4, ("Director", "이사"), "executive"),
    ("amazon", 4, ("Director", "이사"), "executive"),
    ("boeing", 4, ("Director", "이사"), "executive"),
    ("t-mobile", 3, ("Director", "이사"), "executive"),
    ("evergreen", 1, ("Director", "이사"), "executive"),
    ("uw", 3, ("Professor", "교수"), "professor"),
    ("wsu", 3, ("Professor", "교수"), "professor"),
)


@dataclass(frozen=True, slots=True)
class Invented:
    """One sample delegate."""

    family: str
    given: str
    organisation: str
    title: Two
    rank: str


def invented(count: int) -> Iterator[Invented]:
    """`count` sample delegates, the same ones each time, spread over the delegating bodies."""
    slots = [(body, title, rank) for body, number, title, rank in SHARES for _n in range(number)]
    for index in range(count):
        body, title, rank = slots[index % len(slots)]
        family = FAMILY[index % len(FAMILY)]
        given = GIVEN[(index * 5 + index // len(FAMILY) * 6) % len(GIVEN)]
        yield Invented(family, given, body, title, rank)


# The host's invented staff: key, family, given, Hangul, post in both languages, function at the courtesy call.
HOST_STAFF: tuple[tuple[str, str, str, str, Two, str, str], ...] = (
    ("vice", "Sample", "Ha-neul", "표본하늘", ("Vice mayor for economy", "경제부시장"), "deputy_mayor", "participant"),
    ("international", "Sample", "Ba-da", "표본바다", ("Director of international relations", "국제협력과장"), "executive", "participant"),
    ("industry", "Sample", "Na-mu", "표본나무", ("Director of new industries", "신산업과장"), "executive", "participant"),
    ("chief", "Sample", "Ga-ram", "표본가람", ("Chief of protocol", "의전팀장"), "executive", "participant"),
    ("interpreter-host", "Sample", "So-ri", "표본소리", ("Interpreter", "통역"), "", "interpreter"),
)  # fmt: skip

# Which sample delegates take part: sectors, what they seek, what they offer.
ROUND_GUESTS = (
    ("sample-24", ["logistics"], "cold storage, feeder lines", "berths, terminal software"),
    ("sample-27", ["logistics", "energy"], "shore power, hydrogen", "terminals"),
    ("sample-41", ["ict"], "data centres, game studios", "cloud services"),
    ("sample-43", ["ict", "education"], "students, research", "cloud services, training"),
    ("sample-45", ["ict", "retail"], "fulfilment, logistics", "marketplace"),
    ("sample-48", ["aerospace"], "machined parts, composites", "supplier programme"),
    ("sample-50", ["aerospace", "manufacturing"], "batteries", "supplier programme"),
    ("sample-56", ["education", "biotech"], "hospitals, trials", "research, students"),
    ("sample-59", ["education", "agriculture"], "seaweed research", "laboratories"),
    ("sample-36", ["finance"], "funds, fintech", "investors"),
)  # fmt: skip
ROUND_HOSTS = (
    (
        "Hanbada Cold Chain",
        "한바다콜드체인",
        ["logistics", "agriculture"],
        "terminals",
        "cold storage",
        ["ko"],
    ),
    (
        "Gadeok Terminal",
        "가덕터미널",
        ["logistics"],
        "terminal software",
        "feeder lines, berths",
        ["ko", "en"],
    ),
    ("Oryuk Hydrogen", "오륙수소", ["energy"], "investors", "hydrogen, shore power", ["ko", "en"]),
    ("Centum Games", "센텀게임즈", ["ict", "creative"], "cloud services", "game studios", ["ko", "en"]),
    ("Haeundae Data", "해운대데이터", ["ict"], "cloud services, investors", "data centres", ["ko"]),
    (
        "Dongnae Parts",
        "동래정공",
        ["aerospace", "manufacturing"],
        "supplier programme",
        "machined parts",
        ["ko"],
    ),
    ("Noksan Composites", "녹산복합재", ["aerospace"], "supplier programme", "composites", ["ko", "en"]),
    ("Geumjeong Hospital", "금정병원", ["biotech"], "research", "hospitals, trials", ["ko", "en"]),
    ("Ilgwang Seaweed", "일광해조", ["agriculture", "biotech"], "laboratories", "seaweed research", ["ko"]),
    (
        "Munhyeon Fintech",
        "문현핀테크",
        ["finance", "ict"],
        "investors, marketplace",
        "fintech, funds",
        ["ko", "en"],
    ),
)  # fmt: skip

# Guests of the reception who are neither delegates nor in the directory: side, name, in Hangul, post, body,
# where they stand, and in whose name. One is invited by both sides.
RECEPTION_GUESTS: tuple[tuple[str, str, str, str, str, str, str], ...] = (
    (
        "host",
        "Kang Da-in",
        "강다인",
        "President",
        "Sample Chamber of Commerce",
        "accepted",
        "Mayor’s office (sample)",
    ),
    (
        "host",
        "Noh Jae-min",
        "노재민",
        "Vice president",
        "Sample Chamber of Commerce",
        "accepted",
        "Mayor’s office (sample)",
    ),
    (
        "host",
        "Seo Ha-eun",
        "서하은",
        "Director",
        "Sample Chamber of Commerce",
        "invited",
        "Mayor’s office (sample)",
    ),
    (
        "host",
        "Moon Tae-yul",
        "문태율",
        "Director",
        "Sample Chamber of Commerce",
        "accepted",
        "Mayor’s office (sample)",
    ),
    (
        "host",
        "Yoon Seo-jin",
        "윤서진",
        "Rector",
        "Sample University of the Sea",
        "declined",
        "Mayor’s office (sample)",
    ),
    (
        "host",
        "Bae Ji-ho",
        "배지호",
        "Professor",
        "Sample University of the Sea",
        "accepted",
        "Mayor’s office (sample)",
    ),
    ("host", "Han Yu-na", "한유나", "Director", "Sample Port Museum", "accepted", "Mayor’s office (sample)"),
    (
        "host",
        "Cho Min-seok",
        "조민석",
        "Chair",
        "Sample Port Association",
        "listed",
        "Mayor’s office (sample)",
    ),
    (
        "host",
        "Oh Ga-ram",
        "오가람",
        "Consul (honorary)",
        "Sample Consulate",
        "accepted",
        "Mayor’s office (sample)",
    ),
    ("host", "Jang Ye-rin", "장예린", "Editor", "Sample Daily", "accepted", "Mayor’s office (sample)"),
    (
        "host",
        "Ryu Do-hyun",
        "류도현",
        "Conductor",
        "Sample Philharmonic",
        "invited",
        "Mayor’s office (sample)",
    ),
    (
        "host",
        "Shin Ara",
        "신아라",
        "Managing director",
        "Sample Shipyard",
        "accepted",
        "Mayor’s office (sample)",
    ),
    (
        "host",
        "Hwang Jun-oh",
        "황준오",
        "Head of strategy",
        "Sample Shipyard",
        "declined",
        "Mayor’s office (sample)",
    ),
    ("host", "Lim Na-rae", "임나래", "Founder", "Sample Robotics", "accepted", "Mayor’s office (sample)"),
    (
        "host",
        "Kwon Si-woo",
        "권시우",
        "Chair",
        "Sister City Friends (sample)",
        "accepted",
        "Mayor’s office (sample)",
    ),
    (
        "host",
        "Pyo Eun-sol",
        "표은솔",
        "Member",
        "Sister City Friends (sample)",
        "listed",
        "Mayor’s office (sample)",
    ),
    (
        "guest",
        "Adele Winterbourne",
        "",
        "Chair",
        "Sister City Friends (sample)",
        "accepted",
        "Mission office (sample)",
    ),
    ("guest", "Omar Felloway", "", "Partner", "Sample Law LLP", "invited", "Mission office (sample)"),
    ("guest", "Ruth Candlemere", "", "Director", "Sample Aerospace", "accepted", "Mission office (sample)"),
    (
        "guest",
        "Ivan Pellbrook",
        "",
        "Curator",
        "Sample Museum of Glass",
        "declined",
        "Mission office (sample)",
    ),
    (
        "guest",
        "Mei Thornquist",
        "",
        "Vice president",
        "Sample Cloud Works",
        "accepted",
        "Mission office (sample)",
    ),
    (
        "guest",
        "Pablo Estermoor",
        "",
        "Founder",
        "Sample Coffee Roasters",
        "accepted",
        "Mission office (sample)",
    ),
    ("guest", "Nina Hollisworth", "", "Reporter", "Sample Gazette", "listed", "Mission office (sample)"),
    (
        "guest",
        "Kwon Si-woo",
        "권시우",
        "Chair",
        "Sister City Friends (sample)",
        "accepted",
        "Mission office (sample)",
    ),
)
