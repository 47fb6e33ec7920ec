"""What `legation plan` does: a document, a published file or a workbook in, a document or a workbook out."""

import json
import time
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from legation import __version__
from legation.config.plan import planned
from legation.engine.matching import BadInput, round_of, round_of_dzn

TABLES = {".xlsx", ".ods", ".csv"}
FOUND = {"optimal", "feasible"}


def plan(
    chosen: Namespace, *, read: Callable[[str], bytes], write: Callable[[Path | None, Any], None]
) -> bool:
    """Do what the command line says; false where there is no plan. Raises BadInput and BadTable."""
    if chosen.template is not None:
        from legation.config.plan_sheets import template

        write(chosen.template, template(chosen.language))
        return True
    if chosen.file is None:
        raise BadInput("file", "name a file, - for standard input, or --template")
    kind = Path(chosen.file).suffix.lower()
    as_sheets = chosen.out is not None and chosen.out.suffix.lower() == ".xlsx"
    started = time.perf_counter()
    book = None
    if kind in TABLES:
        from legation.config.plan_sheets import Workbook

        given = {"slots": chosen.slots, "tables": chosen.tables}
        book = Workbook(read(chosen.file), Path(chosen.file).name, given, chosen.language)
        text = json.dumps(book.document)
    else:
        text = _text(chosen.file, read)
    answer = planned(
        text,
        dzn=kind == ".dzn",
        previous=_text(chosen.previous, read) if chosen.previous else None,
        seconds=chosen.seconds,
        workers=chosen.workers,
        seed=chosen.seed,
        progress=chosen.progress,
        language=chosen.language,
    )
    answer |= {"seconds": round(time.perf_counter() - started, 4), "version": __version__}
    if as_sheets:
        from legation.config.plan_shown import plan_sheets, shown

        if book is not None:
            with_names = book.shown
        else:
            round_ = round_of_dzn(text) if kind == ".dzn" else round_of(json.loads(text))
            with_names = shown(round_, chosen.language)
        write(chosen.out, plan_sheets(with_names, answer))
    else:
        write(chosen.out, answer)
    return answer["status"] in FOUND


def _text(name: str, read: Callable[[str], bytes]) -> str:
    try:
        return read(name).decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise BadInput(name, "not UTF-8") from broken
