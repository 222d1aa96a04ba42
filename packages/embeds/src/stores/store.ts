/** The version and value of a key in a store. */
export interface StoredValue {
  /** 1 for the first value of a key; each save adds one. It never starts again. */
  version: number;
  /** A text that the store does not interpret. */
  value: string;
}

/**
 * Keeps records. Three requirements make it correct with many replicas;
 * `storeConformance` checks them:
 *
 * - `get` is strongly consistent: it sees every save that had resolved before `get` was called;
 * - of all saves upon one version exactly one succeeds, also from several processes;
 * - a version never comes back: nothing is ever deleted, and a revoked key keeps its record.
 *
 * A cache, a read replica, or a store that can be rolled back breaks them.
 */
export interface EmbedStore {
  /** The value for a key; `undefined` when there never was one. */
  get(key: string): Promise<StoredValue | undefined>;
  /**
   * Saves `value` as the version after `version`, if `version` is still the current one; 0 stands
   * for no value yet. Resolves to whether it was saved. Throws when the outcome is unknown.
   */
  compareAndSet(key: string, version: number, value: string): Promise<boolean>;
  /** Every key that has a value. */
  list(): Promise<string[]>;
}
