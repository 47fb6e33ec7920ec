"""Reasons in words: plain English, natural Korean with the right particles."""

import string
from datetime import date

import pytest

from legation.engine.precedence import Absent, Equivalence, Given, Override, Person, explain, sentence
from legation.engine.precedence.korean import with_particle
from legation.engine.precedence.sentences import templates
from tests.engine.precedence.people import holder, ordered, person, post

NAMES = {"host": "박예시", "guest": "Alex Sample", "third": "이가상", "other": "김보기"}


@pytest.mark.parametrize(
    ("word", "particle", "expected"),
    [
        ("박형준", "은", "박형준은"),
        ("이예시", "은", "이예시는"),
        ("박형준", "이", "박형준이"),
        ("이예시", "이", "이예시가"),
        ("시장", "을", "시장을"),
        ("대사", "을", "대사를"),
        ("시장", "과", "시장과"),
        ("대사", "과", "대사와"),
        ("시장", "으로", "시장으로"),
        ("대사", "으로", "대사로"),
        ("서울", "으로", "서울로"),
        ("Harrell", "은", "Harrell은"),
        ("Harrell", "으로", "Harrell로"),
        ("Cho", "이", "Cho가"),
        ("Robinson", "을", "Robinson을"),
        ("Surratt", "은", "Surratt은(는)"),
        ("Surratt", "으로", "Surratt(으)로"),
        ("홍길동 (예시)", "은", "홍길동 (예시)은"),
        ("홍길순 (예시)", "이", "홍길순 (예시)이"),
        ("김이나 (예시)", "이", "김이나 (예시)가"),
        ("제3", "은", "제3은"),
        ("제2", "은", "제2는"),
        ("", "은", "은(는)"),
    ],
)
def test_particles_follow_the_last_sound(word: str, particle: str, expected: str) -> None:
    assert with_particle(word, particle) == expected


def test_every_sentence_has_both_languages_with_the_same_facts() -> None:
    lead, rules = templates()
    pairs = [lead, *(ways for rule in rules.values() for ways in rule.values())]
    assert [each for each in pairs if set(each) != {"en", "ko"}] == []
    unlike = [each for each in pairs if fields(each["en"]) - {"below", "host"} - fields(each["ko"])]
    assert unlike == []
    assert {rule for rule in rules if rule != "override"} == {f"P{number}" for number in range(2, 17)}


def fields(text: str) -> set[str]:
    return {str(name).split("|")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def said(*people: Person, language: str, pack: str = "neutral", **values: object) -> list[str]:
    made = ordered(*people, pack=pack, **values)
    return [sentence(each, NAMES, language) for each in made.reasons]


TWO_MAYORS = (
    holder("host", "mayor", date(2021, 4, 8), side="host", city="Busan"),
    holder("guest", "mayor", date(2022, 1, 1), city="Seattle"),
)


@pytest.mark.parametrize(
    ("pack", "english", "korean"),
    [
        (
            "neutral",
            "Alex Sample goes before 박예시: the rank is equal (mayor), and guests go first.",
            "Alex Sample이(가) 박예시보다 앞섭니다. 직급이 같고(시장) 손님이 먼저입니다.",
        ),
        (
            "es-2099-1983",
            "박예시 goes before Alex Sample: the rank is equal (mayor), and the home side goes first.",
            "박예시가 Alex Sample보다 앞섭니다. 직급이 같고(시장) 주최 측이 먼저입니다.",
        ),
        (
            "kr-municipal",
            "박예시 goes before Alex Sample: in Busan, the city's own mayor is first.",
            "박예시가 Alex Sample보다 앞섭니다. Busan에서는 그 도시의 시장이 첫째입니다.",
        ),
        (
            "un-alphabetical",
            (
                "박예시 goes before Alex Sample: the rank is equal (mayor), and 박예시 took office earlier"
                " (8 April 2021; Alex Sample on 1 January 2022)."
            ),
            (
                "박예시가 Alex Sample보다 앞섭니다. 직급이 같고(시장) 박예시의 취임이 더 빠릅니다"
                "(2021년 4월 8일, Alex Sample은(는) 2022년 1월 1일)."
            ),
        ),
    ],
)
def test_two_mayors_in_four_packs(pack: str, english: str, korean: str) -> None:
    assert said(*TWO_MAYORS, pack=pack, language="en") == [english]
    assert said(*TWO_MAYORS, pack=pack, language="ko") == [korean]


DEPUTY = holder("third", "deputy_mayor", represents=Absent("mayor"))
ACTING = person("third", post("deputy_mayor"), post("mayor", acting=True))
GIVEN = person("third", given=Given("mayor", "30년 후원"))
SPOUSE = person("third", spouse_of="guest")
CHAIR = holder("other", "council_chair")


@pytest.mark.parametrize(
    ("people", "pack", "english", "korean"),
    [
        (
            (DEPUTY, CHAIR),
            "es-2099-1983",
            (
                "김보기 goes before 이가상: 이가상 represents somebody absent (mayor),"
                " and these rules give no rank from that."
            ),
            (
                "김보기가 이가상보다 앞섭니다. 이가상은 불참자(시장)를 대리하지만,"
                " 이 규칙에서는 대리로 직급을 받지 않습니다."
            ),
        ),
        (
            (DEPUTY, CHAIR),
            "au-nsw",
            (
                "이가상 goes before 김보기: 이가상 represents somebody absent and has that person's rank"
                " (mayor)."
            ),
            "이가상이 김보기보다 앞섭니다. 이가상은 불참자를 대리하며 그 직급(시장)을 받습니다.",
        ),
        (
            (ACTING, CHAIR),
            "neutral",
            "이가상 goes before 김보기: 이가상 holds the post as acting mayor and has its full rank.",
            "이가상이 김보기보다 앞섭니다. 이가상은 시장 직무대행이므로 그 직급을 온전히 받습니다.",
        ),
        (
            (GIVEN, CHAIR),
            "neutral",
            "이가상 goes before 김보기: the host gave 이가상 the rank of mayor (30년 후원).",
            "이가상이 김보기보다 앞섭니다. 주최 측이 이가상에게 시장 직급을 부여했습니다(30년 후원).",
        ),
        (
            (SPOUSE, TWO_MAYORS[1]),
            "neutral",
            "Alex Sample goes before 이가상: 이가상 has no office and follows a partner, Alex Sample.",
            (
                "Alex Sample이(가) 이가상보다 앞섭니다."
                " 이가상은 공직이 없어 배우자인 Alex Sample의 다음 자리에 섭니다."
            ),
        ),
        (
            (CHAIR, TWO_MAYORS[1]),
            "neutral",
            "Alex Sample goes before 김보기: the rank of mayor stands above that of council chair.",
            "Alex Sample이(가) 김보기보다 앞섭니다. 시장이 시의회 의장보다 높은 직급입니다.",
        ),
        (
            (holder("other", "senior_official", organiser=True), TWO_MAYORS[1]),
            "neutral",
            "김보기 goes before Alex Sample: 김보기 is the organiser and presides.",
            "김보기가 Alex Sample보다 앞섭니다. 김보기가 주최자로서 행사를 주재합니다.",
        ),
    ],
)
def test_sentences_of_single_rules(people: tuple[Person, ...], pack: str, english: str, korean: str) -> None:
    assert said(*people, pack=pack, language="en") == [english]
    assert said(*people, pack=pack, language="ko") == [korean]


def test_the_counterpart_is_named_in_both_languages() -> None:
    visitor = person("guest", post(None, title="Council President"), city="Seattle")
    made = ordered(
        visitor,
        holder("host", "councillor", side="host", city="Busan"),
        equivalences=[Equivalence("Council President", "Seattle", "시의회 의장")],
    )
    reason = explain(made, "host", "guest")
    assert sentence(reason, NAMES, "en") == (
        "Alex Sample goes before 박예시: Alex Sample, Council President of Seattle,"
        " takes the rank of the counterpart in Busan (council chair)."
    )
    assert sentence(reason, NAMES, "ko") == (
        "Alex Sample이(가) 박예시보다 앞섭니다. Alex Sample(Seattle Council President)에게는"
        " Busan의 상대 직책인 시의회 의장 직급을 적용합니다."
    )


def test_an_override_that_carries_names_the_pair() -> None:
    people = (*TWO_MAYORS, holder("third", "councillor"))
    made = ordered(*people, overrides=[Override("third", "guest", "기조연설")])
    assert sentence(explain(made, "host", "third"), NAMES, "ko") == (
        "이가상이 박예시보다 앞섭니다."
        " 이가상을 Alex Sample보다 앞에 두도록 규정과 별도로 정했습니다(기조연설)."
    )
