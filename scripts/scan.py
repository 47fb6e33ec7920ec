"""Scan a site that runs: every page and form that an account reaches, and what no browser would send.

    python scripts/scan.py http://localhost:8000 --email guest@… --password … [--requests 10000] [--pid PID]

It writes nonsense into whatever it reaches: use it on a demo or a copy, never on what people work with. With
the number of the server's process it tells the memory of it and of its workers. It ends with 1 where a
request failed, was answered with what runs in a browser, or kept the site from answering others.
"""

import argparse
import http.client
import json
import random
import re
import sys
import threading
import time
import uuid
from collections import Counter, deque
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.scan import pages, sockets  # noqa: E402
from tests.scan.pages import Answer, Form  # noqa: E402
from tests.scan.payloads import PAYLOADS, files  # noqa: E402

PRIVATE = ("/missions/", "/people/", "/me/", "/cities/")
ENDS = ("logout", "/me/security/", "/sign-on/", "places", "/demo")  # what would end the account's own session
ASKED = ("q", "page", "next", "removed", "find", "as", "kind", "compare", "day", "view", "language", "part")
NOBODY = ("/", "/account/login/", "/nowhere/", "/api/", "/style/", "/static/nowhere.css", "/robots.txt")
FORGED = "Bearer lg_forged_forged"
WITHIN = 60


class Site:
    """Asks over one connection, as one browser would, and writes down what is wrong."""

    def __init__(self, origin: str) -> None:
        self.origin, self.parts = origin.rstrip("/"), urlsplit(origin)
        self.cookies: dict[str, str] = {}
        self.statuses, self.wrong, self.slowest = Counter[int](), list[str](), (0.0, "")
        self.line: http.client.HTTPConnection | None = None

    def ask(self, method: str, target: str, body: bytes = b"", kind: str = "", **heads: str) -> Answer:
        """Ask for a path of this site; the query may hold anything."""
        given = {name.replace("_", "-"): value for name, value in heads.items()}
        given |= {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        given |= {"Referer": self.origin + "/"} | ({"Content-Type": kind} if kind else {})
        began = time.monotonic()
        try:
            answer = self._sent(method, target, body, given)
        except (OSError, http.client.HTTPException) as failed:
            self.line = None
            answer = Answer(0, (), str(failed).encode())
            self.wrong.append(f"{method} {target[:120]}: no answer ({type(failed).__name__})")
        took = time.monotonic() - began
        self.slowest = max(self.slowest, (took, f"{method} {target[:80]}"))
        self.statuses[answer.status] += 1
        return answer

    def _sent(self, method: str, target: str, body: bytes, heads: dict[str, str]) -> Answer:
        for again in (False, True):
            line = self.line or http.client.HTTPConnection(self.parts.netloc, timeout=WITHIN)
            self.line = line
            try:
                line.request(method, target, body or None, heads)
                told = line.getresponse()
                found = Answer(told.status, tuple(told.getheaders()), told.read())
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                early = _early(line)
                line.close()
                self.line = None
                if early:  # refused before all was sent
                    return Answer(early, (), b"")
                if again:
                    raise
                continue
            for name, value in found.heads:
                if name.lower() == "set-cookie":
                    key, _is, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            return found
        raise http.client.RemoteDisconnected

    def look(self, method: str, where: str, what: str, body: bytes = b"", kind: str = "") -> Answer:
        """Ask, and hold the answer against what a browser should be given."""
        answer = self.ask(method, where, body, kind)
        private = where.startswith(PRIVATE) and answer.kind == "text/html" and answer.status == 200
        if answer.status:
            for each in pages.wrong(answer, self.origin + where, private=private, https=False):
                self.wrong.append(f"{method} {where[:120]} [{what}]: {each}")
        return answer

    def login(self, email: str, password: str) -> None:
        page = self.ask("GET", "/account/login/")
        form = next(form for form in pages.forms(page.body, self.origin + "/account/login/") if form.texts)
        given = dict(form.values) | {"login": email, "password": password}
        given["csrfmiddlewaretoken"] = token(page, self)
        told = self.ask("POST", "/account/login/", *coded({key: [value] for key, value in given.items()}))
        if told.status != 302:
            sys.exit(f"The account was not let in: {told.status}")


def _early(line: http.client.HTTPConnection) -> int:
    """The status that a server sent while it was still being written to."""
    try:
        found = sockets.statuses(line.sock.recv(65_536)) if line.sock else []
    except OSError:
        found = []
    return found[0] if found else 0


def token(page: Answer, site: Site) -> str:
    """The token of the page's forms."""
    for form in pages.forms(page.body, site.origin):
        for name, value in form.values:
            if name == "csrfmiddlewaretoken":
                return value
    return ""


def coded(values: dict[str, list[str]]) -> tuple[bytes, str]:
    text = urlencode(values, doseq=True, errors="surrogatepass")
    return text.encode(), "application/x-www-form-urlencoded"


def with_files(values: dict[str, list[str]], given: dict[str, tuple[str, bytes, str]]) -> tuple[bytes, str]:
    edge, made = uuid.uuid4().hex, b""
    for name, each in values.items():
        for value in each:
            made += f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode(
                "utf-8", "replace"
            )
    for name, (called, content, kind) in given.items():
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{called}"\r\n'
        made += f"{head}Content-Type: {kind}\r\n\r\n".encode() + content + b"\r\n"
    return made + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"


def crawl(site: Site, most: int) -> tuple[list[str], dict[tuple[str, ...], Form]]:
    """The pages that are reached from the first one by their kind of address, and the forms on them."""
    queue, kinds, found = deque(["/missions/", "/"]), Counter[str](), list[str]()
    forms: dict[tuple[str, ...], Form] = {}
    seen = set(queue)
    while queue and len(found) < most:
        where = queue.popleft()
        answer = site.look("GET", where, "crawled")
        found.append(where)
        if answer.kind != "text/html":
            continue
        at = site.origin + where
        for form in pages.forms(answer.body, at):
            path = urlsplit(form.where).path
            if form.method == "post" and not any(end in path for end in ENDS):
                forms.setdefault((kind_of(path), *form.texts, *form.files), form)
        for link in pages.links(answer.body, at):
            target = urlsplit(link)._replace(scheme="", netloc="").geturl()
            kind = kind_of(target)
            if target not in seen and kinds[kind] < 3 and not any(end in target for end in ENDS):
                seen.add(target)
                kinds[kind] += 1
                queue.append(target)
    return found, forms


def kind_of(target: str) -> str:
    """An address without its numbers and names, and with the names of its query alone."""
    told = urlsplit(target)
    path = "/".join("0" if any(sign.isdigit() for sign in part) else part for part in told.path.split("/"))
    return path + "?" + ",".join(sorted(part.partition("=")[0] for part in told.query.split("&")))


def bad_requests(site: Site, found: list[str], forms: list[Form], count: int) -> None:
    """So many, the same for the same site."""
    dice, names = random.Random(9), list(PAYLOADS)
    bad = list(files().items())
    for number in range(count):
        name = dice.choice(names)
        if number % 40 == 0:  # the token of the session's forms, as a browser would have it
            fresh = token(site.ask("GET", "/missions/"), site)
        if not forms or dice.random() < 0.4:
            where = dice.choice(found).partition("?")[0]
            query = dict.fromkeys(dice.sample(ASKED, dice.randint(1, 3)), PAYLOADS[name])
            site.look("GET", f"{where}?{urlencode(query, errors='surrogatepass')[:60_000]}", name)
            continue
        form = dice.choice(forms)
        texts = [each for each in form.texts if each != "csrfmiddlewaretoken"]
        some = tuple(dice.sample(texts, dice.randint(1, len(texts)))) if texts else ()
        values = form.filled(PAYLOADS[name], some) | {"csrfmiddlewaretoken": [fresh]}
        where = urlsplit(form.where)._replace(scheme="", netloc="").geturl()
        if form.files:
            name, content = dice.choice(bad)
            body, kind = with_files(values, dict.fromkeys(form.files, content))
        else:
            body, kind = coded(values)
        site.look("POST", where, name, body, kind)


def new_token(site: Site) -> str:
    """A token of the account's own, for what lies behind the door of programs."""
    page = site.ask("GET", "/me/tokens/")
    form = next(
        (form for form in pages.forms(page.body, site.origin + "/me/tokens/") if "name" in form.texts), None
    )
    if form is None:
        return FORGED
    given = form.filled("scan", ("name",)) | {"reads": ["missions"], "writes": ["missions"]}
    made = site.ask("POST", urlsplit(form.where).path, *coded(given))
    found = re.search(rb">\s*(\w+_\w+_[\w-]+)\s*<", made.body)
    return f"Bearer {found[1].decode()}" if found else FORGED


def large_json(site: Site, bearer: str) -> dict[str, float]:
    """JSON of ten megabytes, flat and deep, with a token that opens; seconds for each."""
    deep = b"[" * 1000 + b'"' + b"x" * 10_000_000 + b'"' + b"]" * 1000
    given = {
        "flat, 10 MB": json.dumps({f"name {n}": "x" * 80 for n in range(100_000)}).encode(),
        "a thousand deep, 10 MB": deep,
        "as deep as it is long, 10 MB": b"[" * 10_000_000,
        "numbers, 10 MB": b"[" + b"9," * 5_000_000 + b"9]",
        "one number, 10 MB": b"9" * 10_000_000,
    }
    took = {}
    for name, body in given.items():
        began = time.monotonic()
        for secret in (bearer, FORGED):
            answer = site.ask("POST", "/api/missions", body, "application/json", Authorization=secret)
            if answer.status >= 500 or answer.status < 400:
                site.wrong.append(f"POST /api/missions [{name}]: status {answer.status}")
        took[name] = round(time.monotonic() - began, 2)
    return took


def broken(site: Site, rounds: int) -> Counter[str]:
    """What is broken on the wire, and after each round: does the site answer others?"""
    host, port = site.parts.hostname or "localhost", site.parts.port or 80
    told: Counter[str] = Counter()
    for _round in range(rounds):
        for name, sent in sockets.CASES.items():
            found = sockets.said(host, port, sent)
            told[f"{name}: {sockets.statuses(found) or 'closed'}"] += 1
            site.wrong += sockets.wrong(name, found)
        answers(site, "after broken requests")
    lines = sockets.slow(host, port, lines=100, seconds=6)
    answers(site, "beside a hundred slow bodies")
    for line in lines:
        line.close()
    return told


def answers(site: Site, when: str) -> None:
    began = time.monotonic()
    status = Site(site.origin).ask("GET", "/healthz").status
    if status != 200 or time.monotonic() - began > 5:
        site.wrong.append(f"/healthz {when}: {status} after {time.monotonic() - began:.1f} s")


class Memory(threading.Thread):
    """The largest memory of a process and its children, looked at each second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.largest, self.first = pid, dict[int, int](), dict[int, int]()

    def run(self) -> None:
        while True:
            for pid in [self.pid, *children(self.pid)]:
                size = resident(pid)
                self.first.setdefault(pid, size)
                self.largest[pid] = max(self.largest.get(pid, 0), size)
            time.sleep(1)


def children(pid: int) -> list[int]:
    try:
        own = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [each for child in own for each in (int(child), *children(int(child)))]


def resident(pid: int) -> int:
    """Megabytes."""
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in text.splitlines() if line.startswith("VmRSS")), 0)


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("origin")
    ask.add_argument("--email", required=True)
    ask.add_argument("--password", required=True)
    ask.add_argument("--requests", type=int, default=10_000)
    ask.add_argument("--pages", type=int, default=400)
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--pid", type=int, default=0)
    given = ask.parse_args()
    site, memory = Site(given.origin), Memory(given.pid)
    if given.pid:
        memory.start()
    began = time.monotonic()
    for where in NOBODY:
        site.look("GET", where, "nobody")
    raw = broken(site, given.rounds)
    site.login(given.email, given.password)
    took = large_json(site, new_token(site))
    found, forms = crawl(site, given.pages)
    with suppress(KeyboardInterrupt):  # who has seen enough is told what was found so far
        bad_requests(site, found, list(forms.values()), given.requests)
    answers(site, "at the end")
    print(f"{site.statuses.total()} requests in {time.monotonic() - began:.0f} s: {dict(site.statuses)}")
    print(f"{len(found)} pages, {len(forms)} forms; {raw.total()} requests that were broken on the wire")
    print(f"slowest: {site.slowest[0]:.1f} s {site.slowest[1]}; large JSON, seconds: {took}")
    for pid, largest in memory.largest.items():
        print(f"process {pid}: {memory.first[pid]} MB at first, {largest} MB at most")
    for line in sorted(raw):
        print(f"  {line}")
    for line in sorted(set(site.wrong)):
        print(f"WRONG {line}")
    return 1 if site.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
