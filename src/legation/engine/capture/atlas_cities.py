"""Cities of the world, written by hand: code | zone | "English=Korean" entries separated by semicolons.

Further names stand after a slash ("Kyiv/Kiev=키이우/키예프"). It is a seed, not a gazetteer of everything:
a `Gazetteer` built from any other table can take its place.
"""

# ruff: noqa: E501

CITIES = """
KR|Asia/Seoul|Seoul=서울;Busan/Pusan=부산;Daejeon/Taejon=대전;Incheon=인천;Daegu=대구;Gwangju=광주;Ulsan=울산;Sejong=세종
KR|Asia/Seoul|Suwon=수원;Changwon=창원;Jeonju=전주;Cheongju=청주;Pohang=포항;Gyeongju=경주;Jeju=제주;Yongin=용인;Goyang=고양
KR|Asia/Seoul|Seongnam=성남;Gimhae=김해;Yeosu=여수;Mokpo=목포;Gunsan=군산;Chuncheon=춘천;Gangneung=강릉;Andong=안동;Asan=아산
KR|Asia/Seoul|Cheonan=천안;Bucheon=부천;Hwaseong=화성;Pyeongtaek=평택;Anyang=안양;Ansan=안산;Wonju=원주;Suncheon=순천;Tongyeong=통영
KR|Asia/Seoul|Geoje=거제;Gumi=구미;Iksan=익산;Gwangyang=광양;Naju=나주;Chungju=충주;Jecheon=제천;Sokcho=속초;Samcheok=삼척
KR|Asia/Seoul|Jinju=진주;Miryang=밀양;Seosan=서산;Dangjin=당진;Boryeong=보령;Paju=파주;Gimpo=김포;Osan=오산;Pocheon=포천;Icheon=이천시
KR|Asia/Seoul|Namyangju=남양주;Uijeongbu=의정부;Gwangmyeong=광명;Hanam=하남;Siheung=시흥;Seogwipo=서귀포;Yeongju=영주;Mungyeong=문경
KR|Asia/Seoul|Gongju=공주시;Jeongeup=정읍;Namwon=남원;Gimje=김제;Taebaek=태백;Donghae=동해시;Gyeongsan=경산;Yeongcheon=영천;Yangsan=양산시
US|America/Los_Angeles|Seattle=시애틀;Bellevue=벨뷰;Tacoma=타코마;Spokane=스포캔;Everett=에버렛;Federal Way=페더럴웨이
US|America/Los_Angeles|Los Angeles/LA=로스앤젤레스/LA/로스앤젤러스;San Francisco=샌프란시스코;San Diego=샌디에이고;San Jose=새너제이/산호세
US|America/Los_Angeles|Oakland=오클랜드;Sacramento=새크라멘토;Long Beach=롱비치;Irvine=어바인;Las Vegas=라스베이거스;Fresno=프레즈노
US|America/Los_Angeles|Portland=포틀랜드;Salem=세일럼;Alameda=앨러미다;Santa Monica=샌타모니카;Anaheim=애너하임
US|America/Phoenix|Phoenix=피닉스;Tucson=투손
US|America/Denver|Denver=덴버;Salt Lake City=솔트레이크시티;Boise=보이시
US|America/Chicago|Chicago=시카고;Houston=휴스턴;Dallas=댈러스;Austin=오스틴;San Antonio=샌안토니오;St. Louis/Saint Louis=세인트루이스
US|America/Chicago|Minneapolis=미니애폴리스;Nashville=내슈빌;Memphis=멤피스;New Orleans=뉴올리언스;Kansas City=캔자스시티;Fort Worth=포트워스
US|America/Chicago|Milwaukee=밀워키;Jefferson City=제퍼슨시티;Montgomery=몽고메리
US|America/New_York|New York/New York City=뉴욕;Boston=보스턴;Philadelphia=필라델피아;Washington, D.C./Washington D.C./Washington DC=워싱턴DC/워싱턴
US|America/New_York|Atlanta=애틀랜타;Miami=마이애미;Charlotte=샬럿;Pittsburgh=피츠버그;Cleveland=클리블랜드;Columbus=콜럼버스;Baltimore=볼티모어
US|America/New_York|Buffalo=버펄로;Raleigh=롤리;Orlando=올랜도;Tampa=탬파;Cincinnati=신시내티;Savannah=서배너
US|America/Detroit|Detroit=디트로이트;Ann Arbor=앤아버;Grand Rapids=그랜드래피즈
US|America/Indiana/Indianapolis|Indianapolis=인디애나폴리스
US|Pacific/Honolulu|Honolulu=호놀룰루
US|America/Anchorage|Anchorage=앵커리지
CA|America/Vancouver|Vancouver=밴쿠버;Burnaby=버너비;Surrey=서리;Richmond=리치먼드
CA|America/Toronto|Toronto=토론토;Ottawa=오타와;Montreal/Montréal=몬트리올;Quebec City=퀘벡시티;Hamilton=해밀턴;Mississauga=미시소가
CA|America/Edmonton|Calgary=캘거리;Edmonton=에드먼턴
CA|America/Winnipeg|Winnipeg=위니펙
CA|America/Halifax|Halifax=핼리팩스
MX|America/Mexico_City|Mexico City=멕시코시티;Guadalajara=과달라하라;Monterrey=몬테레이;Puebla=푸에블라
MX|America/Tijuana|Tijuana=티후아나
PA|America/Panama|Panama City=파나마시티
CU|America/Havana|Havana=아바나
CO|America/Bogota|Bogotá/Bogota=보고타;Medellín/Medellin=메데인;Cali=칼리
PE|America/Lima|Lima=리마;Cusco=쿠스코
EC|America/Guayaquil|Quito=키토;Guayaquil=과야킬
CL|America/Santiago|Santiago=산티아고;Valparaíso/Valparaiso=발파라이소
AR|America/Argentina/Buenos_Aires|Buenos Aires=부에노스아이레스;Rosario=로사리오
AR|America/Argentina/Cordoba|Córdoba=코르도바
UY|America/Montevideo|Montevideo=몬테비데오
PY|America/Asuncion|Asunción/Asuncion=아순시온
BO|America/La_Paz|La Paz=라파스
BR|America/Sao_Paulo|São Paulo/Sao Paulo=상파울루;Rio de Janeiro=리우데자네이루/리우;Brasília/Brasilia=브라질리아;Curitiba=쿠리치바
BR|America/Sao_Paulo|Belo Horizonte=벨루오리존치;Porto Alegre=포르투알레그리
BR|America/Bahia|Salvador=사우바도르
BR|America/Recife|Recife=헤시피
JP|Asia/Tokyo|Tokyo=도쿄/동경;Osaka=오사카;Kyoto=교토;Yokohama=요코하마;Nagoya=나고야;Kobe=고베;Fukuoka=후쿠오카;Sapporo=삿포로
JP|Asia/Tokyo|Hiroshima=히로시마;Sendai=센다이;Kitakyushu=기타큐슈;Kumamoto=구마모토;Nagasaki=나가사키;Niigata=니가타;Okayama=오카야마
JP|Asia/Tokyo|Kawasaki=가와사키;Shimonoseki=시모노세키;Kanazawa=가나자와;Naha=나하;Hakodate=하코다테;Matsuyama=마쓰야마;Hamamatsu=하마마쓰
JP|Asia/Tokyo|Kure=구레;Yokkaichi=욧카이치;Hirosaki=히로사키;Chiba=지바;Nara=나라시;Kagoshima=가고시마;Shizuoka=시즈오카;Kasama=가사마
CN|Asia/Shanghai|Beijing=베이징/북경;Shanghai=상하이/상해;Guangzhou=광저우;Shenzhen=선전;Tianjin=톈진/천진;Chongqing=충칭;Chengdu=청두
CN|Asia/Shanghai|Wuhan=우한;Xi'an/Xian=시안;Nanjing=난징;Hangzhou=항저우;Qingdao=칭다오;Dalian=다롄;Shenyang=선양;Harbin=하얼빈;Suzhou=쑤저우
CN|Asia/Shanghai|Xiamen=샤먼;Ningbo=닝보;Changsha=창사;Yantai=옌타이;Weihai=웨이하이;Jinan=지난시;Kunming=쿤밍;Hefei=허페이;Zhengzhou=정저우
CN|Asia/Shanghai|Changchun=창춘;Fuzhou=푸저우;Nantong=난퉁;Wuxi=우시;Yangzhou=양저우;Guilin=구이린;Sanya=싼야
HK|Asia/Hong_Kong|Hong Kong=홍콩
MO|Asia/Macau|Macau/Macao=마카오
TW|Asia/Taipei|Taipei=타이베이;Kaohsiung=가오슝;Taichung=타이중;Tainan=타이난;Keelung=지룽;Taoyuan=타오위안;Hsinchu=신주;New Taipei=신베이
MN|Asia/Ulaanbaatar|Ulaanbaatar/Ulan Bator=울란바토르
VN|Asia/Ho_Chi_Minh|Hanoi/Ha Noi=하노이;Ho Chi Minh City/HCM City/HCMC=호찌민/호치민;Da Nang/Danang=다낭;Hai Phong/Haiphong=하이퐁
VN|Asia/Ho_Chi_Minh|Can Tho=껀터;Hue=후에;Nha Trang=나트랑
TH|Asia/Bangkok|Bangkok=방콕;Chiang Mai=치앙마이;Phuket=푸껫
MY|Asia/Kuala_Lumpur|Kuala Lumpur=쿠알라룸푸르;George Town=조지타운;Penang=페낭/피낭;Johor Bahru=조호르바루;Kota Kinabalu=코타키나발루
SG|Asia/Singapore|Singapore=싱가포르
ID|Asia/Jakarta|Jakarta=자카르타;Surabaya=수라바야;Bandung=반둥;Semarang=스마랑;Yogyakarta=욕야카르타;Medan=메단
ID|Asia/Makassar|Denpasar=덴파사르;Makassar=마카사르
PH|Asia/Manila|Manila=마닐라;Cebu/Cebu City=세부;Davao/Davao City=다바오;Quezon City=케손시티;Baguio=바기오;Dumaguete=두마게테
PH|Asia/Manila|Cagayan de Oro=카가얀데오로;Makati=마카티
KH|Asia/Phnom_Penh|Phnom Penh=프놈펜;Siem Reap=시엠레아프
LA|Asia/Vientiane|Vientiane=비엔티안
MM|Asia/Yangon|Yangon=양곤
BD|Asia/Dhaka|Dhaka=다카;Chittagong=치타공
IN|Asia/Kolkata|New Delhi/Delhi=뉴델리;Mumbai=뭄바이;Bengaluru/Bangalore=벵갈루루;Chennai=첸나이;Kolkata=콜카타;Hyderabad=하이데라바드
IN|Asia/Kolkata|Ahmedabad=아마다바드;Pune=푸네;Jaipur=자이푸르
NP|Asia/Kathmandu|Kathmandu=카트만두
LK|Asia/Colombo|Colombo=콜롬보
PK|Asia/Karachi|Karachi=카라치;Lahore=라호르;Islamabad=이슬라마바드
KZ|Asia/Almaty|Almaty=알마티;Astana=아스타나
UZ|Asia/Tashkent|Tashkent=타슈켄트
UZ|Asia/Samarkand|Samarkand=사마르칸트
KG|Asia/Bishkek|Bishkek=비슈케크
AE|Asia/Dubai|Dubai=두바이;Abu Dhabi=아부다비;Sharjah=샤르자
SA|Asia/Riyadh|Riyadh=리야드;Jeddah=제다
QA|Asia/Qatar|Doha=도하
JO|Asia/Amman|Amman=암만
IL|Asia/Jerusalem|Tel Aviv=텔아비브;Jerusalem=예루살렘;Haifa=하이파
IR|Asia/Tehran|Tehran=테헤란
TR|Europe/Istanbul|Istanbul=이스탄불;Ankara=앙카라;Izmir/İzmir=이즈미르;Konya=콘야;Antalya=안탈리아;Bursa=부르사;Gaziantep=가지안테프
GE|Asia/Tbilisi|Tbilisi=트빌리시;Batumi=바투미
AZ|Asia/Baku|Baku=바쿠
AM|Asia/Yerevan|Yerevan=예레반
RU|Europe/Moscow|Moscow=모스크바;Saint Petersburg/St. Petersburg/St Petersburg=상트페테르부르크;Kazan=카잔
RU|Asia/Vladivostok|Vladivostok=블라디보스토크
RU|Asia/Novosibirsk|Novosibirsk=노보시비르스크
UA|Europe/Kyiv|Kyiv/Kiev=키이우/키예프;Lviv=르비우;Odesa/Odessa=오데사;Kharkiv=하르키우
GB|Europe/London|London=런던;Belfast=벨파스트;Edinburgh=에든버러;Glasgow=글래스고;Manchester=맨체스터;Birmingham=버밍엄;Liverpool=리버풀
GB|Europe/London|Leeds=리즈;Sheffield=셰필드;Bristol=브리스톨;Cardiff=카디프;Newcastle=뉴캐슬;Nottingham=노팅엄;Coventry=코번트리;Derry=데리
GB|Europe/London|Aberdeen=애버딘;Dundee=던디;Swansea=스완지;Cambridge=케임브리지;Oxford=옥스퍼드;Southampton=사우샘프턴
IE|Europe/Dublin|Dublin=더블린;Cork=코크;Galway=골웨이;Limerick=리머릭
FR|Europe/Paris|Paris=파리;Lyon/Lyons=리옹;Marseille=마르세유;Nice=니스;Bordeaux=보르도;Toulouse=툴루즈;Strasbourg=스트라스부르;Lille=릴
FR|Europe/Paris|Nantes=낭트;Le Havre=르아브르;Rennes=렌;Montpellier=몽펠리에;Grenoble=그르노블
DE|Europe/Berlin|Berlin=베를린;Hamburg=함부르크;Munich=뮌헨;Frankfurt/Frankfurt am Main=프랑크푸르트;Cologne=쾰른;Stuttgart=슈투트가르트;Leipzig=라이프치히
DE|Europe/Berlin|Dresden=드레스덴;Düsseldorf/Dusseldorf=뒤셀도르프;Bremen=브레멘;Hanover=하노버;Nuremberg=뉘른베르크;Bonn=본시;Dortmund=도르트문트
IT|Europe/Rome|Rome=로마;Milan=밀라노;Turin=토리노;Florence=피렌체;Naples=나폴리;Venice=베네치아;Genoa=제노바;Bologna=볼로냐;Palermo=팔레르모
ES|Europe/Madrid|Madrid=마드리드;Barcelona=바르셀로나;Valencia=발렌시아;Seville=세비야;Bilbao=빌바오;Zaragoza=사라고사;Málaga/Malaga=말라가
PT|Europe/Lisbon|Lisbon=리스본;Porto=포르투;Braga=브라가
NL|Europe/Amsterdam|Amsterdam=암스테르담;Rotterdam=로테르담;The Hague=헤이그;Utrecht=위트레흐트;Eindhoven=에인트호번;Groningen=흐로닝언
BE|Europe/Brussels|Brussels=브뤼셀;Antwerp=앤트워프/안트베르펜;Ghent=겐트;Liège/Liege=리에주
CH|Europe/Zurich|Zurich/Zürich=취리히;Geneva=제네바;Basel=바젤;Lausanne=로잔
AT|Europe/Vienna|Vienna=빈;Graz=그라츠;Salzburg=잘츠부르크;Linz=린츠
PL|Europe/Warsaw|Warsaw=바르샤바;Kraków/Krakow=크라쿠프;Gdańsk/Gdansk=그단스크;Wrocław/Wroclaw=브로츠와프;Poznań/Poznan=포즈난;Łódź/Lodz=우치
CZ|Europe/Prague|Prague=프라하;Brno=브르노;Ostrava=오스트라바
SK|Europe/Bratislava|Bratislava=브라티슬라바
HU|Europe/Budapest|Budapest=부다페스트;Debrecen=데브레첸
RO|Europe/Bucharest|Bucharest=부쿠레슈티;Cluj-Napoca=클루지나포카
BG|Europe/Sofia|Sofia=소피아;Plovdiv=플로브디프
GR|Europe/Athens|Athens=아테네;Thessaloniki=테살로니키
RS|Europe/Belgrade|Belgrade=베오그라드
HR|Europe/Zagreb|Zagreb=자그레브
SI|Europe/Ljubljana|Ljubljana=류블랴나
EE|Europe/Tallinn|Tallinn=탈린;Tartu=타르투
LV|Europe/Riga|Riga=리가
LT|Europe/Vilnius|Vilnius=빌뉴스;Kaunas=카우나스
FI|Europe/Helsinki|Helsinki=헬싱키;Espoo=에스포;Tampere=탐페레;Turku=투르쿠;Oulu=오울루
SE|Europe/Stockholm|Stockholm=스톡홀름;Gothenburg=예테보리;Malmö/Malmo=말뫼;Uppsala=웁살라
NO|Europe/Oslo|Oslo=오슬로;Bergen=베르겐;Trondheim=트론헤임;Stavanger=스타방에르
DK|Europe/Copenhagen|Copenhagen=코펜하겐;Aarhus=오르후스;Odense=오덴세
IS|Atlantic/Reykjavik|Reykjavík/Reykjavik=레이캬비크
EG|Africa/Cairo|Cairo=카이로;Alexandria=알렉산드리아
MA|Africa/Casablanca|Casablanca=카사블랑카;Rabat=라바트;Marrakesh/Marrakech=마라케시
TN|Africa/Tunis|Tunis=튀니스
NG|Africa/Lagos|Lagos=라고스;Abuja=아부자
GH|Africa/Accra|Accra=아크라;Kumasi=쿠마시
SN|Africa/Dakar|Dakar=다카르
CI|Africa/Abidjan|Abidjan=아비장
GA|Africa/Libreville|Libreville=리브르빌
CD|Africa/Kinshasa|Kinshasa=킨샤사
KE|Africa/Nairobi|Nairobi=나이로비;Mombasa=몸바사;Kisumu=키수무
TZ|Africa/Dar_es_Salaam|Dar es Salaam=다르에스살람;Arusha=아루샤;Zanzibar=잔지바르;Dodoma=도도마
UG|Africa/Kampala|Kampala=캄팔라
RW|Africa/Kigali|Kigali=키갈리
ET|Africa/Addis_Ababa|Addis Ababa=아디스아바바
ZA|Africa/Johannesburg|Johannesburg=요하네스버그;Cape Town=케이프타운;Durban/eThekwini=더반;Pretoria=프리토리아;Mossel Bay=모셀베이
ZW|Africa/Harare|Harare=하라레
MZ|Africa/Maputo|Maputo=마푸투
MG|Indian/Antananarivo|Antananarivo=안타나나리보
AU|Australia/Sydney|Sydney=시드니;Canberra=캔버라;Newcastle=뉴캐슬;Parramatta=패러매타
AU|Australia/Melbourne|Melbourne=멜버른;Geelong=질롱
AU|Australia/Brisbane|Brisbane=브리즈번;Gold Coast=골드코스트;Cairns=케언스
AU|Australia/Perth|Perth=퍼스
AU|Australia/Adelaide|Adelaide=애들레이드
AU|Australia/Darwin|Darwin=다윈
AU|Australia/Hobart|Hobart=호바트
NZ|Pacific/Auckland|Auckland=오클랜드;Wellington=웰링턴;Christchurch=크라이스트처치;Dunedin=더니든
FJ|Pacific/Fiji|Suva=수바
MH|Pacific/Majuro|Majuro=마주로
"""
