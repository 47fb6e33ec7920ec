"""What was promised, signed and said, as public sources tell it; and samples, each marked so.

No source has the minutes of the call in Busan: what is said there, in public or in answers is said by sample
people alone.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from legation.demo.facts import DAEJEON, ETNEWS, FOLLOW_UP, HAPS, KOSME, NW_ASIAN, PORTS, Two
from legation.reports.choices import Worth


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised, by whom to whom, and what is known of it.

    `status` is what came of it, with the reason; `meanwhile` how it stood between, with the next step.
    """

    title: Two
    detail: Two
    by: str
    to: str
    status: str
    item: str | None
    evidence: str
    due: date | None = None
    settled: date | None = None
    reason: str = ""
    meanwhile: str = ""
    step: Two = ("", "")
    step_on: date | None = None
    value: int | None = None


PROMISES = (
    Promise(
        ("City of Seattle and KOSME sign a memorandum of their own", "시애틀시와 중진공의 업무협약"),
        ("Signed on 4 June 2024; the day was proclaimed KOSME Day.", "2024년 6월 4일 체결. 그날이 ‘중진공의 날’로 선포되었다."),
        "kosme", "city-seattle", "done", "mou", KOSME, settled=date(2024, 6, 4), meanwhile="under_way",
        reason="Signed in Seattle on 4 June 2024.",
    ),
    Promise(
        ("A delegation from Daejeon visits Seattle in June", "대전 대표단의 6월 시애틀 방문"),
        ("35th anniversary and joint declaration at Seattle City Hall on 25 June 2024.", "2024년 6월 25일 시애틀시청에서 35주년 행사와 공동선언."),
        "city-daejeon", "city-seattle", "done", "anniversary", FOLLOW_UP, due=date(2024, 6, 30),
        settled=date(2024, 6, 25), meanwhile="under_way", reason="The delegation was at Seattle City Hall on 25 June 2024.",
    ),
    Promise(
        ("Mayor Oh is invited to the Bloomberg Green Festival in Seattle", "오세훈 시장 블룸버그 그린 페스티벌 초청"),
        ("July 2024. Whether he came was not found.", "2024년 7월. 참석 여부는 확인되지 않았다."),
        "city-seattle", "city-seoul", "unknown", "seoul-mayor", ETNEWS, date(2024, 7, 31),
        reason="No report tells whether he came.",
    ),
    Promise(
        ("Mayor Harrell is invited to the founding of the science city alliance", "해럴 시장 세계경제과학도시연합 창립 행사 초청"),
        ("September 2024 in Daejeon. Whether he came was not found.", "2024년 9월 대전. 참석 여부는 확인되지 않았다."),
        "city-daejeon", "city-seattle", "unknown", "anniversary", DAEJEON, date(2024, 9, 30),
        reason="No report tells whether he came.",
    ),
    Promise(
        ("University of Washington and KAIST agree to work together", "워싱턴대학교와 KAIST의 협력 합의"),
        ("A memorandum was reported later; its text was not found.", "이후 업무협약이 보도되었으나 원문은 확인되지 않았다."),
        "uw", "kaist", "under_way", "anniversary", NW_ASIAN,
        step=("Ask both universities for the text (sample)", "두 대학에 협약 원문 문의 (표본)"), step_on=date(2024, 9, 2),
    ),
)  # fmt: skip

# Promised at the call in Busan, by the item it stands under: the first is of the sources, the others are samples.
AT_THE_CALL: dict[int, Promise] = {
    4: Promise(
        ("Busan, Seattle and Bellevue strengthen their relationship", "부산·시애틀·벨뷰의 관계 강화"),
        ("An open pledge without an instrument.", "문서로 남지 않은 구두 약속."),
        "city-seattle", "city-busan", "open", "busan-mayor", HAPS,
        step=("Propose what the pledge is to become (sample)", "약속을 어떤 문서로 남길지 제안 (표본)"), step_on=date(2024, 10, 17),
    ),
    1: Promise(
        ("Each side names one contact point for firms (sample)", "양측이 기업 창구를 하나씩 지정 (표본)"),
        ("Name, telephone and language, on both cities’ sites.", "성명, 전화, 언어를 양 도시 누리집에 게시한다."),
        "city-busan", "gsp", "done", "busan-mayor", "Letter of 29 May 2024 with both names (sample)", due=date(2024, 5, 31),
        settled=date(2024, 5, 29), meanwhile="under_way", reason="Both names were exchanged by letter (sample).",
    ),
    2: Promise(
        ("A cold store at the port for seaweed and fish (sample)", "수산물 냉동창고 투자 검토 (표본)"),
        ("An invented firm of Busan looks for a place.", "지어낸 부산 기업이 부지를 찾는다."),
        "cold-chain", "port-seattle", "under_way", "busan-mayor", "Minutes of the one-to-one meetings (sample)",
        due=date(2024, 12, 31), value=1_200_000, reason="Two sites were looked at (sample).",
        step=("Send the figures of the second site (sample)", "두 번째 부지 자료 송부 (표본)"), step_on=date(2024, 11, 15),
    ),
    3: Promise(
        ("A working group of universities and industry (sample)", "산학협력 실무그룹 구성 (표본)"),
        ("Two from each side; the first meeting by video.", "양측 각 2명, 첫 회의는 화상으로 연다."),
        "city-seattle", "city-busan", "partly", "busan-mayor", "Note of the first meeting (sample)", due=date(2024, 9, 30),
        settled=date(2024, 9, 26), meanwhile="under_way",
        reason="It met once by video; a calendar for internships is still missing (sample).",
    ),
}  # fmt: skip

# kind, title, status, signed on, parties, engagement, fields, place, what it says
AGREEMENTS: tuple[
    tuple[str, Two, str, date | None, tuple[str, ...], str | None, tuple[str, ...], Two, Two], ...
] = (
    (
        "mou", ("Memorandum on green business", "녹색사업 업무협약"), "signed", date(2024, 4, 15), ("gsp", "kosme"), "mou",
        ("environment", "technology", "trade"), ("Global Startup Academy, Guro-gu, Seoul", "서울 구로구 글로벌창업사관학교"),
        (
            "Cooperation on green business and start-ups, signed before more than 80 guests.",
            "녹색사업과 창업기업 분야의 협력. 80여 명이 참석한 가운데 체결되었다.",
        ),
    ),
    (
        "mou", ("Memorandum of the City of Seattle and KOSME", "시애틀시–중진공 업무협약"), "signed", date(2024, 6, 4),
        ("city-seattle", "kosme"), None, ("technology", "trade"), ("Seattle", "시애틀"), ("", ""),
    ),
    (
        "declaration", ("Joint declaration, 35 years of sister cities", "자매결연 35주년 공동선언"), "signed",
        date(2024, 6, 25), ("city-seattle", "city-daejeon"), "anniversary", ("science", "culture", "citizens"),
        ("Seattle City Hall", "시애틀시청"), ("", ""),
    ),
    (
        "sister_city", ("Sister cities Seattle and Daejeon", "시애틀–대전 자매결연"), "stated", None,
        ("city-seattle", "city-daejeon"), "anniversary", ("science", "culture", "education", "citizens"), ("", ""),
        (
            "Sister cities since October 1989. The day and the text were not found in public sources.",
            "1989년 10월 자매결연. 정확한 날짜와 원문은 공개 자료에서 확인되지 않았다.",
        ),
    ),
)  # fmt: skip
# Who signed, where a source says so: agreement, party, person.
SIGNED = ((0, "kosme", "kang"),)

# Older than the mission, so that the guests' office keeps it.
SISTER_PORTS = (
    ("Sister ports of Seattle and Busan", "시애틀항–부산항 자매항"), date(2023, 11, 28), ("port-seattle", "bpa"),
    ("11th Busan International Port Conference", "제11회 부산국제항만컨퍼런스"),
    (
        f"Sister ports since June 1981, renewed in November 2023 ({PORTS}).",
        f"1981년 6월 자매항 체결, 2023년 11월 갱신 ({PORTS}).",
    ),
)  # fmt: skip

# What stands in the minutes of the call: item of the agenda, kind, who says it, words.
MINUTES: tuple[tuple[int, str, str, Two], ...] = (
    (
        1, "statement", "vice",
        (
            "Firms of both regions ask us where to begin. One contact point on each side would answer that. (sample)",
            "양 지역 기업이 어디에 물어야 할지 모릅니다. 양측에 창구를 하나씩 두면 풀립니다. (표본)",
        ),
    ),
    (
        1, "statement", "sample-48",
        (
            "Our suppliers look for composites and batteries. A list in English and Korean would help. (sample)",
            "협력사가 복합재와 배터리를 찾고 있습니다. 영문과 국문 목록이 있으면 좋겠습니다. (표본)",
        ),
    ),
    (1, "decision", "", ("Each side names one contact point for firms. (sample)", "양측은 기업 창구를 하나씩 지정한다. (표본)")),
    (
        2, "statement", "industry",
        (
            "Cold chains, hydrogen and shore power are where our ports can begin at once. (sample)",
            "저온 물류, 수소, 육상전원은 양 항만이 바로 시작할 수 있는 분야입니다. (표본)",
        ),
    ),
    (
        3, "statement", "sample-59",
        (
            "Internships work when university, firm and city keep one calendar. (sample)",
            "인턴십은 대학과 기업과 시가 같은 일정을 쓸 때 됩니다. (표본)",
        ),
    ),
    (
        3, "decision", "",
        (
            "A working group of universities and industry meets by video before the summer ends. (sample)",
            "산학협력 실무그룹은 여름이 가기 전에 화상으로 회의한다. (표본)",
        ),
    ),
    (
        4, "note", "",
        (
            "Public sources name the topics of this call and the pledge; all else in these minutes is a sample.",
            "공개 자료에는 이 접견의 의제와 약속만 있으며, 이 회의록의 나머지는 모두 표본입니다.",
        ),
    ),
)  # fmt: skip
NOTES: dict[str, Two] = {
    "guest": ("Ask again before the next visit (sample).", "다음 방문 전에 다시 확인 (표본)."),
    "host": ("The international relations team keeps the file (sample).", "국제협력과가 문서를 보관 (표본)."),
}

# What the public reads of both offices.
NAMES = {
    "guest": (
        ("Greater Seattle mission office (sample)", "광역시애틀 방문단 사무국 (표본)"),
        "press@seattle.example",
    ),
    "host": (("City of Busan (sample)", "부산광역시 (표본)"), "press@busan.example"),
}
ABOUT = (
    "This site belongs to the demonstration of Legation. The mission is told as public sources tell it; whatever"
    " says sample is invented.",
    "이 누리집은 Legation 시연의 일부입니다. 방문 일정은 공개 자료에 따랐으며, ‘표본’이라고 적힌 것은 지어낸 것입니다.",
)
INTRO = (
    "Where the delegation was, as the press reported it. Whoever wants to know more asks the offices named below.",
    "언론에 보도된 방문단의 일정입니다.",
)
NOTICE = (
    "*This release is a sample, drafted from the record of the demonstration. No city has issued it.*",
    "*이 보도자료는 시연 기록에서 작성한 표본이며, 어느 도시도 배포한 바 없습니다.*",
)
ALT = (
    "A drawing: two cities on either side of a bridge at sunset",
    "그림: 해 질 녘 다리를 사이에 둔 두 도시",
)
CAPTION = (
    "Two cities on one ocean: drawn for this demonstration.",
    "한 바다의 두 도시: 이 시연을 위해 그린 그림입니다.",
)

# What the reports add to the record.
LESSONS: dict[str, Two] = {
    "us": (
        "– Ask for the hosts’ programme a week earlier, so that firms can prepare. (sample)\n"
        "– One interpreter for each car saved half an hour a day. (sample)\n"
        "– Agree on who writes the minutes before the first meeting. (sample)",
        "– 기업이 준비할 수 있도록 상대 도시의 일정을 일주일 먼저 요청한다. (표본)\n"
        "– 차량마다 통역을 두어 하루 30분을 아꼈다. (표본)\n"
        "– 첫 면담 전에 회의록 작성자를 정한다. (표본)",
    ),
    "kr": (
        "– Keep one contact point for firms after the visit. (sample)\n– Follow up the working group by quarter. (sample)",
        "– 방문 이후에도 기업 창구를 상시 운영할 필요가 있음. (표본)\n– 산학협력 실무그룹의 이행 상황을 분기별로 점검하도록 함. (표본)",
    ),
}
# What sample delegates answered: value, contacts in use, contracts, worth, jobs, words. Nobody real answers here.
ANSWERS: dict[str, dict[str, Any]] = {
    "sample-00": {
        "worth": Worth.MOST, "contacts": 6, "deals": 2, "value": Decimal(850_000), "currency": "USD", "jobs": 9,
        "promises": "The contact point answers within two days. (sample)", "better": "Fewer speeches. (sample)",
    },
    "sample-24": {
        "worth": Worth.GREAT, "contacts": 4, "deals": 1, "value": Decimal(120_000), "currency": "USD", "jobs": 2,
        "better": "The list of participants a week earlier. (sample)",
    },
    "sample-48": {"worth": Worth.SOME, "contacts": 2, "deals": 0},
    "sample-59": {
        "worth": Worth.GREAT, "contacts": 3, "deals": 0,
        "promises": "The calendar for internships is still open. (sample)",
    },
}  # fmt: skip
