// One engagement in the hand, or picked up by key: a ghost goes where it would go, by transform alone.
import { facts } from "./board-check.js";

const NAMED = 2;
const DAY = 1440;

const pad = (number) => String(number).padStart(2, "0");
export const hhmm = (minute) => `${pad(Math.floor((((minute % DAY) + DAY) % DAY) / 60))}:${pad(((minute % 60) + 60) % 60)}`;

export function dayAfter(day, minute) {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + Math.floor(minute / DAY));
  return moment.toISOString().slice(0, 10);
}

/** Everything measured once, so that a frame reads nothing of the page. */
export function measured(part) {
  const board = part.querySelector(".board");
  const frame = board.getBoundingClientRect();
  const first = Number(part.dataset.first);
  const hours = Math.max(1, Number(part.dataset.last) - first);
  const lanes = [...board.querySelectorAll(".lane")].map((node) => {
    const col = node.querySelector(".col").getBoundingClientRect();
    return {
      node,
      left: col.left - frame.left,
      top: col.top - frame.top,
      width: col.width,
      tall: col.height,
      name: node.getAttribute("aria-label"),
      key: node.dataset.lane,
      venue: node.dataset.venue,
      room: node.dataset.room,
      track: node.dataset.track,
      day: node.dataset.day ?? part.dataset.day,
      zone: node.dataset.zone ?? part.dataset.zone,
      epoch: Number(node.dataset.epoch ?? part.dataset.epoch),
    };
  });
  return { board, lanes, first, last: first + hours, px: (lanes[0].tall - 1) / (hours * 60) };
}

export class Held {
  constructor(part, words, node, { copy = false, stretch = false, by = "hand" } = {}) {
    Object.assign(this, { part, words, node, copy, stretch, by });
    this.space = measured(part);
    this.checks = JSON.parse(part.dataset.checks || "{}");
    this.pk = node.dataset.pk;
    this.title = node.querySelector("b").textContent;
    this.home = this.space.lanes.find((lane) => lane.node === node.closest(".lane"));
    this.at = this.start = Number(node.dataset.at);
    this.long = this.length = Number(node.dataset.long);
    this.lane = this.home;
    this.sideways = ["room", "track", "day"].includes(part.dataset.by);
    this.ghosted();
    this.draw();
  }

  ghosted() {
    const { board } = this.space;
    const box = this.node.getBoundingClientRect();
    const ghost = this.node.cloneNode(true);
    ghost.classList.add("ghost");
    ghost.classList.remove("clash", "again");
    ghost.querySelectorAll(".w, .hint, .grip").forEach((each) => each.remove());
    ghost.querySelector(".open").removeAttribute("href");
    ghost.setAttribute("aria-hidden", "true");
    ghost.style.setProperty("--wide", `${this.lane.width - 8}px`);
    ghost.style.setProperty("--tall", `${Math.max(box.height, this.long * this.space.px - 2)}px`);
    this.when = ghost.querySelector(".when").firstChild;
    this.verdict = document.createElement("small");
    this.verdict.className = "verdict";
    ghost.append(this.verdict);
    board.append(ghost);
    this.ghost = ghost;
    if (this.stretch) {
      this.rubber = document.createElement("div");
      this.rubber.className = "stretch";
      this.rubber.style.width = `${this.lane.width - 8}px`;
      board.append(this.rubber);
    }
    board.classList.add("moving");
    if (this.stretch) board.classList.add("stretching");
    if (!this.copy) this.node.classList.add("held");
  }

  /** Where it would go: minutes of the lane's clock; returns whether that is somewhere else than before. */
  to(start, length, lane) {
    const kept = this.sideways || lane === this.home ? lane : this.home;
    const whole = Math.min(Math.max(start, 0), DAY - 5);
    const long = Math.max(5, length);
    if (whole === this.start && long === this.length && kept === this.lane) return false;
    if (kept !== this.lane) {
      this.lane.node.classList.remove("target");
      kept.node.classList.add("target");
      this.ghost.style.setProperty("--wide", `${kept.width - 8}px`);
    }
    Object.assign(this, { start: whole, length: long, lane: kept });
    this.draw();
    return true;
  }

  draw() {
    const { px, first } = this.space;
    const x = this.lane.left + 4;
    const y = this.lane.top + (this.start - first * 60) * px + 1;
    this.ghost.style.transform = `translate3d(${x}px, ${y}px, 0)`;
    if (this.rubber) this.rubber.style.transform = `translate3d(${x}px, ${y}px, 0) scaleY(${this.length * px})`;
    this.when.textContent = this.time;
    const told = this.facts();
    this.ghost.classList.toggle("clash", told.length > 0);
    this.verdict.textContent = told.join(". ");
    this.told = told;
  }

  get time() {
    return `${hhmm(this.start)}–${hhmm(this.start + this.length)}`;
  }

  get moved() {
    return this.start !== this.at || this.length !== this.long || this.lane !== this.home;
  }

  /** The place that it would have: a lane of rooms gives one, any other leaves it. */
  get place() {
    const by = this.part.dataset.by;
    const { venue, room, track } = this.node.dataset;
    if (by === "room") return { venue: this.lane.venue, room: this.lane.room, track };
    return { venue, room, track: by === "track" ? this.lane.track : track };
  }

  facts() {
    const known = this.checks.items?.[this.pk];
    if (!known) return [];
    const start = this.lane.epoch + this.start;
    const { venue, room } = this.place;
    const item = [start, start + this.length, known[2], Number(room), Number(venue), known[5], known[6]];
    return facts(this.checks, this.copy ? "copy" : this.pk, item).map((fact) => this.worded(fact));
  }

  worded(fact) {
    const names = fact.people.slice(0, NAMED).map((key) => this.checks.people[key] ?? "").join(", ");
    const more = fact.people.length - NAMED;
    const who = more > 0 ? this.words("others", { names, n: more }) : names;
    return this.words(fact.kind, { who, what: fact.what, have: fact.have, needed: fact.needed, people: fact.have, seats: fact.needed });
  }

  /** What the server is sent. */
  fields() {
    const { day, zone } = this.lane;
    const end = this.start + this.length;
    return {
      seen_version: this.node.dataset.version,
      clock: zone,
      starts_0: dayAfter(day, this.start),
      starts_1: hhmm(this.start),
      ends_0: dayAfter(day, end),
      ends_1: hhmm(end),
      ...this.place,
    };
  }

  gone() {
    this.ghost.remove();
    this.rubber?.remove();
    this.space.board.classList.remove("moving", "stretching");
    this.lane.node.classList.remove("target");
    this.node.classList.remove("held");
  }
}
