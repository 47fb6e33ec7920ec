"""Topics of cooperation: words of both languages counted where the text speaks of the matter in hand."""

# ruff: noqa: E501

import re

from legation.engine.capture.model import Field, Span
from legation.engine.capture.reading import Reading, within

_EN = {
    "trade_investment": r"trade|investment|invest|investors?|business(?:es)?|commerc(?:e|ial)|econom(?:y|ic)|exports?",
    "finance": r"financ(?:e|ial)|banking|fintech",
    "startups_innovation": r"start-?ups?|innovation|entrepreneur\w*|accelerator|venture",
    "ict_digital": r"digital|ICT|information technology|artificial intelligence|AI|software|open data|e-government",
    "smart_city": r"smart cit(?:y|ies)|intelligence cent(?:er|re)|smart mobility",
    "advanced_industry": r"new industr(?:y|ies)|semiconductors?|batter(?:y|ies)|manufacturing cooperation|"
    r"advanced (?:industr|manufactur)\w+|robotics|hydrogen industry|bio(?:tech\w*| industry)|high-tech",
    "aerospace": r"aerospace|space industry|aviation|satellites?",
    "ports_logistics": r"ports?|logistics|shipping|maritime",
    "transport": r"transport(?:ation)?|transit|metro|traffic|mobility|bus(?:es)?|railways?|cycling|flights?",
    "energy": r"energy|hydrogen|solar|wind power|renewables?",
    "climate_environment": r"climate|environment(?:al)?|sustainab\w+|green|carbon|biodiversity",
    "water_waste": r"water|waste|recycling|sewage|wastewater|flood\w*",
    "urban_development": r"urban|city planning|housing|regeneration|redevelopment|infrastructure",
    "education": r"education(?:al)?|universit(?:y|ies)|schools?|students?|academic|scholarships?|language teaching",
    "youth": r"youth (?:exchanges?|employment|programmes?|programs?|policy|sports?|affairs|work)|(?:(?<=, )|(?<=and ))youth|"
    r"youth(?=,| and)|young (?:people|leaders|professionals)|teenagers|internships?",
    "culture": r"cultur(?:e|al)|arts?|museums?|heritage|music|festivals?|film|literature|gastronomy",
    "tourism": r"touris(?:m|ts?)|visitors numbers|travel industry|cruise",
    "sport": r"sports?|football|championships?|table tennis|olympics?|marathon|baseball|athletes",
    "health": r"health(?:care)?|medical|hospitals?|medicine|public health|pandemic response",
    "science_research": r"scien(?:ce|tific)|research|R&D|laborator(?:y|ies)",
    "agriculture_food": r"agricultur\w+|farm(?:ing|s)?|food|fisher(?:y|ies)",
    "public_safety": r"public safety|emergency|disaster|fire services?|policing|resilience",
    "governance": r"governance|public administration|e-government|administrative|civil servants?|municipal management",
    "people_exchange": r"people-to-people|(?:student |staff |officials? |personnel )?exchange (?:programmes?|programs?)|personnel exchanges?|"
    r"(?:increase|expand|deepen|promote|boost|resume) exchanges|mutual visits|friendship groups?|staff exchanges?",
    "mega_events": r"expo|world fair|world's fair|asian games|olympic (?:bid|games)|world cup",
    "creative_industries": r"creative (?:industr|econom)\w+|design|fashion|games industry|animation|media art",
    "welfare_social": r"welfare|social (?:services|reform|inclusion|policy)|elderly|childcare|disabilit\w+|homeless\w*",
}
_KO = {
    "trade_investment": r"경제|통상|무역|투자|교역|수출|비즈니스|기업",
    "finance": r"금융",
    "startups_innovation": r"스타트업|창업|혁신|벤처",
    "ict_digital": r"디지털|정보통신|ICT|인공지능|AI|소프트웨어",
    "smart_city": r"스마트시티|스마트도시|스마트 도시",
    "advanced_industry": r"신산업|반도체|배터리|이차전지|첨단산업|첨단 산업|로봇|바이오",
    "aerospace": r"항공우주|우주산업|우주항공|우주 산업",
    "ports_logistics": r"항만|물류|해운|해양",
    "transport": r"교통|지하철|도시철도|모빌리티|철도",
    "energy": r"에너지|수소|태양광",
    "climate_environment": r"기후|환경|탄소|그린|친환경|녹색",
    "water_waste": r"물관리|상하수도|폐기물|수자원|하수",
    "urban_development": r"도시개발|도시재생|도시계획|도시 개발|도시 재생|재개발|건설",
    "education": r"교육|대학|학생|학술",
    "youth": r"청년|청소년",
    "culture": r"문화|예술|영화|음식",
    "tourism": r"관광",
    "sport": r"스포츠|체육|축구|올림픽|탁구",
    "health": r"보건|의료|건강",
    "science_research": r"과학|연구개발|연구",
    "agriculture_food": r"농업|농식품|수산|식품",
    "public_safety": r"재난|소방|안전",
    "governance": r"행정|거버넌스",
    "people_exchange": r"인적 교류|인적교류|민간 교류|민간교류|교류하|우호 교류|우호교류|인적 왕래",
    "mega_events": r"엑스포|박람회 유치|아시안게임|올림픽 유치|월드컵",
    "creative_industries": r"창조산업|콘텐츠|디자인|게임산업|애니메이션",
    "welfare_social": r"복지|돌봄|노인|장애인",
}
_TABLES = {
    "en": {code: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for code, words in _EN.items()},
    "ko": {code: re.compile(words) for code, words in _KO.items()},
}
_CUE_EN = re.compile(
    r"\b(?:cooperat\w+|co-operat\w+|collaborat\w+|discuss\w*|exchang\w+|talk(?:ed|s)?|strengthen\w*|deepen\w*|"
    r"promot\w+|boost\w*|expand\w*|widen\w*|focus\w*|share\b|areas?|fields?|sectors?|partnerships?|ties|links|"
    r"work(?:ing)? (?:more closely|together|on)|opportunit\w+|agreement|memorandum|interests?|stresse[sd]|"
    r"tourists|deals? with|covers?|festival|invest\w+|looked forward|mission|brief\w*|learn\w*|stud(?:y|ied)|know-how|experience|"
    r"agreed|propos\w+|plans?|joint(?:ly)?|support\w*|hopes?|help\w*|want\w*|open(?:ed|ing)?|expertise|solutions|on the agenda|"
    r"values?|inspect\w*|presented|explor\w+|look(?:s|ed)? at|aim\w*|seek\w*|topics?|issues?|matters?|such as|including)\b",
    re.IGNORECASE,
)
_CUE_KO = re.compile(
    r"협력|교류|논의|협약|분야|확대|강화|의견을 나|소개|공유|발굴|육성|맺|방안|협의|기대|요청|배우|관심|돕|지원|합의|제안|투자|공동|바란|희망|넓히|되살"
)


def topics_of(reading: Reading) -> list[Field[str]]:
    """Topic codes with the words that gave them, in the order of their codes.

    Names of people, bodies, places and events do not count as words of a topic; a sentence counts where it speaks
    of cooperation, exchange or talks.
    """
    table = _TABLES[reading.language]
    cue = _CUE_KO if reading.language == "ko" else _CUE_EN
    names = sorted([span for org in reading.orgs.all for span in org.spans]
                   + [event.venue[1] for event in reading.events if event.venue is not None]
                   + [mention.span for mention in reading.person_mentions])  # fmt: skip
    found: dict[str, list[Span]] = {}
    for sentence in reading.sentences:
        if sentence.mark:
            continue
        words = reading.words(sentence.span)
        if not cue.search(words):
            continue
        inside = within(names, sentence.start, sentence.end)
        for code, pattern in table.items():
            for match in pattern.finditer(reading.text, sentence.start, sentence.end):
                if any(start <= match.start() < end for start, end in inside):
                    continue
                found.setdefault(code, []).append(match.span())
    return [
        Field(code, tuple(spans[:6]), "topic.words", min(0.95, 0.6 + 0.1 * len(spans)))
        for code, spans in sorted(found.items())
    ]
