import { expect, it, vi } from "vitest";
import { type CleanPairs, compareTypePair } from "./compare-types.ts";
import { createTypeProgram } from "./type-program.ts";
import { propertyOf } from "./type-shape.ts";

function programOf(...texts: readonly string[]) {
  const { checker, modules } = createTypeProgram(texts);
  return { checker, typeOf: (index: number, name: string) => modules[index]?.exported(name) };
}

it("lists the properties of a type once, however many of them are looked up", () => {
  const names = Array.from({ length: 50 }, (_, index) => `p${index}`);
  const text = `export interface paths { ${names.map((name) => `${name}: 1`).join("; ")} }`;
  const { checker, typeOf } = programOf(text);
  const list = vi.spyOn(checker, "getPropertiesOfType");
  for (const name of names) {
    expect(propertyOf(checker, typeOf(0, "paths") ?? null, name)?.name).toBe(name);
  }
  expect(list).toHaveBeenCalledTimes(1);
});

const before = `
export interface Shared { a: string; inner: { b: number; list: string[] } }
export interface One { shared: Shared; gone: string }
export interface Other { shared: Shared; gone: string }
`;
const after = before.replaceAll("; gone: string", "");

it("explores the pairs of types that many operations share once", () => {
  const { checker, typeOf } = programOf(before, after);
  const clean: CleanPairs = new Set();
  const compare = (name: string) => {
    const [oldType, newType] = [typeOf(0, name), typeOf(1, name)];
    if (!oldType || !newType) throw new Error(`${name} is not exported.`);
    const assignable = vi.spyOn(checker, "isTypeAssignableTo").mockClear();
    const findings = compareTypePair(oldType, newType, { checker, clean }, "response");
    return { texts: findings.map(({ text }) => text), steps: assignable.mock.calls.length };
  };
  const [one, other] = [compare("One"), compare("Other")];
  // What was found is found again: only pairs without a finding below them are left out.
  expect([one.texts, other.texts]).toEqual([["gone is gone."], ["gone is gone."]]);
  expect(compare("One").texts).toEqual(one.texts);
  expect(other.steps).toBeLessThan(one.steps / 2);
});
