"""Addresses of the directory."""

from django.urls import path

from legation.directory.views import cities, organisations, people, posts, tenures

urlpatterns = [
    path("cities/", cities.cities, name="cities"),
    path("cities/new/", cities.city_new, name="city-new"),
    path("cities/<int:pk>/", cities.city, name="city"),
    path("cities/<int:pk>/edit/", cities.city_edit, name="city-edit"),
    path("cities/<int:pk>/remove/", cities.city_remove, name="city-remove"),
    path("cities/<int:pk>/restore/", cities.city_restore, name="city-restore"),
    path("cities/<int:pk>/history/", cities.city_history, name="city-history"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.organisation_new, name="organisation-new"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisations/<int:pk>/edit/", organisations.organisation_edit, name="organisation-edit"),
    path("organisations/<int:pk>/remove/", organisations.organisation_remove, name="organisation-remove"),
    path("organisations/<int:pk>/restore/", organisations.organisation_restore, name="organisation-restore"),
    path("organisations/<int:pk>/history/", organisations.organisation_history, name="organisation-history"),
    path("organisations/<int:pk>/posts/new/", posts.post_new, name="post-new"),
    path("posts/<int:pk>/edit/", posts.post_edit, name="post-edit"),
    path("posts/<int:pk>/remove/", posts.post_remove, name="post-remove"),
    path("posts/<int:pk>/restore/", posts.post_restore, name="post-restore"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person-new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.person_edit, name="person-edit"),
    path("people/<int:pk>/remove/", people.person_remove, name="person-remove"),
    path("people/<int:pk>/restore/", people.person_restore, name="person-restore"),
    path("people/<int:pk>/history/", people.person_history, name="person-history"),
    path("people/<int:pk>/portrait.jpg", people.person_portrait, name="person-portrait"),
    path("people/<int:pk>/tenures/new/", tenures.tenure_new, name="tenure-new"),
    path("people/<int:person>/tenures/<int:pk>/edit/", tenures.tenure_edit, name="tenure-edit"),
    path("people/<int:person>/tenures/<int:pk>/remove/", tenures.tenure_remove, name="tenure-remove"),
    path("people/<int:person>/tenures/<int:pk>/restore/", tenures.tenure_restore, name="tenure-restore"),
]
