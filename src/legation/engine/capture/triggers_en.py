"""English words that speak of an event, and words that say when it is not of this visit."""

# ruff: noqa: E501

import re

from legation.engine.capture.lazily import lazily

INSTRUMENT = (
    r"(?i:agreements?|memorand(?:um|a)|MOU|MoU|partnership|declaration|letter of intent|pact|covenant|document|papers?|"
    r"reaffirmation|contracts?|deals?|accord|protocol|charter|treaty|statement of intent|(?:action|work|cooperation) plan)\b"
)
TRIGGERS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (kind, rule, lazily(pattern))
    for kind, rule, pattern in (
        ("courtesy_call", "courtesy-call", r"\b(?:(?:courtesy|introductory|protocol) (?:call|visit)s?\b|call(?:ed|s)? on\b(?= (?:the )?[a-z]?[A-Z]| (?:him|her) (?:at|in|on|yesterday|today|here)\b)|pa(?:id|y|ys) a call\b)"),
        ("signing", "signed", rf"\b(?:sign(?:ed|s)?|signing|inked|renew(?:ed|s)?|reaffirm(?:ed|ing)|concluded|initial+ed|seal(?:ed)?)\b(?=[^.;]{{0,160}}\b{INSTRUMENT})|\bsigning (?:ceremony|of)\b|\b[Ss]igning (?:on behalf of|for) (?:the|their|both)\b|\bthe signing (?:held|took place|was held|at)\b|\b(?:agreement|memorandum|MOU|MoU|Memorandum|declaration|(?:action|work|cooperation) plan)\b[^.;]{{0,80}}\b(?:was|were|be|been|is) (?:signed|renewed|concluded|initial+ed|inked|sealed|formali[sz]ed)\b|\bput pen to paper\b|\b(?:put|puts|added|affixed|set) their (?:signatures?|names?) (?:to|on)\b|\bsigned off on\b"),
        ("reception", "reception", r"\b(?:reception|banquet|gala dinner|welcome dinner|dinner|luncheon|lunch|gala(?! [A-Z])|cocktail|networking (?:event|reception|session|evening|lunch)|breakfast(?:(?<=\bhad breakfast)|(?<=\bhave breakfast)|(?<=\bfor breakfast))|din(?:e|es|ed|ing) with|(?:garden|tea|farewell|welcome) party)\b(?! of (?!the )[a-z])(?! (?:[Rr]oom|[Hh]all|[Aa]rea|[Dd]esk))"),
        ("ceremony", "definite", r"\b[Tt]he (?:ceremony|signing) (?:was held|took place|is held|will be held|was hosted|at (?=the |[A-Z]))\b"),
        ("ceremony", "ceremony", r"\b(?:given an? (?:[a-z]{1,16} ){0,2}welcome|[a-z]{1,20}(?:-[a-z]{1,20})? ceremony|(?:\d+(?:st|nd|rd|th) )?anniversary(?: (?:event|celebrations?|ceremony|gala))?|unveil(?:ed|ing) (?:of )?(?:a|the)|inaugurat(?:ed|ion)|opening ceremony|ribbon-cutting|cut(?:s|ting)? (?:the|a) (?:\w+ )?ribbon|groundbreaking|plant(?:ed|ing) an? (?:\w+ )?trees?|la(?:id|ying) (?:a wreath|wreaths|flowers)|(?<=attend the )(?:official |formal |grand )?opening of|(?<=attended the )(?:official |formal |grand )?opening of|(?<=at the )(?:official |formal |grand )?opening of|(?<=for the )(?:official |formal |grand )?opening of)\b"),
        ("meeting", "met", r"\b(?:meeting(?:(?<=after meeting)|(?<=\bis meeting)|(?<=\bare meeting)|(?<=\bwas meeting)|(?<=\bwere meeting)|(?<=\bbe meeting))(?= (?:with |his |her |their |the )?(?:\w+ )?[A-Z])|met|meets|meet)\b(?! the (?:need|target|goal|demand|standard))"),
        ("meeting", "talks", r"\b(?:held|hold|holds|had|chaired|co-chaired|attended) (?:[\w-]+ ){0,4}(?:talks|meetings?|discussions|consultations|sessions?|dialogue|tête-à-tête|one-on-one|roundtable|teleconference|videoconference|(?:video|phone|conference|telephone|video conference) (?:conference|call))\b(?! of the (?:Committee|Council))|\bsat down with\b|\b(?:was|were) the guests? of\b(?= (?:the )?(?:[Mm]ayor|[A-Z]))|\bbade farewell to\b|\bpaid a farewell (?:call|visit)\b|\bconferred with\b|\bcalled at\b(?= (?:the )?[A-Z])|\bopen(?:s|ed) the doors? of\b(?=[^.;]{0,60} to )|\btold an? (?:visiting )?(?:group|delegation|party)\b|\bexchang(?:ed|es|ing) (?:experiences?|views|ideas)\b(?= (?:with|at|on))|\b(?:was|were) briefed (?:at|by)\b|\bmeeting (?:with|held|took place|was held|will be held|will take place|between)\b|\b[Tt]alks (?:with|between|took place|were held)\b|\bsp(?:oke|eaks?) by (?:phone|telephone|video)\b|\bworking (?:session|lunch|breakfast)s? with\b"),
        ("meeting", "received", r"\b(?:receiv(?:ed|es|ing)|welcom(?:ed|es)|greet(?:ed|s)|host(?:ed|s)|was received|were received|were welcomed|was welcomed|be (?:received|welcomed|hosted|greeted)|(?<=will )(?:receive|welcome|host|greet)|(?<=is to )(?:receive|welcome|host|greet)|welcoming(?:(?<=\bis welcoming)|(?<=\bare welcoming)|(?<=\bwas welcoming)|(?<=\bwere welcoming)|(?<=\bbe welcoming))|hosting(?:(?<=\bis hosting)|(?<=\bare hosting)|(?<=\bwas hosting)|(?<=\bwere hosting)|(?<=\bbe hosting))|greeting(?:(?<=\bis greeting)|(?<=\bare greeting)|(?<=\bwas greeting)|(?<=\bwere greeting)|(?<=\bbe greeting)))\b"),
        ("meeting", "definite", r"\b(?:(?:[Aa]t|[Dd]uring|[Ii]n|[Ff]ollowing|[Aa]fter) (?:the|their|this|a) (?:meeting|talks|audience|call|discussion)|[Tt]he (?:meeting|talks|audience|encounter))\b"),
        ("forum", "spoke-at", r"\b(?:speaks?|spoke|lectures?|lectured|(?:give|gives|gave|deliver(?:s|ed)?) (?:a|the|an) (?:[a-z]+ )?(?:speech|lecture|talk|address)) (?:to students )?at (?:the )?(?=(?:[A-Z][\w'’-]+ ){0,5}(?:University|College|Institute|Academy)\b)"),
        ("forum", "definite", r"\b(?:opening|keynote|welcome|welcoming|closing) (?:address|speech|remarks|lecture)\b"),
        ("forum", "gathering", r"\b(?:annual|general|plenary|joint) (?:meeting|conference|assembly|session)\b(?=[^.;“”]{0,70} (?:took place|takes place|was held|is held|will be held|opened|will take place)\b)|\b(?:attend\w*|open\w*|held|holds?|host(?:ed|s)?|sp(?:oke|eaks?) at|address\w*|join\w*|took part in|takes? part in) (?:a|an|the) (?:(?!video|press|news|tele|phone)[\w-]+ ){0,3}(?:seminar|forum|conference|workshop|symposium|summit|fair|festival|exhibition|expo)\b"),
        ("site_visit", "visited", r"\b(?:visit(?:ed|s|ing)?|tour(?:ed|s|ing)?|inspect(?:ed|ing|s)?|stop(?:ped)? (?:at|by)|(?:dropped|looked|called) in at|took a look (?:at|around)|view(?:ed|ing)|see(?<=will see)(?= the [A-Z])|saw(?= the [A-Z])|(?:was|were) (?:shown|guided|taken) (?:around|through|round)|(?:guests|visitors|delegation|group|party|delegates) (?:also |then |later )?went to(?= the [A-Z])|trips? to|tours? of)\b"),
        ("trip", "trip", r"\b(?:sends|sent|sending|(?<=will )send|dispatch(?:es|ed|ing)) (?:[\w-]+ ){1,5}?(?:delegation|mission|group|team)(?= to (?:[A-Z]|the ))|\bspent (?:\w+ ){1,2}(?:days?|weeks?) in\b(?= [A-Z])|\b(?:lead|leads|led|leading|head|heads|headed) (?:[\w-]+ ){1,6}?(?:delegation|mission|group|party|team)(?: of [\w-]+(?:,? [\w-]+){0,5}?)?(?: from [A-Z][\w-]+(?: [A-Z][\w-]+)?)?(?:, including [^.,;]{5,90},)?(?= to (?:[A-Z]|the ))|\b(?:(?:\w{1,12}-day|week-long|official|working|business|study|trade|economic|goodwill|first|overseas) ){0,3}(?:trip|visit|mission|tour|travel)\b(?= (?:to|in|of)\b)|\b(?:leav(?:es|ing)|left|depart(?:s|ed|ing)|head(?:s|ed|ing)|set off|travel(?:s|led|ed|l?ing)?|fl(?:ew|ies|y|ying)) (?:today |on \w+ )?(?:for|to)\b|\b(?:make|makes|making|includ(?:e|es|ing)|with) stops? in\b(?= [A-Z])|\b(?:will|to) stop (?:over )?in\b(?= [A-Z])|\b(?:delegation|mission|group|team|party)(?: of \w+)? (?:will|would|is to) (?:then |also )?(?:go|travel|fly)\b(?= to [A-Z])|\barriv(?:ed|es|ing) in\b(?= [A-Z]| the city| town)|\b(?:were|was|is|are|will be|been) in\b(?= [A-Z])|\b\w{1,12}-day (?:trip|visit|tour)\b|\b[Tt]he (?:group|delegation|party|mission|mayor|visitors)(?:, which|, who)? (?:departs?|leaves?|returns?|arrive[sd]?|will (?:depart|leave|return|arrive))\b(?= on\b)"),
    )
)  # fmt: skip
FUTURE = lazily(
    r"['’]ll\b|\b(?:will|would|(?:is|are) (?:sending|dispatching)|(?:is|are|was|were) (?:also |then |set |due )?to|to be held|plans? to|planned|is scheduled|are scheduled|is due|next (?:week|month|year)|"
    r"upcoming|looked? forward|looks forward|slated|expected to|is going to|shall|intends? to|(?:ready|willing|eager|keen) to|wants? to|agreed to|decided to|resolved to|hopes? to|proposed|invit(?:ed|es|e|ing)|leaves for|"
    r"(?:is|are) (?:also )?(?:meeting|hosting|welcoming|receiving|signing)(?= [^.;,]{2,80}? (?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|tomorrow|next )\b)|"
    r"(?:leaves?|departs?|returns?|arrives?|fl(?:y|ies) (?:out|in|home)|sets? off|sets? out|lands?|heads? (?:off|out|home))(?= (?:on )?(?:the )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|[A-Z]\w+\.? \d|\d)| tomorrow| this weekend))\b"
)
PAST_PERFECT = lazily(r"\b(?:had|has|have) (?:\w+ )?$")
SISTERS = lazily(r"(?:sister|twin|partner|friendship) cit(?:y|ies) (?:since|for)\b")
"""How long cities have been sisters says nothing of when the visit was."""
HISTORY = lazily(
    r"\b(?:since(?! (?:he|she|they|taking|assuming|his|her|their|becoming)\b)|previous(?:ly)?|last met|in the past|years ago|earlier this(?! (?:week|month|morning|afternoon|evening|day))|back in|go(?:es)? back to|history of)\b"
)
FOR_DAYS = lazily(
    r" [^.;]{2,60}? (?:for|on) (?:a|an|their|his|her) (?:[\w-]+-(?:day|week)|week-?long|fortnight|week)\b"
)
SIGNED_IN = lazily(
    r"\b(?:sign(?:ed|s)|signing|inked|sealed)\b[^.;“”\"]{0,110}\b(?:in|at|during) (?:a|the) (?:\w+ )?$"
)
UNDER_WAY = frozenset(
    [
        "sending",
        "dispatching",
        "leading",
        "heading",
        "leaving",
        "departing",
        "flying",
        "traveling",
        "travelling",
        "meeting",
        "hosting",
        "welcoming",
        "receiving",
        "signing",
    ]
)
"""What is told of a journey that begins."""
GONE_TO = lazily(
    r"\b(?:left|leaves|departed|departs|flies|heading|headed|set off|travell?ing|(?:has|have) arrived|is|are) (?:for|to|on|in)\b[^.;“”]{0,70} to $"
)
WILL_AND = lazily(
    r"\b(?:will|is to|are to)\b(?:(?!\b(?:[a-z]{2,}ed|met|held|was|were|who|which|said)\b)[^;“”\"]){10,220}"
    r"\band (?:then |also )?(?:(?:attend|speak|tour|visit|meet|join|host|sign|take part|deliver|open|address|inspect)\b(?: [\w'’]+){0,4} )?$"
)
