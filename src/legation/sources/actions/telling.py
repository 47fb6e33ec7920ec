"""One finding as its acceptance sees it: the values that count, the text it stands in, and who decides."""

from dataclasses import dataclass
from typing import Any

from i18nfield.strings import LazyI18nString

from legation.accounts.models import User
from legation.directory.models import City, Organisation
from legation.kernel.asked import key_asked
from legation.missions.models import Mission
from legation.sources.actions.refusals import NotALink, NotYours
from legation.sources.models import Finding, Source

NEW = "new"
"""Instead of a link: make a record although one may exist."""


@dataclass(frozen=True, slots=True)
class Told:
    """What to record: `values` with the corrections in them, `link` as the reader chose it."""

    finding: Finding
    values: dict[str, Any]
    link: Any
    by: User

    @property
    def source(self) -> Source:
        return self.finding.source

    @property
    def mission(self) -> Mission:
        return self.source.mission

    @property
    def makes_new(self) -> bool:
        return bool(self.link == NEW)

    def text(self, name: str) -> str:
        """The value of a field as trimmed words; "" where there is none."""
        return " ".join(str(self.values.get(name) or "").split())

    def texts(self, name: str) -> list[str]:
        """The values of a field that has several."""
        return [" ".join(str(value).split()) for value in self.values.get(name) or () if str(value).strip()]

    def words(self, text: str) -> LazyI18nString:
        """A text in the language of the source."""
        return LazyI18nString({self.source.language: text})

    def needs(self, permission: str, what: Any, on: Any = None) -> None:
        """Whoever accepts may do what they could do by hand, and no more. Raises NotYours."""
        if not self.by.has_perm(permission, on) if on is not None else not self.by.has_perm(permission):
            raise NotYours(what=str(what))

    def linked(self, model: type[Any]) -> Any:
        """The record that the reader chose or the engine knew, as far as the reader sees it; else None.

        Raises NotALink where the choice is no record that the reader sees.
        """
        if self.makes_new or self.link == "":
            return None
        visible = model._default_manager.visible_to(self.by)
        if self.link is not None:
            found = visible.filter(pk=self.link).first() if key_asked(self.link) is not None else None
            if found is None:
                raise NotALink
            return found
        known = self.finding.content_type
        if known is None or known.model_class() is not model:
            return None
        return visible.filter(pk=self.finding.object_id).first()


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation and its city, where it has one."""

    organisation: Organisation
    city: City | None
