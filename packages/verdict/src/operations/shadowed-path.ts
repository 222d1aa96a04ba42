import { acceptsValue } from "../schema/accepts-value.ts";
import type { OperationView, PathView } from "./operation-view.ts";
import type { Side } from "./sides.ts";

/** Do calls that a template took before reach a new path's literal now? */
export function takesCallsOf(view: PathView, other: PathView, old: Side): boolean {
  const mine = view.path.split("/");
  const theirs = other.path.split("/");
  if (mine.length !== theirs.length) return false;
  const fits = mine.every((segment, i) => segment === theirs[i] || isTemplate(theirs[i] ?? ""));
  const literals = mine.flatMap((segment, i) =>
    !isTemplate(segment) && isTemplate(theirs[i] ?? "")
      ? [{ segment, name: (theirs[i] ?? "").slice(1, -1) }]
      : [],
  );
  if (!fits || literals.length === 0) return false;
  return [...view.operations.keys()].some((method) => {
    const operation = other.operations.get(method);
    return (
      operation !== undefined &&
      literals.every(({ segment, name }) => mayBe(segment, name, operation, old))
    );
  });
}

function isTemplate(segment: string): boolean {
  return /^\{[^}]*\}$/.test(segment);
}

/** Could the parameter ever have had this value? "me" is no UUID. */
function mayBe(segment: string, name: string, operation: OperationView, { reader }: Side): boolean {
  const parameter = operation.parameters.find((one) => one.in === "path" && one.name === name);
  const schema = reader.canonical(reader.source(parameter?.raw["schema"]));
  const values: unknown[] = [segment, ...(Number.isNaN(Number(segment)) ? [] : [Number(segment)])];
  return values.some((value) => acceptsValue(schema, value, reader.canonical));
}
