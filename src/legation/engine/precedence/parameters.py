"""Every parameter that a pack must state: its rule, its kind, its choices, and its labels."""

from dataclasses import dataclass
from typing import Literal

from legation.engine.precedence.model import Label

Kind = Literal["choice", "flag", "ranks", "steps", "number", "text"]

OFFICE_STEPS = ("institution", "head", "superior_body", "state_body")
PERSONAL_STEPS = ("former_post", "age", "relation", "association_head")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a pack may say: `choices` are the values of a choice, or the steps that may be listed."""

    name: str
    rule: str
    kind: Kind
    label: Label
    choices: tuple[Label, ...] = ()


def _of(name: str, rule: str, kind: Kind, en: str, ko: str, *choices: tuple[str, str, str]) -> Parameter:
    return Parameter(name, rule, kind, Label(name, en, ko), tuple(Label(*each) for each in choices))


PARAMETERS: dict[str, Parameter] = {
    each.name: each
    for each in (
        _of(
            "office_steps",
            "P3",
            "steps",
            "Steps between holders of equal grade",
            "같은 직급 사이의 기준",
            ("institution", "constitutional order of institutions", "헌법상 기관 순서"),
            ("head", "head of the institution", "기관의 장"),
            ("superior_body", "superior body", "상급 기관"),
            ("state_body", "state body", "국가 기관"),
        ),
        _of(
            "without_office",
            "P3",
            "steps",
            "Steps between people without office",
            "공직이 없는 사람 사이의 기준",
            ("former_post", "former post", "전직"),
            ("age", "age", "나이"),
            ("relation", "relation to the event", "행사와의 관련"),
            ("association_head", "head of an association", "단체의 장"),
        ),
        _of(
            "equal_rank",
            "P5",
            "choice",
            "Equal rank, home against guest",
            "같은 직급일 때 주최 측과 손님",
            ("guest_first", "guest first", "손님 먼저"),
            ("host_first", "home first", "주최 측 먼저"),
            ("none", "neither", "구분 없음"),
        ),
        _of(
            "seniority",
            "P6",
            "choice",
            "Seniority date",
            "선임 기준일",
            ("taking_office", "taking office", "취임일"),
            ("first_election", "first election", "최초 당선일"),
            ("founding", "founding of the body", "기관 설립일"),
        ),
        _of(
            "last_tie",
            "P7",
            "choice",
            "Last tie",
            "마지막 동순위",
            ("name", "alphabetical by name", "이름의 가나다(알파벳)순"),
            ("country", "alphabetical by country", "나라 이름의 가나다(알파벳)순"),
            ("country_from_lot", "by country, starting with one drawn by lot", "추첨한 나라부터 나라 이름순"),
        ),
        _of(
            "several_posts",
            "P8",
            "choice",
            "A person with several posts",
            "직책이 여럿인 사람",
            ("relevant", "the post relevant to the event", "행사와 관련된 직책"),
            ("highest", "the highest post", "가장 높은 직책"),
        ),
        _of(
            "organisation_ranks",
            "P9",
            "ranks",
            "Ranks ordered by their organisation",
            "소속 기관으로 순서를 정하는 직급",
        ),
        _of(
            "representing",
            "P10",
            "choice",
            "A representative of someone absent",
            "불참자를 대리하는 사람",
            ("nothing", "own rank", "본인의 직급"),
            ("full", "the absent person's rank", "불참자의 직급"),
        ),
        _of(
            "representing_of",
            "P10",
            "ranks",
            "Ranks whose representative always has the full rank",
            "대리인이 언제나 그 직급을 받는 직급",
        ),
        _of(
            "deputies_take",
            "P10",
            "ranks",
            "Ranks that their own deputy takes when representing",
            "부직위자가 대리하면 그 직급을 받는 직급",
        ),
        _of(
            "own_city_first",
            "P12",
            "flag",
            "The mayor is first in their own city",
            "자기 도시에서는 시장이 첫째",
        ),
        _of(
            "own_city_superiors",
            "P12",
            "ranks",
            "Superiors who still precede that mayor",
            "그 시장보다 앞서는 상급자",
        ),
        _of(
            "even_row",
            "T2",
            "choice",
            "An even number of seats",
            "짝수 좌석",
            ("centre_line", "a centre line between ranks 1 and 2", "1위와 2위 사이가 중앙"),
            ("first_off_centre", "rank 1 just off the centre", "1위가 중앙 바로 옆"),
        ),
        _of(
            "interpreter_seat",
            "T8",
            "choice",
            "Where the interpreter sits",
            "통역사의 자리",
            ("behind", "behind", "뒤"),
            ("left_of_delegate", "at the delegate's left", "대표의 왼쪽"),
            ("right_of_principal", "at the principal's right", "수석대표의 오른쪽"),
        ),
        _of(
            "senior_side",
            "T10",
            "choice",
            "The senior side",
            "상석의 방향",
            ("right", "right", "오른쪽"),
            ("left", "left", "왼쪽"),
        ),
        _of(
            "two_flags",
            "F2",
            "choice",
            "Two flags, seen by the viewer",
            "국기 두 개, 보는 사람 기준",
            ("guest_left", "the guest's at the left", "손님 국기가 왼쪽"),
            ("host_left", "the host's at the left", "주최국 국기가 왼쪽"),
        ),
        _of(
            "many_flags",
            "F3",
            "choice",
            "Three flags or more",
            "국기 세 개 이상",
            ("alphabetical", "A to Z from the viewer's left", "보는 사람 왼쪽부터 이름순"),
            ("host_centre", "the host's at the centre, others alternating", "주최국이 중앙, 나머지는 번갈아"),
        ),
        _of("gift_threshold", "G2", "number", "Gifts are declared from this value", "선물 신고 기준 금액"),
        _of("gift_currency", "G2", "text", "Currency of that value", "기준 금액의 통화"),
        _of("gift_days", "G2", "number", "Days in which a gift is declared", "선물 신고 기한(일)"),
    )
}
