"""English word lists that several stages read. Lower case unless said."""

# ruff: noqa: E501, SIM905

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sep sept", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thurs", "friday fri", "saturday sat", "sunday sun")
    )
    for name in names.split()
}  # fmt: skip

STRONG_HEADS = frozenset(
    "mayor governor ambassador consul chairman chairwoman chairperson president premier commissioner councillor "
    "councilor councilman councilwoman councilmember alderman alderwoman senator congressman congresswoman speaker "
    "envoy adviser advisor spokesperson spokesman spokeswoman minister chancellor rector ceo cfo coo cto "
    "vice-president vice-chairman vice-mayor vice-chair legislator assemblyman assemblywoman chair "
    "superintendent prefect lieutenant-governor vice-governor consul-general director-general secretary-general "
    "mayor-elect premier-elect pro-mayor intendant burgomaster bürgermeister oberbürgermeister alcalde alcaldesa "
    "minister-counsellor minister-counselor sindaco mayoress cathaoirleach khokim hokim akim prefeito prefeita provost reeve gov. sen. rep. amb. vice-consul".split()
)
ABBREVIATED = {"gov.": "Governor", "sen.": "Senator", "rep.": "Representative", "amb.": "Ambassador"}
"""Posts that are written short."""
WEAK_HEADS = frozenset(
    "director secretary manager officer coordinator executive professor dean provost head leader founder co-founder "
    "lawmaker member attaché attache counsellor counselor liaison assistant treasurer chief principal representative "
    "delegate trustee partner lead curator economist engineer planner chairs archivist inspector marshal "
    "commander administrator".split()
)
MULTI_HEADS = tuple(
    sorted(
        (
            tuple(phrase.split())
            for phrase in (
                "head of government", "ambassador extraordinary and plenipotentiary", "ambassador extraordinary", "consul general", "chargé d'affaires", "charge d'affaires", "prime minister", "director general",
                "secretary general", "chief executive officer", "chief executive", "chief of staff",
                "chief of protocol", "council member", "council president", "council chair", "council chairman", "council speaker", "council leader", "county executive",
                "city manager", "vice president", "vice chairman", "vice chair", "vice mayor", "board member",
                "first lady", "state representative", "state senator", "general manager", "attorney general",
                "governor general", "city spokesperson", "city spokesman", "city spokeswoman", "city councillor",
                "city councilor", "city councilmember", "city administrator", "managing director",
                "executive director", "member of parliament", "permanent secretary", "chief operating officer",
                "chief financial officer", "chief commercial officer", "chief technology officer",
                "protocol officer", "port director", "board president", "board chair", "committee chair",
                "foreign minister", "finance minister", "trade minister", "culture minister", "transport minister",
                "education minister", "health minister", "energy minister", "environment minister",
                "interior minister", "agriculture minister", "labour minister", "labor minister", "vice minister",
                "industry minister", "tourism minister", "fisheries minister", "vice chancellor", "vice provost",
                "board chairman", "deputy minister", "chief adviser", "chief advisor", "vice rector", "vice governor",
                "lieutenant governor", "harbour master", "harbor master", "police chief", "fire chief",
                "council clerk", "county clerk", "lord provost", "town clerk", "city clerk", "trade commissioner", "vice consul", "honorary consul",
                "party secretary", "communist party secretary", "borough president", "county judge", "county mayor", "county commissioner",
                "chief administrative officer", "municipal commissioner", "mayor pro tem", "mayor pro tempore", "deputy consul general", "first secretary", "second secretary", "sales manager", "head of post", "head of mission",
            )
        ),
        key=lambda words: (-len(words), words),
    )
)  # fmt: skip
PLURALS = {
    "mayors": "Mayor", "governors": "Governor", "ambassadors": "Ambassador", "councillors": "Councillor",
    "councilors": "Councilor", "councilmembers": "Councilmember", "presidents": "President",
    "ministers": "Minister", "senators": "Senator", "commissioners": "Commissioner", "professors": "Professor",
    "directors": "Director", "aldermen": "Alderman", "representatives": "Representative",
    "consuls": "Consul", "members": "member", "chairs": "Chair", "chairmen": "Chairman", "rectors": "Rector",
}  # fmt: skip
MODIFIERS = frozenset(
    "deputy depute vice lord first second acting former senior executive assistant associate chief special honorary interim "
    "incoming outgoing then-mayor ex- co- joint permanent regional national principal lead general state city "
    "political economic cultural commercial trade resident non-resident high municipal county federal founding "
    "managing international under governing country standing".split()
)
LOOSE = frozenset(
    "the a an its his her their our newly appointed elected re-elected new current current longtime long-time serving "
    "outgoing incoming first second third female woman male youngest 's city's visiting who is was serves as "
    "then also asian african latin hispanic black american".split()
)
HONORIFICS = frozenset(
    "mr. mrs. ms. mr mrs ms madame madam dr. dr prof. prof sir dame hon. hon honourable honorable excellency h.e. "
    "his her miss mx cllr cllr. ald. ald cr cr. clr clr. messrs. rev reverend datuk dato datin seri haji hajah shri smt sheikh shaikh hajj baroness "
    "eng. ir. drs. colonel col. captain capt. brigadier commodore admiral lt.".split()
)
PARTICLES = frozenset(
    "de la van von der den bin binti al el dos das da do di du ter ten y ibn le des della af av zu".split()
)

ORG_HEADS = frozenset(
    "university college school institute academy polytechnic chamber council assembly parliament legislature congress "
    "senate committee commission board bureau office ministry department dept. dept agency authority administration "
    "association alliance federation foundation fund bank corporation corp company inc ltd limited llc plc group "
    "holdings partners partnership network union society club trust consulate embassy government secretariat "
    "organization organisation laboratory hospital airlines airways division unit directorate service services "
    "enterprise enterprises industries technologies systems studio studios gmbh cooperative confederation guild "
    "syndicate headquarters taskforce consortium cluster incubator accelerator orchestra corps police navy "
    "commerce co. corp. inc. ltd. logistics motors electronics bioscience biosciences pharmaceuticals".split()
)
PROMOTERS = frozenset(
    "study visit invest tourism destination discover choose business events experience meet".split()
)
"""Words that open the name of a body that promotes a place ("Visit Leeds", "Study Adelaide")."""
PLACE_BODIES = frozenset("port".split())
CENTRE_HEADS = frozenset("center centre".split())
VENUE_HEADS = frozenset(
    "hotel hall center centre palace house museum airport station stadium park theatre theater room building tower "
    "plaza residence library arena pavilion campus mansion castle cathedral gallery auditorium ballroom terminal "
    "chambers garden gardens restaurant inn resort wharf dock pier lounge guildhall town-hall rathaus headquarters "
    "square courthouse clubhouse intendencia villa shipyard factory market zoo temple annex shrine monastery library opera club-house".split()
)
EVENT_HEADS = frozenset(
    "festival forum summit conference expo exposition championships championship games congress symposium seminar "
    "workshop fair exhibition convention biennale marathon week roundtable hackathon carnival cup parade days dialogue showcase meetup gala "
    "olympics".split()
)
PROGRAMME_HEADS = frozenset("program programme mission initiative scheme".split())
INSTRUMENT_HEADS = frozenset(
    "agreement memorandum partnership mou declaration covenant treaty accord protocol letter charter pact "
    "agenda card plan strategy project award prize act bill".split()
)
NOT_NAMES = frozenset(
    "the a an in on at he she they it we i you his her their its our this that these those and or but when while "
    "after before during since as for from with by to of both each all some many most other another if although "
    "however meanwhile moreover also later earlier today yesterday tomorrow here there who which what where why how "
    "not no yes asked speaking addressing emphasizing acknowledging according following thanking welcoming noting "
    "under over between among through about into city town county state province prefecture district metropolitan "
    "greater north south east west central northern southern eastern western international global national sister "
    "delegation mission memorandum mou covid internet twin friendship republic kingdom one two three four five six "
    "seven eight nine ten opportunities those accompanied led source press release agenda item date end visiting "
    "newly former founded formed members officials representatives guests participants delegates leaders "
    "both-sides ladies gentlemen once then than now soon agreement signing formal special thanks let so "
    "visits meets hosts welcomes receives signs leads attends congratulating recalling referring pointing highlighting stressing organized organised hosted "
    "sponsored held located known established".split()
) | frozenset(word for word in (*MONTHS, *WEEKDAYS) if len(word) > 3 and word not in {"april", "june"})
COMMON_NOUNS = frozenset(
    "political administrative legal social academic student community cultural corporate digital technical scientific "
    "maritime urban civil industrial commercial environmental agricultural financial media climate water welfare "
    "planning economic development affairs relations trade tourism education culture economy industry international "
    "external foreign public business local global strategy investment communications protocol commerce transport "
    "opportunities resources employment labour skills mines mining petroleum gender families integration interior revenue "
    "competitiveness productivity rural regional heritage safety emergency sanitation aviation railways "
    "transportation works oceans fisheries forestry ports roads museums libraries arts parks recreation engineering labour labor justice defence defense events communities languages immigration "
    "innovation research operations finance health environment energy technology marketing partnerships security "
    "policy cooperation diplomacy sustainability housing sport sports youth infrastructure mobility "
    "administration".split()
)

SPEECH = frozenset(
    "said says say told added adds noted notes stressed stresses emphasized emphasised emphasizes highlighted "
    "highlights explained explains stated states remarked commented thanked thanks praised praises commended "
    "welcomed expressed expresses acknowledged affirmed reaffirmed underlined underscored pledged promised vowed "
    "invited invites proposed suggested replied responded answered declared announced announces hoped hopes "
    "congratulated recalled pointed asked urged called concluded admitted argued believes believed insisted "
    "observed described spoke vowed assured voiced conveyed applauded lauded appreciated echoed wished "
    "reported revealed disclosed warned continued agreed reiterated reminded encouraged confirmed outlined introduced briefed "
    "mentioned mentions informed informs wrote writes tells joked quipped enthused hailed hails lamented predicted cautioned "
    "emphasises affirms underlines underscores pledges proposes suggests replies responds declares recalls urges concludes "
    "admits argues insists observes acknowledges voices conveys applauds commends reaffirms reiterates".split()
)
"""Verbs that report speech where a person is their subject."""
WEAK_SPEECH = frozenset(
    "welcomed called announced described introduced outlined agreed asked invited spoke".split()
)
"""Speech verbs that as often report an act; they need more than a subject."""
