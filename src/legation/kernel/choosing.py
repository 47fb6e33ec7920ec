"""Choices among records of which there may be thousands: a list while it is short, else a name to type.

The list is made when it is shown, of one query with a bound. What is typed is found on the server among what
the field offers its reader, and nowhere else, so that no name of another is told; a page with JavaScript
offers what fits while one types.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legation.kernel.asked import key_asked
from legation.kernel.searching import matching

MOST, FOUND, TOLD = 300, 200, 20
LONGEST, MOST_LINES = 200, 100
WITH_KEY = re.compile(r"#\s*(\d{1,18})\s*$")
HOW = gettext_lazy("There are too many to list: write the name.")
HOW_MANY = gettext_lazy("There are too many to list: write one name a line.")
Order = Callable[[Iterable[Any], Callable[[Any], str]], list[Any]]
Other = Callable[[Any, str], Any]


def by_name(
    form: Any,
    name: str,
    kind: str,
    user: Any,
    *,
    order: Order | None = None,
    otherwise: Other | None = None,
    near: Callable[[], Any] | None = None,
    heading: tuple[Callable[[Any], Any], Callable[[Any], str]] | None = None,
) -> None:
    """Let a field of a form be chosen by name where the records of `kind` are many.

    `order` sorts what is listed, by headings and names; without it the rows stay in the order of the query.
    `otherwise` finds rows by what was typed where the search of the directory has none; `near` are rows to
    list in place of a name to type. `heading` gives the heading of a row and its name below that.
    """
    old = form.fields[name]
    several = isinstance(old, forms.ModelMultipleChoiceField)
    field: Any = SomeNamed(queryset=old.queryset) if several else OneNamed(queryset=old.queryset)
    field.__dict__.update({key: value for key, value in old.__dict__.items() if key != "widget"})
    field.kind, field.office = kind, getattr(user, "office_id", None)
    field.order, field.otherwise, field.near = order, otherwise, near
    if heading is not None:
        field.group, field.below = heading
    field.now = lambda: form.get_initial_for_field(field, name)
    widget: Any = {True: _Ticked if isinstance(old.widget, forms.CheckboxSelectMultiple) else _Some}.get(
        several, _One
    )
    field.widget = widget(attrs=old.widget.attrs)
    field.widget.field, field.widget.is_required = field, old.widget.is_required
    form.fields[name] = field


def told(rows: Sequence[Any], label: Callable[[Any], str]) -> list[tuple[str, Any]]:
    """What each is called where it is typed: its name, and its key where several have that name."""
    count = Counter(label(row) for row in rows)
    return [(name if count[name] == 1 else f"{name} #{row.pk}", row) for row in rows for name in [label(row)]]


def found(kind: str, office: int | None, rows: Any, words: str) -> tuple[list[Any], dict[int, Any]]:
    """Those of `rows` that hold all `words`, best first, and their entries in the search."""
    of_kind = Q(kind=kind) & (Q(office_id=None) | Q(office_id=office))
    entries = {entry.object_id: entry for entry in matching(words, of_kind, limit=FOUND)}
    there = {row.pk: row for row in rows.filter(pk__in=list(entries))}
    return [there[key] for key in entries if key in there], entries


class _Named:
    """What a field for one and a field for several have in common."""

    kind: str
    office: int | None
    order: Order | None
    otherwise: Other | None
    near: Callable[[], Any] | None
    now: Callable[[], Any]
    queryset: Any
    label_from_instance: Callable[[Any], str]

    def few(self) -> list[Any] | None:
        """The rows, where they are few enough to list: one query."""
        rows = list(self.queryset.all()[: MOST + 1])
        if len(rows) <= MOST:
            return rows
        return list(self.near()[:MOST]) if self.near is not None else None

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

    def key_of(self, words: str) -> Any:
        """The key of what is typed. Raises a ValidationError that says what was found instead."""
        clean = " ".join("".join(each if each.isprintable() else " " for each in words).split())[:LONGEST]
        told_key = WITH_KEY.search(clean)
        if told_key is not None:
            return told_key[1]
        same = [row for row in self._now() if _same(self.label_from_instance(row), clean)]
        if len(same) == 1:
            return same[0].pk
        rows, entries = self.found(clean)
        exact = [row for row in rows if self._called(row, entries.get(row.pk), clean)]
        if len(exact) == 1:
            return exact[0].pk
        raise ValidationError(*_asking(clean, exact or rows, self.label_from_instance, several=bool(exact)))

    def found(self, words: str) -> tuple[list[Any], dict[int, Any]]:
        rows, entries = found(self.kind, self.office, self.queryset, words)
        if not rows and self.otherwise is not None:
            rows = list(self.otherwise(self.queryset, words)[:TOLD])
        return rows, entries

    def _called(self, row: Any, entry: Any, words: str) -> bool:
        names = [*(entry.title.values() if entry is not None else ()), self.label_from_instance(row)]
        return any(_same(name, words) for name in names)

    def _now(self) -> list[Any]:
        """What is chosen so far: it is known by the name that the page shows of it."""
        now = self.now()
        keys = now if isinstance(now, list | tuple) else [] if now is None else [now]
        keys = [getattr(each, "pk", each) for each in keys]
        return list(self.queryset.filter(pk__in=[each for each in keys if key_asked(each) is not None]))

    def written(self, value: Any) -> list[str]:
        """What stands in a field to type in: names for keys, and words as they were typed."""
        given = [
            each for each in (value if isinstance(value, list | tuple) else [value]) if each not in (None, "")
        ]
        keys = [int(each) for each in given if key_asked(each) is not None]
        rows = {row.pk: row for row in self.queryset.filter(pk__in=keys)} if keys else {}
        names = {row.pk: name for name, row in told(list(rows.values()), self.label_from_instance)}
        return [
            names.get(int(each), str(each)) if key_asked(each) is not None else str(each) for each in given
        ]


def _same(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def _bare(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def _asking(
    words: str, rows: Sequence[Any], label: Callable[[Any], str], *, several: bool
) -> tuple[str, str, dict[str, Any]]:
    names = "; ".join(name for name, _row in told(rows[:TOLD], label))
    facts = {"words": words, "names": names}
    if several:
        said = _("“%(words)s” is the name of several: %(names)s. Write one of them as it stands here.")
        return said, "several", facts
    if names:
        said = _(
            "Nothing is called “%(words)s”. This was found: %(names)s. Write one of them as it stands here."
        )
        return said, "unknown", facts
    return _("Nothing is called “%(words)s”. Look how it is written, or add it first."), "unknown", facts


class OneNamed(_Named, forms.ModelChoiceField):  # type: ignore[type-arg]
    """One record, by its key or by its name."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value not in self.empty_values and key_asked(value) is None:
            value = self.key_of(value)
        return super().to_python(value)


class SomeNamed(_Named, forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several records, each by its key or by its name, one a line."""

    def clean(self, value: Any) -> Any:
        return super().clean(self._keys(value) if isinstance(value, list | tuple) else value)

    def _keys(self, value: Iterable[Any]) -> list[Any]:
        keys: list[Any] = []
        for each in value:
            if not isinstance(each, str) or key_asked(each) is not None:
                keys.append(each)
                continue
            lines = [line for line in each.splitlines() if line.strip()][:MOST_LINES]
            keys += [line if key_asked(line.strip()) else self.key_of(line) for line in lines]
        return keys


class _Choosing:
    """A control that lists its rows, or takes a name where they are too many."""

    field: Any
    choices: Any

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        rows = self.field.few()
        if rows is None:
            return self.typed(name, value, dict(attrs or {}), renderer)
        empty = getattr(self.field, "empty_label", None)
        first = [("", empty)] if empty is not None else []
        self.choices = [*first, *self.field.listed(rows)]
        shown: SafeString = super().render(name, value, attrs, renderer)  # type: ignore[misc]
        return shown

    def typed(self, name: str, value: Any, attrs: dict[str, Any], renderer: Any) -> SafeString:
        raise NotImplementedError

    def _told(self, attrs: dict[str, Any], name: str, how: Any) -> tuple[dict[str, Any], str, SafeString]:
        key = attrs.get("id") or f"id_{name}"
        own = {each: said for each, said in self.attrs.items() if each != "size"}  # type: ignore[attr-defined]
        attrs = {**own, **attrs, "id": key}
        attrs["aria-describedby"] = " ".join(filter(None, [attrs.get("aria-describedby"), f"{key}-how"]))
        return attrs, key, format_html('<p class="help" id="{}-how">{}</p>', key, how)


class _One(_Choosing, forms.Select):
    def typed(self, name: str, value: Any, attrs: dict[str, Any], renderer: Any) -> SafeString:
        attrs, key, how = self._told(attrs, name, HOW)
        attrs |= {"type": "search", "list": f"{key}-found", "autocomplete": "off", "maxlength": LONGEST}
        attrs["data-choices"] = reverse("choices", args=[self.field.kind])
        words = "".join(self.field.written(value))
        control = forms.TextInput().render(name, words, attrs, renderer)
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
    def typed(self, name: str, value: Any, attrs: dict[str, Any], renderer: Any) -> SafeString:
        attrs, _key, how = self._told(attrs, name, HOW_MANY)
        attrs |= {"rows": 4, "aria-label": str(self.field.label)}
        control = forms.Textarea().render(name, "\n".join(self.field.written(value)), attrs, renderer)
        return format_html("{}{}", control, how)


class _Some(_Several, forms.SelectMultiple):
    pass


class _Ticked(_Several, forms.CheckboxSelectMultiple):
    pass
