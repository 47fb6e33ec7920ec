"""The words of a report as the record gives them: a draft in both languages that its writers go over."""

from collections.abc import Callable, Iterator

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from i18nfield.strings import LazyI18nString

from legation.missions.models import Delegate, Mission
from legation.outcomes.choices import AgreementStatus, CommitmentStatus
from legation.outcomes.models import Agreement, Commitment, Statement
from legation.reports.queries.facts import Facts, Met, facts_of
from legation.reports.queries.wording import day_of, joined

LONGEST = 400  # letters of one statement


def drafted(
    mission: Mission, visibility: str, fields: Iterator[str] | tuple[str, ...]
) -> dict[str, LazyI18nString]:
    """Field to what the record gives for it, in English and Korean; empty where it says nothing."""
    told: dict[str, dict[str, str]] = {name: {} for name in fields}
    facts = facts_of(mission, visibility)
    for language in ("en", "ko"):
        with translation.override(language):
            for name, texts in told.items():
                text = DRAFTS[name](facts) if name in DRAFTS else ""
                if text:
                    texts[language] = text
    return {name: LazyI18nString(texts or "") for name, texts in told.items()}


def _summary(facts: Facts) -> str:
    signed = sum(one.in_force for one in facts.agreements)
    kept = sum(one.status == CommitmentStatus.DONE for one in facts.commitments)
    told = {
        "guests": joined(facts.guests, ", "),
        "hosts": joined(facts.hosts, ", "),
        "first": day_of(facts.mission.starts_on),
        "last": day_of(facts.mission.ends_on),
        "n": len(facts.delegates),
        "who": person_of(facts.lead) if facts.lead else "",
    }
    lines = [
        _("A delegation of %(n)s from %(guests)s visited %(hosts)s from %(first)s to %(last)s.") % told,
        _("It was led by %(who)s.") % told if told["who"] else "",
        ngettext("%(n)s meeting was held.", "%(n)s meetings were held.", len(facts.held))
        % {"n": len(facts.held)},
        ngettext("%(n)s agreement was signed.", "%(n)s agreements were signed.", signed) % {"n": signed}
        if signed
        else "",
        ngettext(
            "%(n)s promise was noted; %(kept)s of it is kept so far.",
            "%(n)s promises were noted; %(kept)s of them are kept so far.",
            len(facts.commitments),
        )
        % {"n": len(facts.commitments), "kept": kept}
        if facts.commitments
        else "",
    ]
    return joined(lines, " ")


def _purpose(facts: Facts) -> str:
    mission = facts.mission
    return joined((mission.purpose, mission.learning_goals), "\n")


def _meetings(facts: Facts) -> str:
    held = facts.held or facts.meetings
    return "\n\n".join(_meeting(place, met) for place, met in enumerate(held, start=1))


def _meeting(place: int, met: Met) -> str:
    one = met.engagement
    where = joined((day_of(one.local_start.date()), one.venue), ", ")
    lines = [f"{place}. {one.title} ({where})"]
    names = [person_of(row.delegate) for row in met.hosts]
    if names:
        lines.append("– " + _("Met: %(who)s") % {"who": "; ".join(names)})
    lines += [f"– {said_of(each)}" for each in met.said]
    lines += ["– " + _("Decided: %(what)s") % {"what": each.text} for each in met.decided]
    if len(lines) == 1 and str(one.summary):
        lines.append(f"– {one.summary}")
    return "\n".join(lines)


def said_of(statement: Statement) -> str:
    """Who said what, in one line; a name that not everybody may read is left out."""
    names = ", ".join(str(person) for person in statement.speakers.all())
    text = " ".join(str(statement.text).split())
    text = text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
    return f"{names}: {text}" if names else text


def _results(facts: Facts) -> str:
    lines = [_agreement(one) for one in facts.agreements if one.status != AgreementStatus.PLANNED]
    lines += [_("Decided: %(what)s") % {"what": each.text} for met in facts.meetings for each in met.decided]
    return "\n".join(f"– {line}" for line in lines)


def _agreement(one: Agreement) -> str:
    parties = " – ".join(str(party) for party in one.parties.all())
    signed = (
        _("signed on %(day)s") % {"day": day_of(one.signed_on)} if one.signed_on else one.get_status_display()
    )
    return joined((one.get_kind_display(), f"“{one.title}”", parties, signed), ", ")


def _followup(facts: Facts) -> str:
    return "\n".join(f"– {_promise(facts, one)}" for one in facts.commitments if not one.settled)


def _promise(facts: Facts, one: Commitment) -> str:
    owed = " → ".join(str(body) for body in (one.owed_by, one.owed_to) if body)
    owners = joined(facts.owners[one.pk].values(), ", ")
    return joined(
        (
            one.title,
            owed,
            _("due on %(day)s") % {"day": day_of(one.due_on)} if one.due_on else _("no date"),
            _("looked after by %(who)s") % {"who": owners} if owners else _("nobody owns it yet"),
            _("next: %(what)s") % {"what": one.next_step} if str(one.next_step) else "",
        ),
        ", ",
    )


def person_of(delegate: Delegate) -> str:
    """Name and post, as the field writes them in the active language."""
    post = delegate.post
    if post is None:
        return str(delegate.person)
    if translation.get_language() == "ko":
        return f"{post.organisation.name} {post.title} {delegate.person}"
    return f"{delegate.person}, {post.title}, {post.organisation.name}"


DRAFTS: dict[str, Callable[[Facts], str]] = {
    "summary": _summary,
    "purpose": _purpose,
    "meetings": _meetings,
    "results": _results,
    "followup": _followup,
}
