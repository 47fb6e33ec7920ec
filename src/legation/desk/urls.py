"""Addresses of the pages that show several subjects."""

from django.urls import path

from legation.desk.views.missions import choices, desk, home, missions, search
from legation.desk.views.relations import (
    city_relations,
    relation,
    relation_next,
    relation_next_pdf,
    relations,
)

urlpatterns = [
    path("", home, name="home"),
    path("missions/", missions, name="missions"),
    path("missions/<slug:mission>/", desk, name="desk"),
    path("search/", search, name="search"),
    path("choices/<slug:kind>/", choices, name="choices"),
    path("relations/", relations, name="relations"),
    path("cities/<int:pk>/relations/", city_relations, name="city-relations"),
    path("cities/<int:pk>/relations/<int:other>/", relation, name="relation"),
    path("cities/<int:pk>/relations/<int:other>/next/", relation_next, name="relation-next"),
    path("cities/<int:pk>/relations/<int:other>/next.pdf", relation_next_pdf, name="relation-next-pdf"),
]
