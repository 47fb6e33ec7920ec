"""Addresses of the order of precedence, what is said by hand, and the rule packs."""

from django.urls import path

from legation.protocol.views import equivalences, ranking

MISSION = "missions/<slug:mission>/"
ONE = f"{MISSION}meetings/<int:pk>/precedence/"
OVERRIDES = f"{MISSION}meetings/<int:engagement>/precedence/overrides/"
RANKS = f"{MISSION}given-ranks/<int:pk>/"
EQUIVALENCES = f"{MISSION}equivalences/"

urlpatterns = [
    path(ONE, ranking.precedence, name="precedence"),
    path(f"{ONE}pack/", ranking.pack_choose, name="pack-choose"),
    path(f"{ONE}overrides/new/", ranking.override_new, name="override-new"),
    path(f"{OVERRIDES}<int:pk>/remove/", ranking.override_remove, name="override-remove"),
    path(f"{OVERRIDES}<int:pk>/restore/", ranking.override_restore, name="override-restore"),
    path(f"{ONE}ranks/new/", ranking.given_rank_new, name="given-rank-new"),
    path(f"{RANKS}edit/", ranking.given_rank_edit, name="given-rank-edit"),
    path(f"{RANKS}remove/", ranking.given_rank_remove, name="given-rank-remove"),
    path(f"{RANKS}restore/", ranking.given_rank_restore, name="given-rank-restore"),
    path(EQUIVALENCES, equivalences.equivalences, name="equivalences"),
    path(f"{EQUIVALENCES}new/", equivalences.equivalence_new, name="equivalence-new"),
    path(f"{EQUIVALENCES}<int:pk>/edit/", equivalences.equivalence_edit, name="equivalence-edit"),
    path(f"{EQUIVALENCES}<int:pk>/remove/", equivalences.equivalence_remove, name="equivalence-remove"),
    path(f"{EQUIVALENCES}<int:pk>/restore/", equivalences.equivalence_restore, name="equivalence-restore"),
]
