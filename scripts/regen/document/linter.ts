import {
  BaseResolver,
  createConfig,
  lintDocument,
  type NormalizedProblem,
  Source,
} from "@redocly/openapi-core";
import type { ParsedDocument } from "@shared/openapi-model/parse.ts";

/** The linter follows everything that looks like a reference, also in data. This opens nothing. */
class ClosedResolver extends BaseResolver {
  override loadExternalRef(reference: string): Promise<Source> {
    return Promise.reject(new Error(`${reference} is not opened.`));
  }
}

/** Lints the parsed data, not the text: another YAML parser may read it differently. */
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
