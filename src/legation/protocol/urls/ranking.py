"""Addresses of the order of precedence, what is said by hand, and the rule packs."""

from django.urls import path

from legation.protocol.views import equivalences, packs, ranking

MISSION = "missions/<slug:mission>/"
ONE = f"{MISSION}meetings/<int:pk>/precedence/"
OVERRIDES = f"{MISSION}meetings/<int:engagement>/precedence/overrides/"
RANKS = f"{MISSION}given-ranks/<int:pk>/"
EQUIVALENCES = f"{MISSION}equivalences/"
PACKS = "protocol/packs/"
OWN = f"{PACKS}own/<int:pk>/"

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
    path(PACKS, packs.packs, name="packs"),
    path(f"{PACKS}new/", packs.pack_new, name="pack-new"),
    path(f"{PACKS}import/", packs.pack_import, name="pack-import"),
    path(OWN, packs.own_pack, name="own-pack"),
    path(f"{OWN}edit/", packs.own_pack_edit, name="own-pack-edit"),
    path(f"{OWN}rules/<slug:parameter>/", packs.own_pack_state, name="own-pack-state"),
    path(f"{OWN}remove/", packs.own_pack_remove, name="own-pack-remove"),
    path(f"{OWN}restore/", packs.own_pack_restore, name="own-pack-restore"),
    path(f"{OWN}history/", packs.own_pack_history, name="own-pack-history"),
    path(f"{OWN}pack.toml", packs.own_pack_toml, name="own-pack-toml"),
    path(f"{PACKS}<slug:pack>/", packs.pack, name="pack"),
    path(f"{PACKS}<slug:pack>/pack.toml", packs.pack_toml, name="pack-toml"),
]
