/** A run that breaks a property: the steps that lead there, and the property. */
export interface Violation {
  property: string;
  steps: string[];
}

export interface Outcome {
  states: number;
  violation: Violation | undefined;
}

/** A step that a system can take: its result, or the property that it breaks. */
export type Step<State> = { name: string } & (
  | { state: State; breaks?: undefined }
  | { breaks: string }
);

export interface System<State> {
  start: State;
  steps(state: State): Step<State>[];
  /** The property that a state breaks, if it breaks one. */
  check(state: State): string | undefined;
}

/**
 * Visits every state that a system can reach, the nearest first, so that the steps to a violation
 * are as few as can be.
 */
export function search<State>({ start, steps, check }: System<State>): Outcome {
  // A state's key → the step that led to it, and the state before.
  const seen = new Map<string, { step: string; before: string | undefined }>();
  const path = (key: string | undefined): string[] => {
    const names: string[] = [];
    for (let at = key; at !== undefined; ) {
      const { step, before } = seen.get(at) ?? { step: "", before: undefined };
      names.unshift(step);
      at = before;
    }
    return names;
  };
  const fail = (property: string, key: string | undefined, step?: string): Outcome => {
    const steps = [...path(key), ...(step === undefined ? [] : [step])].slice(1);
    return { states: seen.size, violation: { property, steps } };
  };
  let frontier: [string, State][] = [[JSON.stringify(start), start]];
  seen.set(frontier[0]?.[0] ?? "", { step: "start", before: undefined });
  while (frontier.length > 0) {
    const next: [string, State][] = [];
    for (const [key, state] of frontier) {
      const broken = check(state);
      if (broken !== undefined) return fail(broken, key);
      for (const step of steps(state)) {
        if (step.breaks !== undefined) return fail(step.breaks, key, step.name);
        const reached = JSON.stringify(step.state);
        if (seen.has(reached)) continue;
        seen.set(reached, { step: step.name, before: key });
        next.push([reached, step.state]);
      }
    }
    frontier = next;
  }
  return { states: seen.size, violation: undefined };
}
