import type { Err, Ok } from "@shared/kapso-types";
import { assertType, expectTypeOf, it } from "vitest";
import type { Verb } from "./call-types.ts";
import { type AnyResult, unwrap } from "./unwrap.ts";

interface Thing {
  id: string;
  name?: string;
}
type Get = Ok<200, { data: Thing }> | Err<401 | 404, { error: string }> | Err<400 | 500, object>;
interface Table {
  "/things": {
    init: [init?: { params?: { query?: { page?: number | undefined } } }];
    result: Ok<200, Thing[]>;
  };
  "/things/{id}": {
    init: [init: { params: { path: { id: string } }; body: { name: string } }];
    result: Get;
  };
  "/other": {
    init: [init?: { params?: { header?: { "Idempotency-Key"?: string } } }];
    result: Ok<204, undefined>;
  };
}
declare const call: Verb<Table>;
declare const none: Verb<Record<never, never>>;
const init = { params: { path: { id: "1" } }, body: { name: "x" } };

it("takes what the table says, and how to send it last", () => {
  void call("/things");
  void call("/things", {}, { timeout: 1, signal: AbortSignal.timeout(1) });
  void call("/things", { params: { query: { page: undefined } } });
  void call("/things/{id}", init, { headers: { a: "b" }, maxRetries: false });
});

it("can be wrapped: what is passed through has the verb's own types", async () => {
  const wrapped: Verb<Table> = (path, ...args) => call(path, ...args);
  const satisfying = ((path, ...args) => call(path, ...args)) satisfies Verb<Table>;
  expectTypeOf(await wrapped("/things/{id}", init)).toEqualTypeOf<Get>();
  void satisfying("/things", {}, { timeout: 1 });
  // @ts-expect-error
  void wrapped("/things/{id}");
  void ((...args: Parameters<Verb<Table>>) => call(...args));
});

it("does not compile a typo, wherever it is", () => {
  // @ts-expect-error a path; it names the nearest
  void call("/thing");
  // @ts-expect-error
  void call("/things", { parms: {} });
  // @ts-expect-error
  void call("/things", { params: { query: { pag: 1 } } });
  // @ts-expect-error
  void call("/things/{id}", { ...init, params: { path: { idd: "1" } } });
  // @ts-expect-error
  void call("/things/{id}", { params: init.params, body: { name: "x", nam: "y" } });
  // @ts-expect-error
  void call("/things", {}, { timeOut: 1 });
  // @ts-expect-error options are not part of what is sent
  void call("/things", { timeout: 1 });
});

it("does not compile what leaves out something required", () => {
  // @ts-expect-error
  void call("/things/{id}");
  // @ts-expect-error
  void call("/things/{id}", { params: init.params });
});

it("says what a misspelt path was near to", () => {
  type Parameter<P extends string> = Parameters<typeof call<P>>[0];
  expectTypeOf<Parameter<"/thin">>().toEqualTypeOf<"/things" | "/things/{id}">();
  expectTypeOf<Parameter<"/things/{idd}">>().toEqualTypeOf<"/things/{id}">();
  expectTypeOf<Parameter<"nonsense">>().toEqualTypeOf<keyof Table>();
});

it("has no path where the OpenAPI document has none", () => {
  // @ts-expect-error
  void none("/things");
});

it("narrows by ok and by status", async () => {
  const result = await call("/things/{id}", init);
  if (result.ok) {
    expectTypeOf(result.data.data).toEqualTypeOf<Thing>();
    expectTypeOf(result.error).toEqualTypeOf<undefined>();
    expectTypeOf(result.status).toEqualTypeOf<200>();
  } else if (result.status === 404) {
    expectTypeOf(result.error).toEqualTypeOf<{ error: string }>();
  } else if (result.status === 500) {
    expectTypeOf(result.error).toEqualTypeOf<object>();
  }
  assertType<AnyResult>(result);
  expectTypeOf(result.response).toEqualTypeOf<Response>();
});

it("narrows when taken apart", async () => {
  const { data, error } = await call("/things/{id}", init);
  if (error) return;
  expectTypeOf(data).toEqualTypeOf<{ data: Thing }>();
});

it("unwraps to the data", () => {
  expectTypeOf(unwrap(call("/things/{id}", init))).resolves.toEqualTypeOf<{ data: Thing }>();
  expectTypeOf(unwrap(call("/other"))).resolves.toEqualTypeOf<undefined>();
});
