import { isFullLevel } from "@shared/toolkit/test-level.ts";
import { expect, test } from "vitest";
import {
  type Actor,
  type Mutant,
  protocolModel,
  type Scenario,
} from "../testing/protocol-model.ts";
import { search } from "../testing/search.ts";

// PROTOCOL.md as a model: every order of the steps of two processes, any of which may stop for
// ever at any step, with takeovers at any moment, lost responses, and keys of another project.

const ensure: Actor = { does: "ensure", project: 0 };
const rotate: Actor = { does: "rotate", project: 0 };
const sweep: Actor = { does: "sweep", project: 0 };
const revoke: Actor = { does: "revoke", project: 0 };
const wrong = (actor: Actor): Actor => ({ ...actor, project: 1 });

const faults = {
  claims: 2,
  lostSaves: 1,
  notFound: 1,
  revokedOutside: 1,
  drifts: 1,
  late: isFullLevel,
};

const pairs: [name: string, scenario: Pick<Scenario, "actors" | "begun">][] = [
  ["two first ensures", { actors: [ensure, ensure], begun: false }],
  ["a first ensure and one of another project", { actors: [ensure, wrong(ensure)], begun: false }],
  ["two ensures", { actors: [ensure, ensure], begun: true }],
  ["ensure and sweep", { actors: [ensure, sweep], begun: true }],
  ["ensure and rotate", { actors: [ensure, rotate], begun: true }],
  ["ensure and revoke", { actors: [ensure, revoke], begun: true }],
  ["rotate and sweep", { actors: [rotate, sweep], begun: true }],
  ["rotate and rotate", { actors: [rotate, rotate], begun: true }],
  ["rotate and revoke", { actors: [rotate, revoke], begun: true }],
  ["first ensure and sweep", { actors: [ensure, sweep], begun: false }],
  ["ensure and one of another project", { actors: [ensure, wrong(ensure)], begun: true }],
  ["rotate and an ensure of another project", { actors: [rotate, wrong(ensure)], begun: true }],
  ["ensure and a rotate of another project", { actors: [ensure, wrong(rotate)], begun: true }],
  ["rotate and a sweep of another project", { actors: [rotate, wrong(sweep)], begun: true }],
  ["ensure and a revoke of another project", { actors: [ensure, wrong(revoke)], begun: true }],
];

test.each(pairs)("%s: S1 to S7 hold in every state", (_, pair) => {
  const { states, violation } = search(protocolModel({ ...pair, ...faults }));
  expect(violation).toBeUndefined();
  console.log(`${states} states`);
});

const mutants: [mutant: Mutant, property: string, actors: Scenario["actors"], begun: boolean][] = [
  ["a claim drops the live embed", "S6", [ensure, sweep], true],
  ["a 404 counts as revoked", "S6", [ensure, sweep], true],
  ["a PATCH that fails counts as revoked", "S6", [ensure, sweep], true],
  ["a create without evidence", "S7", [ensure, wrong(rotate)], true],
  ["evidence after the commit", "S7", [ensure, wrong(ensure)], false],
  ["evidence that may not be saved", "S7", [ensure, sweep], false],
  ["a sweep without evidence", "S4", [ensure, wrong(sweep)], true],
  ["a revoke without evidence", "S6", [ensure, wrong(revoke)], true],
  ["a sweep reads before it lists", "S4", [rotate, sweep], true],
  ["a create without a stored nonce", "S4", [rotate, sweep], true],
  ["an unknown save revokes the new embed", "S4", [rotate, sweep], true],
  ["a rotation revokes before it commits", "S4", [rotate, sweep], true],
  ["a commit that ignores the version", "S6", [ensure, ensure], false],
  ["no takeover", "S5", [ensure, sweep], false],
];

test.each(mutants)("the mutant with %s breaks %s", (mutant, property, actors, begun) => {
  const { violation } = search(protocolModel({ actors, begun, ...faults, mutant }));
  expect(violation?.property).toMatch(new RegExp(`^${property}: `));
});
