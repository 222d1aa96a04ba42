import type { Step, System } from "./search.ts";

// The protocol of PROTOCOL.md as steps between which any other process may run. An embed is its
// nonce, since a nonce is sent once. Any claim may be taken over at any moment, so that leases need
// no clock. A process that never goes on is a process that crashed.

/** A fault in the protocol that the search must find. */
export type Mutant =
  | "a claim drops the live embed"
  | "a 404 counts as revoked"
  | "a PATCH that fails counts as revoked"
  | "a create without evidence"
  | "evidence after the commit"
  | "evidence that may not be saved"
  | "a sweep without evidence"
  | "a revoke without evidence"
  | "a sweep reads before it lists"
  | "a create without a stored nonce"
  | "an unknown save revokes the new embed"
  | "a rotation revokes before it commits"
  | "a commit that ignores the version"
  | "no takeover";

export interface Actor {
  does: "ensure" | "rotate" | "sweep" | "revoke";
  /** 0 is the project of the record, 1 another one. */
  project: 0 | 1;
}

export interface Scenario {
  actors: readonly [Actor, Actor];
  /** Whether there is a live embed, and evidence, at the start. */
  begun: boolean;
  /** How many nonces a process may claim. */
  claims: number;
  /** Responses of the store that are lost, GETs that return 404, and revocations outside. */
  lostSaves: number;
  notFound: number;
  revokedOutside: number;
  /** How often an ensure finds settings that differ. */
  drifts: number;
  /** Whether a POST or DELETE may land after its process got no response. */
  late: boolean;
  mutant?: Mutant | undefined;
}

interface Embed {
  project: 0 | 1;
  status: "claimed" | "flying" | "active" | "revoked";
  /** Whether a DELETE is on its way. */
  deleting: boolean;
}

interface Stored {
  live: number;
  creating: number;
}

interface Process extends Actor {
  at: string;
  read: Stored;
  /** Whether the record has changed since it was read: a save would conflict. */
  stale: boolean;
  /** The same for the evidence, and whether there was none. */
  evidenceStale: boolean;
  noEvidence: boolean;
  nonce: number;
  posted: boolean;
  claims: number;
  /** The embed that a rotation replaces. */
  target: number;
  listed: number[];
  /** The embeds to revoke, and where to go on after that. */
  revoking: number[];
  next: string;
  result: number;
}

export interface ModelState {
  record: Stored;
  evidence: number[];
  embeds: Embed[];
  processes: Process[];
  lostSaves: number;
  notFound: number;
  revokedOutside: number;
  drifts: number;
}

/** Stands at index 0, so that 0 is no embed. */
const none: Embed = { project: 0, status: "revoked", deleting: false };

/** An embed of another store in project 1 that has the same deployment and key. */
const alien = 1;

function newProcess(actor: Actor): Process {
  const at = { ensure: "read", rotate: "read", sweep: "sweep: evidence", revoke: "revoke: read" };
  return {
    ...actor,
    at: at[actor.does],
    read: { live: 0, creating: 0 },
    stale: false,
    evidenceStale: false,
    noEvidence: false,
    nonce: 0,
    posted: false,
    claims: 0,
    target: -1,
    listed: [],
    revoking: [],
    next: "",
    result: 0,
  };
}

class Broken extends Error {}

/** One step of one process. `choice` 0 is the step without a fault. */
class Run {
  readonly state: ModelState;
  readonly me: Process;
  private readonly scenario: Scenario;
  private readonly choice: number;

  constructor(scenario: Scenario, before: ModelState, index: number, choice: number) {
    this.scenario = scenario;
    this.state = structuredCopy(before);
    this.me = this.state.processes[index] as Process;
    this.choice = choice;
  }

  mutant(mutant: Mutant): boolean {
    return this.scenario.mutant === mutant;
  }

  embed(nonce: number): Embed {
    return this.state.embeds[nonce] as Embed;
  }

  sees(nonce: number): boolean {
    return this.embed(nonce).project === this.me.project;
  }

  read(): Stored {
    this.me.read = { ...this.state.record };
    this.me.stale = false;
    return this.me.read;
  }

  /** Compare-and-set; a choice may lose the response, applied or not. */
  save(next: Stored, unchecked = false): "saved" | "conflict" | "unknown" {
    if (this.choice === 2) {
      this.state.lostSaves -= 1;
      return "unknown";
    }
    if (this.me.stale && !unchecked) return "conflict";
    this.leaves(this.state.record.live, next.live);
    this.state.record = next;
    for (const other of this.state.processes) other.stale = true;
    this.me.read = { ...next };
    this.me.stale = false;
    if (this.choice === 1) {
      this.state.lostSaves -= 1;
      return "unknown";
    }
    return "saved";
  }

  /** S6: when an embed may leave the record. */
  leaves(old: number, next: number): void {
    const { does, project } = this.me;
    if (next !== 0) {
      const [first] = this.state.evidence;
      if (first !== undefined && this.embed(first).project !== this.embed(next).project) {
        throw new Broken("S7: the record holds an embed of another project");
      }
      if (first === undefined) throw new Broken("S7: an embed is live before there is evidence");
    }
    if (old === 0 || old === next) return;
    if (does === "revoke") {
      if (this.embed(old).project !== project) {
        throw new Broken("S6: a key that cannot revoke the embed empties the record");
      }
      return;
    }
    if (next === 0) throw new Broken("S6: the live embed leaves the record without a successor");
    if (does === "ensure" && this.embed(old).status !== "revoked") {
      throw new Broken("S6: ensure replaces an embed that has not ended");
    }
  }

  /** Whether the key sees an embed of the deployment, or there is none yet. */
  showsProject(): boolean {
    const { me, state } = this;
    const { live } = me.read;
    const candidates = [...state.evidence, ...(live ? [live] : [])];
    me.evidenceStale = false;
    me.noEvidence = state.evidence.length === 0;
    return candidates.length === 0 || candidates.some((nonce) => this.sees(nonce));
  }

  revoke(nonces: number[], next: string): void {
    this.me.revoking = nonces.filter((nonce) => nonce !== 0);
    this.me.next = next;
    this.me.at = "DELETE";
    if (this.me.revoking.length === 0) this.me.at = next;
  }

  step(): void {
    const { me, state } = this;
    switch (me.at) {
      case "read": {
        const { live, creating } = this.read();
        if (me.does === "rotate" && me.target === -1) me.target = live;
        if (me.does === "rotate" && live !== 0 && live !== me.target) {
          me.result = live;
          this.revoke([me.target], "done");
        } else if (me.does === "ensure" && live !== 0) {
          me.at = "GET";
        } else if (creating !== 0 && creating === me.nonce && !me.posted) {
          me.at = "POST";
        } else {
          me.at = "evidence";
        }
        return;
      }
      case "GET": {
        const { live } = me.read;
        const found = this.choice !== 1 && this.sees(live);
        if (this.choice === 1) state.notFound -= 1;
        // After a 404 the list of revoked embeds decides.
        const ended = this.sees(live) && this.embed(live).status === "revoked";
        if (ended || (!found && this.mutant("a 404 counts as revoked"))) {
          me.at = "evidence";
        } else if (found && this.choice === 4) {
          state.drifts -= 1;
          me.at = "PATCH";
        } else if (found) {
          me.result = live;
          me.at = "done";
        } else {
          me.at = "not visible";
        }
        return;
      }
      case "PATCH": {
        if (this.choice === 0) me.at = "save settings";
        else if (this.mutant("a PATCH that fails counts as revoked")) me.at = "evidence";
        else {
          me.result = me.read.live;
          me.at = "done";
        }
        return;
      }
      case "save settings": {
        const { live } = me.read;
        me.at = this.save({ ...me.read }) === "saved" ? "done" : "read";
        if (me.at === "done") me.result = live;
        return;
      }
      case "evidence": {
        const shown = this.showsProject();
        me.at = shown || this.mutant("a create without evidence") ? "claim" : "not visible";
        return;
      }
      case "claim": {
        if (this.mutant("no takeover") && me.read.creating !== 0) {
          me.at = "read";
          return;
        }
        if (me.claims === this.scenario.claims) {
          me.at = "overtaken";
          return;
        }
        const nonce = state.embeds.length;
        state.embeds.push({ project: me.project, status: "claimed", deleting: false });
        me.nonce = nonce;
        me.posted = false;
        me.claims += 1;
        if (this.mutant("a create without a stored nonce")) {
          me.at = "POST";
          return;
        }
        const live = this.mutant("a claim drops the live embed") ? 0 : me.read.live;
        me.at = this.save({ live, creating: nonce }) === "saved" ? "POST" : "read";
        return;
      }
      case "POST": {
        const [first] = state.evidence;
        if (!me.noEvidence && first !== undefined && !this.sees(first)) {
          throw new Broken("S7: an embed is created in another project");
        }
        me.posted = true;
        const returned = this.choice === 0;
        this.embed(me.nonce).status = returned ? "active" : "flying";
        me.at = returned ? "keep evidence" : "read";
        return;
      }
      case "keep evidence": {
        const next = this.mutant("a rotation revokes before it commits")
          ? "DELETE first"
          : "commit";
        if (!me.noEvidence || this.mutant("evidence after the commit")) {
          me.at = next;
        } else if (!me.evidenceStale) {
          if (this.choice === 0) me.at = next;
          else state.lostSaves -= 1;
          // Without a response the evidence is read again, and saved again if there is none.
          if (this.choice !== 2) this.addEvidence();
          me.evidenceStale = this.choice === 1;
          if (this.choice === 2 && this.mutant("evidence that may not be saved")) me.at = next;
        } else if (this.showsProject()) {
          me.at = next;
        } else {
          me.at = "release";
        }
        return;
      }
      case "release": {
        const { live, creating } = this.read();
        const released = creating === me.nonce ? this.save({ live, creating: 0 }) : "saved";
        if (released === "saved") this.revoke([me.nonce], "not visible");
        return;
      }
      case "DELETE first": {
        if (me.target > 0) this.revoke([me.target], "commit");
        else me.at = "commit";
        return;
      }
      case "commit": {
        const blind = this.mutant("a commit that ignores the version");
        const old = me.read.live;
        const saved = this.save({ live: me.nonce, creating: 0 }, blind);
        if (saved === "saved") this.committed(old);
        else if (saved === "unknown" && this.mutant("an unknown save revokes the new embed")) {
          this.revoke([me.nonce], "read");
        } else {
          me.target = old;
          me.at = "read again";
        }
        return;
      }
      case "read again": {
        const { live, creating } = this.read();
        if (live === me.nonce) this.committed(me.target);
        else if (creating === me.nonce) me.at = "commit";
        else if (this.mutant("a create without a stored nonce")) me.at = "commit";
        else this.revoke([me.nonce], "read");
        return;
      }
      case "revoke: read": {
        this.read();
        const shown = this.showsProject() || this.mutant("a revoke without evidence");
        me.at = shown ? "revoke: take" : "not visible";
        return;
      }
      case "revoke: take": {
        const { live } = me.read;
        const saved = this.save({ live: 0, creating: 0 });
        if (saved === "saved") this.revoke([live], "list");
        else {
          this.read();
          // After an unknown save the embed may be gone from the record: the list shows it.
          if (me.read.live === 0 && me.read.creating === 0) me.at = "list";
        }
        return;
      }
      case "sweep: evidence": {
        const shown = this.showsProject() || this.mutant("a sweep without evidence");
        me.at = shown ? "sweep: read" : "not visible";
        return;
      }
      case "sweep: read": {
        const { creating } = this.read();
        me.at = creating !== 0 && !this.mutant("no takeover") ? "sweep: lease" : "list";
        return;
      }
      case "sweep: lease": {
        // The other choice is a lease that has not run out.
        if (this.choice < 3) this.save({ live: me.read.live, creating: 0 });
        me.at = "list";
        return;
      }
      case "list": {
        if (this.mutant("a sweep reads before it lists") && me.does === "sweep") {
          this.read();
        }
        me.at = "list now";
        return;
      }
      case "list now": {
        me.listed = state.embeds.flatMap(({ status, project }, nonce) =>
          status === "active" && project === me.project ? [nonce] : [],
        );
        me.at = "read after the list";
        return;
      }
      case "read after the list": {
        const before = this.mutant("a sweep reads before it lists") && me.does === "sweep";
        const { live, creating } = before ? me.read : this.read();
        const orphaned = me.listed.filter((nonce) => nonce !== live && nonce !== creating);
        me.listed = [];
        this.revoke(orphaned, "done");
        return;
      }
      case "DELETE": {
        const nonce = me.revoking.shift() ?? 0;
        if (this.choice === 0) this.landDelete(nonce);
        else this.embed(nonce).deleting = true;
        if (me.revoking.length === 0) me.at = me.next;
      }
    }
  }

  addEvidence(): void {
    this.state.evidence = [this.me.nonce];
    for (const other of this.state.processes) other.evidenceStale = true;
  }

  committed(old: number): void {
    this.me.result = this.me.nonce;
    this.revoke([old], "done");
  }

  landDelete(nonce: number): void {
    const embed = this.embed(nonce);
    embed.deleting = false;
    // A key of another project gets 404.
    if (this.me.project === embed.project) land(this.state, nonce);
  }
}

/** S4: a DELETE takes effect. */
function land(state: ModelState, nonce: number): void {
  const embed = state.embeds[nonce] as Embed;
  embed.deleting = false;
  if (nonce === alien) throw new Broken("S4: a sweep revokes the embed of another store");
  if (nonce === state.record.live && embed.status !== "revoked") {
    throw new Broken("S4: an embed that is live in the store is revoked");
  }
  embed.status = "revoked";
}

function structuredCopy(state: ModelState): ModelState {
  return {
    ...state,
    record: { ...state.record },
    embeds: state.embeds.map((embed) => ({ ...embed })),
    processes: state.processes.map((process) => ({
      ...process,
      read: { ...process.read },
      revoking: [...process.revoking],
    })),
  };
}

const ends = new Set(["done", "not visible", "overtaken"]);
const saves = new Set([
  "claim",
  "keep evidence",
  "save settings",
  "commit",
  "release",
  "revoke: take",
  "sweep: lease",
]);

/** The choices of a process's next step: 0 is without a fault. */
function choicesOf(scenario: Scenario, state: ModelState, { at }: Process): number[] {
  const choices = [0];
  if (saves.has(at) && state.lostSaves > 0) choices.push(1, 2);
  if (at === "sweep: lease") choices.push(3);
  if (at === "GET" && state.notFound > 0) choices.push(1);
  if (at === "GET" && state.drifts > 0) choices.push(4);
  if (at === "PATCH") choices.push(1);
  if ((at === "POST" || at === "DELETE") && scenario.late) choices.push(1);
  return choices;
}

/** The model of two processes, as a system to search. */
export function protocolModel(scenario: Scenario): System<ModelState> {
  const live = scenario.begun ? 2 : 0;
  const start: ModelState = {
    record: { live, creating: 0 },
    evidence: scenario.begun ? [2] : [],
    embeds: [
      none,
      // Before there is evidence, nothing distinguishes the two stores.
      { project: 1, status: scenario.begun ? "active" : "revoked", deleting: false },
      ...(scenario.begun ? [{ project: 0, status: "active", deleting: false } as const] : []),
    ],
    processes: scenario.actors.map(newProcess),
    lostSaves: scenario.lostSaves,
    notFound: scenario.notFound,
    revokedOutside: scenario.revokedOutside,
    drifts: scenario.drifts,
  };

  function attempt(name: string, act: () => ModelState): Step<ModelState> {
    try {
      return { name, state: act() };
    } catch (error) {
      if (error instanceof Broken) return { name, breaks: error.message };
      throw error;
    }
  }

  function take(state: ModelState, index: number, choice: number): ModelState {
    const run = new Run(scenario, state, index, choice);
    run.step();
    return run.state;
  }

  function steps(state: ModelState): Step<ModelState>[] {
    const found: Step<ModelState>[] = [];
    state.processes.forEach((process, index) => {
      if (ends.has(process.at)) return;
      for (const choice of choicesOf(scenario, state, process)) {
        const name = `${index}: ${process.does} ${process.at}${choice ? ` (fault ${choice})` : ""}`;
        found.push(attempt(name, () => take(state, index, choice)));
      }
    });
    state.embeds.forEach(({ status, deleting }, nonce) => {
      if (status === "flying") {
        found.push(attempt(`POST ${nonce} lands`, () => withStatus(state, nonce, "active")));
      }
      if (deleting) {
        found.push(
          attempt(`DELETE ${nonce} lands`, () => {
            const next = structuredCopy(state);
            land(next, nonce);
            return next;
          }),
        );
      }
      if (state.revokedOutside > 0 && status === "active" && nonce === state.record.live) {
        found.push(
          attempt(`${nonce} is revoked outside`, () => ({
            ...withStatus(state, nonce, "revoked"),
            revokedOutside: state.revokedOutside - 1,
          })),
        );
      }
    });
    return found;
  }

  /** S2, then S3 and S5: from every state, a sweep and an ensure alone end with one live embed. */
  function check(state: ModelState): string | undefined {
    const { processes, record, embeds } = state;
    const results = processes.filter(({ at, result }) => at === "done" && result !== 0);
    const onlyEnsures = scenario.actors.every(({ does }) => does === "ensure");
    if (onlyEnsures && scenario.revokedOutside === 0) {
      const [first, second] = results.map(({ result }) => result);
      if (first !== undefined && second !== undefined && first !== second) {
        return "S2: two callers end with different embeds";
      }
      if (results.length === 2 && record.live !== first) {
        return "S2: the callers' embed is not the live one";
      }
    }
    for (const { status } of record.live ? [embeds[record.live] as Embed] : []) {
      if (status === "flying" || status === "claimed") return "S1: the secret is lost";
    }
    const [first = 0] = state.evidence;
    const home = first ? (embeds[first] as Embed).project : 0;
    try {
      const recovered = recover(state, home);
      const active = recovered.embeds.flatMap(({ status, project }, nonce) =>
        status === "active" && project === home && nonce !== alien ? [nonce] : [],
      );
      if (recovered.record.live === 0) return "S5: recovery leaves no live embed";
      if (active.length !== 1 || active[0] !== recovered.record.live) {
        return `S3: recovery leaves ${active.length} active embeds`;
      }
      return undefined;
    } catch (error) {
      if (error instanceof Broken) return `${error.message} (in recovery)`;
      throw error;
    }
  }

  function recover(state: ModelState, project: 0 | 1): ModelState {
    let now = structuredCopy({ ...state, processes: [] });
    now.embeds.forEach((embed, nonce) => {
      if (embed.status === "flying") embed.status = "active";
      if (embed.deleting) land(now, nonce);
    });
    for (const does of ["sweep", "ensure"] as const) {
      now = { ...now, processes: [newProcess({ does, project })] };
      for (let count = 0; count < 50 && !ends.has(now.processes[0]?.at ?? ""); count += 1) {
        now = take(now, 0, 0);
      }
      if (now.processes[0]?.at !== "done") throw new Broken("S5: recovery does not end");
    }
    return now;
  }

  return { start, steps, check };
}

function withStatus(state: ModelState, nonce: number, status: Embed["status"]): ModelState {
  const next = structuredCopy(state);
  (next.embeds[nonce] as Embed).status = status;
  return next;
}
