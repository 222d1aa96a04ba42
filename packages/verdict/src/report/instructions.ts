import type { RuleId } from "../rules/rules.ts";
import { type CallExample, callExample } from "./call-example.ts";
import { type Change, place } from "./change.ts";

/** The instruction for consumers for one change. */
export interface Instruction {
  /** One imperative sentence, shown beside the place of the change. */
  text: string;
  /** A call before and after the change, if TypeScript can show it; an empty `after` is left out. */
  code: { before: string; after: string } | null;
  /** Whether the text contains everything that the sentence of the change contains. */
  saysAll: boolean;
}

interface Facts {
  change: Change;
  /** The changed part: a key, a parameter, or "the body". */
  name: string;
  was: string;
  is: string;
  call: CallExample;
}

type Write = (facts: Facts) => Instruction;

/** The instructions, by the rule that found the change and by its direction. */
export function instructionFor(change: Change): Instruction {
  const { rule, direction, location, marks } = change;
  const facts: Facts = {
    change,
    name: String(marks["name"] ?? subjectOf(location)),
    was: String(marks["old"] ?? ""),
    is: String(marks["new"] ?? ""),
    call: callExample(change),
  };
  const table = direction === "request" ? forSenders : direction === "response" ? forReaders : {};
  const [, byFamily] = families.find(([start]) => rule.startsWith(start)) ?? [];
  const write = table[rule] ?? forAll[rule] ?? byFamily ?? fallback;
  return write(facts);
}

function all(text: string, before?: string, after = ""): Instruction {
  return { text, code: before === undefined ? null : { before, after }, saysAll: true };
}

function part(text: string): Instruction {
  return { text, code: null, saysAll: false };
}

type Writers = Partial<Record<RuleId, Write>>;

function send({ name, call }: Facts): Instruction {
  return all(
    `Send ${name} in every request.`,
    call.sending("{}"),
    call.sending(`{ ${name}: value }`),
  );
}
function stopSending({ name, call }: Facts): Instruction {
  return all(`Stop sending ${name}.`, call.sending(`{ ${name}: value }`), call.sending("{}"));
}
function stopReading({ name, call }: Facts): Instruction {
  return all(`Stop reading ${name}.`, call.reading());
}
function sendOnly({ name, is }: Facts): Instruction {
  return all(`Send only ${is} as ${name}.`);
}
function handleOthers({ name }: Facts): Instruction {
  return part(`Handle values of ${name} that were not listed.`);
}
function fitBound({ name }: Facts): Instruction {
  return part(`Send only values of ${name} within the new limit.`);
}
function missBound({ name }: Facts): Instruction {
  return part(`Handle values of ${name} beyond the old limit.`);
}

function stopSendingMember({ name, change }: Facts): Instruction {
  return all(`Stop sending ${change.marks["member"] ?? "the lost member"} as ${name}.`);
}
function handleMember({ name, change }: Facts): Instruction {
  return all(`Handle ${change.marks["member"] ?? "the new member"} in ${name}.`);
}

const forSenders: Writers = {
  "property.renamed": ({ was, is, call }) =>
    all(
      `Send ${is} instead of ${was}.`,
      call.sending(`{ ${was}: value }`),
      call.sending(`{ ${is}: value }`),
    ),
  "property.required-added": send,
  "required.key-added": send,
  "required.undeclared": send,
  "property.optional-removed": stopSending,
  "property.required-removed": stopSending,
  "read-only.set": stopSending,
  "null.lost": ({ name, call }) =>
    all(
      `Stop sending null as ${name}.`,
      call.sending(`{ ${name}: null }`),
      call.sending(`{ ${name}: value }`),
    ),
  "enum.lost": ({ name, was }) => all(`Stop sending ${was} as ${name}.`),
  "enum.set": sendOnly,
  "const.added": sendOnly,
  "const.changed": sendOnly,
  "type.replaced": ({ name, was, is }) =>
    is === ""
      ? part(`Send another type as ${name}.`)
      : all(`Send ${is} instead of ${was} as ${name}.`),
  "any-of.removed": stopSendingMember,
  "one-of.removed": stopSendingMember,
  "type.lost": ({ name, was }) => all(`Stop sending ${was} as ${name}.`),
  "type.number-to-integer": ({ name }) => all(`Send whole numbers as ${name}.`),
  "upper-bound.tightened": fitBound,
  "lower-bound.tightened": fitBound,
  "media-type.removed": ({ was, is }) =>
    is === "" ? all(`Stop sending ${was}.`) : all(`Send ${is} instead of ${was}.`),
  "default.changed": ({ name }) => part(`Send ${name} if you rely on its old default.`),
};

const forReaders: Writers = {
  "property.renamed": ({ was, is, call }) =>
    all(`Read ${is} instead of ${was}.`, call.reading(was), call.reading(is)),
  "property.optional-removed": stopReading,
  "property.required-removed": stopReading,
  "write-only.set": stopReading,
  "null.gained": ({ name, call }) =>
    all(`Handle null in ${name}.`, call.reading(), `${call.reading()} ?? fallback`),
  "required.key-dropped": ({ name, call }) =>
    all(`Handle a missing ${name}.`, call.reading(), `${call.reading()} ?? fallback`),
  "enum.gained": ({ name, is }) => all(`Handle the new ${is} in ${name}.`),
  "enum.lost": ({ name, was }) => all(`Remove code for ${was} in ${name}.`),
  "const.changed": ({ name, was, is }) => all(`Expect ${is} instead of ${was} in ${name}.`),
  "enum.dropped": handleOthers,
  "const.removed": handleOthers,
  "type.replaced": ({ name, was, is }) =>
    is === ""
      ? part(`Expect another type in ${name}.`)
      : all(`Expect ${is} instead of ${was} in ${name}.`),
  "type.gained": ({ name, is }) => all(`Handle ${is} in ${name}.`),
  "any-of.added": handleMember,
  "one-of.added": handleMember,
  "type.integer-to-number": ({ name }) => all(`Handle fractions in ${name}.`),
  "upper-bound.loosened": missBound,
  "lower-bound.loosened": missBound,
  "content.media-type-removed": ({ was, is }) =>
    is === "" ? all(`Stop reading ${was}.`) : all(`Read ${is} instead of ${was}.`),
  "content.media-type-added": ({ is }) => all(`Handle ${is} as well.`),
  "default.changed": ({ name }) => part(`Check what a missing ${name} means to you.`),
  "success-status.replaced": ({ was, is }) =>
    all(
      `Expect the status ${is} instead of ${was}.`,
      `response.status === ${was}`,
      `response.status === ${is}`,
    ),
};

function stopCalling({ change }: Facts): Instruction {
  return all(`Stop calling ${change.operation ?? ""}.`);
}
function sendParameter({ change, name, call }: Facts): Instruction {
  const group = groupOf(change);
  return all(
    `Send the ${group} parameter ${name} in every request.`,
    call.withParameter(group, null),
    call.withParameter(group, name),
  );
}
function sendInstead({ change, was, is, call }: Facts): Instruction {
  const group = groupOf(change);
  return all(
    `Send ${is} instead of ${was}.`,
    call.withParameter(group, was),
    call.withParameter(group, is),
  );
}
function callInstead({ was, is }: Facts): Instruction {
  return all(`Call ${is} instead of ${was}.`, `client.GET("${was}")`, `client.GET("${is}")`);
}

const forAll: Writers = {
  "operation.removed": stopCalling,
  "operation.removed-after-its-sunset": stopCalling,
  "path.removed": ({ was }) => part(`Stop calling the operations of ${was}.`),
  "path.moved": callInstead,
  "path.respelt": callInstead,
  "path.template-renamed": ({ was, is }) =>
    all(
      `Write ${is} instead of ${was} in the path and its parameters.`,
      `{ params: { path: { ${was}: value } } }`,
      `{ params: { path: { ${is}: value } } }`,
    ),
  "operation.method-changed": ({ was, is }) => all(`Call ${is} instead of ${was}.`),
  "operation.id-gone": ({ was, change }) =>
    all(`Use paths or the new name instead of operations["${was || change.operation}"].`),
  "parameter.required-added": sendParameter,
  "parameter.optional-to-required": sendParameter,
  "parameter.removed": ({ change, name, call }) => {
    const group = groupOf(change);
    return all(
      `Stop sending the ${group} parameter ${name}.`,
      call.withParameter(group, name),
      call.withParameter(group, null),
    );
  },
  "parameter.location-changed": ({ name, was, is, call }) =>
    all(
      `Send ${name} as a ${is} parameter instead of a ${was} parameter.`,
      call.withParameter(was, name),
      call.withParameter(is, name),
    ),
  "parameter.name-case": sendInstead,
  "parameter.renamed": sendInstead,
  "pagination.replaced": ({ was, is, call, change }) => {
    const { lost = "", found = "" } = change.marks;
    const read = [
      ...(found === "" ? [] : [`read ${found}`]),
      ...(lost === "" ? [] : [found === "" ? `stop reading ${lost}` : `instead of ${lost}`]),
    ].join(" ");
    return all(
      `Send ${is} instead of ${was}${read === "" ? "" : `, and ${read}`}.`,
      call.withParameter("query", was.split(" ")[0] ?? was),
      call.withParameter("query", is.split(" ")[0] ?? is),
    );
  },
  "parameter.default-changed": ({ name }) => part(`Send ${name} if you rely on its old default.`),
  "servers.base-path-gone": ({ was, is }) =>
    all(`Send requests to the base path ${is} instead of ${was}.`),
  "servers.first-changed": ({ was, is }) => all(`Send requests to ${is} instead of ${was}.`),
  "scheme.api-key": ({ was, is }) => all(`Send the key as ${is} instead of ${was}.`),
};

function planToStop({ change }: Facts): Instruction {
  return part(`Plan to stop calling ${change.operation ?? "it"}.`);
}

/** The family of a rule without a separate line: the first match counts. */
const families: readonly (readonly [start: string, write: Write])[] = [
  ["success-status.", () => part("Handle the other status.")],
  ["error-status.", () => part("Check how you handle errors.")],
  ["servers.", () => part("Check the base URL that your client uses.")],
  ["server-variable.", () => part("Check the base URL that your client uses.")],
  ["security.", () => part("Check the credentials that you send.")],
  ["scheme.", () => part("Check the credentials that you send.")],
  ["component.", () => part("Import another type.")],
  ["operation.sunset", planToStop],
  ["operation.deprecated", planToStop],
];

function fallback({ name, change }: Facts): Instruction {
  const { location, direction } = change;
  if (location.startsWith("components ")) {
    return part(`Check code that uses the type ${location.split(" ")[2]}.`);
  }
  if (direction === "request") return part(`Check what you send as ${name}.`);
  if (direction === "response") return part(`Check how you use ${name}.`);
  return part(`Check ${place(change) === "" ? "the document" : name}.`);
}

function groupOf({ marks, location }: Change): string {
  return String(marks["in"] ?? location.split(" ")[0] ?? "query");
}

/** The last key of a place; the body where the place has no key. */
function subjectOf(location: string): string {
  const plain = location.replace(/\([^)]*\)|\[\]/g, "").trim();
  if (/^(?:request|response \S+|.*payload|.*reply \S+)$/.test(plain)) return "the body";
  return plain.split(/[ .]/).at(-1) ?? plain;
}
