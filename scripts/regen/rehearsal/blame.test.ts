import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Change,
  compareDocuments,
  generateTypes,
  typesToCompare,
} from "@shared/openapi-verdict";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkTypes } from "./check-types.ts";
import type { BrokenPlace, Rehearsal } from "./rehearse.ts";

type Json = Record<string, unknown>;
const text = { type: "string" };
const integer = { type: "integer" };
const object = (properties: Json, required: string[] = []): Json => ({
  type: "object",
  properties,
  required,
});
const json = (schema: Json): Json => ({ "application/json": { schema } });
const body = (schema: Json): Json => ({ required: true, content: json(schema) });
const done = (schema: Json, status = "200"): Json => ({
  [status]: { description: "Done", content: json(schema) },
});
const query = (name: string, required = false, schema: Json = text): Json => ({
  name,
  in: "query",
  required,
  schema,
});

/** Fifteen changes in one document, each at a separate place. */
function shop(version: 1 | 2): Json {
  const isNew = version === 2;
  const pick = <One, Other>(one: One, other: Other) => (isNew ? other : one);
  const order = object(
    {
      id: text,
      ...pick({ buyer_name: text }, { customer_name: text }),
      ...pick({ comment: text }, {}),
      total: pick(text, integer),
      paid_at: pick(text, { type: ["string", "null"] }),
      currency: text,
      kind: { type: "integer", enum: pick([1, 2], [1, 2, 3]) },
    },
    [
      "id",
      ...pick(["buyer_name", "comment"], ["customer_name"]),
      "total",
      "paid_at",
      "kind",
      ...pick(["currency"], []),
    ],
  );
  const newOrder = object(
    {
      item: text,
      ...pick({ note: text }, {}),
      amount: pick(text, integer),
      mode: { type: "string", enum: pick(["fast", "slow", "lazy"], ["fast", "slow"]) },
      address: text,
      ...pick({ coupon_code: text }, { voucher_code: text }),
    },
    ["item", ...pick([], ["address"])],
  );
  const refund = object({ reason: text }, pick([], ["reason"]));
  return {
    openapi: "3.1.0",
    info: { title: "Shop", version: String(version) },
    paths: {
      "/orders": {
        get: {
          parameters: [...pick([query("page")], [query("cursor")]), query("shop", isNew)],
          responses: done(object({ data: { type: "array", items: order } }, ["data"])),
        },
        post: { requestBody: body(newOrder), responses: done(order, pick("201", "202")) },
      },
      [pick("/orders/{id}", "/orders/{order_id}")]: {
        get: {
          parameters: [{ name: pick("id", "order_id"), in: "path", required: true, schema: text }],
          responses: done(object({ status_text: pick(text, integer) }, ["status_text"])),
        },
      },
      "/refunds": {
        post: {
          requestBody: body(refund),
          responses: done(object({ refund_id: text }, ["refund_id"])),
        },
      },
      ...pick({ "/legacy": { get: { responses: done(object({ old: text })) } } }, {}),
    },
    components: {
      schemas: {
        Event: object({ id: text, ...pick({ payload: text }, {}) }, [
          "id",
          ...pick(["payload"], []),
        ]),
        ...pick({ Gone: object({ a: text }) }, {}),
      },
    },
  };
}

/** A line of a consumer, and words of the change that breaks it; `null`: no change does. */
type Line = readonly [code: string, because: RegExp | null];

const order = `type Order = paths["/orders"]["get"]["responses"]["200"]["content"]["application/json"]["data"][number];`;
const lines: readonly Line[] = [
  // Read: a renamed key.
  ["export const a1 = (o: Order) => o.buyer_name;", /buyer_name seems renamed/],
  ["export const a2 = (o: Order): string => o.buyer_name.trim();", /buyer_name seems renamed/],
  ["export const a3 = ({ buyer_name }: Order) => buyer_name;", /buyer_name seems renamed/],
  ['export const a4 = (o: Order) => o["buyer_name"];', /buyer_name seems renamed/],
  ['export const a5: keyof Order = "buyer_name";', /buyer_name seems renamed/],
  ['export type A6 = Pick<Order, "buyer_name">;', /buyer_name seems renamed/],
  ['export type A7 = Order["buyer_name"];', /buyer_name seems renamed/],
  // Read: a key that is gone.
  ["export const b1 = (o: Order) => o.comment;", /comment is gone/],
  ["export const b2 = (o: Order) => o.comment.length;", /comment is gone/],
  ["export const b3 = ({ comment }: Order) => comment;", /comment is gone/],
  ['export const b4: keyof Order = "comment";', /comment is gone/],
  // Read: another type.
  ["export const c1 = (o: Order): string => o.total;", /total: Type string became integer/],
  ["export const c2 = (o: Order) => o.total.toUpperCase();", /total: Type string became integer/],
  [
    "export const c3 = (o: Order) => ({ total: o.total }) satisfies { total: string };",
    /total: Type string became integer/,
  ],
  // Read: null.
  ["export const d1 = (o: Order): string => o.paid_at;", /paid_at: May be null/],
  ["export const d2 = (o: Order) => o.paid_at.length;", /paid_at: May be null/],
  ["export const d3 = (o: Order) => new Date(o.paid_at);", /paid_at: May be null/],
  // Read: a key that may be missing.
  ["export const e1 = (o: Order): string => o.currency;", /currency may be missing/],
  ["export const e2 = (o: Order) => o.currency.length;", /currency may be missing/],
  // Read: more values.
  ["export const f1 = (o: Order): 1 | 2 => o.kind;", /kind: New value 3/],
  ['export const f2 = (o: Order) => ({ 1: "a", 2: "b" })[o.kind];', /kind: New value 3/],
  // Sent: keys.
  ['export const g1: NewOrder = { item: "a", address: "b", note: "c" };', /note is gone/],
  ['export const g2: NewOrder["note"] = "c";', /note is gone/],
  ['export const h1: NewOrder = { item: "a" };', /address is now required/],
  ['export const h2: NewOrder = { item: "a", mode: "fast" };', /address is now required/],
  ['export const h3 = post({ item: "a" });', /address is now required/],
  [
    'export const i1: NewOrder = { item: "a", address: "b", coupon_code: "c" };',
    /coupon_code seems renamed/,
  ],
  ["export const i2 = (o: NewOrder) => o.coupon_code;", /coupon_code seems renamed/],
  [
    'export const j1: NewOrder = { item: "a", address: "b", amount: "3" };',
    /amount: Type string became integer/,
  ],
  [
    'export const j2 = post({ item: "a", address: "b", amount: "3" });',
    /amount: Type string became integer/,
  ],
  [
    'export const k1: NewOrder = { item: "a", address: "b", mode: "lazy" };',
    /mode: Value lazy is gone/,
  ],
  [
    'export const k2 = post({ item: "a", address: "b", mode: "lazy" });',
    /mode: Value lazy is gone/,
  ],
  ["export const l1: Refund = {};", /reason is now required/],
  ["export const l2 = refund({});", /reason is now required/],
  // Parameters.
  ['export const m1: ListQuery = { page: "1", shop: "a" };', /cursor instead of page/],
  ["export const m2 = (q: ListQuery) => q.page;", /cursor instead of page/],
  ['export const n1: ListQuery = { cursor: "1" } as { cursor?: string };', /shop is now required/],
  // Paths, statuses and names.
  ['export type O1 = paths["/orders/{id}"];', /id is named order_id/],
  ['export const o2: keyof paths = "/orders/{id}";', /id is named order_id/],
  ['export type P1 = paths["/legacy"]["get"];', /legacy/],
  ['export const p2: keyof paths = "/legacy";', /legacy/],
  [
    'export type Q1 = paths["/orders"]["post"]["responses"]["201"];',
    /Responds with 202 instead of 201/,
  ],
  ['export type R1 = components["schemas"]["Gone"];', /Gone/],
  ['export const s1 = (e: components["schemas"]["Event"]) => e.payload;', /payload is gone/],
  ['export const s2: keyof components["schemas"]["Event"] = "payload";', /payload is gone/],
];

const nativeCompiler = fileURLToPath(
  new URL("../../../packages/types/node_modules/typescript", import.meta.url),
);
let folder: string;
let changes: Change[];
let result: Rehearsal;
const head = [
  'import type { components, paths } from "@shared/kapso-types";',
  order,
  'type NewOrder = paths["/orders"]["post"]["requestBody"]["content"]["application/json"];',
  'type Refund = paths["/refunds"]["post"]["requestBody"]["content"]["application/json"];',
  'type ListQuery = NonNullable<paths["/orders"]["get"]["parameters"]["query"]>;',
  "declare function post(order: NewOrder): void;",
  "declare function refund(of: Refund): void;",
];

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "blame-")));
  const exports = { ".": "./dist/index.js" };
  await write(
    "packages/types/package.json",
    JSON.stringify({ name: "@shared/kapso-types", type: "module", exports }),
  );
  const config = {
    compilerOptions: { strict: true, module: "nodenext", types: [], lib: ["es2022"] },
  };
  const withSources = { ...config, include: ["src"] };
  await write("packages/types/tsconfig.json", JSON.stringify(withSources));
  await write("packages/types/src/index.ts", await generateTypes(shop(1) as never));
  await write("uses/package.json", '{ "type": "module" }');
  // The compiler that the packages of this repository are checked with.
  await mkdir(join(folder, "uses/node_modules"));
  await symlink(nativeCompiler, join(folder, "uses/node_modules/typescript"));
  await write("uses/tsconfig.json", JSON.stringify(config));
  await write("uses/index.ts", [...head, ...lines.map(([code]) => code), ""].join("\n"));
  await write("uses/broken-before.ts", "export const never: number = 'text';\n");
  changes = (await compareDocuments(shop(1), shop(2), typesToCompare)).changes;
  const content = await generateTypes(shop(2) as never);
  result = await checkTypes(folder, {
    files: [{ path: "packages/types/src/index.ts", kind: "changed", content }],
    changes,
    consumers: [join(folder, "uses")],
    progress: () => {},
  });
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

function at(index: number): BrokenPlace[] {
  return result.broken.filter(
    ({ line, file }) => file === "index.ts" && line === head.length + index + 1,
  );
}

test("there are at least forty lines, and each one breaks", () => {
  expect(lines.length).toBeGreaterThanOrEqual(40);
  expect(lines.filter((_line, index) => at(index).length === 0).map(([code]) => code)).toEqual([]);
});

test.each(lines.map(([code, because], index) => [code, because, index] as const))(
  "%s",
  (_code, because, index) => {
    for (const { change } of at(index)) {
      if (because === null) expect(change).toBeUndefined();
      else expect(change).toMatch(because);
    }
  },
);

test("names package and file, and not what was broken before", () => {
  expect(new Set(result.broken.map(({ consumer, file }) => `${consumer} ${file}`))).toEqual(
    new Set(["uses index.ts"]),
  );
  expect(result.ok).toBe(false);
});

test("each of the changes is reported once", () => {
  const breaking = changes.filter((change) => change.class === "breaking");
  expect(
    breaking
      .map(({ sentence, operation, location }) => `${operation ?? ""} ${location}: ${sentence}`)
      .sort(),
  ).toMatchInlineSnapshot(`
    [
      " components schemas Event payload: payload is gone.",
      " path /legacy: Path /legacy and its operation are gone.",
      " path /orders/{id}: Path parameter id is named order_id; URLs are unchanged.",
      "GET /orders query parameter page: Pages are read by cursor instead of page.",
      "GET /orders query parameter shop: shop is now required.",
      "GET /orders response 200 data[].comment: comment is gone.",
      "GET /orders response 200 data[].currency: currency may be missing.",
      "GET /orders response 200 data[].customer_name: buyer_name seems renamed to customer_name.",
      "GET /orders response 200 data[].kind: New value 3.",
      "GET /orders response 200 data[].paid_at: May be null.",
      "GET /orders response 200 data[].total: Type string became integer.",
      "GET /orders/{order_id} response 200 status_text: Type string became integer.",
      "POST /orders request address: address is now required.",
      "POST /orders request amount: Type string became integer.",
      "POST /orders request mode: Value lazy is gone.",
      "POST /orders request note: note is gone.",
      "POST /orders request voucher_code: coupon_code seems renamed to voucher_code.",
      "POST /orders response 201: Responds with 202 instead of 201.",
      "POST /refunds request reason: reason is now required.",
    ]
  `);
});
