"""What else is brought before the public: a part of the programme, an agreement, and an office's own site."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from legation.api.choices import Area
from legation.api.queries.shapes import KEY, Shape, listed, nullable, of_form, thing
from legation.api.queries.telling import loaded, seen_by, told, told_of
from legation.api.views.deeds import doing_at, typed_with
from legation.api.views.door import Address, Asked, Given, Way
from legation.api.views.missions import AT, changed
from legation.api.views.releases import SIDES, TRACE
from legation.api.views.resources import Resource, Writing
from legation.missions.models import Mission
from legation.newsroom.actions import (
    agree_public_programme,
    draft_public_programme,
    withdraw_public_programme,
)
from legation.newsroom.actions.agreements import agree_public_agreement, withdraw_public_agreement
from legation.newsroom.actions.sites import change_site
from legation.newsroom.forms.programmes import PublicProgrammeForm
from legation.newsroom.forms.releases import NewsSiteForm
from legation.newsroom.models import NewsSite, PublicProgramme
from legation.newsroom.queries import agreements, programmes
from legation.outcomes.models import Agreement

PROGRAMME = f"{AT}/public-programme"
AGREEMENT = "agreements/<int:pk>/public"
SITES = Resource(
    name="news-sites",
    one="public site of an office",
    area=Area.NEWSROOM,
    model=NewsSite,
    at="news-sites",
    at_one="news-sites/<slug:site>",
    parent=None,
    may_list="accounts.use",
    fields=told(NewsSite, "slug", "name", "about", "contact"),
    writing=Writing(
        form=lambda _asked, data, site, _none: NewsSiteForm(data, instance=site),
        shape_edit=NewsSiteForm,
        change=changed(change_site),
    ),
)
RESOURCES = (SITES,)
STANDS: dict[str, Shape] = {
    "trace": {"type": "string", "description": "Stands for these words: say yes with it."},
    "agreed": {**SIDES, "description": "The sides that said yes to just these words."},
    "public": {"type": "boolean", "description": "Whether anybody reads something of it now."},
    "same": {"type": "boolean", "description": "Whether what is public is just this."},
}
DRAFT = thing(
    {
        "version": {"type": "integer", "description": "0 while nothing was drafted."},
        "intro": {"type": "object", "additionalProperties": {"type": "string"}},
        "engagements": listed(KEY),
        **STANDS,
    }
)
WORDS = thing({"slug": nullable({"type": "string"}), **STANDS})
FIELDS = told(PublicProgramme, "intro", "engagements")


def _agreed(sides: Iterable[Any]) -> list[str]:
    return sorted(one.side for one in sides if one.yes)


def _programme(asked: Asked, mission: Any) -> Given:
    """The draft, and what each side says of it."""
    state = programmes.publishing(mission, asked.user)
    stands = {
        "trace": state.trace,
        "agreed": _agreed(state.sides),
        "public": state.public,
        "same": state.same,
    }
    if state.programme is None:
        return Given({"version": 0, "intro": {}, "engagements": [], **stands}, version=0)
    rows = seen_by(PublicProgramme, asked.user).filter(pk=state.programme.pk)
    draft = told_of(list(loaded(rows, FIELDS, asked.user)), FIELDS, asked.user)[0]
    said = {name: draft[name] for name in ("version", "intro", "engagements")}
    return Given({**said, **stands}, version=draft["version"])


def _form(asked: Asked, data: Any, mission: Any) -> PublicProgrammeForm:
    programme = programmes.publishing(mission, asked.user).programme
    return PublicProgrammeForm(data, mission=mission, programme=programme)


def _drafted(asked: Asked, mission: Any) -> Given:
    form = typed_with(_form, asked, mission)
    draft_public_programme(mission, form.values(), seen=asked.seen, by=asked.user)
    return _programme(asked, mission)


def _programme_agreed(asked: Asked, programme: Any, body: Any) -> Given:
    agree_public_programme(programme, trace=body["trace"], by=asked.user)
    return _programme(asked, programme.mission)


def _programme_withdrawn(asked: Asked, programme: Any, _body: Any) -> Given:
    withdraw_public_programme(programme, by=asked.user)
    return _programme(asked, programme.mission)


def _agreement(asked: Asked, agreement: Any) -> Given:  # noqa: ARG001
    """Where an agreement stands on its way to the public."""
    state = agreements.publishing(agreement, get_language() or "en")
    public = state.public is not None and state.public.published_at is not None
    return Given(
        {
            "slug": state.public.slug if state.public is not None and public else None,
            "trace": state.trace,
            "agreed": _agreed(state.sides),
            "public": public,
            "same": state.same,
        }
    )


def _agreement_agreed(asked: Asked, agreement: Any, body: Any) -> Given:
    agree_public_agreement(agreement, trace=body["trace"], by=asked.user)
    return _agreement(asked, agreement)


def _agreement_withdrawn(asked: Asked, agreement: Any, _body: Any) -> Given:
    withdraw_public_agreement(agreement, by=asked.user)
    return _agreement(asked, agreement)


_of_programme = doing_at(
    PROGRAMME, area=Area.NEWSROOM, permission="newsroom.publish", model=PublicProgramme, gives=lambda: DRAFT
)


_of_agreement = doing_at(
    AGREEMENT,
    area=Area.NEWSROOM,
    permission="newsroom.publish_agreement",
    model=Agreement,
    gives=lambda: WORDS,
)


ADDRESSES: tuple[Address, ...] = (
    Address(
        PROGRAMME,
        "api-public-programme",
        {
            "GET": Way(
                summary="Read what of a programme is to be public, and what each side says of it",
                area=Area.NEWSROOM,
                permission="missions.view_mission",
                model=Mission,
                act=_programme,
                gives=lambda: DRAFT,
                tagged=True,
            ),
            "PATCH": Way(
                summary="Say what of a programme the public should read, and thereby yes for your side",
                area=Area.NEWSROOM,
                permission="newsroom.publish",
                model=Mission,
                act=_drafted,
                body=lambda: of_form(PublicProgrammeForm),
                gives=lambda: DRAFT,
                versioned=True,
                tagged=True,
            ),
        },
    ),
    _of_programme(
        "agree",
        "public-programme-agree",
        _programme_agreed,
        "Say yes for your side to a public programme",
        shape=TRACE,
    ),
    _of_programme(
        "withdraw",
        "public-programme-withdraw",
        _programme_withdrawn,
        "Take a programme out of the public's sight at once",
    ),
    Address(
        AGREEMENT,
        "api-public-agreement",
        {
            "GET": Way(
                summary="Read where an agreement stands on its way to the public",
                area=Area.NEWSROOM,
                permission="outcomes.view_agreement",
                model=Agreement,
                act=_agreement,
                gives=lambda: WORDS,
            )
        },
    ),
    _of_agreement(
        "agree",
        "public-agreement-agree",
        _agreement_agreed,
        "Say yes for your side to a public agreement",
        shape=TRACE,
    ),
    _of_agreement(
        "withdraw",
        "public-agreement-withdraw",
        _agreement_withdrawn,
        "Take an agreement out of the public's sight",
    ),
)
