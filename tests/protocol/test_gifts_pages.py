"""The register on pages: entered, changed, declared, removed, and read by its own side."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from legation.kernel.models import SearchEntry
from legation.missions import actions as missions
from legation.protocol.actions.gifts import remove_gift
from legation.protocol.models import Gift, GiftRule
from tests.desk.browsing import BACKEND, texts, words
from tests.protocol.giving import enter, say_rule, typed
from tests.world import SECRETS, engagement_values, person, two

TODAY = "2024-05-01"


@pytest.fixture
def world(db):
    from tests.world import make_world

    made = make_world()
    GiftRule.objects.all().delete()
    Gift.objects.filter(visibility="shared").delete()
    return made


@pytest.fixture
def at_(client):
    """A browser of this user; pages are read on 1 May 2024."""

    def go(user):
        client.force_login(user, backend=BACKEND)
        return client

    with time_machine.travel(TODAY, tick=False):
        yield go


def at(world, name, *parts):
    return reverse(name, args=[world.mission.slug, *parts])


def received(world, nature, *, by=None, side="host", **values):
    """A gift that one side's organisation gave to the other on 17 April 2024."""
    other = "guest" if side == "host" else "host"
    fields = {
        "donor_body": world.things[f"{other}-organisation"],
        "exchanged_on": date(2024, 4, 17),
        **values,
    }
    return enter(world.mission, nature, by=by or (world.host if side == "host" else world.guest), **fields)


def test_a_gift_is_entered_changed_removed_and_brought_back(world, at_):
    client, body = at_(world.host), world.things["guest-organisation"]
    form = typed(donor_body=body.pk, value="120.50", currency="usd", exchanged_on="2024-04-17")
    answer = client.post(at(world, "gift-new"), form)
    made = Gift.objects.latest("pk")
    assert (answer.status_code, answer["Location"]) == (302, f"{at(world, 'gifts')}#gift-{made.pk}")
    assert (made.side, made.visibility, made.value, made.currency, made.nature.data) == (
        "host",
        "host",
        Decimal("120.50"),
        "USD",
        {"en": "A vase", "ko": "꽃병"},
    )
    changed = {**form, "nature_0": "A bowl", "seen_version": 1}
    assert client.post(at(world, "gift-edit", made.pk), changed).status_code == 302
    second = client.post(at(world, "gift-edit", made.pk), {**form, "nature_0": "A jug", "seen_version": 1})
    assert (second.status_code, second.context["form"]["seen_version"].value()) == (409, "2")
    assert "A jug" in str(second.context["form"]["nature"])
    gone = client.post(at(world, "gift-remove", made.pk))
    assert gone["Location"] == f"{at(world, 'gifts')}?removed={made.pk}"
    page = client.get(gone["Location"])
    assert (texts(page, ".notice[role=status] button"), "A bowl" in words(page)) == (["Undo"], False)
    assert client.post(at(world, "gift-restore", made.pk)).status_code == 302
    assert "A bowl" in words(client.get(at(world, "gifts")))
    assert texts(client.get(at(world, "gift-history", made.pk)), "ol.history p.num")[0].endswith("restored")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"direction": "lent"}, "direction"),
        ({"nature_0": "", "nature_1": ""}, "nature"),
        ({"donor_body": ""}, "donor"),
        ({"donor_body": "999999"}, "donor_body"),
        ({"recipient": "x"}, "recipient"),
        ({"engagement": "999999"}, "engagement"),
        ({"exchanged_on": "17 April"}, "exchanged_on"),
        ({"value": "-1", "currency": "USD"}, "value"),
        ({"value": "1e30", "currency": "USD"}, "value"),
        ({"value": "NaN", "currency": "USD"}, "value"),
        ({"value": "12"}, "currency"),
        ({"value": "12", "currency": "US$"}, "currency"),
        ({"use": "eaten"}, "use"),
        ({"declared_on": "2024-04-20"}, "declared_on"),
        ({"declared_on": "2024-04-16", "exchanged_on": "2024-04-17"}, "declared_on"),
        ({"declared_on": "2024-05-03", "exchanged_on": "2024-04-17"}, "declared_on"),
        ({"direction": "given", "declared_on": "2024-04-18", "exchanged_on": "2024-04-17"}, "declared_on"),
        ({"visibility": "guest"}, "visibility"),
        ({"visibility": ""}, "visibility"),
    ],
)
def test_bad_input_names_its_field_and_saves_nothing(world, at_, wrong, field):
    before = Gift.objects.count()
    form = {**typed(donor_body=world.things["guest-organisation"].pk), **wrong}
    answer = at_(world.host).post(at(world, "gift-new"), form)
    assert (answer.status_code, list(answer.context["form"].errors), Gift.objects.count()) == (
        422,
        [field],
        before,
    )


def test_a_shared_gift_does_not_tell_of_a_private_engagement(world, at_):
    form = typed(
        donor_body=world.things["guest-organisation"].pk,
        engagement=world.things["host-hidden-engagement"].pk,
        visibility="shared",
    )
    answer = at_(world.host).post(at(world, "gift-new"), form)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["visibility"])
    assert at_(world.host).post(at(world, "gift-new"), {**form, "visibility": "host"}).status_code == 302


def test_the_other_side_reads_of_a_shared_gift_what_it_is_and_no_more(world, at_):
    say_rule(world.host)
    hidden = world.things["host-hidden-person"]
    received(
        world,
        "A shared vase",
        visibility="shared",
        value=777,
        recipient=hidden,
        circumstances=two("MEDLARHOST circumstances"),
        use="personal",
        declared_on=date(2024, 4, 19),
    )
    own = words(at_(world.host).get(at(world, "gifts")))
    assert [part in own for part in ("777 USD", "MEDLARHOSTname", "kept by the recipient")] == [True] * 3
    for key in ("guest-organiser", "guest-press", "host-press"):
        text = words(at_(world.users[key]).get(at(world, "gifts")))
        assert "A shared vase" in text
        assert "somebody whom another office keeps" in text or key == "host-press"
        shown = [
            part for part in ("777", "kept by the recipient", "19 April 2024", "Declare") if part in text
        ]
        assert (key, shown) == (key, [])
        if key != "host-press":  # the press office finds the people whom its own office keeps
            assert (key, SECRETS["host"] in text) == (key, False)
        for file in (at(world, "gifts-csv"), reverse("gift-register-csv"), reverse("gift-register")):
            assert (key, "A shared vase" in at_(world.users[key]).get(file).content.decode()) == (key, False)


@pytest.mark.parametrize("address", ["gifts", "gifts-csv", "gift-sets"])
def test_neither_side_reads_the_others_register(world, at_, address):
    for side in ("guest", "host"):
        received(world, f"{SECRETS[side]} clock", side=side, value=5000)
    for side, other in (("guest", "host"), ("host", "guest")):
        user = world.guest if side == "guest" else world.host
        text = at_(user).get(at(world, address)).content.decode()
        assert (SECRETS[side] in text, SECRETS[other] in text) == (address != "gift-sets", False)
        for name in ("gift-register", "gift-register-csv"):
            text = at_(user).get(reverse(name)).content.decode()
            assert (SECRETS[side] in text, SECRETS[other] in text) == (True, False)


def test_the_other_side_changes_declares_removes_and_restores_nothing(world, at_):
    shared, private = (
        received(world, nature, visibility=visibility)
        for nature, visibility in (("One", "shared"), ("Two", "host"))
    )
    client = at_(world.guest)
    for name in ("gift-edit", "gift-declare", "gift-remove"):
        assert client.post(at(world, name, shared.pk), typed()).status_code == 403
        assert client.post(at(world, name, private.pk), typed()).status_code == 404
    assert client.get(at(world, "gift-history", shared.pk)).status_code == 403
    remove_gift(private, by=world.host)
    assert client.post(at(world, "gift-restore", private.pk)).status_code == 404
    page = client.get(at(world, "gifts"), {"removed": private.pk})
    assert texts(page, ".notice[role=status] button") == []
    assert at_(world.users["host-assistant"]).post(at(world, "gift-restore", private.pk)).status_code == 403
    shared.refresh_from_db()
    assert (shared.version, Gift.objects.present().filter(pk=private.pk).exists()) == (1, False)


@pytest.mark.parametrize("told", ["", "x", "9" * 5000, "٣", "-1", "1"])
def test_nothing_is_undone_that_was_not_removed(world, at_, told):
    page = at_(world.host).get(at(world, "gifts"), {"removed": told})
    assert (page.status_code, texts(page, ".notice[role=status] button")) == (200, [])


def test_without_a_rule_the_page_asks_and_judges_nothing(world, at_):
    received(world, "A clock", value=5000)
    page = at_(world.host).get(at(world, "gifts"))
    assert texts(page, ".notice.warn b") == ["From which value on are gifts declared?"]
    assert (page.context["page"].register.open, page.context["page"].register.totals) == ((), ())


def test_the_rule_is_stated_once_and_the_second_editor_is_told(world, at_):
    client, where = at_(world.host), reverse("gift-rule")
    assert texts(client.get(reverse("gift-rule-history")), "ol.history > li") == ["Nothing was recorded yet."]
    form = {"threshold": "300", "currency": "usd", "months": "12", "days": "10", "source": "A code"}
    assert client.post(where, form)["Location"] == where
    assert client.post(where, {**form, "days": "20"}).status_code == 409
    assert client.post(where, {**form, "days": "20", "seen_version": 1}).status_code == 302
    rule = GiftRule.objects.get()
    assert (rule.office, rule.currency, rule.days, rule.version) == (world.host.office, "USD", 20, 2)
    assert len(texts(client.get(reverse("gift-rule-history")), "ol.history > li")) == 2
    for field, value in (
        ("threshold", "-1"),
        ("currency", "US"),
        ("months", "0"),
        ("months", "121"),
        ("days", "0"),
        ("days", "367"),
        ("source", ""),
    ):
        answer = client.post(where, {**form, field: value, "seen_version": 2})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_a_rule_is_its_offices_own(world, at_):
    say_rule(world.host, source="MEDLARHOST rule")
    received(world, "A clock", side="guest", value=5000)
    for user in (world.guest, world.users["other-office"]):
        assert SECRETS["host"] not in at_(user).get(reverse("gift-rule")).content.decode()
    assert texts(at_(world.guest).get(at(world, "gifts")), ".notice.warn b") == [
        "From which value on are gifts declared?"
    ]
    assert at_(world.users["host-assistant"]).get(reverse("gift-rule")).status_code == 403


def test_a_pack_of_the_office_counts_where_it_has_no_rule_and_two_that_differ_do_not(world, at_):
    from legation.kernel.editing import add
    from legation.protocol.models import RulePack

    def own(name, value):
        stated = {"gift_threshold": value, "gift_currency": "USD", "gift_days": 10}
        changes = {key: {"value": each, "source": "Our code", "grade": "A"} for key, each in stated.items()}
        add(
            RulePack(office=world.host.office, name=name, base="kr-municipal", changes=changes), by=world.host
        )

    own("Ours", 200)
    received(world, "A clock", value=250)
    page = at_(world.host).get(at(world, "gifts"))
    assert [row.gift.nature.data["en"] for row in page.context["page"].register.open] == ["A clock"]
    assert "From the rule pack Ours. Our code" in words(page)
    own("Others", 400)
    page = at_(world.host).get(at(world, "gifts"))
    assert page.context["page"].register.open == ()
    assert "contradict each other: Others, Ours." in words(page)
    say_rule(world.host)
    assert at_(world.host).get(at(world, "gifts")).context["page"].register.rule.pack == ""


def test_deadlines_stand_first_overdue_first_and_are_ticked_off(world, at_):
    say_rule(world.host, days=15)
    received(world, "In time", value=400, exchanged_on=date(2024, 4, 20))
    late = received(world, "Too late", value=400, exchanged_on=date(2024, 4, 15), donor=None)
    mayors = [{"donor_body": None, "donor": world.things[f"{side}-mayor"]} for side in ("guest", "host")]
    received(world, "Korean", value=900000, currency="KRW", **mayors[0])
    received(world, "Without a value", **mayors[1])
    client = at_(world.host)
    page = client.get(at(world, "gifts"))
    assert texts(page, ".claim h3") == ["Too late", "In time"]
    assert texts(page, ".claim .until") == ["30 April 2024 1 day overdue", "5 May 2024 4 days left"]
    said = "4 received · 0 given · 1 planned · 2 to be declared · 1 overdue"
    assert texts(page, "p.summary") == [said]
    lacking = [(str(row.gift.nature), row.lacks) for row in page.context["page"].register.unjudged]
    assert lacking == [("Korean", "currency"), ("Without a value", "value")]
    tick = {"declared_on": "2024-05-01", "seen_version": "1"}
    assert client.post(at(world, "gift-declare", late.pk), tick).status_code == 302
    assert client.post(at(world, "gift-declare", late.pk), tick).status_code == 409
    page = client.get(at(world, "gifts"))
    assert texts(page, ".claim h3") == ["In time"]
    assert "declared on 1 May 2024 late" in words(page)
    wrong = client.post(
        at(world, "gift-declare", late.pk), {"declared_on": "2024-04-01", "seen_version": "2"}
    )
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["declared_on"])


def second_mission(world):
    values = {"slug": "return-visit", "name": two("Return visit")}
    days = {"starts_on": date(2024, 2, 1), "ends_on": date(2024, 2, 3)}
    return missions.open_mission({**values, **days}, by=world.host, side="host")


def test_g2_a_donor_adds_up_over_the_missions_of_ones_side(world, at_):
    say_rule(world.host)
    other = second_mission(world)
    body = world.things["guest-organisation"]
    enter(other, "Earlier", by=world.host, donor_body=body, exchanged_on=date(2024, 2, 2), value=200)
    received(world, "Later", value=100)
    page = at_(world.host).get(at(world, "gifts"))
    assert [str(row.gift.nature) for row in page.context["page"].register.open] == ["Later"]
    assert "this donor’s gifts within 12 months come to 300 USD" in words(page)
    assert "Earlier" not in words(page)
    whole = at_(world.host).get(reverse("gift-register"))
    assert [part in words(whole) for part in ("Earlier", "Later", "Return visit")] == [True] * 3


def test_g2_missions_of_others_do_not_count(world, at_):
    """The guests' totals know nothing of what the same donor gave the hosts."""
    say_rule(world.guest)
    body = world.things["host-organisation"]
    received(world, "Host's own", side="host", donor_body=body, value=299)
    received(world, "Guests' own", side="guest", donor_body=body, value=10)
    page = at_(world.guest).get(at(world, "gifts"))
    assert page.context["page"].register.open == ()
    assert [each.total.total for each in page.context["page"].register.totals] == [Decimal(10)]


def test_the_register_is_narrowed_by_year_donor_and_what_is_open(world, at_):
    say_rule(world.host)
    received(world, "Small", value=1)
    received(world, "Large", value=900, donor_body=None, donor=world.things["guest-mayor"])
    received(world, "Old", value=2, exchanged_on=date(2021, 1, 1))
    client, where = at_(world.host), reverse("gift-register")

    def found(**asked):
        page = client.get(where, asked)
        return [str(row.gift.nature) for row in page.context["page"].register.rows]

    assert [name for name in found() if SECRETS["host"] not in name] == ["Old", "Small", "Large"]
    assert found(year="2021") == ["Old"]
    assert found(donor=f"p{world.things['guest-mayor'].pk}") == ["Large"]
    assert found(open="on") == ["Large"]
    assert found(year="mars", donor="x" * 300) == []
    csv = client.get(reverse("gift-register-csv"), {"open": "on"}).content.decode()
    assert ("Large" in csv, "Small" in csv) == (True, False)


def test_the_table_is_read_by_spreadsheets_and_computes_nothing(world, at_):
    import csv
    import io

    for mark in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"):
        received(world, mark, value=3)
    received(world, "도자기, 한 점", value=12)
    answer = at_(world.host).get(at(world, "gifts-csv"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="gifts-test-mission.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    heads, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert heads[:5] == [
        "Mission",
        "Direction",
        "Exchanged on",
        "What it is (English)",
        "What it is (Korean)",
    ]
    natures = {row[3] for row in rows}
    assert {"'=1+1", "'+1", "'-1", "'@SUM(A1)", "'＝1", "도자기, 한 점"} <= natures
    assert [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r＝" and cell] == []
    assert {(row[9], row[10]) for row in rows if row[3] == "도자기, 한 점"} == {("12.00", "USD")}


def test_somebody_whom_the_editor_may_not_know_of_stays_named(world, at_):
    from legation.accounts.actions import open_account
    from legation.accounts.choices import Duty
    from legation.kernel.choices import Side
    from legation.missions.choices import Role

    secret = person(world, "SECRETARY", "Sample", by=world.host, scope="office")
    gift = received(world, "A pen", donor_body=None, donor=secret)
    colleague = open_account(
        "colleague@test.example",
        "colleague",
        "sample-password-1",
        office=world.users["other-office"].office,
        duty=Duty.STAFF,
    )
    missions.give_access(world.mission, colleague, side=Side.HOST, role=Role.PROTOCOL, by=world.host)
    client = at_(colleague)
    where = at(world, "gift-edit", gift.pk)
    assert "SECRETARY" not in client.get(where).content.decode()
    form = typed(nature_0="A fountain pen", donor="", seen_version=1)
    assert client.post(where, form).status_code == 302
    gift.refresh_from_db()
    assert (gift.donor, gift.nature.data["en"]) == (secret, "A fountain pen")
    other = person(world, "Known", "Sample", by=world.host)
    assert at_(world.host).post(where, {**form, "donor": other.pk, "seen_version": 2}).status_code == 302
    for path in ("gifts", "gifts-csv"):
        assert "SECRETARY" not in at_(colleague).get(at(world, path)).content.decode()
    assert "SECRETARY" not in at_(colleague).get(at(world, "gift-history", gift.pk)).content.decode()
    assert "SECRETARY" in at_(world.host).get(at(world, "gift-history", gift.pk)).content.decode()
    stale = at_(colleague).post(where, {**form, "donor": other.pk, "seen_version": 1})
    assert (stale.status_code, "SECRETARY" in stale.content.decode()) == (409, False)


def test_search_finds_a_gift_for_its_own_side(world, at_):
    received(world, "Celadon vase", visibility="host")
    received(world, "Celadon bowl", visibility="shared")
    at_call = received(world, "Celadon dish", visibility="shared", engagement=world.things["engagement"])

    def found(user):
        page = at_(user).get(reverse("search"), {"q": "Celadon"})
        return sorted(texts(page, "h2.result a"))

    assert found(world.host) == ["Celadon bowl", "Celadon dish", "Celadon vase"]
    assert found(world.guest) == ["Celadon bowl"]
    assert found(world.users["stranger"]) == []
    remove_gift(at_call, by=world.host)
    assert found(world.host) == ["Celadon bowl", "Celadon vase"]
    assert SearchEntry.objects.filter(kind="gift").count() == 5  # with the three of the world


def test_a_new_gift_begins_with_its_engagement_day_and_currency(world, at_):
    say_rule(world.host)
    call = world.things["engagement"]
    form = at_(world.host).get(at(world, "gift-new"), {"engagement": call.pk}).context["form"]
    assert [form[name].value() for name in ("engagement", "exchanged_on", "currency", "visibility")] == [
        call.pk,
        date(2024, 4, 17),
        "USD",
        "host",
    ]
    secret = world.things["guest-hidden-engagement"]
    form = at_(world.host).get(at(world, "gift-new"), {"engagement": secret.pk}).context["form"]
    assert form["engagement"].value() is None


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_queries_do_not_grow_with_gifts(world, at_, rows, django_assert_num_queries):
    say_rule(world.host)
    for number in range(rows):
        received(
            world,
            f"Gift {number}",
            value=100 * number,
            donor=world.things["guest-mayor"],
            recipient=person(world, f"Recipient{number}", "Sample", by=world.host),
            engagement=missions.add_engagement(
                world.mission, engagement_values(world, f"Call {number}"), by=world.host
            ),
        )
    client = at_(world.host)
    with django_assert_num_queries(9):
        assert client.get(at(world, "gifts")).status_code == 200
    with django_assert_num_queries(6):
        assert client.get(reverse("gift-register")).status_code == 200
