"""Indico as a peer: 150 registrations of one conference, for who runs it. Read by `lists.py` and `api.py`.

It needs PostgreSQL, which comes with our tests' wheel, and Redis: where `redis-server` is not there, or its
package cannot be installed for this Python, there is no such peer, and the benchmark says why.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from peers import KEPT, free_port, serving

from tests.postgres import server_in

PEOPLE = 150
SETTINGS = """SQLALCHEMY_DATABASE_URI = 'postgresql:///postgres?host={sockets}&user=postgres'
SECRET_KEY = 'only for a benchmark, and thrown away with it'
BASE_URL = 'http://localhost:{port}'
CELERY_BROKER = REDIS_CACHE_URL = 'redis://127.0.0.1:{redis}/0'
DEFAULT_TIMEZONE = 'Asia/Seoul'
NO_REPLY_EMAIL = SUPPORT_EMAIL = 'sample@example.org'
CACHE_DIR = TEMP_DIR = LOG_DIR = '{data}'
STORAGE_BACKENDS = {{'default': 'fs:{data}'}}
"""
SAMPLE = f"""
import datetime as dt
from flask import session
from indico.web.flask.app import make_app
from indico.core.db import db
from indico.core.oauth.models.personal_tokens import PersonalToken
from indico.modules.categories import Category
from indico.modules.events.features.util import set_feature_enabled
from indico.modules.events.models.events import EventType
from indico.modules.events.operations import create_event
from indico.modules.events.registration.models.forms import RegistrationForm
from indico.modules.events.registration.util import create_personal_data_fields, create_registration
from indico.modules.users.operations import create_user
app = make_app()
with app.test_request_context():
    names = {{"first_name": "Sample", "last_name": "Sample", "affiliation": ""}}
    user = create_user("sample@example.org", names)
    user.is_admin = True
    db.session.flush()
    at = dt.datetime.now(dt.timezone.utc) + dt.timedelta(days=30)
    event = create_event(Category.get_root(), EventType.conference, {{"title": "Sample", "creator": user,
        "timezone": "Asia/Seoul", "start_dt": at, "end_dt": at + dt.timedelta(days=5)}})
    set_feature_enabled(event, "registration", True)
    form = RegistrationForm(event=event, title="Guests", currency="KRW")
    create_personal_data_fields(form)
    db.session.add(form)
    db.session.commit()  # numbers are counted in a transaction of their own
    for number in range({PEOPLE}):
        create_registration(form, {{"email": f"s{{number}}@example.org", "first_name": "Sample",
            "last_name": f"Person {{number}}"}}, management=True, notify_user=False)
    token = PersonalToken(user=user, name="benchmark", scopes=["read:everything", "read:legacy_api"])
    secret = token.generate_token()
    db.session.commit()
    print("SAMPLE", event.id, form.id, secret)
"""
SERVED = "from indico.web.flask.app import make_app\napplication = make_app()\n"


@dataclass(frozen=True, slots=True)
class Indico:
    """A running Indico: its process and port, how its organiser asks, and where its 150 people stand."""

    process: int
    port: int
    headers: dict[str, str]
    page: str
    api: str


@contextlib.contextmanager
def indico() -> Iterator[Indico | None]:
    """A filled Indico with two processes, or None where it does not install."""
    home = KEPT / "indico"
    python, redis = home / "venv" / "bin" / "python", shutil.which("redis-server")
    if redis is None:
        print("Indico is left out: it needs Redis (apt-get install redis-server)", file=sys.stderr)
        yield None
        return
    if not (home / "ready").exists() and (why := _install(home, python)):
        print(f"Indico is left out: {why}", file=sys.stderr)
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="indico-", dir="/tmp") as folder, contextlib.ExitStack() as over:
        data, port, cache = Path(folder), free_port(), free_port()
        Path(folder).chmod(0o755)  # the database's own user passes through
        sockets = data / "pg"
        sockets.mkdir()
        database, address = server_in(sockets)
        over.callback(_end, database)
        quiet = [redis, "--port", str(cache), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        over.callback(_end, subprocess.Popen(quiet, stdout=subprocess.DEVNULL))
        settings = SETTINGS.format(sockets=sockets, port=port, redis=cache, data=data)
        (data / "indico.conf").write_text(settings, encoding="utf-8")
        (data / "served.py").write_text(SERVED, encoding="utf-8")
        sample = next((home / "venv").glob("lib/*/site-packages/indico/logging.yaml.sample"))
        shutil.copyfile(sample, data / "logging.yaml")
        env = {"PATH": os.environ["PATH"], "HOME": folder, "INDICO_CONFIG": str(data / "indico.conf")}
        for extension in ("pg_trgm", "unaccent"):
            _run([sys.executable, "-c", EXTEND, address, extension], dict(os.environ), data)
        _run([str(python.with_name("indico")), "db", "prepare"], env, data)
        event, form, secret = _run([str(python), "-c", SAMPLE], env, data).split("SAMPLE ")[1].split()
        command = [str(python), "-m", "gunicorn", "served", "--workers", "2", "--bind", f"127.0.0.1:{port}"]
        with serving(command, env, data, "/login/", port) as process:
            yield Indico(
                process, port, {"Authorization": f"Bearer {secret}"},
                f"/event/{event}/manage/registration/{form}/registrations/",
                f"/api/events/{event}/registrants",
            )  # fmt: skip


EXTEND = """
import sys, psycopg
with psycopg.connect(sys.argv[1], autocommit=True) as connection:
    connection.execute(f"CREATE EXTENSION {sys.argv[2]}")
"""


def _install(home: Path, python: Path) -> str:
    """Install it once; returns why it could not be."""
    print("Installing Indico from its package (once; some minutes)", file=sys.stderr)
    home.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "venv", str(home / "venv")], check=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "indico", "gunicorn", "setuptools<81"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        return run.stderr.strip().splitlines()[-1]
    (home / "ready").touch()
    return ""


def _run(command: list[str], env: dict[str, str], folder: Path) -> str:
    run = subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"{' '.join(command)[:200]} failed:\n{run.stdout[-1000:]}\n{run.stderr[-3000:]}")
    return run.stdout


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(10)
    process.kill()
