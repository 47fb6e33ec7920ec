"""Choices among records of which there may be thousands: a list while it is short, else a name to type.

The list is made when it is shown, of one query with a bound. What is typed is found on the server among what
the field offers its reader, and nowhere else, so that no name and no key of another is told; a page with
JavaScript offers what fits while one types.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legation.kernel.asked import key_asked
from legation.kernel.called import TOLD, WITH_KEY, Beside, asking, called, clean, found, like_key, same, told

MOST, MOST_NEAR = 300, 1_000
LONGEST, MOST_LINES = 200, 100
HOW = gettext_lazy("There are too many to list: write the name.")
HOW_MANY = gettext_lazy("There are too many to list: write one name a line.")
Order = Callable[[Iterable[Any], Callable[[Any], str]], list[Any]]


def by_name(
    form: Any,
    name: str,
    kind: str,
    user: Any,
    *,
    order: Order | None = None,
    beside: Beside | None = None,
    near: Callable[[], Any] | None = None,
    heading: tuple[Callable[[Any], Any], Callable[[Any], str]] | None = None,
) -> None:
    """Let a field of a form be chosen by name where the records of `kind` are many.

    `order` sorts what is listed, by headings and names; without it the rows stay in the order of the query.
    `beside` finds by what was typed what a user may choose and the search of the directory keeps from them;
    `near` are rows to list in place of a name to type. `heading` gives the heading of a row and its name
    below that.
    """
    old = form.fields[name]
    several = isinstance(old, forms.ModelMultipleChoiceField)
    field: Any = SomeNamed(queryset=old.queryset) if several else OneNamed(queryset=old.queryset)
    field.__dict__.update({key: value for key, value in old.__dict__.items() if key != "widget"})
    field.kind, field.user = kind, user
    field.order, field.beside, field.near = order, beside, near
    if heading is not None:
        field.group, field.below = heading
    field.now = lambda: form.get_initial_for_field(field, name)
    field.sent = lambda: form.is_bound and not field.disabled
    widget: Any = {True: _Ticked if isinstance(old.widget, forms.CheckboxSelectMultiple) else _Some}.get(
        several, _One
    )
    field.widget = widget(attrs=old.widget.attrs)
    field.widget.field, field.widget.is_required = field, old.widget.is_required
    form.fields[name] = field


class _Named:
    """What a field for one and a field for several have in common."""

    kind: str
    user: Any
    order: Order | None
    beside: Beside | None
    near: Callable[[], Any] | None
    now: Callable[[], Any]
    sent: Callable[[], bool]
    queryset: Any
    label_from_instance: Callable[[Any], str]

    def few(self, value: Any = None) -> list[Any] | None:
        """The rows, where they are few enough to list: one query. The chosen one is among them."""
        rows = list(self.queryset.all()[: MOST + 1])
        if len(rows) <= MOST:
            return rows
        if self.near is None:
            return None
        rows, key = list(self.near()[:MOST_NEAR]), key_asked(value)
        if key is not None and key not in {row.pk for row in rows}:
            rows += self.queryset.filter(pk=key)
        return rows

    def lists(self) -> bool:
        """Whether what is sent are the keys of a list."""
        return self.near is not None or not self.many()

    def many(self) -> bool:
        """Whether the rows are too many to list."""
        found: bool = self.queryset[MOST : MOST + 1].exists()
        return found

    def listed(self, rows: Sequence[Any]) -> list[Any]:
        """Choices, under headings where the field has any."""
        group = getattr(self, "group", None)
        below = getattr(self, "below", self.label_from_instance)
        if group is None:
            return self._sorted([(row.pk, self.label_from_instance(row)) for row in rows], at=1)
        parts = [
            (str(heading), self._sorted([(row.pk, below(row)) for row in some], at=1))
            for heading, some in groupby(rows, key=group)
        ]
        return self._sorted(parts, at=0)

    def _sorted(self, rows: list[Any], *, at: int) -> list[Any]:
        return self.order(rows, lambda row: row[at]) if self.order is not None else rows

    def key_of(self, words: str, now: list[Any] | None = None) -> Any:
        """The key of what is typed. Raises a ValidationError that says what was found instead.

        What is chosen already is known by the name that the page shows of it; then names count, then a name
        with its key, and figures alone only where nothing is called so.
        """
        chosen = self.chosen(words, self.set_now() if now is None else now)
        if chosen is not None:
            return chosen
        words = clean(words)[:LONGEST]
        rows, entries = self.found(words)
        exact = [row for row in rows if called(row, entries.get(row.pk), self.label_from_instance, words)]
        keyed = self._keyed(self.queryset, words)
        if keyed is not None and keyed not in exact:
            exact.append(keyed)
        if len(exact) == 1:
            return exact[0].pk
        if not exact and key_asked(words) is not None:
            return int(words)
        if not exact and self._elsewhere(words, entries):
            raise ValidationError(_("“%(words)s” cannot be chosen here."), "elsewhere", {"words": words})
        raise ValidationError(*asking(words, exact or rows, self.label_from_instance, several=bool(exact)))

    def chosen(self, words: str, now: Sequence[Any]) -> Any:
        """The key of that of `now` which the page shows so, or None."""
        label = self.label_from_instance
        shown = [row for name, row in told(now, label) if same(name, words)]
        alike = [row for row in now if same(label(row), words) and not like_key(label(row))]
        return next((those[0].pk for those in (shown, alike) if len(those) == 1), None)

    def found(self, words: str) -> tuple[list[Any], dict[int, Any]]:
        label = self.label_from_instance
        return found(self.kind, self.user, self.queryset, words, beside=self.beside, label=label)

    def _keyed(self, among: Any, words: str) -> Any:
        """The row whose name and key that is, or None."""
        told_key = WITH_KEY.match(words)
        key = key_asked(told_key[2]) if told_key is not None else None
        row = among.filter(pk=key).first() if key is not None else None
        named = row is not None and called(row, None, self.label_from_instance, told_key[1])  # type: ignore[index]
        return row if named else None

    def _elsewhere(self, words: str, entries: dict[int, Any]) -> bool:
        """Whether the reader sees a record of that name which this field does not take."""
        seen = self.queryset.model.objects.visible_to(self.user)
        label = self.label_from_instance
        rows = seen.filter(pk__in=list(entries)) if entries else ()
        there = any(called(row, entries[row.pk], label, words) for row in rows)
        return there or self._keyed(seen, words) is not None

    def set_now(self) -> list[Any]:
        """What is chosen so far, of what the reader may know of."""
        now = self.now()
        keys = now if isinstance(now, list | tuple) else [] if now is None else [now]
        keys = [getattr(each, "pk", each) for each in keys]
        keys = [each for each in keys if key_asked(each) is not None]
        return list(self.queryset.filter(pk__in=keys)) if keys else []

    def written(self, value: Any) -> list[str]:
        """What stands in a field to type in: names for keys, and words as they were typed.

        Of what is chosen already and is not for this reader, nothing: a field that comes back so keeps it.
        """
        given = [
            each for each in (value if isinstance(value, list | tuple) else [value]) if each not in (None, "")
        ]
        if self.sent():
            return [self._as_sent(str(each)) for each in given]
        keys = [int(each) for each in given if key_asked(each) is not None]
        rows = {row.pk: row for row in self.queryset.filter(pk__in=keys)} if keys else {}
        names = {row.pk: name for name, row in told(list(rows.values()), self.label_from_instance)}
        said = [names.get(int(each)) if key_asked(each) is not None else str(each) for each in given]
        return [each for each in said if each is not None]

    def _as_sent(self, words: str) -> str:
        """A name for the key of a program or list, the rest as it was typed."""
        if key_asked(words) is None:
            return words
        try:
            row = self.queryset.filter(pk=self.key_of(words)).first()
        except ValidationError:
            row = None
        return words if row is None else f"{self.label_from_instance(row)} #{row.pk}"


class OneNamed(_Named, forms.ModelChoiceField):  # type: ignore[type-arg]
    """One record, by its key or by its name."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.strip()
            if value and (key_asked(value) is None or not self.lists()):
                value = self.key_of(value)
        return super().to_python(value)


class SomeNamed(_Named, forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several records, each by its key or by its name, one a line."""

    def clean(self, value: Any) -> Any:
        return super().clean(self._keys(value) if isinstance(value, list | tuple) else value)

    def _keys(self, value: Iterable[Any]) -> list[Any]:
        words = [each for each in value if isinstance(each, str)]
        keys = [each for each in value if not isinstance(each, str)]
        if all(key_asked(each) is not None for each in words) and (not words or self.lists()):
            return [*keys, *words]
        now = self.set_now()
        lines = [line.strip() for each in words for line in each.splitlines() if line.strip()]
        known = {line: self.chosen(line, now) for line in dict.fromkeys(lines)}
        unknown = [line for line, key in known.items() if key is None]
        if len(unknown) > MOST_LINES:
            said = _("At most %(most)s names are added at once; these are %(count)s.")
            raise ValidationError(said, "many", {"most": MOST_LINES, "count": len(unknown)})
        known |= {line: self.key_of(line, now) for line in unknown}
        return [*keys, *known.values()]


class _Choosing:
    """A control that lists its rows, or takes a name where they are too many."""

    field: Any
    choices: Any

    def lists(self, value: Any) -> bool:
        """Put the rows into the list, if they are few enough for one."""
        rows = self.field.few(value)
        if rows is None:
            return False
        empty = getattr(self.field, "empty_label", None)
        first = [("", empty)] if empty is not None else []
        self.choices = [*first, *self.field.listed(rows)]
        return True

    def _told(self, attrs: dict[str, Any], name: str, how: Any) -> tuple[dict[str, Any], str, SafeString]:
        key = attrs.get("id") or f"id_{name}"
        own = {each: said for each, said in self.attrs.items() if each != "size"}  # type: ignore[attr-defined]
        attrs = {**own, **attrs, "id": key}
        attrs["aria-describedby"] = " ".join(filter(None, [attrs.get("aria-describedby"), f"{key}-how"]))
        return attrs, key, format_html('<p class="help" id="{}-how">{}</p>', key, how)


class _Search(forms.TextInput):
    input_type = "search"


class _One(_Choosing, forms.Select):
    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        if self.lists(value):
            return super().render(name, value, attrs, renderer)
        attrs, key, how = self._told(dict(attrs or {}), name, HOW)
        attrs |= {"list": f"{key}-found", "autocomplete": "off", "maxlength": LONGEST}
        attrs["data-choices"] = reverse("choices", args=[self.field.kind])
        words = "".join(self.field.written(value))
        control = _Search().render(name, words, attrs, renderer)
        return format_html(
            '{}<datalist id="{}-found">{}</datalist>{}<script type="module" src="{}"></script>',
            *(control, key, self._near(value), how, static("legation/choices.js")),
        )

    def _near(self, value: Any) -> SafeString:
        """What fits what was typed, where that is not settled yet."""
        if not isinstance(value, str) or not value.strip() or key_asked(value) is not None:
            return SafeString("")
        rows, _entries = self.field.found(value[:LONGEST])
        names = told(rows[:TOLD], self.field.label_from_instance)
        return format_html_join("", '<option value="{}">', ((each,) for each, _row in names))


class _Several(_Choosing):
    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        if self.lists(value):
            shown: SafeString = super().render(name, value, attrs, renderer)  # type: ignore[misc]
            return shown
        attrs, _key, how = self._told(dict(attrs or {}), name, HOW_MANY)
        attrs |= {"rows": 4, "aria-label": str(self.field.label)}
        control = forms.Textarea().render(name, "\n".join(self.field.written(value)), attrs, renderer)
        return format_html("{}{}", control, how)


class _Some(_Several, forms.SelectMultiple):
    """Several of a list, or names one a line."""


class _Ticked(_Several, forms.CheckboxSelectMultiple):
    """Several to tick, or names one a line."""
