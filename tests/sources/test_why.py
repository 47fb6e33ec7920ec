"""A reader is told why a value was proposed, in words and in the language of the page."""

from django.utils import translation

from legation.engine.capture import capture
from legation.sources.choices import why
from tests.engine.capture.annotated import documents


def test_every_rule_that_found_something_has_words_in_both_languages():
    rules = set()
    for document in documents("tuned_en", "tuned_ko", "sixth_en", "sixth_ko"):
        draft = capture(document["raw"]["text"], title=document["raw"]["title"])
        rules |= {one.name.rule for one in (*draft.people, *draft.organisations)}
        rules |= {one.kind.rule for one in (*draft.events, *draft.agreements)}
        rules |= {one.text.rule for one in draft.statements} | {one.rule for one in draft.topics}
        rules |= {
            other.rule for one in draft.events for other in (*one.kind.alternatives, *one.status.alternatives)
        }
        rules |= {other.rule for one in draft.people for other in one.side.alternatives}
    told = {}
    for language in ("en", "ko"):
        with translation.override(language):
            told[language] = {rule: why(rule) for rule in rules}
    assert len(rules) > 20
    assert [rule for rule in sorted(rules) if rule in {told["en"][rule], told["ko"][rule]}] == []
    assert [rule for rule in sorted(rules) if told["en"][rule] == told["ko"][rule]] == []


def test_a_rule_without_words_of_its_own_has_those_of_its_kind_and_a_strange_one_its_own():
    assert (why("person.subject"), why("Large model"), why("")) == (
        "the words beside the name",
        "Large model",
        "",
    )
