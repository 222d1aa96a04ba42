/** Classifies changes of an OpenAPI document by their effect on users of its generated client. */
export {
  type ComparisonResult,
  compareDocuments,
  comparePairs,
  type DocumentPair,
  type PairResult,
} from "./compare.ts";
export { UnreadableDocument } from "./document/open-document.ts";
export { openEnums } from "./document/open-enums.ts";
export { type Change, type DecidedBy, place } from "./report/change.ts";
export {
  type ChangelogEntry,
  changelogEntries,
  changelogLine,
} from "./report/changelog-entries.ts";
export { type Instruction, instructionFor } from "./report/instructions.ts";
export {
  type Bump,
  nextVersion,
  planReleases,
  type Release,
  type ReleasePlan,
  releaseFor,
} from "./report/semver.ts";
export { type ChangeClass, changeClasses, type Direction, rank } from "./rules/change-class.ts";
export { changedWords, type TextPiece } from "./rules/changed-words.ts";
export type { RuleId } from "./rules/rules.ts";
export { type ComparisonSettings, defaultSettings } from "./settings.ts";
export {
  commentText,
  type GenerateTypes,
  generateTypes,
  rememberTypes,
  typesToCompare,
} from "./types/generate-types.ts";
export { type Normalisation, type NormalisationStep, normalise } from "./types/normalise.ts";
