import {
  BaseResolver,
  createConfig,
  lintDocument,
  type NormalizedProblem,
  Source,
} from "@redocly/openapi-core";
import type { ParsedDocument } from "@shared/openapi-model/parse.ts";

/** The linter follows whatever looks like a reference, also in data. Nothing is opened here. */
class ClosedResolver extends BaseResolver {
  override loadExternalRef(reference: string): Promise<Source> {
    return Promise.reject(new Error(`${reference} is not opened.`));
  }
}

/** Lints what was parsed, not the text: another YAML reader may read it differently. */
export async function lint(
  { value, text, file }: ParsedDocument,
  rules: readonly string[],
): Promise<NormalizedProblem[]> {
  const config = await createConfig({
    rules: Object.fromEntries(rules.map((rule) => [rule, "error" as const])),
  });
  return lintDocument({
    document: { source: new Source(file, text), parsed: value },
    config,
    externalRefResolver: new ClosedResolver(config.resolve),
  });
}
