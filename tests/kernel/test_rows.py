"""The loop over rows that are said already shows what `for` shows."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy


@dataclass(frozen=True, slots=True)
class Inner:
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    inner: Inner
    number: int = 1234
    safe: str = SafeString("<b>")
    empty: str = ""
    lazy: object = gettext_lazy("Missions")
    day: date = date(2024, 4, 17)
    several: tuple[str, ...] = ("<a>", "b")

    @property
    def asked(self) -> bool:
        return self.name == "one"


ROWS = [Row("one", Inner("<i>&'\"")), Row("two", Inner("")), Row("", Inner("x"))]
BODIES = (
    "{{ row.name }}|{{ row.inner.text }}|{{ row.number }}|{{ row.safe }}|{{ row.lazy }}|{{ row.empty }}",
    "{% if row.asked %}yes {{ row.name }}{% elif row.inner.text %}{{ row.inner.text }}{% else %}-{% endif %}",
    "{% if row.name == 'two' %}{{ row.name|upper }}{% elif not row.asked %}no{% endif %}",
    "{% if row.asked and outer %}{{ outer }}{% endif %}{{ outer }}{{ row }}",
    "{% for one in row.several %}{{ one }}{{ row.name }}{% endfor %}{{ row.day|date:'Y-m-d' }}",
    "{% if row.asked %}{% if row.empty %}a{% else %}{{ row.day.year }}{% endif %}{% endif %}",
    "{% translate 'Missions' %}{% translate row.name %}{% translate 'May' context 'month' %}",
    "{% if outer %}{{ outer }}{{ row.name }}{% elif row.asked %}x{% endif %}{% if nothing %}y{% endif %}",
    "{% if row.asked %}{{ outer|lower }}{% else %}{{ outer }}{{ nothing }}{{ 7 }}{{ 'a' }}{% endif %}",
    "{% translate 'Missions' %}{% blocktranslate with who=row.name %}for {{ who }}{% endblocktranslate %}",
    "{% autoescape off %}{{ row.inner.text }}{% endautoescape %}",
)


def shown(loop: str, body: str, rows: object = ROWS, *, autoescape: bool = True) -> str:
    text = f"{{% {loop} row in rows %}}[{body}]{{% end{loop} %}}{{{{ row }}}}"
    return Template(text).render(Context({"rows": rows, "outer": "<o>"}, autoescape=autoescape))


@pytest.mark.parametrize("autoescape", [True, False])
@pytest.mark.parametrize("body", BODIES)
def test_rows_show_what_for_shows(body: str, autoescape: bool) -> None:
    assert shown("rows", body, autoescape=autoescape) == shown("for", body, autoescape=autoescape)


def test_what_is_not_safe_is_escaped() -> None:
    assert shown("rows", "{{ row.inner.text }}", ROWS[:1]) == "[&lt;i&gt;&amp;&#x27;&quot;]"


def test_no_rows_show_nothing() -> None:
    assert shown("rows", "x", []) == ""


def test_a_field_that_a_row_lacks_fails() -> None:
    with pytest.raises(AttributeError, match="nmae"):
        shown("rows", "{{ row.nmae }}")


def test_what_is_not_of_the_row_is_looked_up_once() -> None:
    asked: list[str] = []

    def outer() -> str:
        asked.append("now")
        return "o"

    body = "{{ outer }}{% if row.asked %}{{ outer }}{% endif %}"
    text = f"{{% rows row in rows %}}{body}{{% endrows %}}"
    assert Template(text).render(Context({"rows": ROWS, "outer": outer})) == "oooo"
    assert len(asked) == 2  # each of the two places once


@pytest.mark.parametrize(
    "tag",
    [
        "{% url 'missions' as there %}",
        "{% translate 'Missions' as there %}",
        "{% if row.asked %}{% dates a b as there %}{% endif %}",
        "{% cycle 'a' 'b' as there %}",
    ],
)
def test_no_tag_within_sets_a_name(tag: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="set it before the rows"):
        Template(f"{{% rows row in rows %}}{tag}{{% endrows %}}")


def test_a_tab_takes_names_of_routes() -> None:
    with pytest.raises(TemplateSyntaxError, match="takes names of routes"):
        Template("{% here desk %}")


def test_another_way_to_write_it_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="rows is written"):
        Template("{% rows page.rows %}{% endrows %}")
