"""The controls of forms are to the letter what Django's templates make of them."""

from datetime import date, datetime
from typing import Any

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from legation.kernel.controls import KINDS, WRITTEN, Controls

WORDS = gettext_lazy("Missions")
ATTRS = {
    "id": "a<b",
    "lang": SafeString("<i>"),
    "size": 1234,
    "title": WORDS,
    "required": True,
    "disabled": False,
}
CHOICES = [
    ("", "—"),
    ("a&b", "<b>"),
    (1234, 1234),
    (None, WORDS),
    (SafeString("<i>"), SafeString("<i>")),
    ("it's", 'say "so"'),
    (("x",), date(2024, 4, 17)),
    ("Side", [("guest", "Guest"), (2, "Host")]),
    ("<Other>", []),
]
CONTROLS: tuple[tuple[forms.Widget, Any], ...] = (
    (forms.Select(choices=CHOICES), "a&b"),
    (forms.Select(attrs=ATTRS, choices=CHOICES), 1234),
    (forms.Select(choices=[]), None),
    (forms.SelectMultiple(choices=CHOICES), ["guest", "2", ""]),
    (forms.NullBooleanSelect(), True),
    (forms.TextInput(attrs=ATTRS), "<a> & 'b' \"c\""),
    (forms.TextInput(), None),
    (forms.TextInput(), ""),
    (forms.TextInput(), 1234),
    (forms.TextInput(), SafeString("<i>")),
    (forms.TextInput(), WORDS),
    (forms.NumberInput(), 1234567.5),
    (forms.EmailInput(), "a@example.org"),
    (forms.URLInput(), "https://example.org/?a=1&b=2"),
    (forms.PasswordInput(render_value=True), "<"),
    (forms.HiddenInput(), 7),
    (forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), date(2024, 4, 17)),
    (forms.DateTimeInput(), datetime(2024, 4, 17, 9, 30)),
    (forms.TimeInput(), "09:30"),
    (forms.FileInput(attrs={"accept": ".csv"}), None),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(attrs={"value": "<"}), None),
    (forms.Textarea(attrs=ATTRS), "a\n<b>"),
    (forms.Textarea(), ""),
    (forms.Textarea(), None),
    (forms.CheckboxSelectMultiple(choices=CHOICES[:3]), ["a&b"]),
    (forms.RadioSelect(choices=CHOICES[:3]), "a&b"),
    (forms.SplitDateTimeWidget(), datetime(2024, 4, 17, 9, 30)),
)


@pytest.mark.parametrize("place", range(len(CONTROLS)))
@pytest.mark.parametrize("attrs", [None, {"id": "id_x", "aria-invalid": "true"}])
def test_a_control_is_what_its_template_makes(place: int, attrs: dict[str, Any] | None) -> None:
    widget, value = CONTROLS[place]
    ours = widget.render("na<me", value, attrs, renderer=Controls())
    assert ours == widget.render("na<me", value, attrs, renderer=TemplatesSetting())
    assert isinstance(ours, SafeString)


def test_a_choice_whose_options_have_a_template_of_their_own_keeps_it() -> None:
    class Own(forms.Select):
        option_template_name = "django/forms/widgets/input_option.html"

    widget = Own(choices=CHOICES[:2])
    assert widget.render("x", "", renderer=Controls()) == widget.render("x", "", renderer=TemplatesSetting())


def test_forms_of_the_site_are_written_so() -> None:
    assert type(forms.Form().renderer) is Controls


def test_every_template_that_is_written_is_one_of_djangos() -> None:
    renderer = TemplatesSetting()
    assert [renderer.get_template(name).template.name for name in WRITTEN] == list(WRITTEN)
    assert len(WRITTEN) == len(KINDS) + 2
