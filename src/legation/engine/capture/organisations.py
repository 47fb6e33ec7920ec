"""The bodies of one text: mentions joined by name, acronym and corporate suffix, with the role they take."""

from dataclasses import dataclass, field

from legation.engine.capture.model import Span


@dataclass(slots=True)
class OrgDraft:
    """A body being put together."""

    name: str
    span: Span
    rule: str
    confidence: float
    aliases: dict[str, None] = field(default_factory=dict)
    spans: set[Span] = field(default_factory=set)
    role: str = "mentioned"
    role_rule: str = "org.mentioned"
    role_span: Span | None = None
    known_key: str | None = None


@dataclass(frozen=True, slots=True)
class OrgMention:
    """One mention: words, span, role suggested by its frame ("" for none), acronym beside it."""

    sentence: int
    text: str
    span: Span
    rule: str
    role: str
    acronym: tuple[str, Span] | None = None


class Organisations:
    """The bodies of one text: mentions joined by name, acronym and corporate suffix."""

    def __init__(self) -> None:
        self.all: list[OrgDraft] = []
        self.by_name: dict[str, OrgDraft] = {}
        self._by_last: dict[str, OrgDraft] = {}

    def add(self, mention: OrgMention) -> OrgDraft:
        """Join a mention to its body."""
        key = org_key(mention.text)
        draft = self.by_name.get(key) or self._by_last.get(mention.text)
        if draft is None:
            draft = OrgDraft(
                mention.text, mention.span, mention.rule, 0.6 if mention.rule == "org.listed" else 0.85
            )
            self.all.append(draft)
            self.by_name[key] = draft
            last = mention.text.rpartition(" ")[2]
            if last != mention.text and "가" <= last[0] <= "힣":
                self._by_last[last] = draft  # "한인상공회의소" for "워싱턴주 한인상공회의소"
        draft.spans.add(mention.span)
        if mention.text != draft.name:
            draft.aliases[mention.text] = None
        if mention.acronym is not None:
            draft.aliases[mention.acronym[0]] = None
            draft.spans.add(mention.acronym[1])
            self.by_name.setdefault(org_key(mention.acronym[0]), draft)
        if mention.role and _STRENGTH[mention.role] > _STRENGTH[draft.role]:
            draft.role = mention.role
            draft.role_rule = f"org.role.{mention.role}"
            draft.role_span = mention.span
        return draft

    def named(self, name: str) -> OrgDraft | None:
        """The body called `name`."""
        return self.by_name.get(org_key(name))


_STRENGTH = {"mentioned": 0, "host": 1, "guest": 1, "delegation": 2, "party": 3, "organiser": 4}


def org_key(name: str) -> str:
    """A name for comparison: lower case, no article, no corporate suffix, no marks."""
    if name.endswith("대") and len(name) > 2:
        name += "학교"
    if name.endswith("상의"):
        name = name[:-2] + "상공회의소"
    words = name.lower().replace("’", "'").replace(",", " ").replace(".", " ").split()
    while len(words) > 1 and words[-1] in {
        "inc",
        "ltd",
        "llc",
        "plc",
        "corp",
        "corporation",
        "co",
        "company",
        "limited",
        "com",
    }:
        words.pop()
    if words and words[0] == "the":
        words.pop(0)
    return " ".join(words)
