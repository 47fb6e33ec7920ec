"""Topics of cooperation: words of both languages counted where the text speaks of the matter in hand."""

# ruff: noqa: E501

from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Field, Span
from legation.engine.capture.reading import Reading, within

_EN = {
    "trade_investment": r"buyers'? missions?|procurement|market entry|foreign direct investment|joint ventures?|small and medium|SMEs?|entrepreneurs|retail|franchis\w+|exporters?|importers?|buyers?|entrepreneurship|chambers? of commerce|markets?(?= for| in| access)|trade|investment|invest|investors?|business(?:es)?|commerc(?:e|ial)|econom(?:y|ic)|exports?",
    "finance": r"insurance|stock exchange|capital markets?|venture capital|financ(?:e|ial)|banking|fintech",
    "startups_innovation": r"incubators?|tech founders|scale-?ups?|unicorns?|co-?working|start-?ups?|innovation|entrepreneur\w*|accelerator|venture",
    "ict_digital": r"digiti[sz]ation|machine learning|cloud services|internet of things|IoT|e-commerce|telecom\w*|data sharing|broadband|cyberdata cent(?:er|re)s?|5G|blockchain|computing|digital|ICT|information technology|artificial intelligence|AI|software|open data|e-government",
    "smart_city": r"smart cit(?:y|ies)|intelligence cent(?:er|re)|smart mobility",
    "advanced_industry": r"chips|electronics|machine tools|laser|photonics|quantum|precision engineering|defen[cs]e industr\w+|steel(?:makers| industry)?|petrochemical\w*|supporting industries|semiconductor|microchips?|robots?|biotech\w*|electric batteries|drones?|automotive|new industr(?:y|ies)|semiconductors?|batter(?:y|ies)|manufacturing cooperation|"
    r"advanced (?:industr|manufactur)\w+|robotics|hydrogen industry|bio(?:tech\w*| industry)|high-tech",
    "aerospace": r"space (?:technology|sector|exploration)|aircraft|rockets?|aerospace|space industry|aviation|satellites?",
    "ports_logistics": r"container|warehous\w+|port authorit\w+|dry port|shipyards?|green shipping corridor|cruise ships?|container (?:traffic|terminals?|shipping)|cargo|freight|supply chains?|harbou?rs?|shipbuilding|cold chain|ports?|logistics|shipping|maritime",
    "transport": r"bike lanes?|bicycles?|cable cars?|e-buses|bus rapid transit|tramways?|pedestrian\w*|air (?:links?|services?|connections?)|rail (?:links?|freight|lines?|services?|connections?)|autonomous (?:vehicles?|shuttles?|buses)|self-driving|shuttles?|ferr(?:y|ies)|trams?|subways?|light rail|airlines?|air routes?|highways?|electric vehicles?|trains?|roads?|transport(?:ation)?|transit|metro|traffic|mobility|bus(?:es)?|railways?|cycling|flights?",
    "energy": r"geothermal|power plants?|energy efficiency|electrification|smart grids?|photovoltaic\w*|offshore wind|wind farms?|district heating|heating|electricity|fuels?|LNG|nuclear|energy|hydrogen|solar|wind power|renewables?",
    "climate_environment": r"decarboni[sz]ation|clean(?: |-)?tech(?:nolog(?:y|ies))?|climate adaptation|heat waves?|urban forest\w*|wetlands?|conservation|mangroves?|emissions?|net[- ]zero|air quality|clean air|pollution|environmental protection|refores\w+|trees|low-carbon|climate|environment(?:al)?|sustainab\w+|green|carbon|biodiversity",
    "water_waste": r"drinking water|stormwater|plastic(?:s| waste)?|circular economy|composting|landfill|rivers? restoration|drainage|desalination|rubbish|garbage|sewerage|sanitation|water|waste|recycling|sewage|wastewater|flood\w*",
    "urban_development": r"affordable housing|zoning|brownfield|downtown|public spaces?|social urbanism|architecture|urbanism|smart growth|revitali[sz]ation|neighbou?rhoods?|urban planning|smart growth|old town|waterfront|land use|new towns?|construction|urban|city planning|housing|regeneration|redevelopment|infrastructure",
    "education": r"pupils|professors?|vocational|lecturers?|classrooms?|apprentic\w+|STEM|teachers?|campus(?:es)?|graduates?|curricul\w+|vocational training|training programmes?|training programs?|education(?:al)?|universit(?:y|ies)|schools?|students?|academic|scholarships?|language teaching",
    "youth": r"youngsters|children|summer camps?|school pupils|teen(?:s|ager)|young people|youth cent(?:er|re)s?|youth delegations?|teenage\w*|youth (?:exchanges?|employment|programmes?|programs?|policy|sports?|affairs|work)|(?:(?<=, )|(?<=and ))youth|"
    r"youth(?=,| and)|young (?:people|leaders|professionals)|teenagers|internships?",
    "culture": r"opera|folk(?:lore)?|craft(?:s|smanship)?|calligraphy|concerts?|painters?|carnival|poets?|poetry|sculpt\w+|photography|orchestras?|theatre|theater|choirs?|dance|exhibitions?|cuisine|cultural heritage|artists?|troupes?|libraries|cultur(?:e|al)|arts?|museums?|heritage|music|festivals?|literature|gastronomy",
    "tourism": r"visitor economy|holidaymakers|tour operators?|MICE|travell?ers|visitor numbers|sightseeing|hospitality industry|touris(?:m|ts?)|visitors numbers|travel industry|cruise",
    "sport": r"sporting|runners|rowing|rugby|hockey|volleyball|basketball|sailing|stadiums?|cycling race|swimming|martial arts|taekwondo|golf|tournaments?|sports?|football|championships?|table tennis|olympics?|marathon|baseball|athletes",
    "health": r"pharmac\w+|life sciences|ambulances?|hospital management|disease|dement\w+|mental health|telemedicine|pandemic|COVID-19|doctors?|nurs(?:es|ing)|vaccines?|ageing care|biomedical|medtech|clinics?|health(?:care)?|medical|hospitals?|medicine|public health|pandemic response",
    "science_research": r"joint research|polar research|ocean(?:ography| science)|scien(?:ce|tific)|research|R&D|laborator(?:y|ies)",
    "agriculture_food": r"halal|bananas?|durian|tea|vegetables|seeds|irrigation|strawberr\w+|soybeans?|olive oil|meat|cheese|beer|gastronom\w+|food processing|fruits?|cherries|vineyards?|grain|dairy|horticultur\w+|farm produce|coffee|rice|seafood|livestock|wine|agri-?food|crops?|agricultur\w+|farm(?:ing|s)?|food|fisher(?:y|ies)",
    "public_safety": r"earthquakes?|evacuation|first responders|rescue|cyber ?crime|firefight\w+|search and rescue|port safety|crime|police|public safety|emergency|disaster|fire services?|policing|resilience",
    "governance": r"city budgets?|participatory budget\w*|transparency|public services|local government|city administration|decentrali[sz]ation|governance|public administration|e-government|administrative|civil servants?|municipal management",
    "people_exchange": r"exchange visits?|people-to-people|mutual understanding|exchange of (?:students|teachers|staff|delegations|citizens|officials)|exchange students|student exchanges|citizen exchanges?|home-?stays?|mutual visits|exchanges? between (?:councillors|officials|citizens|councils)|people-to-people|(?:student |staff |officials? |personnel )?exchange (?:programmes?|programs?)|personnel exchanges?|"
    r"(?:increase|expand|deepen|promote|boost|resume) exchanges|mutual visits|friendship groups?|staff exchanges?",
    "mega_events": r"world expo|expo bid|expo \d{4}|\d{4} expo|world fair|world's fair|asian games|olympic (?:bid|games)|world cup",
    "creative_industries": r"crafts industry|publishing|screen industry|advertising|K-pop|comics|creative (?:industr|econom)\w+|design|fashion|games industry|animation|media art|films?(?: studios?| industry)?|gaming|webtoons?",
    "welfare_social": r"ageing|aging|migrants?|poverty|food banks?|social housing|refugees?|older people|senior citizens|gender equality|women's rights|social care|multicultural|welfare|social (?:services|reform|inclusion|policy)|elderly|childcare|disabilit\w+|homeless\w*",
}
_KO = {
    "trade_investment": r"시장 개척|해외 진출|합작|소상공인|유통|조달|상담회|수출길|판로|바이어|상공|교역량|경제|통상|무역|투자|교역|수출|비즈니스|기업(?:인| 간|간| 교류| 진출| 투자|들)",
    "finance": r"금융",
    "startups_innovation": r"유니콘|창업보육|엑셀러레이팅|신생기업|액셀러레이터|스타트업|창업|혁신|벤처",
    "ict_digital": r"빅데이터|데이터|클라우드|사물인터넷|사이버|디지털|정보통신|ICT|인공지능|AI|소프트웨어",
    "smart_city": r"자율주행|스마트 시티|스마트시티|스마트도시|스마트 도시",
    "advanced_industry": r"자동차 부품|방산|방위산업|양자|소재·부품|정밀기계|전자산업|석유화학|미래차|전기차|첨단의료|철강|자동차 산업|드론|이차 전지|제조업|신산업|반도체|배터리|이차전지|첨단산업|첨단 산업|로봇|바이오",
    "aerospace": r"항공우주|우주산업|우주항공|우주 산업",
    "ports_logistics": r"선박|조선(?:업|소)|항구|수산물 유통|선원|항만|물류|해운|해양",
    "transport": r"교통카드|자전거|노면전차|환승|도로|BRT|트램|직항|항공 노선|항공노선|버스|공항|교통|지하철|도시철도|모빌리티|철도",
    "energy": r"재생에너지|신재생|원자력|지열|에너지 효율|해상풍력|풍력|원전|배터리 재활용|전력|에너지|수소|태양광",
    "climate_environment": r"온난화|습지|생물다양성|대기질|정원|기후위기|온실가스|미세먼지|(?<!창업 )(?<!스타트업 )(?<!혁신 )생태|숲|기후|환경|탄소|그린|친환경|녹색",
    "water_waste": r"정수|빗물|플라스틱|순환경제|쓰레기|물 산업|물산업|자원순환|재활용|물관리|상하수도|폐기물|수자원|하수",
    "urban_development": r"주택|신도시|도시 재개발|도시공간|공공디자인|건축|스마트 건설|도심 재생|도시개발|도시재생|도시계획|도시 개발|도시 재생|재개발|건설",
    "education": r"교사|교수|평생학습|직업훈련|기술교육|유학|장학|어학|교육|대학|학생|학술",
    "youth": r"청소년|젊은 세대|대학생 교류|홈스테이|청년|청소년",
    "culture": r"공예|국악|무용|합창|사진전|전시회|오케스트라|뮤지컬|문학|유산|축제|공연|미술|박물관|한류|전통|문화|예술|영화|음식",
    "tourism": r"관광객|마이스|MICE|전세기|크루즈|여행|관광",
    "sport": r"마라톤|태권도|야구|선수단|전지훈련|골프|스포츠|체육|축구|올림픽|탁구",
    "health": r"감염병|의료관광|제약|치매|진료|의료기업|병원|백신|바이오헬스|방역|보건|의료|건강",
    "science_research": r"연구소|기술 교류|학술|공동연구|공동 연구|연구기관|과학|연구개발|연구",
    "agriculture_food": r"원예|과수|축산|쌀|종자|스마트 농업|양식|커피|농산물|농수산|스마트팜|먹거리|청정식품|농업|농식품|수산|식품",
    "public_safety": r"지진|구조|방범|재해|치안|방재|화재|재난|소방|안전",
    "governance": r"전자정부|공무원 (?:상호 )?파견|지방자치|조례|의정|참여예산|행정|거버넌스",
    "people_exchange": r"공무원 교류|상호 방문|교류를 (?:확대|강화|활성화|이어)|공무원 상호|시민 교류|의회 간 교류|인적 네트워크|인적 교류|인적교류|민간 교류|민간교류|교류하|우호 교류|우호교류(?!단)|인적 왕래",
    "mega_events": r"세계섬박람회|세계박람회|엑스포|엑스포|박람회 유치|아시안게임|올림픽 유치|월드컵",
    "creative_industries": r"웹툰|영상산업|K-?팝|출판|패션|문화산업|창조산업|콘텐츠|디자인|게임산업|애니메이션",
    "welfare_social": r"이주민|저출생|보육|다문화|고령화|저출산|복지|돌봄|노인|장애인",
}
_TABLES = {
    "en": {code: lazily(rf"\b(?:{words.lower()})\b") for code, words in _EN.items()},
    "ko": {code: lazily(words) for code, words in _KO.items()},
}
_CUE_EN = lazily(
    r"\b(?:cooperat\w+|co-operat\w+|collaborat\w+|discuss\w*|exchang\w+|talk(?:ed|s)?|strengthen\w*|deepen\w*|"
    r"promot\w+|boost\w*|expand\w*|widen\w*|focus\w*|share\b|areas?|fields?|sectors?|partnerships?|ties|links|"
    r"work(?:ing)? (?:more closely|together|on)|opportunit\w+|agreement|memorandum|interests?|stresse[sd]|"
    r"devoted|touch(?:ed|es)|cent(?:red|ered) (?:on|around)|revolv\w+|concern\w*|dedicated|related to|declaration|programme|project|initiative|thank\w*|prais\w+|highlight\w*|introduc\w+|"
    r"tourists|deals? with|covers?|festival|invest\w+|looked forward|mission|brief\w*|learn\w*|stud(?:y|ied)|know-how|experience|"
    r"said|says|could|wish\w*|agreed|ask(?:ed|s)?|consider\w*|see how|outlin\w+|spoke (?:of|about)|turned|propos\w+|plans?|joint(?:ly)?|support\w*|hopes?|help\w*|want\w*|open(?:ed|ing)?|expertise|solutions|on the agenda|"
    r"values?|inspect\w*|presented|explor\w+|look(?:s|ed)? at|aim\w*|seek\w*|topics?|issues?|matters?|such as|including)\b"
)
_CUE_KO = lazily(
    r"협력|교류|논의|협약|분야|확대|강화|의견을 나|소개|공유|발굴|육성|맺|방안|협의|기대|요청|배우|관심|돕|지원|합의|제안|투자|공동|바란|희망|넓히|되살"
)


def in_small_letters(text: str) -> str:
    """A text in lower case with as many characters; patterns without case are tried several times as fast."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


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
    text = reading.text if reading.language == "ko" else in_small_letters(reading.text)
    found: dict[str, list[Span]] = {}
    for sentence in reading.sentences:
        if sentence.mark:
            continue
        if not sentence.quotes and not cue.search(text, sentence.start, sentence.end):
            continue  # what somebody is quoted with is about the matter in hand
        inside = within(names, sentence.start, sentence.end)
        for code, pattern in table.items():
            for match in pattern.finditer(text, sentence.start, sentence.end):
                if any(start <= match.start() < end for start, end in inside):
                    continue
                found.setdefault(code, []).append(match.span())
    return [
        Field(code, tuple(spans[:6]), "topic.words", min(0.95, 0.6 + 0.1 * len(spans)))
        for code, spans in sorted(found.items())
    ]
