"""How long the two books take for 67 people and papers for 150: `python benchmarks/books.py [FOLDER]`.

Builds a mission in a database of its own, prints one book once to warm up (imports, fonts) and then three
times, and says the best and the worst with the pages. The portraits are drawn here. A folder keeps the PDFs.
"""

import io
import os
import sys
import tempfile
import time
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from book import told

os.environ["DJANGO_SETTINGS_MODULE"] = "legation.config.settings"
TEMPORARY = tempfile.TemporaryDirectory(prefix="legation-books-")
os.environ["LEGATION_DATA"] = TEMPORARY.name
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

PEOPLE = 67
GUESTS = 150
ROUNDS = 3


def portrait(number: int) -> bytes:
    """A face of 1200 by 1500 pixels, different for each number."""
    from PIL import Image, ImageDraw

    picture = Image.effect_noise((1200, 1500), 20 + number % 30).convert("RGB")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((300, 250, 900, 1000), fill=(190 - number, 150, 120 + number))
    draw.rectangle((200, 1050, 1000, 1500), fill=(40, 50 + number, 90))
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=90)
    return kept.getvalue()


def fill(world: Any) -> None:
    """Guests until there are 67 people, each with a post and a biography in both languages."""
    from legation.directory import actions as directory
    from legation.missions import actions as missions
    from legation.missions.models import Delegate
    from tests.world import two

    by = world.guest
    about = two(
        "Leads trade and investment work across the region and has taken part in four missions to Korea. "
        "Before that, fifteen years in port logistics, shipping and city planning.",
        "지역의 통상과 투자 업무를 이끌며 한국 방문단에 네 차례 참여했다. "
        "이전에는 항만 물류와 도시 계획 분야에서 15년간 일했다.",
    )
    for number in range(PEOPLE - Delegate.objects.visible_to(by).filter(mission=world.mission).count()):
        values = {
            "family_name": f"Sample{number:02}",
            "given_name": "Alexandra",
            "korean_name": f"표본 {number}",
            "biography": about,
            "languages": ["en", "ko"],
            "sample": True,
        }
        person = directory.add_person(values, by=by)
        member = {
            "person": person,
            "delegation": world.things["guest-delegation"],
            "post": world.things["guest-post"],
            "status": "confirmed",
        }
        missions.add_delegate(world.mission, member, by=by)


def give_portraits() -> None:
    """A portrait for everybody, kept as an upload would be."""
    from legation.directory.models import Person
    from legation.kernel.files import keep, portrait_bytes

    for number, person in enumerate(Person.objects.order_by("pk")):
        person.portrait = keep("portraits", portrait_bytes(portrait(number)), "jpg")
        person.save(update_fields=["portrait"])


def measure(world: Any, folder: Path | None, *, pictures: str) -> None:
    from pypdf import PdfReader

    from legation.briefings.actions import book_bytes
    from legation.briefings.queries.portraits import printed_portrait

    for book in ("programme", "who-is-who"):
        for language in ("en", "ko", "both"):
            times = []
            for _round in range(ROUNDS):
                printed_portrait.cache_clear()
                started = time.perf_counter()
                pdf = book_bytes(world.mission, book, reader=world.guest, language=language, paper="a4")
                times.append(time.perf_counter() - started)
            told(f"{book}, {language}, {pictures}", min(times), "s")
            pages = len(PdfReader(io.BytesIO(pdf)).pages)
            print(
                f"{book:<11} {language:<5} {pictures:<18} {min(times):.2f} to {max(times):.2f} s,"
                f" {pages} pages, {len(pdf) // 1024} KB"
            )
            if folder is not None:
                (folder / f"{book}-{language}-{pictures.split(maxsplit=1)[0]}.pdf").write_bytes(pdf)


def reception(world: Any) -> Any:
    """150 people at 15 round tables, with cars for some, as saved."""
    from legation.kernel.editing import add
    from legation.protocol.models import Vehicle
    from tests.briefings.printing import reception as received
    from tests.briefings.printing import sample, seat_all

    people = [sample(n, function="principal" if n < 2 else "participant") for n in range(GUESTS)]
    engagement = received(world, *people)
    seat_all(world, engagement)
    for number, (kind, seats) in enumerate((("car", 3), ("car", 3), ("coach", 45), ("coach", 45)), start=1):
        car = Vehicle(engagement=engagement, name=f"No. {number}", kind=kind, seats=seats, position=number)
        add(car, by=world.host)
    return engagement


def measure_papers(world: Any, folder: Path | None) -> None:
    from pypdf import PdfReader

    from legation.briefings.actions import paper_bytes
    from legation.briefings.choices import EngagementPaper

    engagement = reception(world)
    for paper in EngagementPaper.values:
        for language in ("en", "both"):
            times = []
            for _round in range(ROUNDS):
                started = time.perf_counter()
                pdf = paper_bytes(engagement, paper, reader=world.host, language=language, paper="a4")
                times.append(time.perf_counter() - started)
            pages = len(PdfReader(io.BytesIO(pdf)).pages)
            print(
                f"{paper:<16} {language:<5} {GUESTS} people {min(times):.2f} to {max(times):.2f} s,"
                f" {pages} pages, {len(pdf) // 1024} KB"
            )
            if folder is not None:
                (folder / f"{paper}-{language}.pdf").write_bytes(pdf)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    import django

    django.setup()
    from django.core.management import call_command

    from legation.briefings.actions import book_bytes
    from tests.world import make_world

    with redirect_stdout(io.StringIO()):
        call_command("migrate", verbosity=0)
    world = make_world()
    fill(world)
    started = time.perf_counter()
    book_bytes(world.mission, "programme", reader=world.guest, language="en", paper="a4")
    print(f"First book of the process, with imports and fonts: {time.perf_counter() - started:.2f} s")
    measure(world, folder, pictures="without portraits")
    give_portraits()
    measure(world, folder, pictures="with portraits")
    measure_papers(world, folder)


if __name__ == "__main__":
    main()
