"""Which book, in which language, on which paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.briefings.choices import BookLanguage, CardOrder, Paper


class BookForm(forms.Form):
    """How a book is printed. What is not said is the reader's own language and A4."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=BookLanguage.choices,
        required=False,
        error_messages={"invalid_choice": _("“%(value)s” is no language of a book: it is en, ko or both.")},
    )
    paper = forms.ChoiceField(
        label=_("Paper"),
        choices=Paper.choices,
        required=False,
        error_messages={"invalid_choice": _("“%(value)s” is no paper of a book: it is a4 or letter.")},
    )

    def __init__(self, data: Any = None, *, book: str, language: str) -> None:
        own = language if language in BookLanguage.values else BookLanguage.ENGLISH.value
        initial = {"language": own, "paper": Paper.A4.value}
        super().__init__(data, initial=initial, auto_id=f"{book}-%s")

    def choice(self) -> dict[str, str]:
        """What `book_bytes` takes."""
        return {name: self.cleaned_data[name] or self.initial[name] for name in self.fields}


class PaperForm(BookForm):
    """How the papers of an engagement are printed; the order is that of its place cards."""

    order = forms.ChoiceField(
        label=_("Order of the place cards"),
        choices=CardOrder.choices,
        required=False,
        error_messages={"invalid_choice": _("“%(value)s” is no order of cards: it is precedence or table.")},
    )

    def __init__(self, data: Any = None, *, language: str) -> None:
        super().__init__(data, book="papers", language=language)
        self.initial["order"] = CardOrder.PRECEDENCE.value
