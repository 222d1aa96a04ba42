/** Runs a step of the release and says how long it took. */
export type Step = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>;

export function createStep(say: (text: string) => void): Step {
  return async (name, work) => {
    const began = performance.now();
    const result = await work();
    say(`${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
    return result;
  };
}
