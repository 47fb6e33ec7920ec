"""Forms of the directory."""

from legation.directory.forms.finding import FindCities, FindOrganisations, FindPeople
from legation.directory.forms.records import CityForm, OrganisationForm, PersonForm, PostForm, TenureForm

__all__ = [
    "CityForm",
    "FindCities",
    "FindOrganisations",
    "FindPeople",
    "OrganisationForm",
    "PersonForm",
    "PostForm",
    "TenureForm",
]
