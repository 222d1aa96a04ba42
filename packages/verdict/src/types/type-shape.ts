import ts from "typescript";

export interface Property {
  name: string;
  type: ts.Type;
  optional: boolean;
  readonly: boolean;
}

type Properties = ReadonlyMap<string, Property>;

/** Types are immutable, and the same type is read for each of its keys and in many places. */
const known = new WeakMap<ts.Type, Properties>();

/** The types of the keys of an object type; optional ones without their `undefined`. */
export function propertiesOf(checker: ts.TypeChecker, type: ts.Type): Properties {
  const properties = known.get(type) ?? readProperties(checker, type);
  known.set(type, properties);
  return properties;
}

function readProperties(checker: ts.TypeChecker, type: ts.Type): Properties {
  const result = new Map<string, Property>();
  for (const symbol of checker.getPropertiesOfType(type)) {
    const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
    const declared = checker.getTypeOfSymbol(symbol);
    const readonly = (symbol.declarations ?? []).some(
      (node) => (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Readonly) !== 0,
    );
    result.set(symbol.getName(), {
      name: symbol.getName(),
      type: optional ? withoutUndefined(checker, declared) : declared,
      optional,
      readonly,
    });
  }
  return result;
}

function withoutUndefined(checker: ts.TypeChecker, type: ts.Type): ts.Type {
  if ((type.flags & ts.TypeFlags.Undefined) !== 0) return checker.getNeverType();
  if (!type.isUnion()) return type;
  const left = type.types.filter((member) => (member.flags & ts.TypeFlags.Undefined) === 0);
  const [only] = left;
  if (left.length === 1 && only) return only;
  // Null goes with `undefined` here, so this is only right where there is no null.
  return hasNull(type) ? type : checker.getNonNullableType(type);
}

export function propertyOf(
  checker: ts.TypeChecker,
  type: ts.Type | null,
  name: string,
): Property | null {
  return type ? (propertiesOf(checker, type).get(name) ?? null) : null;
}

/** The generator writes `put?: never` for a method that a path does not have. */
export function isNothing(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Never | ts.TypeFlags.Undefined)) !== 0;
}

export function membersOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

export function hasNull(type: ts.Type): boolean {
  return membersOf(type).some((member) => (member.flags & ts.TypeFlags.Null) !== 0);
}

export function isUnknown(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.Any)) !== 0;
}

export function isEmptyValue(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Never)) !== 0;
}

export function isObjectLike(checker: ts.TypeChecker, type: ts.Type): boolean {
  if (isList(checker, type)) return false;
  if (type.isIntersection()) {
    return type.types.every((part) => (part.flags & ts.TypeFlags.Object) !== 0);
  }
  return (type.flags & ts.TypeFlags.Object) !== 0;
}

export function isList(checker: ts.TypeChecker, type: ts.Type): boolean {
  return checker.isArrayType(type) || checker.isTupleType(type);
}

export function elementsOf(checker: ts.TypeChecker, type: ts.Type): readonly ts.Type[] {
  return checker.getTypeArguments(type as ts.TypeReference);
}

export function indexOf(checker: ts.TypeChecker, type: ts.Type): ts.Type | null {
  return checker.getIndexTypeOfType(type, ts.IndexKind.String) ?? null;
}

export function nameOfType(checker: ts.TypeChecker, type: ts.Type): string {
  const text = checker.typeToString(type);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
