"""Cities, organisations, posts, people and the posts that they hold."""

from typing import Any

from legation.api.choices import Area
from legation.api.queries.shapes import KEY
from legation.api.queries.telling import only, told, words
from legation.api.views.door import Asked
from legation.api.views.resources import Resource, Writing
from legation.directory import actions
from legation.directory.forms import CityForm, OrganisationForm, PersonForm, PostForm, TenureForm
from legation.directory.models import City, Organisation, Person, Post, Tenure
from legation.directory.queries import removed_record


def _removed(model: Any) -> Any:
    return lambda asked, _none, parts: removed_record(model, parts["pk"], asked.user)


def _keeps(user: Any, _person: Any) -> bool:
    """The passport name is told to those who keep records."""
    return bool(user.keeps_records)


def _saved(asked: Asked, record: Any, form: Any) -> Any:
    return actions.change_record(record, form.values(), seen=form.seen, by=asked.user)


CITIES = Resource(
    name="cities",
    one="city",
    area=Area.DIRECTORY,
    model=City,
    at="cities",
    parent=None,
    may_list="directory.browse",
    fields=told(City, "name", "native_name", "country", "time_zone"),
    writing=Writing(
        form=lambda asked, data, record, _none: CityForm(data, instance=record, user=asked.user),
        shape_edit=CityForm,
        may_add="directory.keep",
        add=lambda asked, _none, form: actions.add_city(form.values(), by=asked.user),
        change=_saved,
        remove=actions.remove_record,
        restore=actions.restore_record,
        removed=_removed(City),
        restorer=None,
        may_restore="directory.keep",
    ),
)

ORGANISATIONS = Resource(
    name="organisations",
    one="organisation",
    area=Area.DIRECTORY,
    model=Organisation,
    at="organisations",
    parent=None,
    may_list="directory.browse",
    filters={"city": ({**KEY, "description": "Those of this city."}, "city")},
    fields=told(Organisation, "name", "native_name", "aliases", "kind", "city", "founded_on"),
    writing=Writing(
        form=lambda asked, data, record, _none: OrganisationForm(data, instance=record, user=asked.user),
        shape_edit=OrganisationForm,
        may_add="directory.keep",
        add=lambda asked, _none, form: actions.add_organisation(form.values(), by=asked.user),
        change=_saved,
        remove=actions.remove_record,
        restore=actions.restore_record,
        removed=_removed(Organisation),
        restorer=None,
        may_restore="directory.keep",
    ),
)

POSTS_OF = Resource(
    name="organisation-posts",
    one="post",
    area=Area.DIRECTORY,
    model=Post,
    at="organisations/<int:pk>/posts",
    at_one="posts/<int:pk>",
    parent=Organisation,
    may_list="directory.view_organisation",
    rows=lambda rows, organisation: rows.filter(organisation=organisation),
    fields=told(Post, "title", "organisation", "rank_class"),
    writing=Writing(
        form=lambda asked, data, record, _organisation: PostForm(data, instance=record, user=asked.user),
        shape_edit=PostForm,
        may_add="directory.change_organisation",
        add=lambda asked, organisation, form: actions.add_post(
            {**form.values(), "organisation": organisation}, by=asked.user
        ),
        change=_saved,
        remove=actions.remove_record,
        restore=actions.restore_record,
        removed=_removed(Post),
        restorer=None,
        may_restore="directory.keep",
    ),
)

PEOPLE = Resource(
    name="people",
    one="person",
    area=Area.DIRECTORY,
    model=Person,
    at="people",
    parent=None,
    may_list="directory.browse",
    fields=only(
        (
            *told(
                Person,
                *("family_name", "given_name", "family_first", "native_name", "korean_name", "passport_name"),
                *("aliases", "languages", "biography", "scope", "sample"),
            ),
            words("name", lambda row: row, "The full name in the asker's language."),
        ),
        "passport_name",
        _keeps,
    ),
    writing=Writing(
        form=lambda asked, data, record, _none: PersonForm(data, instance=record, user=asked.user),
        shape_edit=PersonForm,
        may_add="directory.keep",
        add=lambda asked, _none, form: actions.add_person(form.values(), by=asked.user),
        change=lambda asked, person, form: actions.change_person(
            person, form.values(), seen=form.seen, portrait=form.picture, by=asked.user
        ),
        remove=actions.remove_record,
        restore=actions.restore_record,
        removed=_removed(Person),
        restorer=None,
        may_restore="directory.keep",
        fixed=frozenset({"without_portrait"}),
    ),
)

TENURES = Resource(
    name="tenures",
    one="tenure",
    area=Area.DIRECTORY,
    model=Tenure,
    at="people/<int:pk>/tenures",
    at_one="people/<int:person>/tenures/<int:pk>",
    parent=Person,
    may_list="directory.view_person",
    rows=lambda rows, person: rows.filter(person=person),
    fields=(
        *told(Tenure, "post", "started_on", "ended_on", "acting", "verified_on", "source"),
        words("post_title", lambda row: row.post),
    ),
    joined=("post__organisation", "person"),
    writing=Writing(
        form=lambda asked, data, record, _person: TenureForm(data, instance=record, user=asked.user),
        shape_edit=TenureForm,
        may_add="directory.change_person",
        add=lambda asked, person, form: actions.add_tenure(person, form.values(), by=asked.user),
        change=lambda asked, tenure, form: actions.change_tenure(
            tenure, form.values(), seen=form.seen, by=asked.user
        ),
        remove=actions.remove_record,
        restore=actions.restore_record,
        removed=lambda asked, _none, parts: removed_record(
            Tenure, parts["pk"], asked.user, person=parts["person"]
        ),
        restorer=None,
        may_restore="directory.keep",
    ),
)

RESOURCES = (CITIES, ORGANISATIONS, POSTS_OF, PEOPLE, TENURES)
