"""What a reader can choose in one key: other readings stand beside a value that the words leave open."""

from datetime import date

from legation.engine.capture import Draft, Known, KnownOrganisation, KnownPerson, KnownVenue, capture


def read(text: str) -> Draft:
    return capture(text, published=date(2024, 5, 15))


def person(draft: Draft, name: str):
    return next(one for one in draft.people if one.name.value == name)


def test_two_sizes_of_one_delegation_stand_side_by_side():
    draft = read(
        "A delegation of 67 from Seattle visited Busan on Monday. The 68-member delegation met Mayor Park."
    )
    size = draft.delegation_size
    assert size is not None
    assert {size.value, *(other.value for other in size.alternatives)} == {67, 68}
    assert size.confidence == 0.7


def test_one_size_has_no_other():
    size = read("A delegation of 67 from Seattle visited Busan on Monday.").delegation_size
    assert size is not None
    assert (size.value, size.alternatives, size.confidence) == (67, (), 0.9)


def test_a_side_that_was_only_guessed_offers_the_other():
    draft = read("Mayor Ana Lima of Recife met Mayor Joon Park of Busan on Monday.")
    side = person(draft, "Ana Lima").side
    assert {side.value, *(other.value for other in side.alternatives)} == {"host", "guest"}


def test_a_side_that_all_evidence_speaks_for_offers_none():
    draft = read("Mayor Ana Lima of Recife received a delegation led by Mayor Joon Park of Busan on Monday.")
    side = person(draft, "Joon Park").side
    assert (side.value, side.alternatives) == ("guest", ())


def test_an_inferred_place_of_an_event_offers_the_other_cities():
    draft = read("Mayor Ana Lima of Recife received Mayor Joon Park of Busan on Monday.")
    city = draft.events[0].city
    assert city is not None
    assert (city.value, [other.value for other in city.alternatives]) == ("Recife", ["Busan"])


def test_a_place_that_is_said_offers_none():
    city = read("Mayor Ana Lima received Mayor Joon Park of Busan in Recife on Monday.").events[0].city
    assert city is not None
    assert (city.value, city.alternatives) == ("Recife", ())


def test_another_post_of_the_same_person_is_another_title():
    draft = read(
        "Commissioner Sam Cho visited Busan on Monday. "
        "Sam Cho, vice president of the Port of Seattle, said he was glad."
    )
    title = person(draft, "Sam Cho").title
    assert title is not None
    assert {title.value, *(other.value for other in title.alternatives)} == {"Commissioner", "vice president"}


def test_a_day_settles_whether_an_event_is_past():
    held = read("Mayor Ana Lima received Mayor Joon Park of Busan in Recife on Monday.").events[0].status
    assert (held.value, held.alternatives) == ("held", ())


def test_an_event_without_a_day_can_be_turned_round():
    status = read("Mayor Ana Lima received Mayor Joon Park of Busan in Recife.").events[0].status
    assert (status.value, [other.value for other in status.alternatives]) == ("held", ["planned"])


def test_every_other_reading_stands_on_words_of_the_text():
    text = "Mayor Ana Lima of Recife met Mayor Joon Park of Busan. A party of 20 came, a 21-member group."
    draft = read(text)
    others = [other for one in draft.people for other in (*one.side.alternatives,)]
    others += [other for one in draft.events if one.city for other in one.city.alternatives]
    spans = [span for other in others for span in other.spans]
    assert others != []
    assert [span for span in spans if not 0 <= span[0] < span[1] <= len(text)] == []


def test_names_that_the_workspace_knows_are_surer():
    text = "Park Heong-joon met a party from BPA at the Lavalse Hotel with Mayor Ana Lima of Recife."
    known = Known(
        persons=(KnownPerson("p1", ("Park Heong-joon",)),),
        organisations=(KnownOrganisation("o1", ("Busan Port Authority", "BPA")),),
        venues=(KnownVenue("v1", ("Lavalse Hotel",), "Busan"),),
    )
    before, after = capture(text), capture(text, known=known)
    assert person(before, "Park Heong-joon").name.confidence == 0.75
    assert (person(after, "Park Heong-joon").name.confidence, person(after, "Ana Lima").name.confidence) == (
        0.97,
        0.95,
    )
    venue = after.events[0].venue
    assert venue is not None
    assert (venue.confidence, venue.known_key) == (0.97, "v1")
    assert [(one.name.confidence, one.name.known_key) for one in after.organisations] == [(0.97, "o1")]
