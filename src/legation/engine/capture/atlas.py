"""Countries and regions, written by hand: code | zone | English | Korean | adjectives.

Names are separated by commas, the preferred one first. The zone is that of the capital.
"""

# ruff: noqa: E501

COUNTRIES = """
KR|Asia/Seoul|South Korea,Korea,Republic of Korea,ROK|한국,대한민국|South Korean,Korean
KP|Asia/Pyongyang|North Korea|북한|North Korean
US|America/New_York|United States,United States of America,USA,U.S.,US,U.S.A.,America|미국|American,U.S.,US
CN|Asia/Shanghai|China,People's Republic of China,PRC|중국|Chinese
JP|Asia/Tokyo|Japan|일본|Japanese
TW|Asia/Taipei|Taiwan|대만,타이완|Taiwanese
VN|Asia/Ho_Chi_Minh|Vietnam,Viet Nam|베트남|Vietnamese
TH|Asia/Bangkok|Thailand|태국|Thai
MY|Asia/Kuala_Lumpur|Malaysia|말레이시아|Malaysian
SG|Asia/Singapore|Singapore|싱가포르|Singaporean
ID|Asia/Jakarta|Indonesia|인도네시아|Indonesian
PH|Asia/Manila|Philippines|필리핀|Philippine,Filipino
KH|Asia/Phnom_Penh|Cambodia|캄보디아|Cambodian
LA|Asia/Vientiane|Laos|라오스|Lao,Laotian
MM|Asia/Yangon|Myanmar,Burma|미얀마|Burmese
MN|Asia/Ulaanbaatar|Mongolia|몽골|Mongolian
KZ|Asia/Almaty|Kazakhstan|카자흐스탄|Kazakh,Kazakhstani
UZ|Asia/Tashkent|Uzbekistan|우즈베키스탄|Uzbek
KG|Asia/Bishkek|Kyrgyzstan|키르기스스탄|Kyrgyz
IN|Asia/Kolkata|India|인도|Indian
PK|Asia/Karachi|Pakistan|파키스탄|Pakistani
BD|Asia/Dhaka|Bangladesh|방글라데시|Bangladeshi
LK|Asia/Colombo|Sri Lanka|스리랑카|Sri Lankan
NP|Asia/Kathmandu|Nepal|네팔|Nepalese,Nepali
AE|Asia/Dubai|United Arab Emirates,UAE|아랍에미리트,UAE|Emirati
SA|Asia/Riyadh|Saudi Arabia|사우디아라비아,사우디|Saudi
QA|Asia/Qatar|Qatar|카타르|Qatari
KW|Asia/Kuwait|Kuwait|쿠웨이트|Kuwaiti
IL|Asia/Jerusalem|Israel|이스라엘|Israeli
JO|Asia/Amman|Jordan|요르단|Jordanian
IR|Asia/Tehran|Iran|이란|Iranian
TR|Europe/Istanbul|Türkiye,Turkey,Turkiye|튀르키예,터키|Turkish
GE|Asia/Tbilisi|Georgia|조지아|Georgian
AZ|Asia/Baku|Azerbaijan|아제르바이잔|Azerbaijani
AM|Asia/Yerevan|Armenia|아르메니아|Armenian
RU|Europe/Moscow|Russia,Russian Federation|러시아|Russian
UA|Europe/Kyiv|Ukraine|우크라이나|Ukrainian
GB|Europe/London|United Kingdom,UK,U.K.,Britain,Great Britain,England,Scotland,Wales|영국|British,English,Scottish,Welsh
IE|Europe/Dublin|Ireland|아일랜드|Irish
FR|Europe/Paris|France|프랑스|French
DE|Europe/Berlin|Germany|독일|German
IT|Europe/Rome|Italy|이탈리아|Italian
ES|Europe/Madrid|Spain|스페인|Spanish
PT|Europe/Lisbon|Portugal|포르투갈|Portuguese
NL|Europe/Amsterdam|Netherlands,The Netherlands,Holland|네덜란드|Dutch
BE|Europe/Brussels|Belgium|벨기에|Belgian
CH|Europe/Zurich|Switzerland|스위스|Swiss
AT|Europe/Vienna|Austria|오스트리아|Austrian
PL|Europe/Warsaw|Poland|폴란드|Polish
CZ|Europe/Prague|Czech Republic,Czechia|체코|Czech
SK|Europe/Bratislava|Slovakia|슬로바키아|Slovak
HU|Europe/Budapest|Hungary|헝가리|Hungarian
RO|Europe/Bucharest|Romania|루마니아|Romanian
BG|Europe/Sofia|Bulgaria|불가리아|Bulgarian
GR|Europe/Athens|Greece|그리스|Greek
RS|Europe/Belgrade|Serbia|세르비아|Serbian
HR|Europe/Zagreb|Croatia|크로아티아|Croatian
SI|Europe/Ljubljana|Slovenia|슬로베니아|Slovenian
EE|Europe/Tallinn|Estonia|에스토니아|Estonian
LV|Europe/Riga|Latvia|라트비아|Latvian
LT|Europe/Vilnius|Lithuania|리투아니아|Lithuanian
FI|Europe/Helsinki|Finland|핀란드|Finnish
SE|Europe/Stockholm|Sweden|스웨덴|Swedish
NO|Europe/Oslo|Norway|노르웨이|Norwegian
DK|Europe/Copenhagen|Denmark|덴마크|Danish
IS|Atlantic/Reykjavik|Iceland|아이슬란드|Icelandic
CA|America/Toronto|Canada|캐나다|Canadian
MX|America/Mexico_City|Mexico|멕시코|Mexican
PA|America/Panama|Panama|파나마|Panamanian
CR|America/Costa_Rica|Costa Rica|코스타리카|Costa Rican
CU|America/Havana|Cuba|쿠바|Cuban
CO|America/Bogota|Colombia|콜롬비아|Colombian
PE|America/Lima|Peru|페루|Peruvian
EC|America/Guayaquil|Ecuador|에콰도르|Ecuadorian
CL|America/Santiago|Chile|칠레|Chilean
AR|America/Argentina/Buenos_Aires|Argentina|아르헨티나|Argentine,Argentinian
UY|America/Montevideo|Uruguay|우루과이|Uruguayan
PY|America/Asuncion|Paraguay|파라과이|Paraguayan
BO|America/La_Paz|Bolivia|볼리비아|Bolivian
BR|America/Sao_Paulo|Brazil|브라질|Brazilian
EG|Africa/Cairo|Egypt|이집트|Egyptian
MA|Africa/Casablanca|Morocco|모로코|Moroccan
TN|Africa/Tunis|Tunisia|튀니지|Tunisian
DZ|Africa/Algiers|Algeria|알제리|Algerian
NG|Africa/Lagos|Nigeria|나이지리아|Nigerian
GH|Africa/Accra|Ghana|가나|Ghanaian
CI|Africa/Abidjan|Côte d'Ivoire,Ivory Coast|코트디부아르|Ivorian
SN|Africa/Dakar|Senegal|세네갈|Senegalese
GA|Africa/Libreville|Gabon|가봉|Gabonese
CD|Africa/Kinshasa|Democratic Republic of the Congo,DR Congo|콩고민주공화국|Congolese
KE|Africa/Nairobi|Kenya|케냐|Kenyan
TZ|Africa/Dar_es_Salaam|Tanzania|탄자니아|Tanzanian
UG|Africa/Kampala|Uganda|우간다|Ugandan
RW|Africa/Kigali|Rwanda|르완다|Rwandan
ET|Africa/Addis_Ababa|Ethiopia|에티오피아|Ethiopian
ZA|Africa/Johannesburg|South Africa|남아프리카공화국,남아공|South African
ZW|Africa/Harare|Zimbabwe|짐바브웨|Zimbabwean
MZ|Africa/Maputo|Mozambique|모잠비크|Mozambican
MG|Indian/Antananarivo|Madagascar|마다가스카르|Malagasy
AU|Australia/Sydney|Australia|호주,오스트레일리아|Australian
NZ|Pacific/Auckland|New Zealand|뉴질랜드|New Zealander
FJ|Pacific/Fiji|Fiji|피지|Fijian
MH|Pacific/Majuro|Marshall Islands|마셜제도|Marshallese
WS|Pacific/Apia|Samoa|사모아|Samoan
TO|Pacific/Tongatapu|Tonga|통가|Tongan
PG|Pacific/Port_Moresby|Papua New Guinea|파푸아뉴기니|Papua New Guinean
SB|Pacific/Guadalcanal|Solomon Islands|솔로몬제도|
VU|Pacific/Efate|Vanuatu|바누아투|
PW|Pacific/Palau|Palau|팔라우|Palauan
FM|Pacific/Pohnpei|Micronesia|미크로네시아|Micronesian
KI|Pacific/Tarawa|Kiribati|키리바시|
TL|Asia/Dili|Timor-Leste,East Timor|동티모르|Timorese
BN|Asia/Brunei|Brunei,Brunei Darussalam|브루나이|Bruneian
BT|Asia/Thimphu|Bhutan|부탄|Bhutanese
MV|Indian/Maldives|Maldives|몰디브|Maldivian
TJ|Asia/Dushanbe|Tajikistan|타지키스탄|Tajik
TM|Asia/Ashgabat|Turkmenistan|투르크메니스탄|Turkmen
AF|Asia/Kabul|Afghanistan|아프가니스탄|Afghan
IQ|Asia/Baghdad|Iraq|이라크|Iraqi
SY|Asia/Damascus|Syria|시리아|Syrian
LB|Asia/Beirut|Lebanon|레바논|Lebanese
OM|Asia/Muscat|Oman|오만|Omani
BH|Asia/Bahrain|Bahrain|바레인|Bahraini
YE|Asia/Aden|Yemen|예멘|Yemeni
CY|Asia/Nicosia|Cyprus|키프로스|Cypriot
MT|Europe/Malta|Malta|몰타|Maltese
LU|Europe/Luxembourg|Luxembourg|룩셈부르크|
BA|Europe/Sarajevo|Bosnia and Herzegovina,Bosnia|보스니아헤르체고비나,보스니아|Bosnian
ME|Europe/Podgorica|Montenegro|몬테네그로|Montenegrin
MK|Europe/Skopje|North Macedonia|북마케도니아|Macedonian
AL|Europe/Tirane|Albania|알바니아|Albanian
MD|Europe/Chisinau|Moldova|몰도바|Moldovan
BY|Europe/Minsk|Belarus|벨라루스|Belarusian
LY|Africa/Tripoli|Libya|리비아|Libyan
SD|Africa/Khartoum|Sudan|수단|Sudanese
CM|Africa/Douala|Cameroon|카메룬|Cameroonian
AO|Africa/Luanda|Angola|앙골라|Angolan
ZM|Africa/Lusaka|Zambia|잠비아|Zambian
BW|Africa/Gaborone|Botswana|보츠와나|
NA|Africa/Windhoek|Namibia|나미비아|Namibian
MU|Indian/Mauritius|Mauritius|모리셔스|Mauritian
SC|Indian/Mahe|Seychelles|세이셸|
MW|Africa/Blantyre|Malawi|말라위|Malawian
BI|Africa/Bujumbura|Burundi|부룬디|Burundian
SO|Africa/Mogadishu|Somalia|소말리아|Somali
SL|Africa/Freetown|Sierra Leone|시에라리온|
LR|Africa/Monrovia|Liberia|라이베리아|Liberian
BJ|Africa/Porto-Novo|Benin|베냉|Beninese
BF|Africa/Ouagadougou|Burkina Faso|부르키나파소|
MR|Africa/Nouakchott|Mauritania|모리타니|Mauritanian
HN|America/Tegucigalpa|Honduras|온두라스|Honduran
NI|America/Managua|Nicaragua|니카라과|Nicaraguan
SV|America/El_Salvador|El Salvador|엘살바도르|Salvadoran
GT|America/Guatemala|Guatemala|과테말라|Guatemalan
BZ|America/Belize|Belize|벨리즈|Belizean
DO|America/Santo_Domingo|Dominican Republic|도미니카공화국|
HT|America/Port-au-Prince|Haiti|아이티|Haitian
JM|America/Jamaica|Jamaica|자메이카|Jamaican
TT|America/Port_of_Spain|Trinidad and Tobago|트리니다드토바고|
SR|America/Paramaribo|Suriname|수리남|Surinamese
GY|America/Guyana|Guyana|가이아나|Guyanese
VE|America/Caracas|Venezuela|베네수엘라|Venezuelan
AD|Europe/Andorra|Andorra|안도라|Andorran
VA|Europe/Vatican|Holy See,Vatican|교황청,바티칸|
XK|Europe/Belgrade|Kosovo|코소보|Kosovar
PS|Asia/Hebron|Palestine|팔레스타인|Palestinian
AG|America/Antigua|Antigua and Barbuda|앤티가바부다|Antiguan
BB|America/Barbados|Barbados|바베이도스|Barbadian
BS|America/Nassau|Bahamas|바하마|Bahamian
DM|America/Dominica|Dominica|도미니카연방|
GD|America/Grenada|Grenada|그레나다|Grenadian
LC|America/St_Lucia|Saint Lucia,St. Lucia|세인트루시아|
PR|America/Puerto_Rico|Puerto Rico|푸에르토리코|Puerto Rican
GU|Pacific/Guam|Guam|괌|Guamanian
CF|Africa/Bangui|Central African Republic|중앙아프리카공화국|
CG|Africa/Brazzaville|Republic of the Congo,Congo|콩고공화국|
CV|Atlantic/Cape_Verde|Cabo Verde,Cape Verde|카보베르데|Cape Verdean
DJ|Africa/Djibouti|Djibouti|지부티|Djiboutian
ER|Africa/Asmara|Eritrea|에리트레아|Eritrean
SZ|Africa/Mbabane|Eswatini,Swaziland|에스와티니|Swazi
GM|Africa/Banjul|The Gambia,Gambia|감비아|Gambian
GN|Africa/Conakry|Guinea|기니|Guinean
GW|Africa/Bissau|Guinea-Bissau|기니비사우|
GQ|Africa/Malabo|Equatorial Guinea|적도기니|
KM|Indian/Comoro|Comoros|코모로|Comorian
LS|Africa/Maseru|Lesotho|레소토|Basotho
ML|Africa/Bamako|Mali|말리|Malian
NE|Africa/Niamey|Niger|니제르|Nigerien
SS|Africa/Juba|South Sudan|남수단|South Sudanese
ST|Africa/Sao_Tome|São Tomé and Príncipe,Sao Tome and Principe|상투메프린시페|
TD|Africa/Ndjamena|Republic of Chad|차드|Chadian
TG|Africa/Lome|Togo|토고|Togolese
"""

REGIONS = """
US|America/Los_Angeles|Washington State|워싱턴주|
US|America/Los_Angeles|California|캘리포니아주,캘리포니아|Californian
US|America/Los_Angeles|Oregon|오리건주|
US|America/Los_Angeles|Nevada|네바다주|
US|America/Phoenix|Arizona|애리조나주|
US|America/Denver|Colorado|콜로라도주|
US|America/Denver|Utah|유타주|
US|America/Chicago|Texas|텍사스주|Texan
US|America/Chicago|Illinois|일리노이주|
US|America/Chicago|Minnesota|미네소타주|
US|America/Chicago|Wisconsin|위스콘신주|
US|America/Chicago|Missouri|미주리주|
US|America/Chicago|Tennessee|테네시주|
US|America/Chicago|Alabama|앨라배마주|
US|America/Detroit|Michigan|미시간주|
US|America/New_York|Ohio|오하이오주|
US|America/New_York|Pennsylvania|펜실베이니아주|
US|America/New_York|Massachusetts|매사추세츠주|
US|America/New_York|New Jersey|뉴저지주|
US|America/New_York|Maryland|메릴랜드주|
US|America/New_York|Virginia|버지니아주|
US|America/New_York|Florida|플로리다주|
US|America/New_York|North Carolina|노스캐롤라이나주|
US|Pacific/Honolulu|Hawaii|하와이주,하와이|Hawaiian
US|America/Anchorage|Alaska|알래스카주|
CA|America/Vancouver|British Columbia|브리티시컬럼비아주|
CA|America/Toronto|Ontario|온타리오주|
CA|America/Toronto|Quebec|퀘벡주|
CA|America/Edmonton|Alberta|앨버타주|
AU|Australia/Sydney|New South Wales,NSW|뉴사우스웨일스주|
AU|Australia/Brisbane|Queensland|퀸즐랜드주|
AU|Australia/Melbourne|Victoria|빅토리아주|
KR|Asia/Seoul|Gyeonggi Province,Gyeonggi-do|경기도|
KR|Asia/Seoul|Gangwon Province,Gangwon-do|강원도,강원특별자치도|
KR|Asia/Seoul|North Gyeongsang Province|경상북도,경북|
KR|Asia/Seoul|South Gyeongsang Province|경상남도,경남|
KR|Asia/Seoul|South Jeolla Province|전라남도,전남|
KR|Asia/Seoul|North Jeolla Province|전라북도,전북|
KR|Asia/Seoul|South Chungcheong Province|충청남도,충남|
KR|Asia/Seoul|North Chungcheong Province|충청북도,충북|
KR|Asia/Seoul|Jeju Province|제주특별자치도,제주도|
JP|Asia/Tokyo|Aomori Prefecture|아오모리현|
JP|Asia/Tokyo|Hyogo Prefecture|효고현|
JP|Asia/Tokyo|Kanagawa Prefecture|가나가와현|
JP|Asia/Tokyo|Fukuoka Prefecture|후쿠오카현|
JP|Asia/Tokyo|Hokkaido|홋카이도|
CN|Asia/Shanghai|Zhejiang,Zhejiang Province|저장성|
CN|Asia/Shanghai|Jiangsu,Jiangsu Province|장쑤성|
CN|Asia/Shanghai|Guangdong,Guangdong Province|광둥성|
CN|Asia/Shanghai|Shandong,Shandong Province|산둥성|
CN|Asia/Shanghai|Sichuan,Sichuan Province|쓰촨성|
US|America/Chicago|Arkansas|아칸소주|
US|America/New_York|Connecticut|코네티컷주|
US|America/New_York|Delaware|델라웨어주|
US|America/Boise|Idaho|아이다호주|
US|America/Indiana/Indianapolis|Indiana|인디애나주|
US|America/Chicago|Iowa|아이오와주|
US|America/Chicago|Kansas|캔자스주|
US|America/New_York|Kentucky|켄터키주|
US|America/Chicago|Louisiana|루이지애나주|
US|America/New_York|Maine|메인주|
US|America/Chicago|Mississippi|미시시피주|
US|America/Denver|Montana|몬태나주|
US|America/Chicago|Nebraska|네브래스카주|
US|America/New_York|New Hampshire|뉴햄프셔주|
US|America/Denver|New Mexico|뉴멕시코주|
US|America/Chicago|North Dakota|노스다코타주|
US|America/Chicago|Oklahoma|오클라호마주|
US|America/New_York|Rhode Island|로드아일랜드주|
US|America/New_York|South Carolina|사우스캐롤라이나주|
US|America/Chicago|South Dakota|사우스다코타주|
US|America/New_York|Vermont|버몬트주|
US|America/New_York|West Virginia|웨스트버지니아주|
US|America/Denver|Wyoming|와이오밍주|
CA|America/Regina|Saskatchewan|서스캐처원주|
CA|America/Winnipeg|Manitoba|매니토바주|
CA|America/Halifax|Nova Scotia|노바스코샤주|
CA|America/Moncton|New Brunswick|뉴브런즈윅주|
AU|Australia/Perth|Western Australia|서호주|
AU|Australia/Adelaide|South Australia|남호주|
AU|Australia/Hobart|Tasmania|태즈메이니아주|
AU|Australia/Darwin|Northern Territory|노던준주|
JP|Asia/Tokyo|Akita Prefecture|아키타현|
JP|Asia/Tokyo|Iwate Prefecture|이와테현|
JP|Asia/Tokyo|Miyagi Prefecture|미야기현|
JP|Asia/Tokyo|Yamagata Prefecture|야마가타현|
JP|Asia/Tokyo|Fukushima Prefecture|후쿠시마현|
JP|Asia/Tokyo|Ibaraki Prefecture|이바라키현|
JP|Asia/Tokyo|Tochigi Prefecture|도치기현|
JP|Asia/Tokyo|Gunma Prefecture|군마현|
JP|Asia/Tokyo|Saitama Prefecture|사이타마현|
JP|Asia/Tokyo|Chiba Prefecture|지바현|
JP|Asia/Tokyo|Niigata Prefecture|니가타현|
JP|Asia/Tokyo|Toyama Prefecture|도야마현|
JP|Asia/Tokyo|Ishikawa Prefecture|이시카와현|
JP|Asia/Tokyo|Fukui Prefecture|후쿠이현|
JP|Asia/Tokyo|Yamanashi Prefecture|야마나시현|
JP|Asia/Tokyo|Nagano Prefecture|나가노현|
JP|Asia/Tokyo|Gifu Prefecture|기후현|
JP|Asia/Tokyo|Shizuoka Prefecture|시즈오카현|
JP|Asia/Tokyo|Aichi Prefecture|아이치현|
JP|Asia/Tokyo|Mie Prefecture|미에현|
JP|Asia/Tokyo|Shiga Prefecture|시가현|
JP|Asia/Tokyo|Nara Prefecture|나라현|
JP|Asia/Tokyo|Wakayama Prefecture|와카야마현|
JP|Asia/Tokyo|Tottori Prefecture|돗토리현|
JP|Asia/Tokyo|Shimane Prefecture|시마네현|
JP|Asia/Tokyo|Okayama Prefecture|오카야마현|
JP|Asia/Tokyo|Hiroshima Prefecture|히로시마현|
JP|Asia/Tokyo|Yamaguchi Prefecture|야마구치현|
JP|Asia/Tokyo|Tokushima Prefecture|도쿠시마현|
JP|Asia/Tokyo|Kagawa Prefecture|가가와현|
JP|Asia/Tokyo|Ehime Prefecture|에히메현|
JP|Asia/Tokyo|Kochi Prefecture|고치현|
JP|Asia/Tokyo|Saga Prefecture|사가현|
JP|Asia/Tokyo|Nagasaki Prefecture|나가사키현|
JP|Asia/Tokyo|Kumamoto Prefecture|구마모토현|
JP|Asia/Tokyo|Oita Prefecture|오이타현|
JP|Asia/Tokyo|Miyazaki Prefecture|미야자키현|
JP|Asia/Tokyo|Kagoshima Prefecture|가고시마현|
JP|Asia/Tokyo|Okinawa Prefecture|오키나와현|
CN|Asia/Shanghai|Hebei,Hebei Province|허베이성|
CN|Asia/Shanghai|Shanxi,Shanxi Province|산시성|
CN|Asia/Shanghai|Liaoning,Liaoning Province|랴오닝성|
CN|Asia/Shanghai|Jilin,Jilin Province|지린성|
CN|Asia/Shanghai|Heilongjiang,Heilongjiang Province|헤이룽장성|
CN|Asia/Shanghai|Anhui,Anhui Province|안후이성|
CN|Asia/Shanghai|Fujian,Fujian Province|푸젠성|
CN|Asia/Shanghai|Jiangxi,Jiangxi Province|장시성|
CN|Asia/Shanghai|Henan,Henan Province|허난성|
CN|Asia/Shanghai|Hubei,Hubei Province|후베이성|
CN|Asia/Shanghai|Hunan,Hunan Province|후난성|
CN|Asia/Shanghai|Hainan,Hainan Province|하이난성|
CN|Asia/Shanghai|Guizhou,Guizhou Province|구이저우성|
CN|Asia/Shanghai|Yunnan,Yunnan Province|윈난성|
CN|Asia/Shanghai|Shaanxi,Shaanxi Province|산시성|
CN|Asia/Shanghai|Gansu,Gansu Province|간쑤성|
DE|Europe/Berlin|Hesse|헤센주|
DE|Europe/Berlin|North Rhine-Westphalia|노르트라인베스트팔렌주|
DE|Europe/Berlin|Saxony|작센주|
DE|Europe/Berlin|Lower Saxony|니더작센주|
KR|Asia/Seoul|Jeonbuk State|전북특별자치도|
GB|Europe/London|Northern Ireland|북아일랜드|
DE|Europe/Berlin|Bavaria|바이에른주|Bavarian
ES|Europe/Madrid|Catalonia|카탈루냐주|Catalan
ID|Asia/Makassar|Bali|발리|Balinese
"""
