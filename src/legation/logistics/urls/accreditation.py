"""Addresses of passes and of interpreters."""

from django.urls import path

from legation.logistics.views import accreditation, interpreting, undoing

MISSION = "missions/<slug:mission>/"
VOICE = f"{MISSION}interpreters/<int:pk>/"
TEXTS = f"{MISSION}engagements/<int:{{}}>/interpreter-texts/"
PACK = "pack/<str:token>/"
PASSES = f"{MISSION}accreditation/"

urlpatterns = [
    path(PASSES, accreditation.accreditations, name="accreditations"),
    path(f"{PASSES}list.<slug:kind>", accreditation.accreditations_list, name="accreditations-list"),
    path(f"{PASSES}new/", accreditation.accreditation_new, name="accreditation-new"),
    path(f"{PASSES}all/", accreditation.accreditation_all, name="accreditation-all"),
    path(f"{PASSES}<int:pk>/edit/", accreditation.accreditation_edit, name="accreditation-edit"),
    path(f"{PASSES}<int:pk>/remove/", accreditation.accreditation_remove, name="accreditation-remove"),
    path(f"{PASSES}<int:pk>/history/", undoing.accreditation_history, name="accreditation-history"),
    path(f"{PASSES}<int:pk>/undo/", undoing.accreditation_undo, name="accreditation-undo"),
    path(f"{TEXTS.format('engagement')}<int:pk>/history/", undoing.text_history, name="text-history"),
    path(f"{TEXTS.format('engagement')}<int:pk>/undo/", undoing.text_undo, name="text-undo"),
    path(f"{PASSES}<int:pk>/restore/", accreditation.accreditation_restore, name="accreditation-restore"),
    path(f"{MISSION}interpreters/", interpreting.interpreters, name="interpreters"),
    path(f"{VOICE}pack.<slug:kind>", interpreting.interpreter_pack, name="interpreter-pack"),
    path(f"{VOICE}link/", interpreting.pack_link_make, name="pack-link-make"),
    path(
        f"{MISSION}interpreters/links/<int:pk>/revoke/",
        interpreting.pack_link_revoke,
        name="pack-link-revoke",
    ),
    path(TEXTS.format("pk"), interpreting.texts, name="texts"),
    path(f"{TEXTS.format('pk')}new/", interpreting.text_new, name="text-new"),
    path(f"{TEXTS.format('pk')}<int:text>/restore/", interpreting.text_restore, name="text-restore"),
    path(f"{TEXTS.format('engagement')}<int:pk>/edit/", interpreting.text_edit, name="text-edit"),
    path(f"{TEXTS.format('engagement')}<int:pk>/remove/", interpreting.text_remove, name="text-remove"),
    path(PACK, interpreting.my_pack, name="my-pack"),
    path(f"{PACK}pack.pdf", interpreting.my_pack_file, name="my-pack-file"),
]
