"""What pages read of the directory."""

from legation.directory.queries.cards import both, card_of, cards_told_by
from legation.directory.queries.choosing import (
    all_countries,
    country_choices,
    zone_names,
)
from legation.directory.queries.holding import Holding, posts_on
from legation.directory.queries.lists import (
    Listing,
    Wish,
    list_of_cities,
    list_of_organisations,
    list_of_people,
)
from legation.directory.queries.pages import (
    CityPage,
    OrganisationPage,
    PersonPage,
    city_page,
    organisation_page,
    person_page,
)
from legation.directory.queries.records import portrait_of, removed_record, revisions_seen

__all__ = [
    "CityPage",
    "Holding",
    "Listing",
    "OrganisationPage",
    "PersonPage",
    "Wish",
    "all_countries",
    "both",
    "card_of",
    "cards_told_by",
    "city_page",
    "country_choices",
    "list_of_cities",
    "list_of_organisations",
    "list_of_people",
    "organisation_page",
    "person_page",
    "portrait_of",
    "posts_on",
    "removed_record",
    "revisions_seen",
    "zone_names",
]
