"""Rounds of meetings, measured in one run: proofs, first plans, growth, a mission, and the day after.

    python benchmarks/matching.py [--instances FOLDER] [--only PART ...] [--no-rivals] [--out FOLDER]

The published instances are read where somebody has them (`--instances`, or LEGATION_MATCHING_INSTANCES); they
are not part of this project. Everything else is made up, the same for the same seed. Beside our figures:
greedy filling in order of request, which is what one would do by hand; a plain model for CP-SAT; and, where
python-sat is installed, RC2 with CaDiCaL on clauses (it cannot be stopped). Seconds of one processor, except
where it says two.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from book import told
from matching_plot import growth_plot
from matching_rivals import clauses, greedy, least_again, plain
from matching_rounds import (
    ASKED,
    HARSHER,
    NEIGHBOURS,
    Published,
    hall,
    happening,
    mission,
    published,
)

from legation.engine.matching import Plan, Progress, Round, plan, replan, verify, warm
from legation.engine.matching.instance import compiled
from legation.engine.matching.planner import Planner
from legation.engine.matching.weighing import least_loss

SIZES = ((150, 600), (500, 2_500), (2_000, 10_000))


def checked(round_: Round, found: Plan) -> Plan:
    """A plan that the checker, which shares no code with the search, has passed."""
    wrong = [] if found.status == "infeasible" else verify(round_, found)
    if wrong:
        raise SystemExit(f"the checker found: {wrong[:3]}")
    return found


def line(name: str, value: str, aim: str = "", *, met: bool | None = None) -> None:
    """One row of the table: what, how much, what was aimed for, and whether that was met."""
    mark = {None: "", True: "met", False: "MISSED"}[met]
    if met is not None:
        told(name, float(met), f"{value}", better="more", aim=aim)
    print(f"  {name:<46} {value:>26}   {aim:<24} {mark}", flush=True)


def proofs(cases: list[Published], limit: float, *, rivals: bool) -> None:
    """Every published case on one processor, and the originals beside others."""
    total = worst = 0.0
    hardest, proved, apart = "", 0, []
    ours: dict[str, float] = {}
    for case in cases:
        begun = process_time()
        found = checked(case.round, plan(case.round, seconds=limit, clock=process_time))
        spent = process_time() - begun
        total += spent
        proved += found.status in {"optimal", "infeasible"}
        if spent > worst:
            worst, hardest = spent, f"{case.name}, d = {case.fairness}"
        if case.status and (found.status, found.breaks) != (case.status, case.breaks or 0):
            apart.append(case.name)
        if case.name.endswith(".original") and case.fairness == 2:
            ours[case.name] = spent
    line("proved", f"{proved} of {len(cases)}", "all", met=proved == len(cases))
    line("other than the best known", str(len(apart)), "0", met=not apart)
    line("together, and the longest", f"{total:.1f} s, {worst:.1f} s", "none over 20 s", met=worst <= 20)
    line("the longest is", hardest)
    originals = [case for case in cases if case.name in ours and case.fairness == 2]
    by_hand = [greedy(case.round) for case in originals]
    best = sum(case.breaks or 0 for case in originals)
    line("greedy filling, originals: left out, breaks", f"{sum(o for o, _, _ in by_hand)}, "
         f"{sum(b for _, b, _ in by_hand)} ({best})")  # fmt: skip
    line("ours, originals", f"{sum(ours.values()):.1f} s")
    if rivals:
        beside("RC2 with CaDiCaL", clauses, originals, ours, limit, aim=0.4)
        beside("plain CP-SAT model", plain, originals, ours, limit, aim=None)


def beside(
    name: str,
    solve: Callable[[Round, float], tuple[str, int | None, float] | None],
    cases: list[Published],
    ours: dict[str, float],
    limit: float,
    *,
    aim: float | None,
) -> None:
    """Another way to solve the same cases; those that it does not prove count with the limit."""
    spent, proved = 0.0, 0
    for case in cases:
        answer = solve(case.round, limit)
        if answer is None:
            line(name, "not installed")
            return
        status, breaks, seconds = answer
        spent += seconds
        if status == "optimal" and case.breaks is not None and breaks != case.breaks:
            raise SystemExit(f"{name} finds {breaks} breaks in {case.name}, not {case.breaks}")
        proved += status in {"optimal", "infeasible"}
    share = sum(ours.values()) / spent
    line(
        f"{name}: proved, ours / theirs",
        f"{proved} of {len(cases)}, {spent:.1f} s, {share:.0%}",
        "" if aim is None else f"at most {aim:.0%}",
        met=None if aim is None else share <= aim,
    )


def anytime(cases: list[Published]) -> None:
    """What there is after two seconds of two processors: four of their time together."""
    reached = best = out = 0
    for case in cases:
        if case.fairness == 2 and case.name.endswith(".original") and case.breaks is not None:
            with ThreadPoolExecutor(1) as pool:
                found = plan(case.round, seconds=2, clock=lambda: process_time() / 2, pool=pool)
            checked(case.round, found)
            reached += found.breaks
            best += case.breaks
            out += len(found.unplaced)
    line("breaks after 2 s, best known", f"{reached}, {best}", "at most 1.4 times", met=reached <= 1.4 * best)
    line("left out after 2 s", str(out), "0", met=out == 0)


def grown(people: int, meetings: int) -> dict[str, float]:
    """One size, in a process of its own so that its memory is its own."""
    round_ = hall(people, meetings)
    seconds = {150: 5.0, 500: 10.0}.get(people, 20.0)
    first: list[float] = []
    begun = process_time()

    def told(progress: Progress) -> None:
        if progress.out == 0 and not first:
            first.append(process_time() - begun)

    warm()
    begun = process_time()
    found = checked(round_, plan(round_, seconds=seconds, clock=process_time, progress=told))
    spent = process_time() - begun
    left, breaks, by_hand = greedy(round_)
    inst = compiled(round_)
    planner = Planner(inst, seed=1)
    begun = process_time()
    planner.anneal(2_000 * meetings, aim=(-1, 0))
    each = (process_time() - begun) / meetings
    return {
        "people": people,
        "seconds": spent,
        "placed": first[0] if first else -1.0,
        "breaks": found.breaks,
        "bound": found.bound or 0,
        "each": 1000 * each,
        "greedy_out": left,
        "greedy_breaks": breaks,
        "greedy_seconds": by_hand,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def growth(out: Path) -> None:
    """How time, memory and quality grow."""
    rows = []
    for people, meetings in SIZES:
        run = [sys.executable, __file__, "--size", str(people), str(meetings)]
        said = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()
        row = dict(zip(said[::2], map(float, said[1::2]), strict=True))
        rows.append(row)
        share = row["breaks"] / people
        aim, most = {500: (2.0, 0.35), 2_000: (20.0, 0.45)}.get(people, (None, None))
        name = f"{people} people, {meetings} meetings"
        line(f"{name}: all placed after", f"{row['placed']:.2f} s", f"{aim} s" if aim else "",
             met=None if aim is None else 0 <= row["placed"] <= aim)  # fmt: skip
        line(
            f"  breaks a person after {row['seconds']:.0f} s",
            f"{share:.2f} ({row['breaks']:.0f}, bound {row['bound']:.0f})",
            f"at most {most}" if most else "",
            met=None if most is None else share <= most,
        )
        line("  memory", f"{row['megabytes']:.0f} MB", "under 2000 MB", met=row["megabytes"] < 2000)
        line(
            "  greedy: left out, breaks a person, time",
            f"{row['greedy_out']:.0f}, {row['greedy_breaks'] / people:.2f}, {row['greedy_seconds']:.2f} s",
        )
    each = [row["each"] for row in rows]
    factor = max(each) / min(each)
    line("2,000 moves a meeting, ms a meeting", ", ".join(f"{x:.2f}" for x in each), "within 1.3",
         met=factor <= 1.3)  # fmt: skip
    out.mkdir(parents=True, exist_ok=True)
    path = out / "matching-growth.svg"
    path.write_text(growth_plot(rows), encoding="utf-8")
    line("the plot of growth is in", str(path))


def missions(seeds: int) -> None:
    """150 people, 800 requests, two days, wishes, interpreters, visits: five seconds of two processors. The
    shape that is asked for first, then its neighbours, one seed each, then harsher ones."""
    runs = [(ASKED, seed) for seed in range(1, seeds + 1)]
    runs += [(shape, seed) for seed, shape in enumerate(NEIGHBOURS, start=1)]
    runs += [(shape, seed) for shape in HARSHER for seed in range(1, seeds + 1)]
    for shape, seed in runs:
        round_ = mission(seed, shape)
        inst = compiled(round_)
        least = least_loss(inst, seconds=60, ways=False) or 0
        known = least_loss(inst, seconds=60) or 0
        with ThreadPoolExecutor(1) as pool:
            found = plan(round_, seconds=5, clock=lambda: process_time() / 2, pool=pool)
        checked(round_, found)
        left, by_hand, _ = greedy(round_)
        out = sum(1 for e in found.unplaced for m in round_.meetings if m.id == e.meeting and m.must)
        line(f"{shape.name}, {seed}: mandatory left out (greedy)", f"{out} ({left})", "0", met=out == 0)
        lost = sum(inst.weight) - found.weight
        more = (lost - least) / max(1, least)
        line("  weight lost, linear bound (ways)", f"{lost}, {least} ({known}): +{more:.2%}",
             "within 1.5 %", met=more <= 0.015)  # fmt: skip
        share = found.breaks / by_hand
        line("  breaks, those of greedy", f"{found.breaks}, {by_hand}: {share:.0%}", "at most 10 %",
             met=share <= 0.1)  # fmt: skip


def day(events: int) -> None:
    """Things that go wrong with a round of 150: the least beside a proof by the whole model; time."""
    round_ = hall(150, 600)
    before = plan(round_, seconds=4, clock=process_time).placed
    times, equal, known, disturbed = [], 0, 0, 0
    for k in range(events):
        what, now = happening(round_, before, Random(k))
        begun = process_time()
        after = replan(round_, before, what, now=now)
        times.append(process_time() - begun)
        places = {e.meeting: e for e in before}
        calm = {p.id for p in after.round.participants} - set(after.concerned)
        new = {e.meeting: e for e in after.plan.placed}
        disturbed += any(
            calm & set(m.participants) and new.get(m.id) != places.get(m.id) for m in after.round.meetings
        )
        cost = (len(after.round.meetings) - len(after.plan.placed), after.plan.moved)
        least = least_again(after.round, before, now, cost)
        known += least is not None
        equal += least == cost
    times.sort()
    line("equal to the proved least", f"{equal} of {known} ({events})", "95 %", met=equal >= 0.95 * known)
    line("median", f"{1000 * median(times):.0f} ms", "100 ms", met=median(times) < 0.1)
    quick = sum(t < 1 for t in times) / events
    line("within a second, longest", f"{quick:.0%}, {times[-1]:.2f} s", "95 %", met=quick >= 0.95)
    line("people not concerned who see a change", str(disturbed), "0", met=disturbed == 0)


def main() -> None:
    """Prints one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parts = ("proof", "anytime", "growth", "mission", "day")
    parser.add_argument("--instances", type=Path, default=os.environ.get("LEGATION_MATCHING_INSTANCES"))
    parser.add_argument("--only", nargs="+", choices=parts, default=parts)
    parser.add_argument("--limit", type=float, default=25.0, help="seconds for each published case")
    parser.add_argument("--no-rivals", action="store_true", help="leave the other solvers out")
    parser.add_argument("--events", type=int, default=100)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=Path("build/benchmarks"))
    parser.add_argument("--size", type=int, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.size:
        for name, value in grown(*options.size).items():
            print(name, value)
        return
    warm()
    rivals = not options.no_rivals
    cases = published(Path(options.instances)) if options.instances else []
    if not cases:
        print("no published instances: give their folder with --instances")
    for part, title, measure in (
        ("proof", f"{len(cases)} published cases", lambda: proofs(cases, options.limit, rivals=rivals)),
        ("anytime", "the originals after 2 s on two processors", lambda: anytime(cases)),
        ("growth", "full halls", lambda: growth(options.out)),
        ("mission", "a mission of 150", lambda: missions(options.seeds)),
        ("day", "planning again, 150 people and 600 meetings", lambda: day(options.events)),
    ):  # fmt: skip
        if part in options.only and (cases or part not in {"proof", "anytime"}):
            print(title)
            measure()


if __name__ == "__main__":
    main()
