"""What public sources say of the mission of April 2024: facts only, each with where it was read.

Times without a clock in the sources carry the part of the day that is known; the end of a meeting is our own
assumption wherever no source gives it, and never printed as a fact of the source.
"""

from dataclasses import dataclass
from datetime import date, datetime

HAPS = "hapskorea.com/mayor-park-meets-with-washington-delegation-led-by-seattle-mayor-bruce-harrell"
KOREA_TIMES_0418 = "mapp.koreatimes.com/article/20240418/1510864"
KOREA_TIMES_0415 = "mapp.koreatimes.com/article/20240415/1510347"
KOREA_TIMES_0410 = "mapp.koreatimes.com/article/20240410/1509778"
ETNEWS = "etnews.com/20240415000383"
DAEJEON = "kwangjang21.kr idxno=64557"
PORTS = "portseattle.org/news/seattle-and-busan-renew-sister-port-agreement"
FOLLOW_UP = "kbswa.com/2024/06/27"
KOSME = "newsbell.co.kr/car-tech/article/803401"
NW_ASIAN = "nwasianweekly.com 2024/06 Daejeon and Seattle"
CHECKED = date(2026, 11, 23)

Two = tuple[str, str]

# key: (English, Korean), own script, country, zone
CITIES: dict[str, tuple[Two, str, str, str]] = {
    "seattle": (("Seattle", "시애틀"), "Seattle", "US", "America/Los_Angeles"),
    "bellevue": (("Bellevue", "벨뷰"), "Bellevue", "US", "America/Los_Angeles"),
    "tacoma": (("Tacoma", "타코마"), "Tacoma", "US", "America/Los_Angeles"),
    "seoul": (("Seoul", "서울"), "서울특별시", "KR", "Asia/Seoul"),
    "busan": (("Busan", "부산"), "부산광역시", "KR", "Asia/Seoul"),
    "daejeon": (("Daejeon", "대전"), "대전광역시", "KR", "Asia/Seoul"),
}

# key: (English, Korean), kind, city, other names
ORGANISATIONS: dict[str, tuple[Two, str, str | None, tuple[str, ...]]] = {
    "city-seattle": (("City of Seattle", "시애틀시"), "city", "seattle", ()),
    "city-bellevue": (("City of Bellevue", "벨뷰시"), "city", "bellevue", ()),
    "city-busan": (("Busan Metropolitan City", "부산광역시"), "city", "busan", ("City of Busan", "부산시")),
    "city-seoul": (("Seoul Metropolitan Government", "서울특별시"), "city", "seoul", ("서울시",)),
    "city-daejeon": (("Daejeon Metropolitan City", "대전광역시"), "city", "daejeon", ("대전시",)),
    "legislature": (("Washington State Legislature", "워싱턴주 의회"), "legislature", None, ()),
    "king": (("King County", "킹 카운티"), "region", None, ()),
    "snohomish": (("Snohomish County", "스노호미시 카운티"), "region", None, ()),
    "port-seattle": (("Port of Seattle", "시애틀항"), "port", "seattle", ("시애틀 항만청",)),
    "port-tacoma": (("Port of Tacoma", "타코마항"), "port", "tacoma", ("타코마 항만청",)),
    "gsp": (
        ("Greater Seattle Partners", "그레이터 시애틀 파트너스"), "agency", "seattle",
        ("GSP", "Seattle Economic Development Corporation", "Seattle Economic Development Agency", "시애틀 경제개발공사"),
    ),
    "chamber": (
        ("Seattle Metropolitan Chamber of Commerce", "광역시애틀상공회의소"), "chamber", "seattle",
        ("Greater Seattle Chamber of Commerce", "Seattle Chamber of Commerce", "Seattle chamber"),
    ),
    "microsoft": (("Microsoft", "마이크로소프트"), "company", None, ()),
    "amazon": (("Amazon", "아마존"), "company", "seattle", ()),
    "boeing": (("Boeing", "보잉"), "company", None, ()),
    "t-mobile": (("T-Mobile", "티모바일"), "company", "bellevue", ()),
    "evergreen": (("Evergreen", "에버그린"), "other", None, ()),
    "uw": (("University of Washington", "워싱턴대학교"), "university", "seattle", ("UW",)),
    "wsu": (("Washington State University", "워싱턴주립대학교"), "university", None, ("WSU",)),
    "kosme": (("Korea SMEs and Startups Agency", "중소벤처기업진흥공단"), "agency", None, ("KOSME", "중진공")),
    "consulate": (
        ("Consulate General of the Republic of Korea in Seattle", "주시애틀 대한민국 총영사관"), "embassy", "seattle", (),
    ),
    "kaist": (("KAIST", "한국과학기술원"), "university", "daejeon", ("카이스트",)),
    "kari": (("Korea Aerospace Research Institute", "한국항공우주연구원"), "research", "daejeon", ("KARI",)),
    "bpa": (("Busan Port Authority", "부산항만공사"), "port", "busan", ("BPA",)),
    "korean-air": (("Korean Air", "대한항공"), "company", None, ()),
    "korean-association": (
        ("Greater Seattle Korean Association", "시애틀-워싱턴주 한인회"), "association", "seattle", (),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as the sources name them; `when` is the day on which a source shows them in the post."""

    family: str
    given: str
    korean: str
    title: Two
    organisation: str
    rank: str
    source: str
    family_first: bool = False
    when: date = date(2024, 4, 18)
    aliases: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    biography: Two = ("", "")
    note: str = ""


PEOPLE: dict[str, Someone] = {
    "harrell": Someone(
        "Harrell", "Bruce", "브루스 해럴", ("Mayor", "시장"), "city-seattle", "mayor", HAPS,
        aliases=("브루스 하렐",), languages=("en",),
        biography=(
            "Mayor of Seattle and the city's first Asian American mayor; his mother was Japanese, his father a veteran."
            " Head of the delegation of April 2024. First visited Korea in June 2023.",
            "시애틀 시장. 시애틀 최초의 아시아계 시장으로, 2024년 4월 방문단의 단장이다. 2023년 6월 처음 한국을 방문했다.",
        ),
    ),
    "robinson": Someone(
        "Robinson", "Lynne", "린 로빈슨", ("Mayor", "시장"), "city-bellevue", "mayor", HAPS, languages=("en",),
        biography=("Mayor of Bellevue.", "벨뷰 시장."),
    ),
    "surratt": Someone(
        "Surratt", "Brian", "브라이언 수렛", ("President and CEO", "대표"), "gsp", "executive", KOREA_TIMES_0415,
        aliases=("브라이언 수랫", "브라이언 서라트"), languages=("en",),
        biography=(
            "President and CEO of Greater Seattle Partners. His mother came from Gunsan.",
            "그레이터 시애틀 파트너스 대표. 어머니가 군산 출신이다.",
        ),
    ),
    "cho": Someone(
        "Cho", "Sam", "조세현", ("Commissioner", "커미셔너"), "port-seattle", "councillor", PORTS,
        aliases=("샘 조",), languages=("en",),
        biography=(
            "Commissioner of the Port of Seattle; president of its commission in 2023. Arranged the visit to the port"
            " of Busan.",
            "시애틀항 커미셔너. 2023년 위원회 의장을 지냈으며 부산항 방문을 주선했다.",
        ),
    ),
    "hackney": Someone(
        "Hackney", "David", "데이비드 해크니", ("State Representative", "주 하원의원"), "legislature", "legislator",
        KOREA_TIMES_0415, languages=("en",),
        biography=("Member of the Washington House of Representatives.", "워싱턴주 하원의원."),
    ),
    "park": Someone(
        "Park", "Heong-joon", "박형준", ("Mayor", "시장"), "city-busan", "mayor", HAPS, family_first=True,
        aliases=("Park Hyung-jun", "Park Heong-jun"), languages=("ko",),
        biography=("Mayor of Busan Metropolitan City.", "부산광역시장."),
    ),
    "oh": Someone(
        "Oh", "Se-hoon", "오세훈", ("Mayor", "시장"), "city-seoul", "mayor", ETNEWS, family_first=True, languages=("ko",),
        biography=("Mayor of Seoul.", "서울특별시장."),
    ),
    "lee": Someone(
        "Lee", "Jang-woo", "이장우", ("Mayor", "시장"), "city-daejeon", "mayor", DAEJEON, family_first=True,
        languages=("ko",), biography=("Mayor of Daejeon.", "대전광역시장."),
    ),
    "kang": Someone(
        "Kang", "Seok-jin", "강석진", ("President", "이사장"), "kosme", "executive", KOREA_TIMES_0415, family_first=True,
        languages=("ko",),
        biography=("President of the Korea SMEs and Startups Agency.", "중소벤처기업진흥공단 이사장."),
    ),
    "seo": Someone(
        "Seo", "Eun-ji", "서은지", ("Consul General", "총영사"), "consulate", "consul_general", KOREA_TIMES_0410,
        family_first=True, languages=("ko", "en"),
        biography=("Consul General of Korea in Seattle.", "주시애틀 대한민국 총영사."),
    ),
    "davis": Someone(
        "Davis", "Josh", "조쉬 데이비스", ("Vice President", "부사장"), "gsp", "executive",
        "mapp.koreatimes.com/article/20231215/1493770", when=date(2023, 12, 13), languages=("en",),
    ),
    "buono": Someone(
        "Buono", "Gabriella", "가브리엘라 부오노", ("Senior Vice President", "수석부회장"), "chamber", "executive",
        "mapp.koreatimes.com/article/20231215/1493770", when=date(2023, 12, 13), languages=("en",),
        note="Spelling of the name inferred from Korean press.",
    ),
    "lim": Someone(
        "Lim", "Man-seong", "임만성", ("Head of International Exchange", "국제교류 책임자"), "kaist", "professor", FOLLOW_UP,
        family_first=True, when=date(2024, 6, 25), languages=("ko",),
    ),
    "kim": Someone(
        "Kim", "Won Jun", "김원준", ("President", "회장"), "korean-association", "executive", NW_ASIAN,
        when=date(2024, 6, 25), languages=("ko", "en"),
    ),
}  # fmt: skip

# key: (English, Korean), city, rooms as key: ((English, Korean), door, window)
VENUES: dict[str, tuple[Two, str, dict[str, tuple[Two, str, str]]]] = {
    "seoul-hall": (("Seoul City Hall", "서울시청"), "seoul", {"office": (("Mayor's office", "집무실"), "", "")}),
    "academy": (("Global Startup Academy, Guro-gu", "구로구 글로벌창업사관학교"), "seoul", {}),
    "busan-hall": (
        ("Busan City Hall", "부산시청"), "busan",
        {"protocol": (("International protocol room", "국제의전실"), "north", "")},
    ),
    "lavalse": (("Lavalse Hotel, Yeongdo", "영도 라발스호텔"), "busan", {}),
    "tech-center": (("Korean Air Tech Center, Gimhae Airport", "김해공항 대한항공 테크센터"), "busan", {}),
    "north-port": (("Busan North Port redevelopment hall and Busan Port", "북항재개발 홍보관과 부산항"), "busan", {}),
    "icc-hotel": (("Daejeon ICC Hotel", "대전 ICC호텔"), "daejeon", {}),
    "institutes": (("KAIST and Korea Aerospace Research Institute", "KAIST·한국항공우주연구원"), "daejeon", {}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """An engagement as the sources tell it."""

    kind: str
    title: Two
    starts: datetime
    ends: datetime
    part: str
    venue: str
    room: str | None
    status: str
    summary: Two
    principals: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    everyone: bool = False
    interpretation: str = "none"
    agenda: tuple[Two, ...] = ()


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 4, day, hour, minute)  # noqa: DTZ001 - wall-clock time; the zone stands beside it


ITEMS: dict[str, Item] = {
    "seoul-mayor": Item(
        "meeting", ("Meeting with Mayor Oh Se-hoon", "오세훈 시장 면담"), _at(15, 9), _at(15, 12), "morning",
        "seoul-hall", "office", "held",
        (
            "Seoul presents the Climate Companion Card, Seoul Learn, Safety Income and the Great Hangang project. Mayor"
            " Harrell invites Mayor Oh to the Bloomberg Green Festival in Seattle in July.",
            "서울시가 기후동행카드, 서울런, 안심소득, 그레이트 한강 등을 소개했다. 해럴 시장이 7월 시애틀에서 열리는 블룸버그"
            " 그린 페스티벌에 오 시장을 초청했다.",
        ),
        principals=("oh", "harrell"), participants=("cho", "surratt"), interpretation="consecutive",
    ),
    "mou": Item(
        "signing", ("K-Startup networking and signing of the memorandum", "K-스타트업 네트워킹 및 업무협약 체결"),
        _at(15, 13), _at(15, 18), "day", "academy", None, "held",
        (
            "Greater Seattle Partners and KOSME sign a memorandum on green business before more than 80 guests; four"
            " start-ups present themselves.",
            "그레이터 시애틀 파트너스와 중소벤처기업진흥공단이 녹색사업 업무협약을 맺었다. 80여 명이 참석하고 스타트업 네 곳이"
            " 발표했다.",
        ),
        principals=("kang", "harrell"), participants=("surratt", "hackney", "seo"), interpretation="consecutive",
    ),
    "tech-center": Item(
        "site_visit", ("Visit to the Korean Air Tech Center", "대한항공 테크센터 방문"), _at(17, 9), _at(17, 12), "day",
        "tech-center", None, "tentative",
        (
            "Named by the press as a reason for coming; no report of the visit was found.",
            "언론이 방문 목적으로 전했으나 방문 결과 보도는 확인되지 않았다.",
        ),
        everyone=True,
    ),
    "busan-mayor": Item(
        "courtesy_call", ("Courtesy call on Mayor Park Heong-joon", "박형준 시장 예방"), _at(17, 17), _at(17, 18), "",
        "busan-hall", "protocol", "held",
        (
            "Trade, finance, new industries, an industry–academic cooperation model, and Busan as a global hub city.",
            "무역, 금융, 신산업, 산학협력 모델, 글로벌 허브도시 부산을 논의했다.",
        ),
        principals=("park", "harrell", "robinson"), participants=("surratt", "cho", "hackney"),
        interpretation="consecutive",
        agenda=(
            ("Trade and finance", "무역과 금융"), ("New industries", "신산업"),
            ("Industry–academic cooperation", "산학협력"), ("Busan as a global hub city", "글로벌 허브도시 부산"),
        ),
    ),
    "reception": Item(
        "reception", ("Reception", "환영 리셉션"), _at(17, 12), _at(17, 16, 30), "afternoon", "lavalse", None, "held",
        (
            "Reported as having taken place the afternoon before 18 April.",
            "4월 18일 자 기사에 전날 오후 열린 것으로 보도되었다.",
        ),
        everyone=True,
    ),
    "port": Item(
        "site_visit", ("Visit to the Busan Port Authority", "부산항만공사 방문"), _at(18, 13), _at(18, 17), "afternoon",
        "north-port", None, "tentative",
        (
            "Redevelopment of the North Port, and the port of Busan; arranged by Commissioner Cho. Planned; no report of"
            " the visit was found.",
            "북항 재개발과 부산항. 샘 조 커미셔너가 주선했다. 예정 보도만 있고 결과 보도는 확인되지 않았다.",
        ),
        principals=("cho",), everyone=True,
    ),
    "anniversary": Item(
        "ceremony", ("35th anniversary of the sister cities Seattle and Daejeon", "시애틀–대전 자매결연 35주년 기념식"),
        _at(19, 9), _at(19, 18), "day", "icc-hotel", None, "held",
        (
            "Welcome, presentations of both cities, and meetings with more than 70 companies, institutes and universities"
            " of Daejeon. Mayor Lee invites Mayor Harrell to the founding of the World Economic Science City alliance.",
            "환영식과 도시 소개, 대전의 70여 개 기업·연구소·대학과의 만남. 이장우 시장이 해럴 시장을 세계경제과학도시연합 창립"
            " 행사에 초청했다.",
        ),
        principals=("lee", "harrell"), participants=("surratt", "seo"), everyone=True, interpretation="consecutive",
    ),
    "institutes": Item(
        "site_visit", ("Sessions at KAIST and the aerospace institute", "KAIST·항공우주연구원 일정"),
        _at(19, 9), _at(19, 18), "day", "institutes", None, "tentative",
        (
            "Announced before the mission; the day was not found in any report.",
            "사전 보도된 일정으로, 정확한 날짜는 확인되지 않았다.",
        ),
        everyone=True,
    ),
}  # fmt: skip
