"""Annotated texts: compact lines in TOML become documents in the shape of the format that capture writes.

people          name | title | org | side | roles | aliases; aliases
events          [*]kind status | iso | part | when | venue | room | city | hosts; hosts | guests; guests
organisations   name | role | aliases; aliases
programme       name | organisers; organisers
topics          codes with spaces between them
statements      speaker; speaker: words of the sentence
agreements      kind status | parties; parties | words of the sentence
size            number

The star marks the primary event. An empty cell is no value. Words that are looked for stand in the text.
"""

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"


def documents(*names: str) -> list[dict[str, Any]]:
    """The annotated texts of the files called `names`, in their order."""
    return [
        document_of(one)
        for name in names
        for one in tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["text"]
    ]


def document_of(sample: dict[str, Any]) -> dict[str, Any]:
    """One text with its labels: `raw` holds what capture is given, `gold` what it ought to find."""
    text: str = sample["text"]
    published: date | None = sample.get("date")
    return {
        "id": sample["id"],
        "raw": {
            "id": sample["id"],
            "date": published.isoformat() if published else None,
            "lang": "ko" if "-ko-" in sample["id"] else "en",
            "title": sample.get("title", ""),
            "text": text,
        },
        "gold": {
            "id": sample["id"],
            "split": "own",
            "lang": "ko" if "-ko-" in sample["id"] else "en",
            "people": [_person(line) for line in sample.get("people", [])],
            "events": [_event(line, f"E{n}") for n, line in enumerate(sample.get("events", []), start=1)],
            "organisations": [_organisation(line) for line in sample.get("organisations", [])],
            "programme": [_programme(line) for line in sample.get("programme", [])],
            "topics": sample.get("topics", "").split(),
            "statements": [_statement(line, text) for line in sample.get("statements", [])],
            "agreements": [_agreement(line, text) for line in sample.get("agreements", [])],
            "delegation_size": {"value": sample["size"]} if "size" in sample else None,
        },
    }


def _cells(line: str, count: int) -> list[str]:
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) > count:
        raise ValueError(line)
    return cells + [""] * (count - len(cells))


def _many(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _place(text: str, words: str) -> list[int]:
    at = text.index(words)
    return [at, at + len(words)]


def _person(line: str) -> dict[str, Any]:
    name, title, org, side, roles, aliases = _cells(line, 6)
    return {
        "name": name, "title": title or None, "org": org or None, "side": side, "roles": roles.split(),
        "aliases": _many(aliases),
    }  # fmt: skip


def _event(line: str, key: str) -> dict[str, Any]:
    head, iso, part, when, venue, room, city, hosts, guests = _cells(line, 9)
    kind, status = head.lstrip("*").split()
    return {
        "id": key, "kind": kind, "status": status, "primary": head.startswith("*"), "iso": iso or None,
        "part": part or None, "when": when or None, "venue": venue or None, "room": room or None,
        "city": city or None, "host": _many(hosts), "guest": _many(guests),
    }  # fmt: skip


def _organisation(line: str) -> dict[str, Any]:
    name, role, aliases = _cells(line, 3)
    return {"name": name, "role": role, "aliases": _many(aliases)}


def _programme(line: str) -> dict[str, Any]:
    name, organisers = _cells(line, 2)
    return {"name": name, "organisers": _many(organisers)}


def _statement(line: str, text: str) -> dict[str, Any]:
    speakers, words = line.split(":", 1)
    return {"speakers": _many(speakers), "span": _place(text, words.strip()), "text": words.strip()}


def _agreement(line: str, text: str) -> dict[str, Any]:
    head, parties, words = _cells(line, 3)
    kind, status = head.split()
    return {
        "kind": kind, "status": status, "parties": _many(parties), "span": _place(text, words), "text": words,
    }  # fmt: skip


LABELS = Path(__file__).parent / "shared_labels.toml"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "capture" / "raw"
"""Texts that the tests read and the repository does not hold."""
_SPAN = re.compile(r"@(\d+)-(\d+)")


def shared_documents() -> list[dict[str, Any]]:
    """The texts of `SHARED` with the labels of `LABELS`, whose words are given as offsets."""
    found = []
    for sample in tomllib.loads(LABELS.read_text(encoding="utf-8"))["text"]:
        raw = json.loads((SHARED / f"{sample['id']}.json").read_text(encoding="utf-8"))
        labels = {key: _in_words(value, raw["text"]) for key, value in sample.items()}
        document = document_of({**labels, "text": raw["text"]})
        document["raw"] = {**raw, "title": raw["title"] or ""}
        found.append(document)
    return found


def _in_words(value: Any, text: str) -> Any:
    if isinstance(value, list):
        return [_in_words(one, text) for one in value]
    if isinstance(value, str):
        return _SPAN.sub(lambda match: text[int(match[1]) : int(match[2])], value)
    return value
