"""Evidence for sides in English: who received, who came, where it was, whose delegation."""

# ruff: noqa: E501

import re
from datetime import date

from legation.engine.capture.belonging import WHERE
from legation.engine.capture.courtesies_en import courtesies
from legation.engine.capture.document import Sentence
from legation.engine.capture.gazetteer import PlaceMention
from legation.engine.capture.lazily import lazily
from legation.engine.capture.listed_guests import cities_of_guests
from legation.engine.capture.model import Span, Vote
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.places import title_of
from legation.engine.capture.reading import Reading
from legation.engine.capture.travellers_en import travellers

_RECEIVE = lazily(
    r"\b(?:received|receives|welcomed|welcomes|hosted|hosts|greeted|greets|(?<=will )(?:receive|welcome|host|greet)|(?<=is to )(?:receive|welcome|host|greet)|held a (?:reception|banquet|dinner)(?= [^.]{0,40}\bfor\b))\b"
)
_RECEIVED_BY = lazily(
    r"\b(?:were|was|be|been|are|is) (?:\w+ )?(?:received|welcomed|hosted|greeted|met|briefed|entertained|treated|feted|shown around) (?:(?:to|at|in|on|there|into) [^.;“”]{0,70}?)?by\b|\b(?:as|was|were) (?:the |a )?guests? of\b"
)
_GO = lazily(
    r"\b(?:visit(?:ed|s|ing)?|came to|comes to|arrived in|arrives in|travel(?:led|ed|s|l?ing)? to|heading (?:to|for)|trip to|mission to|left for|"
    r"leaves for|leave for|went to|goes to|fly to|flew to|is in|are in|was in|were in|been in|come to|coming to|returned to|"
    r"coming back to|return(?:ed|s|ing)(?: \w+){0,3} from|(?:is|are|was|were|came|just) back from|delegation(?: of \w+)? to|heads to|headed to|on a visit to|visit to|"
    r"(?:wound|winds|wrapped|wraps) up|(?:ended|ends|concluded|completed|began|begins|started|starts|kicked off) (?:a|an|his|her|their) (?:[\w-]+ ){0,4}(?:trip|tour|visit|mission)(?: of| to| in)?)\b"
)
_MET = lazily(
    r"\b(?:met|meets|will meet|(?:held|holds|had) (?:\w+ ){0,2}(?:talks|discussions|meetings?|consultations) with|sat down with|"
    r"sits down with|sat with|talked with|spoke with)\b"
)
_CALL = lazily(
    r"\b(?:paid (?:a|an) [\w ]{0,24}?(?:call|visit) (?:on|to)|called on|calls on|courtesy calls? on)\b"
)
_LED = lazily(r"\b(?:led|headed|chaired) by\b")
_LEADS_COUNT = lazily(
    r"\b(?:led|leads|headed|heads|heading|leading|will lead|is leading|brings|brought)\b(?= (?:some |about |around |nearly )?(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|a dozen|two dozen)\b[^.]{0,40}\b"
    r"(?:officials|members|people|delegates|executives|artists|students|leaders|representatives|residents|councillors|companies|entrepreneurs)\b)"
)
_WITH_PARTY = lazily(
    r"\b(?:visit\w*|arriv\w+|came|comes|travel\w*|flew|flies|landed|in town|is here|was here)\b[^.;]{0,60}?\bwith (?:an? |his |her )(?:[\w-]+ ){0,3}(?:delegation|party|group|team|entourage)\b"
)
_GIVEN_BY = lazily(
    r"\b(?:reception|banquet|dinner|lunch|luncheon|breakfast|gala|party|tea|cocktail|event)\b[^.;]{0,50}?\b(?:hosted|given|offered|tendered|thrown|laid on|put on) by\b"
)
_GUESTS_OF = lazily(r"(?:'s|’s)? (?:[\w-]+ ){0,2}(?:guests|visitors|party|group|team|contingent|delegates)\b")
_LEADS = lazily(
    r"\b(?:led|leads|headed|heads|heading|leading|lead|will lead|to lead|at the head of|(?<!the )(?<!as )head)\b(?= (?:the|a|an|his|her|their|of)\b[^.]{0,60}\b"
    r"(?:delegation|mission|party|group|team|contingent|entourage)\b)"
)
_MEMBERS = lazily(
    r"\b[Mm]embers of (?:the |its |his |her )?(?:delegation|mission|party|group|team) (?:include|included|are|were)\b|"
    r"\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts) (?:[\w-]+ )?(?:delegation|mission|party|group) (?:also )?(?:includes?|included|comprise[sd]?|consist(?:s|ed) of)\b|"
    r"\b(?:delegation|mission|party|group|visitors)\b[^.;]{0,40}?, (?:which|who) (?:also )?includes?d?\b|\b(?:delegation|mission|party|group)\b[^.;]{0,60}?, (?:among them|including)\b|\b[Aa]mong the (?:visitors|delegates|delegation|guests) (?:are|were|is|was)\b|\b[Rr]epresenting the (?:delegation|visitors|mission)\b|"
    r"\b(?:travell?ing|joining the (?:delegation|mission|mayor|governor)) (?:with|on)\b"
)
_LEADER = lazily(
    r"\b(?:[Tt]heir|[Ii]ts|[Tt]he (?:group|delegation|party|mission)'s) (?:leader|head),? (?:\w+ ){0,3}$|\b(?:head|leader) of the (?:delegation|party|mission|group),? $|"
    r"\b[Hh]eading the (?:[\w-]+ ){0,3}(?:delegation|party|mission|group|team) (?:is|was) (?:[\w-]+ ){0,4}$"
)
_THEN_MEETS = lazily(r", (?:will |is to |has |also )?(?:meets?|met|calls? on|called on|will visit)\b")
_LED_OPENS = lazily(
    r"^(?:Led|Headed) by [^.;“”]{3,80}, (?:they|the (?:[\w-]+ ){0,2}(?:group|delegation|party|visitors|guests|mission|team)) "
)
_WAS_HEAD = lazily(
    r"^, (?:the )?(?:head|leader) of the (?:delegation|mission|group|party|team)\b|^(?:, [^.;:“”]{2,70},)? (?:is|was|acted as|served as) (?:the )?(?:head|leader) of the (?:delegation|mission|group|party|team)\b"
)
_HIS_PARTY = lazily(
    r"^(?:,)? and (?:his|her|their) (?:\w+ )?(?:delegation|party|team|entourage|group|wife|husband|spouse)"
)
_SENT = lazily(
    r"\b(?i:delegation|delegates|visitors|guests|mission|group|party|team|friend|educator|teacher|student|entrepreneur|expert|councillor|musician|"
    r"chorister|singer|pupil|player|footballer|dancer|artist|firefighter|nurse|farmer|journalist|trainee|apprentice|cyclist|athlete|runner|librarian|engineer|researcher|official|officer)s? (?:[\w-]+ ){0,4}(?:from|(?<=delegation )of) (?:the )?"
    r"(?:(?:Metropolitan |[A-Z][a-z]+ )?(?:[Cc]ity|[Mm]unicipality|town|port) of )?$"
)
_BODY = r"(?:Authority|Agency|Council|Chamber|University|School|Corporation|Board|Office|Bank|Company|Association|Foundation|Institute|Port)\b"
_RECEIVES = lazily(
    r"(?: (?:City|Metropolitan|Municipal|Provincial|Prefectural|County)){0,2}(?: (?:Government|Council|Administration|Authority))?(?: \([A-Z]{2,8}\))? (?:has |have |today |yesterday |again |on \w+ )?(?:welcomed|hosted|received|welcomes|hosts|receives|played host)\b(?! by)"
)
_NAMELESS = lazily(r"\b[Mm]ayor of (?:the )?(?:[Cc]ity of )?$")
_BEING = lazily(r"\b(?:is|are|was|were|be|been|also|by|while|and|after|before|of|currently|now) $")
_YET_TO_COME = lazily(r"\b(?:invit\w+|send|sending|dispatch)\b")
_LATER = lazily(
    r"\b(?:will|would|is to|are to|plans? to|hopes? to|intends? to|expects? to|promised to|looks? forward to)\b[\w ]*$"
)
_POST_NEXT = lazily(
    r" (?:[A-Z][\w'’-]+ ){0,2}(?:(?:Lord|Deputy|Vice) )?(?:Mayor|Governor|Ambassador|Minister|Councillor)\b"
)
_TO_OFFICE = lazily(r"[^.;,]{2,60}? (?:on|upon) (?:(?:his|her) appointment|assuming|taking (?:up|office))\b")
_OWNS = frozenset({"'s", "’s"})
_VISITING = lazily(r"\bvisiting\s$")


def vote_english(reading: Reading) -> None:
    """Add the votes of every sentence to people and parties."""
    for sentence in reading.sentences:
        if sentence.mark or reading.long_ago(sentence):
            continue
        people = reading.people_in(sentence)
        _verbs(reading, sentence, _with_roles(reading, sentence, people))
        _delegations(reading, sentence, people)
        courtesies(reading, sentence, people, _cast)
        travellers(reading, sentence, people, _cast)


_ROLE = lazily(
    r"\b[Tt]he (?P<role>Lord Mayor|Mayor|mayor|Ambassador|ambassador|Governor|governor|Consul General|consul general|Minister|minister)\b(?! (?:of|to|for|[A-Z]))(?!['’]s)"
)


def _with_roles(
    reading: Reading, sentence: Sentence, people: list[tuple[Span, PersonDraft]]
) -> list[tuple[Span, PersonDraft]]:
    """The people of a sentence with those whom their post alone means ("The Ambassador then met …")."""
    found = list(people)
    for match in _ROLE.finditer(reading.text, sentence.start, sentence.end):
        role = match.group("role").lower()
        holders = [one for one in reading.persons.all if role.split(" ")[-1] in title_of(one)]
        if (
            len(holders) == 1
            and holders[0].name_span[0] < match.start()
            and not sentence.quoted(match.start())
        ):
            found.append((match.span(), holders[0]))
    return sorted(found, key=lambda item: item[0])


def _cast(reading: Reading, person: PersonDraft, side: str, weight: int, rule: str, span: Span) -> None:
    person.votes.append(Vote(side, rule, weight, span))
    if person.org is not None:
        reading.ballot.vote(reading.party_key(person.org[0]), side, weight, rule, span)


def _verbs(  # noqa: C901
    reading: Reading, sentence: Sentence, people: list[tuple[Span, PersonDraft]]
) -> None:
    text = reading.text
    for match in _RECEIVED_BY.finditer(text, sentence.start, sentence.end):
        for span, person in people:
            side = "guest" if span[1] <= match.start() else "host"
            if span[1] <= match.start() or span[0] - match.end() < 60:
                _cast(reading, person, side, 4, "side.received-by", match.span())
    passive = _RECEIVED_BY.search(text, sentence.start, sentence.end) is not None
    for match in _RECEIVE.finditer(text, sentence.start, sentence.end):
        be = re.search(
            r"\b(?:was|were|been|be|being|is|are) (?:\w+ )?$",
            text[max(sentence.start, match.start() - 24) : match.start()],
        )
        if passive or be or sentence.quoted(match.start()) or _TO_OFFICE.match(text, match.end()):
            continue
        before = [item for item in people if item[0][1] <= match.start()]
        after = [item for item in people if item[0][0] >= match.end()]
        if before:
            _cast(reading, before[0][1], "host", 4, "side.receives", match.span())
        for _, person in after:
            if before and person is not before[0][1]:
                _cast(reading, person, "guest", 3, "side.received", match.span())
    met = _MET.search(text, sentence.start, sentence.end)
    if met is not None and not passive and not sentence.quoted(met.start()):
        before = [item for item in people if item[0][1] <= met.start()]
        met_by = [person for span, person in people if span[0] >= met.end()]
        if before and not before[0][1].diplomat and met_by:
            _cast(reading, before[0][1], "host", 1, "side.subject-meets", met.span())
            if before[0][1].org is None:
                _cast(reading, met_by[0], "guest", 1, "side.met", met.span())
        if before and before[0][1].diplomat:
            for span, person in people:
                if span[0] >= met.end() and not person.diplomat:
                    _cast(reading, person, "host", 1, "side.met-by-diplomat", met.span())
    for match in _CALL.finditer(text, sentence.start, sentence.end):
        for span, person in people:
            _cast(
                reading,
                person,
                "guest" if span[1] <= match.start() else "host",
                3,
                "side.calls-on",
                match.span(),
            )
    told = reading.told
    for match in _GO.finditer(text, sentence.start, sentence.end):
        lead = text[max(sentence.start, match.start() - 12) : match.start()]
        adjective = match.group() == "visiting" and (
            not _BEING.search(lead)
            or (lead.endswith("and ") and _POST_NEXT.match(text, match.end()) is not None)
        )
        if sentence.quoted(match.start()) or adjective:
            continue  # "met visiting Helsinki Mayor …": an adjective, not a journey
        after = [item for item in people if 0 <= item[0][0] - match.end() < 30]
        before = [item for item in people if item[0][1] <= match.start()]
        where = next(
            (
                m
                for m in reading.places.get(sentence.number, [])
                if 0 <= m.span[0] - match.end() < 25
                and not m.adjective
                and m.span not in reading.posts
                and text[m.span[1] : m.span[1] + 2] not in _OWNS
            ),
            None,
        )
        later = _LATER.search(text[max(sentence.start, match.start() - 40) : match.start()]) is not None
        onward = match.group().startswith(
            ("travel to", "travels to", "fly to", "flies to", "heads to", "leave for", "leaves for")
        )
        if (
            onward
            and 0 <= told < sentence.number
            and any(
                reading.anchor and time.day > reading.anchor.isoformat()
                for time in reading.times.get(sentence.number, [])
            )
        ):
            continue  # "They travel to Long Beach on Wednesday": from here
        if later and _far(reading, sentence) and 0 <= told < sentence.number:
            continue  # "Lee will visit Oslo in May": another visit than the one told
        if before and (where or after):
            subject = before[-1][1] if match.start() - before[-1][0][1] < 12 else before[0][1]
            _cast(reading, subject, "guest", 3, "side.travels", match.span())
        if where is not None:
            key = reading.party_key(reading.words(where.span))
            if where.place.kind == "city":
                reading.ballot.party(key, reading.words(where.span), where.span, passing=True)
            reading.ballot.vote(key, "host", 3, "side.destination", where.span)
        for _, person in after[:1]:
            if where is None:
                _cast(reading, person, "host", 3, "side.visited", match.span())


def _far(reading: Reading, sentence: Sentence) -> bool:
    """Whether nothing in a sentence happens within a fortnight of the text."""
    days = [
        date.fromisoformat(time.day) for time in reading.times.get(sentence.number, []) if len(time.day) == 10
    ]
    return reading.anchor is None or all(abs((day - reading.anchor).days) > 14 for day in days)


_WITH_BODY = lazily(r"^,? and (?:(?:members|representatives|officials) of )?(?:the )?$")


def _bodies_along(reading: Reading, sentence: Sentence, people: list[tuple[Span, PersonDraft]]) -> None:
    """ "Mayor A and the Sister City Association were in Cebu": the body came with the person."""
    starts = {
        span[1]: person
        for span, person in people
        if any(v.rule == "side.travels" for v in person.votes[-12:])
    }
    for body in reading.orgs.all if starts else ():
        for span in body.spans:
            if body.role == "mentioned" and sentence.start <= span[0] < sentence.end:
                for end in starts:
                    if end <= span[0] and _WITH_BODY.match(reading.text[end : span[0]]):
                        body.role, body.role_rule, body.role_span = "delegation", "org.role.came-with", span


_GROUP_MET = lazily(
    r"\b(?:[Tt]he|[Aa]) (?:\w+ )?(?:party|delegation|group|visitors|guests|mission)(?: \w+){0,3} (?:met|called on|visited)\b|^(?:\d[\d.]* )?(?:It|They) (?:also )?(?:met|called on|visited)\b"
)


def _met_by_group(reading: Reading, sentence: Sentence, people: list[tuple[Span, PersonDraft]]) -> None:
    """ "The delegation … It met the Lord Mayor": those whom the visitors met are at home."""
    match = _GROUP_MET.search(reading.words(sentence.span))
    if match is None or not people:
        return
    if match.group().endswith(("It met", "They met")) or "It" in match.group() or "They" in match.group():
        before = reading.sentences[max(0, sentence.number - 1)]
        if not re.search(
            r"\b(?:delegation|party|group|visitors|guests|mission)\b", reading.words(before.span)
        ):
            return
    end = sentence.start + match.end()
    for span, person in people:
        if span[0] > end and not sentence.quoted(end):
            _cast(reading, person, "host", 3, "side.met-by-group", (sentence.start + match.start(), end))


def _members(reading: Reading, sentence: Sentence, people: list[tuple[Span, PersonDraft]]) -> None:
    """Those of whom the text says that they belong to the delegation, and its leader."""
    text = reading.text
    members = _MEMBERS.search(text, sentence.start, sentence.end)
    if members is not None:
        meets = _THEN_MEETS.search(text, members.end(), sentence.end)
        for span, person in people:
            if meets is not None and span[0] >= meets.end():
                _cast(reading, person, "host", 3, "side.met-by-group", meets.span())
            elif span[0] >= members.end():
                _cast(reading, person, "guest", 3, "side.member-of-delegation", members.span())
    opening = _LED_OPENS.match(text, sentence.start, sentence.end)
    if opening is not None and people and not sentence.quoted(opening.start()):
        span, person = people[0]
        person.heads.append(("head.led-by", span, 0.9))
        _cast(reading, person, "guest", 4, "side.led-by", opening.span())
    for span, person in people:
        if WHERE.search(text[max(sentence.start, span[0] - 140) : span[0]]):
            _cast(reading, person, "host", 3, "side.stop", span)
        if _WAS_HEAD.match(text[span[1] : min(sentence.end, span[1] + 110)]):
            person.heads.append(("head.titled", span, 0.9))
            _cast(reading, person, "guest", 4, "side.leader", span)
        if _LEADER.search(text[max(sentence.start, span[0] - 70) : span[0]]):
            person.heads.append(("head.leader", span, 0.9))
            _cast(reading, person, "guest", 4, "side.leader", span)


def _parties_and_tables(reading: Reading, sentence: Sentence, people: list[tuple[Span, PersonDraft]]) -> None:
    """Who came "with a 14-member party", and who gave the dinner."""
    text = reading.text
    for match in _WITH_PARTY.finditer(text, sentence.start, sentence.end):
        before = [item for item in people if item[0][1] <= match.start()]
        if before and not sentence.quoted(match.start()):
            before[-1][1].heads.append(("head.with-party", match.span(), 0.8))
            _cast(reading, before[-1][1], "guest", 4, "side.with-party", match.span())
    for match in _GIVEN_BY.finditer(text, sentence.start, sentence.end):
        giver = next((item for item in people if 0 <= item[0][0] - match.end() < 50), None)
        if giver is not None:
            _cast(reading, giver[1], "host", 4, "side.gives-reception", match.span())


def _delegations(reading: Reading, sentence: Sentence, people: list[tuple[Span, PersonDraft]]) -> None:
    text = reading.text
    for match in _LED.finditer(text, sentence.start, sentence.end):
        follower = next((item for item in people if 0 <= item[0][0] - match.end() < 90), None)
        group = re.search(
            r"(?i)\b(?:delegation|mission|party|group|team|contingent|officials|guests|councillors|visitors|students|delegates|entourage|residents|citizens|people|members|leaders|executives|"
            r"representatives|companies|officers|entrepreneurs|lawmakers|councilors|musicians|athletes)\b",
            text[max(sentence.start, match.start() - 140) : match.start()],
        )
        if follower is not None and group:
            follower[1].heads.append(("head.led-by", match.span(), 0.95))
            _cast(reading, follower[1], "guest", 4, "side.led-by", match.span())
    for match in (*_LEADS.finditer(text, sentence.start, sentence.end),
                  *_LEADS_COUNT.finditer(text, sentence.start, sentence.end)):  # fmt: skip
        before = [item for item in people if item[0][1] <= match.start()]
        if before and not sentence.quoted(match.start()):
            leader = before[0][1]
            leader.heads.append(("head.leads", match.span(), 0.95))
            _cast(reading, leader, "guest", 4, "side.leads-delegation", match.span())
    _parties_and_tables(reading, sentence, people)
    _members(reading, sentence, people)
    _bodies_along(reading, sentence, people)
    _met_by_group(reading, sentence, people)
    for span, person in people:
        if _HIS_PARTY.match(text[span[1] : min(sentence.end, span[1] + 40)]):
            _cast(reading, person, "guest", 3, "side.and-party", span)
            person.heads.append(("head.and-party", span, 0.7))
        if (
            _VISITING.search(text[max(sentence.start, span[0] - 40) : span[0]])
            or " visiting " in text[max(sentence.start, span[0] - 34) : span[0]]
        ):
            _cast(reading, person, "guest", 3, "side.visiting", span)
    for mention in reading.places.get(sentence.number, []):
        _delegation_of(reading, sentence, mention)
    cities_of_guests(reading, sentence)


def _delegation_of(reading: Reading, sentence: Sentence, mention: PlaceMention) -> None:
    """A place whose delegation is spoken of is a guest; one whose mayor is named by the post only is a party."""
    text = reading.text
    after = text[mention.span[1] : min(sentence.end, mention.span[1] + 44)]
    lead = text[max(sentence.start, mention.span[0] - 60) : mention.span[0]]
    key = reading.party_key(mention.place.name("en"))
    its = re.match(
        r"(?:'s|’s)? (?!(?:met|meets?|received?|receives|welcom\w+|host(?:ed|s)?|greet\w*|will|invited|thanked|told)\b)(?:[\w-]+ ){0,3}(?:delegation|delegates|visitors|delegations)\b",
        after,
    )
    sent = _SENT.search(lead)
    if _YET_TO_COME.search(lead):
        return  # a delegation that is invited or promised is not the one that came
    body = re.match(r" (?:[A-Z][\w'’-]+ ){0,4}" + _BODY, after) is not None
    if (its or sent) and mention.place.kind == "city" and not mention.adjective:
        reading.ballot.party(key, reading.words(mention.span), mention.span, passing=body)
    if its:
        reading.ballot.vote(key, "guest", 4, "side.its-delegation", mention.span)
    elif mention.place.kind == "city" and not mention.adjective and _GUESTS_OF.match(after):
        reading.ballot.party(key, reading.words(mention.span), mention.span)
        reading.ballot.vote(key, "guest", 3, "side.its-guests", mention.span)
    if sent:
        reading.ballot.vote(key, "guest", 4, "side.delegation-from", mention.span)
    named = mention.place.kind == "city" and not mention.adjective
    if named and _RECEIVES.match(after) and re.search(r"(?:^|[Cc]ity of |\n|\. |^The )$", lead):
        reading.ballot.party(key, reading.words(mention.span), mention.span)
        reading.ballot.vote(key, "host", 3, "side.city-receives", mention.span)
    if named and (_NAMELESS.search(lead) or re.match(r"(?:'s|’s)? (?:city )?mayor\b(?! [A-Z])", after)):
        reading.ballot.party(key, reading.words(mention.span), mention.span)
