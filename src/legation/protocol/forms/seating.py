"""How an engagement is ranked and seated."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from legation.kernel.forms import RecordForm
from legation.protocol.models import Arrangement


class ArrangementForm(RecordForm):
    """The pack, the table, the door and the seed."""

    class Meta:
        model = Arrangement
        fields = ("pack", "layout", "door", "seed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        door: Any = self.fields["door"]
        door.choices = [("", _("As the room has it")), *[choice for choice in door.choices if choice[0]]]
        self.fields["seed"].widget.attrs["min"] = 0
