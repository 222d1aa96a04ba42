import { rule } from "./rule.ts";

export const documentRules = {
  "component.unused-added": rule("component", "unused added", "N", "N", "A", null),
  "component.unused-removed": rule(
    "component",
    "unused removed",
    "N",
    "N",
    "Rk",
    "Type {old} is gone; no operation used it.",
  ),
  "component.removed": rule(
    "component",
    "used, renamed or removed, same uses",
    "N",
    "N",
    "Bk; alias exported N",
    'Type `components["schemas"]["{old}"]` is gone.',
  ),
  "component.split": rule("component", "shared one split by direction", "=", "=", "=", null),
  "ref.inlined": rule("$ref", "inline ↔ reference, same target", "N", "N", "–", null),
  "external-ref.changed": rule("external $ref", "target changed", "=", "=", "=", null),
  "openapi.version": rule("openapi", "3.0 ↔ 3.1, same normal form", "N", "N", "–", null),
  "info.version": rule("info.version", "changed alone", "D", "D", "–", "API version {new}."),
  "info.text": rule("info, tags, externalDocs", "text", "D", "D", "D", "Text changed."),
  "document.rearranged": rule("document", "key order, YAML style", "N", "N", "–", null),
};
