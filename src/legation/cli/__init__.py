"""The `legation` command. Engines run without the app; the app's commands load it first."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from legation import __version__
from legation.cli import operating
from legation.cli.ends import BAD_INPUT, DEFAULT_PORT, DONE, NO_SOLUTION, BadFile
from legation.cli.ends import load_app as _app
from legation.cli.ends import read as _read
from legation.cli.ends import write as _write

Document = dict[str, Any]


def parser() -> argparse.ArgumentParser:
    """Every command and option; `docs/operator/commands.md` describes them."""
    top = argparse.ArgumentParser(
        prog="legation", description="City-to-city missions, both sides in one place."
    )
    top.add_argument("--version", action="version", version=f"legation {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    demo = commands.add_parser("demo", help="build the 2024 mission to Korea and show what was done")
    demo.add_argument("--article", type=Path, help="an article to read in place of the retold one")
    demo.add_argument(
        "--out", type=Path, help="folder for the books and calendars (default: in the data folder)"
    )
    demo.add_argument("--serve", action="store_true", help="serve the site afterwards")
    _add_address(demo)
    demo.set_defaults(run=_demo)

    serve = commands.add_parser("serve", help="bring the database up to date and serve the site")
    _add_address(serve)
    serve.set_defaults(run=_serve)

    worker = commands.add_parser("worker", help="run long work such as searches; `serve` starts one itself")
    worker.add_argument("--beside", type=int, help="end when this parent process does")
    worker.set_defaults(run=_worker)

    capture = commands.add_parser(
        "capture", help="read an article and print the draft, each value with its span"
    )
    capture.add_argument("file", nargs="?", help="text, HTML, PDF or JSON; - for standard input")
    capture.add_argument("--json", action="store_true", help="print JSON in place of a summary")
    capture.add_argument("--date", type=date.fromisoformat, help="day of publication, YYYY-MM-DD")
    capture.add_argument(
        "--language", choices=("en", "ko"), help="language of the text (default: by its script)"
    )
    capture.add_argument(
        "--in", dest="folder", type=Path, help="folder of JSON documents to read, with --out"
    )
    capture.add_argument("--out", type=Path, help="file, or with --in folder, to write to")
    capture.set_defaults(run=_capture)

    for name, words in (
        ("precedence", "rank the people of a list, with the reason for each pair"),
        ("seat", "seat people at a table and say why each sits there"),
    ):
        engine = commands.add_parser(name, help=words)
        engine.add_argument("file", help="JSON document; - for standard input")
        engine.add_argument("--pack", help="rule pack, in place of the document's")
        engine.add_argument("--out", type=Path, help="file to write to")
        if name == "precedence":
            engine.add_argument("--language", choices=("en", "ko"), help="language of the reasons")
        engine.set_defaults(run=_engine)

    plan = commands.add_parser("plan", help="find the best timetable of a round of one-to-one meetings")
    plan.add_argument(
        "file",
        nargs="?",
        help="JSON document, published .dzn, or table (.xlsx, .ods, .csv); - for standard input",
    )
    plan.add_argument("--template", type=Path, help="write a workbook to fill in, and plan nothing")
    plan.add_argument("--slots", type=int, help="slots, where a table does not say it")
    plan.add_argument("--tables", type=int, help="tables, where a table does not say it")
    plan.add_argument("--seconds", type=float, default=10.0, help="how long to search (default: 10)")
    plan.add_argument(
        "--workers", type=int, choices=(1, 2), default=2, help="threads that search (default: 2)"
    )
    plan.add_argument("--seed", type=int, default=1, help="another seed, another search (default: 1)")
    plan.add_argument("--previous", help="JSON plan from which as few meetings as possible move")
    plan.add_argument("--progress", action="store_true", help="say on standard error what is known so far")
    plan.add_argument("--language", choices=("en", "ko"), default="en", help="language of the reasons")
    plan.add_argument("--out", type=Path, help="file to write to; .xlsx for a workbook")
    plan.set_defaults(run=_plan)

    warm = commands.add_parser("warm", help="compile the searches, the world's cities and their map")
    warm.set_defaults(run=_warm)

    packs = commands.add_parser("packs", help="list the rule packs and the rank classes that each knows")
    packs.set_defaults(run=_packs)

    schema = commands.add_parser("schema", help="print the JSON Schema of a format")
    schema.add_argument("name", choices=("list", "round", "seating"), help="which format")
    schema.set_defaults(run=_schema)

    doctor = commands.add_parser("doctor", help="check fonts, database and settings, and say what mends them")
    doctor.set_defaults(run=operating.doctor)

    user = commands.add_parser(
        "user", help="make an account; asks for the password, or reads LEGATION_PASSWORD"
    )
    user.add_argument("email")
    user.add_argument("name")
    user.add_argument("--office", help="name of the office that the user works for")
    user.add_argument("--staff", action="store_true", help="may open missions and keep shared records")
    user.add_argument("--administrator", action="store_true", help="looks after users and offices")
    user.add_argument("--language", choices=("en", "ko"), default="en")
    user.set_defaults(run=operating.user)

    mail = commands.add_parser("mail", help="take answers to invitations from mails, or from the mailbox")
    mail.add_argument(
        "--read", nargs="*", metavar="FILE", help="mails as files; none or - for standard input"
    )
    mail.set_defaults(run=operating.mail)

    reindex = commands.add_parser("reindex", help="build the search index anew")
    reindex.set_defaults(run=operating.reindex)

    rotate = commands.add_parser("rotate-keys", help="seal personal data anew with a new key")
    rotate.add_argument("--drop-old", action="store_true", help="and forget the keys from before")
    rotate.set_defaults(run=operating.rotate_keys)

    backup = commands.add_parser(
        "backup", help="save database, files and keys, encrypted, while the site runs"
    )
    backup.add_argument("--to", metavar="PLACE", help="folder or s3://bucket/prefix (default: as set)")
    backup.add_argument("--keep", type=int, help="backups that stay there (default: as set); 0 for all")
    backup.add_argument("--list", action="store_true", help="list those that are there, and take none")
    backup.set_defaults(run=operating.backup)

    restore = commands.add_parser("restore", help="check a backup whole, then put it in place")
    restore.add_argument("backup", help="file, or name in the place that is set; latest for the newest")
    restore.add_argument("--into", type=Path, metavar="FOLDER", help="another folder than the data folder")
    restore.add_argument("--replace", action="store_true", help="put aside the installation that is there")
    restore.add_argument("--check", action="store_true", help="only say whether it is whole")
    restore.add_argument("--key-file", type=Path, metavar="FILE", help="key that it was made with")
    restore.set_defaults(run=operating.restore)

    operating.add_exchange(commands)

    manage = commands.add_parser("manage", help="run one of Django's own commands", add_help=False)
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    manage.set_defaults(run=_manage)
    return top


def _add_address(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", help="address to listen at (default: 127.0.0.1)")
    command.add_argument("--port", type=int, default=DEFAULT_PORT, help="port to listen at (default: 8000)")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns 0 when done, 1 for no solution, 2 for bad input."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["manage"]:  # argparse would take --help and --version of Django's commands for itself
        return _manage(argparse.Namespace(rest=given[1:]))
    chosen = parser().parse_args(given)
    try:
        status: int = chosen.run(chosen)
    except BadFile as bad:
        print(f"legation {chosen.command}: {bad}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        return 130
    return status


def _engine(chosen: argparse.Namespace) -> int:
    run: Callable[[Document], Document]
    if chosen.command == "precedence":
        from legation.engine.precedence import BadInput as Refusal
        from legation.engine.precedence import run
    else:
        from legation.config.plan import seated as run
        from legation.engine.seating import BadInput as Refusal  # type: ignore[assignment]
    try:
        document = json.loads(_read(chosen.file))
    except (ValueError, RecursionError) as broken:
        raise BadFile(f"{chosen.file}: not a JSON document: {broken}") from broken
    if not isinstance(document, dict):
        raise BadFile(f"{chosen.file}: the document is not a JSON object")
    for option in ("pack", "language"):
        if getattr(chosen, option, None):
            document[option] = getattr(chosen, option)
    started = time.perf_counter()
    try:
        answer = run(document)
    except Refusal as refusal:
        raise BadFile(str(refusal)) from refusal
    answer |= {"seconds": round(time.perf_counter() - started, 4), "version": __version__}
    _write(chosen.out, answer)
    return NO_SOLUTION if answer.get("status") in {"infeasible", "impossible"} else DONE


def _plan(chosen: argparse.Namespace) -> int:
    from legation.config.plan_command import plan
    from legation.engine.matching import BadInput
    from legation.kernel.sheets import BadTable

    try:
        return DONE if plan(chosen, read=_read, write=_write) else NO_SOLUTION
    except BadInput as refusal:
        raise BadFile(str(refusal)) from refusal
    except BadTable as refusal:
        raise BadFile(refusal.said(chosen.language)) from refusal


def _warm(_chosen: argparse.Namespace) -> int:
    from legation.config.gazetteer import compile_cities
    from legation.config.outlines import compile_atlas
    from legation.config.plan import warm

    started = time.perf_counter()
    for what, size in (("table of the world's cities", compile_cities()), ("map of it", compile_atlas())):
        ready = f"The {what} is ready ({(size or 0) / 1e6:.1f} MB)."
        print(ready if size else f"No {what}: its packages are not installed, or its place is read-only.")
    warm()
    print(f"The searches are ready ({time.perf_counter() - started:.1f} s).")
    return DONE


def _packs(_chosen: argparse.Namespace) -> int:
    from legation.engine.precedence import load_pack, pack_names

    for name in pack_names():
        print(f"{name}: {', '.join(load_pack(name).ranks)}")
    return DONE


def _schema(chosen: argparse.Namespace) -> int:
    if chosen.name == "list":
        from legation.engine.precedence import SCHEMA
    elif chosen.name == "round":
        from legation.engine.matching import SCHEMA
    else:
        from legation.engine.seating import SCHEMA
    _write(None, SCHEMA)
    return DONE


def _capture(chosen: argparse.Namespace) -> int:
    from legation.config.capture import capture_file, capture_folder

    if chosen.folder is not None:
        if chosen.out is None or chosen.file is not None:
            raise BadFile("--in takes a folder to write to with --out, and no file")
        return capture_folder(chosen.folder, chosen.out)
    if chosen.file is None:
        raise BadFile("name a file, - for standard input, or a folder with --in")
    return capture_file(
        _read(chosen.file),
        chosen.file,
        as_json=chosen.json,
        on=chosen.date,
        language=chosen.language,
        out=chosen.out,
    )


def _demo(chosen: argparse.Namespace) -> int:
    if chosen.article is not None:
        _read(str(chosen.article))
    _app(chosen.port)
    from legation.config.server import prepare
    from legation.config.serving import serve_afresh
    from legation.demo import build
    from legation.engine.ingest import BadFile as Unreadable
    from legation.kernel.refusals import Refused

    prepare()
    try:
        build(article=chosen.article, out=chosen.out, say=print, origin=f"http://localhost:{chosen.port}")
    except (Unreadable, Refused) as refusal:
        raise BadFile(str(refusal)) from refusal
    return serve_afresh(chosen.host, chosen.port) if chosen.serve else DONE


def _serve(chosen: argparse.Namespace) -> int:
    _app(chosen.port)
    from legation.config.server import prepare
    from legation.config.serving import serve

    prepare()
    return serve(chosen.host, chosen.port)


def _worker(chosen: argparse.Namespace) -> int:
    _app()
    from legation.config.server import migrate
    from legation.config.working import work

    if chosen.beside is None:
        migrate()
    return work(chosen.beside)


def _manage(chosen: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legation.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["legation manage", *chosen.rest])
    return DONE
