"""The pages on which both sides make a press release."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legation.accounts.actions import open_account
from legation.kernel.choices import Side
from legation.missions.actions import give_access
from legation.missions.choices import Role
from legation.newsroom.models import NewsSite, Photograph, PressRelease, Quotation
from tests.missions.stage import PASSWORD, Stage, build, two
from tests.newsroom.releases import (
    approved,
    call,
    photographed,
    picture,
    published,
    quoted,
    write,
    written,
    yes,
)

pytestmark = pytest.mark.django_db
LIST = 12
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def stage() -> Stage:
    return build()


def client_of(user: Any, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(user, backend=BACKEND)
    client.cookies["django_language"] = language
    return client


def at(name: str, release: PressRelease, *more: Any) -> str:
    return reverse(name, args=[release.mission.slug, release.pk, *more])


def test_it_is_made_on_the_pages_from_the_record_to_the_public(stage: Stage) -> None:
    """The whole way of both sides, by hand."""
    guest, host = client_of(stage.guest), client_of(stage.host)
    about = call(stage)
    made = guest.post(reverse("press-release-new", args=[stage.mission.slug]), {"engagement": about.pk})
    release = PressRelease.objects.get()
    assert (made.status_code, made["Location"]) == (302, at("press-release", release))
    typed = {
        "seen_version": release.version,
        "title_0": "Cities meet",
        "title_1": "두 도시가 만나다",
        "body_0": "They **met**.\n\n[quotation 1]",
        "body_1": "**만났습니다**.\n\n[인용 1]",
        "embargo_0": "",
        "embargo_1": "",
    }
    assert guest.post(at("press-release-edit", release), typed).status_code == 302
    words = {
        "speaker": stage.harrell.person.pk,
        "post_0": "Mayor",
        "post_1": "시장",
        "text_0": "Thank you.",
        "text_1": "감사합니다.",
    }
    assert guest.post(at("press-quotation-new", release), words).status_code == 302
    quotation = Quotation.objects.get()
    page = guest.get(at("press-release", release)).content.decode()
    assert ("has not said yes to these words" in page, "Say yes for your side" in page) == (True, False)
    approval = at("press-quotation-approve", release, quotation.pk)
    said = guest.get(approval).context["form"]["said"].value()
    assert guest.post(approval, {"approved_for": "", "said": said}).status_code == 422
    assert guest.post(approval, {"approved_for": "The mayor, in person", "said": said}).status_code == 302
    shown = {
        "file": SimpleUploadedFile("a.jpg", picture()),
        "alt_0": "Two people",
        "alt_1": "두 사람",
        "credit": "Sample",
        "consent": "Both",
    }
    assert guest.post(at("press-photograph-new", release), shown).status_code == 302
    for client in (guest, host):
        trace = client.get(at("press-release", release)).context["desk"].trace
        client.post(at("press-release-agree", release), {"trace": trace})
    public = (
        Client().get(reverse("news-release", args=["busan-protocol", "en", release.slug])).content.decode()
    )
    text = public.split('<div class="words">')[1]
    order = [text.index(word) for word in ("<strong>met</strong>", "“Thank you.”", "Bruce Harrell, Mayor")]
    assert (order == sorted(order), 'alt="Two people"' in public) == (True, True)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"body_0": "<b>bold</b>"}, "The text holds HTML: &lt;b&gt;."),
        (
            {"embargo_0": "2020-01-01", "embargo_1": "09:00", "embargo_zone": "Asia/Seoul"},
            "This minute has passed",
        ),
        ({"embargo_0": "2030-01-01", "embargo_1": "", "embargo_zone": "Asia/Seoul"}, "Say at which minute"),
        (
            {"embargo_0": "2030-03-10", "embargo_1": "02:30", "embargo_zone": "America/Los_Angeles"},
            "2030-03-10 02:30",
        ),
        ({"embargo_0": "2030-01-01", "embargo_1": "09:00", "embargo_zone": "Asia/Tokyo"}, "valid choice"),
        ({"body_0": "> quoted"}, "A line begins with"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_is_saved(
    stage: Stage, typed: dict[str, str], told: str
) -> None:
    release = written(stage)
    answer = client_of(stage.guest).post(
        at("press-release-edit", release),
        {"seen_version": release.version, "title_0": "Kept", "title_1": "x", **typed},
    )
    text = answer.content.decode()
    assert (answer.status_code, told in text, 'value="Kept"' in text) == (422, True, True)
    assert PressRelease.objects.get().version == release.version


def test_a_photograph_of_200_megapixels_is_refused_on_the_page(stage: Stage) -> None:
    from tests.newsroom.test_photographs import claimed

    release = written(stage)
    shown = {"alt_0": "A", "alt_1": "가", "credit": "S", "consent": "B"}
    for file, told in (
        (claimed(20_000, 10_000), "200 megapixels"),
        (b"no picture", "not a JPEG, PNG or WebP"),
    ):
        upload = SimpleUploadedFile("a.png", file)
        answer = client_of(stage.guest).post(at("press-photograph-new", release), {**shown, "file": upload})
        assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert Photograph.objects.count() == 0


def test_two_at_once_are_told_of_each_other(stage: Stage) -> None:
    release = written(stage)
    write(release, by=stage.host, body=two("Pears were served.", "배"))
    typed = {"seen_version": release.version, "title_0": "Mine", "title_1": "나의 것"}
    answer = client_of(stage.guest).post(at("press-release-edit", release), typed)
    assert (answer.status_code, "Pears were served." in answer.content.decode()) == (409, True)


def test_the_other_side_is_refused_the_speakers_yes_on_the_page(stage: Stage) -> None:
    release = written(stage)
    quotation = quoted(stage, release)
    where = at("press-quotation-approve", release, quotation.pk)
    host = client_of(stage.host)
    said = host.get(where).context["form"]["said"].value()
    answer = host.post(where, {"approved_for": "By mail", "said": said})
    assert (answer.status_code, "belongs to the other side" in answer.content.decode()) == (422, True)


def test_the_press_office_says_yes_and_an_assistant_does_not(stage: Stage) -> None:
    release = written(stage)
    for role, expected in ((Role.PRESS, 302), (Role.ASSISTANT, 403), (Role.DELEGATE, 403)):
        user = open_account(f"{role}@example.org", "Sample", PASSWORD, office=stage.host.office)
        give_access(stage.mission, user, side=Side.HOST, role=role, by=stage.host)
        where = at("press-release-agree", release)
        assert client_of(user).post(where, {"trace": "wrong"}).status_code == expected
    assert release.consents.count() == 0


def test_the_preview_is_what_the_public_will_read(stage: Stage) -> None:
    release = written(stage)
    approved(quoted(stage, release), by=stage.guest)
    photographed(stage, release)
    before = client_of(stage.host).get(at("press-release-preview", release, "en")).content.decode()
    yes(release, stage.guest, stage.host)
    after = (
        Client().get(reverse("news-release", args=["seattle-chamber", "en", release.slug])).content.decode()
    )

    def words(page: str) -> str:
        body = page.split('<div class="words">')[1].split("</article>", maxsplit=1)[0]
        return body.split('<figure class="picture">')[0]

    assert words(before) == words(after)


def test_the_pdf_bears_the_embargo_or_says_that_it_is_a_draft(stage: Stage) -> None:
    import io
    from datetime import date, time

    from pypdf import PdfReader

    from legation.missions.forms.engagement import Wall

    release = written(stage)
    photographed(stage, release)
    write(release, by=stage.guest, embargo=Wall(date(2030, 4, 18), time(9, 0)), embargo_zone="Asia/Seoul")

    def lines(language: str) -> str:
        pdf = client_of(stage.guest).get(at("press-release-pdf", release, language)).content
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)

    when = "2030-04-18 09:00 Busan / 2030-04-17 17:00 Seattle"
    assert [word in lines("en") for word in ("DRAFT", f"EMBARGO: not before {when}")] == [True, True]
    yes(release, stage.guest, stage.host)
    assert [word in lines("en") for word in ("DRAFT", f"EMBARGO: not before {when}")] == [False, True]
    assert "엠바고: 2030-04-18 09:00 부산 / 2030-04-17 17:00 시애틀" in lines("ko")


def test_the_history_shows_each_word_that_came_and_went(stage: Stage) -> None:
    release = written(stage)
    write(release, by=stage.host, body=two("Pears were served.", "배를 대접하였습니다."))
    page = client_of(stage.guest).get(at("press-release-history", release)).content.decode()
    assert ("<del>Plums</del>" in page, "<ins>Pears</ins>" in page) == (True, True)


def test_withdrawing_asks_for_a_note_and_tells_it(stage: Stage) -> None:
    release = published(stage)
    host = client_of(stage.host)
    where = at("press-release-withdraw", release)
    assert host.post(where, {"note_0": "Only English"}).status_code == 422
    assert host.post(where, {"note_0": "Too early.", "note_1": "너무 일렀습니다."}).status_code == 302
    gone = Client().get(reverse("news-release", args=["busan-protocol", "ko", release.slug]))
    assert (gone.status_code, "너무 일렀습니다." in gone.content.decode()) == (410, True)


def test_a_removed_draft_is_brought_back_from_the_list(stage: Stage) -> None:
    release = written(stage)
    guest = client_of(stage.guest)
    listed = guest.post(at("press-release-remove", release))
    page = guest.get(listed["Location"])
    undo = page.context["undo"]
    assert guest.post(undo).status_code == 302
    assert PressRelease.objects.get().removed_at is None


def test_staff_of_the_office_keep_its_site(stage: Stage) -> None:
    published(stage)
    site = NewsSite.objects.get(slug="seattle-chamber")
    where = reverse("news-site-edit", args=[site.slug])
    typed = {"seen_version": site.version, "name_0": "Seattle news", "name_1": "시애틀 소식"}
    assert client_of(stage.host).post(where, typed).status_code == 404
    front = reverse("news-front", args=[site.slug, "ko"])
    assert "시애틀 소식" not in Client().get(front).content.decode()
    assert client_of(stage.guest).post(where, typed).status_code == 302
    assert "시애틀 소식" in Client().get(front).content.decode()


def test_what_is_public_is_not_found_twice_by_those_who_work_on_it(stage: Stage) -> None:
    release = written(stage)
    search = reverse("search")
    found = [
        client_of(user).get(search, {"q": "plums"}).content.decode() for user in (stage.guest, stage.stranger)
    ]
    assert [at("press-release", release) in text for text in found] == [True, False]
    yes(release, stage.guest, stage.host)
    page = client_of(stage.guest).get(search, {"q": "plums"}).content.decode()
    assert page.count("Cities meet") == 1


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_the_newsroom_costs_the_same_for_any_number(
    stage: Stage, rows: int, django_assert_num_queries: Any
) -> None:
    release = written(stage)
    quoted(stage, release)
    for row in range(rows - 1):
        PressRelease.objects.create(mission=stage.mission, slug=f"copy-{row}", title=release.title)
    client, page = client_of(stage.host), reverse("newsroom", args=[stage.mission.slug])
    client.get(page)
    with django_assert_num_queries(LIST):
        assert client.get(page).status_code == 200


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_a_release_costs_the_same_for_any_number_of_parts(stage: Stage, rows: int) -> None:
    release = yes(written(stage), stage.guest, stage.host)
    photograph = photographed(stage, release)
    quotation = quoted(stage, release)
    for row in range(rows - 1):
        for part in (photograph, quotation):
            part.pk = None
            if part is photograph:
                photograph.key = f"{row:016d}"
            part.save()
    assert (Photograph.objects.count(), Quotation.objects.count()) == (rows, rows)
    client = client_of(stage.host)
    where = {
        "page": at("press-release", release),
        "edit": at("press-release-edit", release),
        "preview": at("press-release-preview", release, "ko"),
        "history": at("press-release-history", release),
    }
    cost = {}
    for name, address in where.items():
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        cost[name] = len(asked)
    assert cost == {"page": 14, "edit": 7, "preview": 8, "history": 7}
