"""What is answered for one guest."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.guests.actions.answering import Answer
from legation.guests.choices import Reply
from legation.guests.queries.replying import Invited
from legation.missions.choices import Access


class AnswerForm(forms.Form):
    """Comes or not, with whom, and what they need. One of these for each guest of a link."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    comes = forms.ChoiceField(
        label=_("Answer"),
        choices=[("yes", _("Comes with pleasure")), ("no", _("Cannot come"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether they come.")},
    )
    diet = forms.CharField(
        label=_("Diet"), max_length=300, required=False, help_text=_("Allergies, vegetarian, halal …")
    )
    access = forms.ChoiceField(label=_("Needs"), choices=[("", "—"), *Access.choices], required=False)
    note = forms.CharField(label=_("A word to the hosts"), max_length=300, required=False)

    def __init__(self, data: Any, invited: Invited) -> None:
        guest = invited.guest
        comes = {Reply.ACCEPTED: "yes", Reply.WAITING: "yes", Reply.DECLINED: "no"}
        super().__init__(
            data,
            prefix=f"g{guest.pk}",
            initial={
                "seen": guest.version,
                "comes": comes.get(Reply(guest.status), ""),
                "diet": guest.diet,
                "access": guest.access,
                "note": guest.note,
            },
        )
        self.invited = invited
        there = [each.name for each in invited.companions]
        for place in range(max(guest.brings, len(there))):
            self.fields[f"companion{place}"] = forms.CharField(
                label=_("Companion %(n)s") % {"n": place + 1} if guest.brings > 1 else _("Companion"),
                max_length=200,
                required=False,
                initial=there[place] if place < len(there) else "",
                help_text=_("The name of who comes along. Empty: nobody."),
            )

    @property
    def companions(self) -> list[Any]:
        """The fields of those who come along."""
        return [self[name] for name in self.fields if name.startswith("companion")]

    def answer(self) -> Answer:
        """What was said."""
        told = self.cleaned_data
        return Answer(
            guest=self.invited.guest.pk,
            seen=told["seen"],
            comes=told["comes"] == "yes",
            companions=tuple(told[name] for name in self.fields if name.startswith("companion")),
            diet=told["diet"],
            access=told["access"],
            note=told["note"],
        )
