"""Language by sentence, what is no part of the story, and cities that only the text places."""

from datetime import date

import pytest

from legation.engine.capture import capture, language_of, languages_of
from legation.engine.capture.document import mark_of

BOTH = """보도자료

강견본 광주광역시장은 19일 시청에서 빅터 샘플 미국 샌안토니오 시장과 우호협력 협약을 체결했다.
강 시장은 “두 도시는 서로 배울 점이 많다”고 말했다.
협약식에는 광주상공회의소 관계자가 참석했다.

Press release

Gwangju Mayor Kang Gyeon-bon and San Antonio Mayor Victor Sample signed an agreement on March 19.
"The two cities have much to learn from each other," Kang said.
Officials of the Gwangju Chamber of Commerce attended.
"""


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("강 시장은 협약을 체결했다.", "ko"),
        ("린 로빈슨(Lynne Robinson) 벨뷰 시장", "ko"),
        ("The mayors met at City Hall.", "en"),
        ("Le maire a reçu une délégation.", ""),
        ("2024-04-18", ""),
    ],
)
def test_the_language_of_a_sentence(sentence, language):
    assert language_of(sentence) == language


def test_a_release_in_two_languages_gives_a_draft_for_each():
    drafts = [
        capture(BOTH, published=date(2025, 3, 20), language=language) for language in languages_of(BOTH)
    ]
    assert [[person.name.value for person in draft.people] for draft in drafts] == [
        ["강견본", "빅터 샘플"],
        ["Kang Gyeon-bon", "Victor Sample"],
    ]
    assert [[event.iso.value for event in draft.events if event.iso] for draft in drafts] == [
        ["2025-03-19"],
        ["2025-03-19"],
    ]


def test_a_text_in_one_language_has_one():
    assert languages_of("The mayors met. 박 시장 was there.\nThey signed an agreement.") == ("en",)


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("Home | News | Events | Contact", "menu"),
        ("홈 > 시정소식 > 보도자료", "menu"),
        ("Share:", "menu"),
        ("첨부파일 2", "menu"),
        ("By Anna Sample", "byline"),
        ("김견본 기자", "byline"),
        ("press@example.org", "byline"),
        ("▲ 박견본 시장이 인사하고 있다.", "caption"),
        ("Photo: the mayors at the castle", "caption"),
        ("무단전재 및 재배포 금지", "rights"),
        ("© City of Sample. All rights reserved.", "rights"),
        ("Source: City of Sample", "source"),
        ("By Friday the mayors had met twice, the city said.", ""),
        ("Mayors of three cities met in Lyon.", ""),
        ("박견본 시장은 기자 간담회를 열었다.", ""),
    ],
)
def test_what_a_line_is(line, mark):
    assert mark_of(line) == mark


def test_a_city_that_only_the_text_places_is_a_place():
    draft = capture(
        "The mayor of Leeds, Ann Sample, arrived in Nowhereville, Norway, on Tuesday.\n"
        "She met Mayor Kari Eksempel of Nowhereville at Nowhereville City Hall on Wednesday.",
        published=date(2024, 5, 17),
    )
    meeting = next(event for event in draft.events if event.primary)
    assert (meeting.city.value, meeting.iso.value) == ("Nowhereville", "2024-05-15")
    assert meeting.tz.value == "Europe/Oslo"


def test_a_korean_city_that_only_the_text_places_is_a_place():
    draft = capture(
        "이견본 전주시장은 3일 중국 가상시를 찾아 왕표본 가상시장을 만났다.",
        published=date(2024, 5, 17),
    )
    assert [(person.name.value, person.org.value, person.side.value) for person in draft.people] == [
        ("이견본", "전주", "guest"),
        ("왕표본", "가상", "host"),
    ]
