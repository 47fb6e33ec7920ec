"""The sentences behind the rule ids, English and Korean. Keys: rule, or rule and the case it applies to."""

SENTENCES: dict[str, tuple[str, str]] = {
    "T1/1": ("First in rank sits in the centre.", "서열 1위는 가운데에 앉습니다."),
    "T1/2": (
        "Second in rank sits at the {right} of the first, as seated.",
        "서열 2위는 앉은 사람을 기준으로 1위의 {right}에 앉습니다.",
    ),
    "T1/3": (
        "Third in rank sits at the {left} of the first, as seated.",
        "서열 3위는 앉은 사람을 기준으로 1위의 {left}에 앉습니다.",
    ),
    "T1": (
        "From the centre outward by rank, {right} and {left} in turn.",
        "가운데에서 바깥쪽으로 서열에 따라 {right}, {left} 순으로 번갈아 앉습니다.",
    ),
    "T1/long-table/1": (
        "First in rank has the seat of honour at the long table.",
        "긴 테이블의 상석은 서열 1위의 자리입니다.",
    ),
    "T1/long-table/2": ("Second in rank sits opposite the first.", "서열 2위는 1위와 마주 보고 앉습니다."),
    "T1/long-table": (
        "From the first and the second in rank outward, {right} before {left}.",
        "서열 1위와 2위의 자리에서부터 {right}, {left} 순으로 서열에 따라 앉습니다.",
    ),
    "T1/rounds/1": (
        "First in rank at this table has its seat of honour.",
        "이 테이블에서 서열이 가장 높아 상석에 앉습니다.",
    ),
    "T1/rounds": (
        "As near to the seat of honour as rank and the neighbours allow.",
        "서열과 옆자리를 함께 고려해 상석에 되도록 가깝게 배치했습니다.",
    ),
    "T2/off-centre": (
        "The row has an even number of places, so the first in rank is just off the centre line.",
        "자리 수가 짝수이므로 서열 1위의 자리는 중앙선 바로 옆입니다.",
    ),
    "T2/centre-line": (
        "The row has an even number of places, so the centre line runs between first and second in rank.",
        "자리 수가 짝수이므로 중앙선을 서열 1위와 2위 사이에 둡니다.",
    ),
    "T3": (
        "Of two people, the host is at the {left}, the guest at the host's {right}.",
        "두 사람일 때 주최 측은 {left}, 손님은 주최 측의 {right}에 자리합니다.",
    ),
    "T3/guest": (
        "Of two people, the guest is at the host's {right}.",
        "두 사람일 때 손님은 주최 측의 {right}에 자리합니다.",
    ),
    "T3/host": ("Of two people, the host is at the {left}.", "두 사람일 때 주최 측은 {left}에 자리합니다."),
    "T4/1": (
        "Principals sit at the centre of their row and face each other.",
        "양측 수석대표는 각 열의 가운데에서 서로 마주 봅니다.",
    ),
    "T4/2": (
        "The second of a side sits at their own principal's {right}.",
        "각 측의 2인자는 자기 측 수석대표의 {right}에 앉습니다.",
    ),
    "T4/3": (
        "The third of a side sits at their own principal's {left}.",
        "각 측의 3인자는 자기 측 수석대표의 {left}에 앉습니다.",
    ),
    "T4": (
        "Outward from their own principal by rank, {right} and {left} in turn.",
        "자기 측 수석대표에서 바깥쪽으로 서열에 따라 {right}, {left} 순으로 번갈아 앉습니다.",
    ),
    "T4/opposite": (
        "Each host sits opposite the guest of the same rank.",
        "주최 측은 서열이 같은 상대 측 인사와 마주 보고 앉습니다.",
    ),
    "T5": (
        "Guests face the door, and hosts have their backs to it.",
        "손님 측은 문을 바라보고, 주최 측은 문을 등지고 앉습니다.",
    ),
    "T5/guest": ("Guests face the door.", "손님 측은 문을 바라보고 앉습니다."),
    "T5/host": ("Hosts sit with their backs to the door.", "주최 측은 문을 등지고 앉습니다."),
    "T5/along": (
        "The table's end faces the door, so the guests sit at the right of who comes in.",
        "테이블 끝이 문을 향하므로 손님 측은 들어오는 사람의 오른쪽에 앉습니다.",
    ),
    "T6/door": ("The seat of honour faces the door.", "상석은 문을 바라보는 자리입니다."),
    "T6/window": (
        "The door is at the side, so the seat of honour faces the window.",
        "문이 옆쪽에 있으므로 상석은 창문을 바라보는 자리입니다.",
    ),
    "T7": (
        "Interpreters and note-takers take no rank number.",
        "통역과 기록 담당자에게는 서열 번호를 매기지 않습니다.",
    ),
    "T8/behind": ("The interpreter sits behind the person served.", "통역은 담당 인사의 뒤에 앉습니다."),
    "T8/left": ("The interpreter sits at the principal's left.", "통역은 수석대표의 왼쪽에 앉습니다."),
    "T8/right": ("The interpreter sits at the principal's right.", "통역은 수석대표의 오른쪽에 앉습니다."),
    "T8/beside": ("The interpreter sits beside the person served.", "통역은 담당 인사의 옆에 앉습니다."),
    "T9": (
        "Each delegation sits down its own side by rank, staff behind.",
        "각 대표단은 자기 측 줄에 서열순으로 앉고, 실무진은 그 뒤에 앉습니다.",
    ),
    "T9/1": (
        "The two principals have the armchairs at the head of the room.",
        "양측 수석대표는 상석의 안락의자에 나란히 앉습니다.",
    ),
    "T11/2/1": (
        "Of two signatories, the first-ranked is at the {right}.",
        "서명자가 두 명이면 서열이 높은 쪽이 {right}에 앉습니다.",
    ),
    "T11/2/2": (
        "Of two signatories, the second-ranked is at the {left}.",
        "서명자가 두 명이면 서열이 낮은 쪽이 {left}에 앉습니다.",
    ),
    "T11/3/1": (
        "Of three signatories, the first is in the centre.",
        "서명자가 세 명이면 서열 1위가 가운데에 앉습니다.",
    ),
    "T11/3/2": (
        "Of three signatories, the second is at the {right} of the first.",
        "서명자가 세 명이면 서열 2위는 1위의 {right}에 앉습니다.",
    ),
    "T11/3/3": (
        "Of three signatories, the third is at the {left} of the first.",
        "서명자가 세 명이면 서열 3위는 1위의 {left}에 앉습니다.",
    ),
    "T11": (
        "Witnesses stand behind their own signatory by rank.",
        "배석자는 자기 측 서명자의 뒤에 서열순으로 섭니다.",
    ),
    "T12/1": ("The chair sits at the head of the U.", "의장은 ㄷ자형 테이블의 상석에 앉습니다."),
    "T12": (
        "Parties sit from A to Z from the viewer's left, each by rank.",
        "참가국(기관)은 보는 사람의 왼쪽부터 알파벳순으로, 그 안에서는 서열순으로 앉습니다.",
    ),
    "T13": (
        "Someone needs an accessible seat, so those between shift by one; the order of precedence stays.",
        "접근 가능한 좌석이 필요한 분이 있어 사이의 자리를 한 칸씩 옮겼으며, 서열은 바뀌지 않습니다.",
    ),
    "T13/note": (
        "Someone needs an accessible seat, but none is marked on this plan: mark which can be reached.",
        "접근 가능한 좌석이 필요한 분이 있지만 표시된 좌석이 없습니다. 접근할 수 있는 좌석을 표시하세요.",
    ),
    "T14": (
        "Moved so that a couple does not sit side by side.",
        "부부가 나란히 앉지 않도록 자리를 옮겼습니다.",
    ),
    "T15": (
        "Placed between ranks for the sake of language or a wish, after the first two.",
        "1·2위를 먼저 배치한 뒤, 언어나 요청을 고려해 서열 사이에 배치했습니다.",
    ),
    "T16": (
        "Locked by hand; the seat survives a re-run.",
        "직접 고정한 자리이므로 다시 배치해도 바뀌지 않습니다.",
    ),
    "T16/unseated": ("Only accepted replies are seated.", "참석을 수락한 사람만 배치합니다."),
    "T17/1": ("The host is at the centre of the front row.", "주최 측 대표는 앞줄 가운데에 섭니다."),
    "T17/2": ("The first guest is beside the host.", "손님 측 대표는 주최 측 대표의 옆에 섭니다."),
    "T17": (
        "From the centre outward by rank, row by row.",
        "가운데에서 바깥쪽으로, 앞줄부터 서열순으로 섭니다.",
    ),
    "T18": (
        "The line is host, host's spouse, guest of honour, spouse, then the others by rank.",
        "영접 줄은 주최자, 주최자의 배우자, 주빈, 주빈의 배우자, 그 밖의 인사 순으로 서열에 따라 섭니다.",
    ),
    "T18/note": ("A receiving line lasts 45 minutes at most.", "영접 줄은 길어도 45분을 넘기지 않습니다."),
    "V1": (
        "With a chauffeur: first rear right, second rear left, third in {third}.",
        "운전기사가 있는 차는 뒷좌석 오른쪽이 1석, 뒷좌석 왼쪽이 2석이고, 3석은 {third}입니다.",
    ),
    "V2": (
        "The owner drives: first in front beside the owner, second rear right, third rear left.",
        "차주가 직접 운전하면 조수석이 1석, 뒷좌석 오른쪽이 2석, 뒷좌석 왼쪽이 3석입니다.",
    ),
    "van": (
        "In a van by rank: the first row behind the driver from the right, row by row, the front seat last.",
        "승합차에서는 운전석 뒷줄 오른쪽부터 줄마다 서열순으로 앉고, 조수석에는 마지막으로 앉습니다.",
    ),
    "coach": (
        "In a coach by rank from the front right, at the windows before the aisle.",
        "버스에서는 앞줄 오른쪽부터 서열순으로, 통로 쪽보다 창가에 먼저 앉습니다.",
    ),
    "V3": ("The senior enters first and leaves last.", "상급자가 먼저 타고 나중에 내립니다."),
    "V3/note": (
        "Traffic keeps left here, so the rear right seat is on the road side: awkward, but not wrong.",
        "좌측통행 지역이라 뒷좌석 오른쪽이 차도 쪽입니다. 불편하지만 규칙에 어긋나지는 않습니다.",
    ),
    "F2/note": (
        "The order of two flags is not confirmed for this pack; ask the host's protocol office.",
        "이 규칙에서는 두 국기의 순서가 확인되지 않았습니다. 주최 측 의전 담당 부서에 문의하세요.",
    ),
    "mix": (
        "Not at the table that rank alone gives, to mix the sides or for language, company or a wish.",
        "양측을 고루 섞거나 언어, 동석자, 요청을 고려해 서열만으로 정한 테이블과 다른 테이블에 배치했습니다.",
    ),
    "apart": ("Moved to keep two people apart.", "두 사람을 떨어뜨려 앉히기 위해 자리를 옮겼습니다."),
    "together": ("Placed to keep two people together.", "두 사람을 함께 앉히기 위해 배치했습니다."),
    "lock": ("A seat was fixed by hand.", "직접 고정한 자리가 있습니다."),
    "layout": (
        "The layout decides which chairs are whose.",
        "배치 형식에 따라 앉을 수 있는 자리가 정해집니다.",
    ),
    "seats": ("There are fewer seats than people.", "자리가 사람보다 적습니다."),
    "conflict": (
        "Some rules cannot all hold; see the conflict.",
        "함께 지킬 수 없는 규칙이 있습니다. 충돌 내용을 확인하세요.",
    ),
    "hand": ("Placed by hand.", "직접 배치한 자리입니다."),
    "kept": (
        "As in the last plan, because some rules cannot all hold.",
        "함께 지킬 수 없는 규칙이 있어 이전 배치를 그대로 두었습니다.",
    ),
    "unplaced": ("Not placed yet.", "아직 배치하지 않았습니다."),
    "chair": ("The chair is not in this layout.", "이 배치에 없는 자리입니다."),
    "taken": ("The chair is taken.", "이미 다른 사람이 있는 자리입니다."),
    "served": (
        "The person served has no seat.",
        "담당 인사의 자리가 없습니다.",
    ),
    "duty": (
        "On duty in the room, so without a place at this table.",
        "행사장에서 맡은 일이 있어 이 자리에는 배치하지 않습니다.",
    ),
}

# What a plan made by hand breaks, by rule. {a} and {b} are names, {0} and {1} the values of the fault.
FAULTS: dict[str, tuple[str, str]] = {
    "unknown": (
        "{a} is not among the people of this seating, but has the chair {0}.",
        "{a} 님은 이 좌석 배치의 명단에 없는데 {0} 자리에 있습니다.",
    ),
    "T16": (
        "{a} has not accepted, but has the chair {0}.",
        "{a} 님은 참석을 수락하지 않았는데 {0} 자리에 있습니다.",
    ),
    "taken": (
        "{a} and {b} are on one chair, {0}.",
        "{a} 님과 {b} 님이 같은 자리({0})에 있습니다.",
    ),
    "seat": (
        "{a} has a chair that this layout does not have: {0}.",
        "{a} 님의 자리({0})는 이 배치에 없습니다.",
    ),
    "unplaced": ("{a} has no chair.", "{a} 님의 자리가 없습니다."),
    "side": (
        "{a} sits on a chair of another row or side, {0}.",
        "{a} 님이 다른 줄 또는 상대 측 자리({0})에 있습니다.",
    ),
    "side/vehicles": (
        "{a} has a place in a vehicle for others, {0}.",
        "{a} 님의 자리({0})는 다른 사람을 위한 차량에 있습니다.",
    ),
    "apart/vehicles": (
        "{a} and {b} are to be kept apart, but ride together.",
        "{a} 님과 {b} 님은 떨어져 있어야 하는데 같은 차량에 있습니다.",
    ),
    "together/vehicles": (
        "{a} and {b} belong together, but ride apart.",
        "{a} 님과 {b} 님은 함께 있어야 하는데 서로 다른 차량에 있습니다.",
    ),
    "lock": (
        "{a} is locked to {0}, but sits on {1}.",
        "{a} 님은 {0} 자리에 고정되어 있는데 {1} 자리에 있습니다.",
    ),
    "T13": (
        "{a} needs an accessible chair; {0} is none.",
        "{a} 님에게는 접근 가능한 좌석이 필요한데 {0} 자리는 그렇지 않습니다.",
    ),
    "apart/rounds": (
        "{a} and {b} are to be kept apart, but share a table.",
        "{a} 님과 {b} 님은 떨어져 앉아야 하는데 같은 테이블에 있습니다.",
    ),
    "apart": (
        "{a} and {b} are to be kept apart, but sit side by side.",
        "{a} 님과 {b} 님은 떨어져 앉아야 하는데 나란히 있습니다.",
    ),
    "together/rounds": (
        "{a} and {b} belong together, but sit at different tables.",
        "{a} 님과 {b} 님은 함께 앉아야 하는데 서로 다른 테이블에 있습니다.",
    ),
    "together": (
        "{a} and {b} belong together, but do not sit side by side.",
        "{a} 님과 {b} 님은 함께 앉아야 하는데 나란히 있지 않습니다.",
    ),
    "T1": (
        "{a} ranks first at table {0}, but does not have its seat of honour.",
        "{a} 님은 {0} 테이블에서 서열이 가장 높지만 상석에 있지 않습니다.",
    ),
    "rank": ("{a} ({0}) sits below {b} ({1}).", "{a} 님({0})이 {b} 님({1})보다 낮은 자리에 있습니다."),
    "T14": (
        "{a} and {b} are a couple and sit side by side.",
        "부부인 {a} 님과 {b} 님이 나란히 있습니다.",
    ),
    "T8": (
        "The interpreter {a} sits away from {b}.",
        "통역 {a} 님이 담당 인사인 {b} 님과 떨어져 있습니다.",
    ),
    "wish": (
        "{a} wished to sit with {b}, and does not.",
        "{a} 님이 {b} 님과 함께 앉기를 원했지만 떨어져 있습니다.",
    ),
    "language": (
        "{a} has nobody within reach who shares a language.",
        "{a} 님과 같은 언어를 쓰는 사람이 가까이에 없습니다.",
    ),
    "mix/host": ("At table {0} there are only hosts.", "{0} 테이블에는 주최 측만 있습니다."),
    "mix/guest": ("At table {0} there are only guests.", "{0} 테이블에는 손님 측만 있습니다."),
}

# What speaks for a seat, and what is missing there. {a} is a name, {0} and {1} the values of the fact.
FACTS: dict[str, tuple[str, str]] = {
    "table": (
        "Number {0} in the order of precedence, which gives table {1}.",
        "서열 {0}위로, 서열에 따른 테이블은 {1}입니다.",
    ),
    "table/other": (
        "Number {0} in the order of precedence; rank alone would give table {1}.",
        "서열 {0}위로, 서열만 따르면 테이블은 {1}입니다.",
    ),
    "access": (
        "Needs an accessible seat, but none is marked on this plan.",
        "접근 가능한 좌석이 필요하지만 이 배치에는 표시된 곳이 없습니다.",
    ),
    "served": ("Beside {a}, whom they serve.", "담당 인사인 {a} 님의 옆자리입니다."),
    "partner": ("At the table of their partner, {a}.", "배우자 {a} 님과 같은 테이블입니다."),
    "wish/beside": ("Beside {a}, as wished.", "요청에 따라 {a} 님의 옆에 배치했습니다."),
    "wish/table": ("At the table of {a}, as wished.", "요청에 따라 {a} 님과 같은 테이블에 배치했습니다."),
    "apart": ("At another table than {a}, as asked.", "요청에 따라 {a} 님과 다른 테이블에 배치했습니다."),
    "language": (
        "Shares {0} with {1} others at the table.",
        "같은 테이블에서 {0}를 함께 쓰는 사람이 {1}명 있습니다.",
    ),
    "language/1": (
        "Shares {0} with one other at the table.",
        "같은 테이블에서 {0}를 함께 쓰는 사람이 1명 있습니다.",
    ),
}

# The names of languages by code; a code stands for itself where it is not here.
TONGUES: dict[str, tuple[str, str]] = {
    "ar": ("Arabic", "아랍어"),
    "de": ("German", "독일어"),
    "en": ("English", "영어"),
    "es": ("Spanish", "스페인어"),
    "fr": ("French", "프랑스어"),
    "hi": ("Hindi", "힌디어"),
    "id": ("Indonesian", "인도네시아어"),
    "it": ("Italian", "이탈리아어"),
    "ja": ("Japanese", "일본어"),
    "ko": ("Korean", "한국어"),
    "mn": ("Mongolian", "몽골어"),
    "ms": ("Malay", "말레이어"),
    "nl": ("Dutch", "네덜란드어"),
    "pl": ("Polish", "폴란드어"),
    "pt": ("Portuguese", "포르투갈어"),
    "ru": ("Russian", "러시아어"),
    "th": ("Thai", "태국어"),
    "tr": ("Turkish", "튀르키예어"),
    "uk": ("Ukrainian", "우크라이나어"),
    "uz": ("Uzbek", "우즈베크어"),
    "vi": ("Vietnamese", "베트남어"),
    "zh": ("Chinese", "중국어"),
}
