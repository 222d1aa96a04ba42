import { getEventListeners } from "node:events";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pause, within } from "./deadline.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("keeps delays that setTimeout would turn into 1 ms", async () => {
  const month = 30 * 24 * 3_600_000;
  let over = false;
  const waiting = pause(month, []).then(() => {
    over = true;
  });
  await vi.advanceTimersByTimeAsync(month - 1);
  expect([over, vi.getTimerCount()]).toEqual([false, 1]);
  await vi.advanceTimersByTimeAsync(1);
  await waiting;
});

it("has no timer for Infinity, and none left when a signal fires in a long delay", () => {
  const controller = new AbortController();
  void pause(Number.POSITIVE_INFINITY, [controller.signal]);
  expect(vi.getTimerCount()).toBe(0);
  void pause(2 ** 33, [controller.signal]);
  vi.advanceTimersByTime(2 ** 32);
  expect(vi.getTimerCount()).toBe(1);
  controller.abort();
  expect(vi.getTimerCount()).toBe(0);
});

it("ends work that ignores its signal", async () => {
  const signals: AbortSignal[] = [];
  const result = within(
    10,
    [],
    ({ signal }) => {
      signals.push(signal);
      return new Promise(() => {});
    },
    (why) => why,
  );
  vi.advanceTimersByTime(10);
  expect(await result).toBe("time");
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});

it("does not begin work whose signal has fired", async () => {
  const work = vi.fn();
  expect(await within(10, [AbortSignal.abort()], work, (why) => why)).toBe("aborted");
  expect([work.mock.calls, vi.getTimerCount()]).toEqual([[], 0]);
});

it.each(["resolves", "rejects", "is ended"])(
  "lets go of timer and listeners when work %s",
  async (end) => {
    const controllers = [new AbortController(), new AbortController()];
    const signals = controllers.map(({ signal }) => signal);
    const listeners = () => signals.map((signal) => getEventListeners(signal, "abort").length);
    let resolve = (): void => {};
    let reject = (_: Error): void => {};
    const work = new Promise<void>((...both) => {
      [resolve, reject] = both;
    });
    const result = within(
      1_000,
      signals,
      () => work,
      () => {},
    ).catch(() => {});
    expect([listeners(), vi.getTimerCount()]).toEqual([[1, 1], 1]);
    if (end === "resolves") resolve();
    else if (end === "rejects") reject(new Error("no"));
    else controllers[0]?.abort();
    await result;
    expect([listeners(), vi.getTimerCount()]).toEqual([[0, 0], 0]);
  },
);

it("ends a wait at once when a signal fires, also one that has fired before", async () => {
  const controller = new AbortController();
  const waiting = pause(1e9, [controller.signal]);
  controller.abort();
  expect(await waiting).toBe(false);
  expect(await pause(1e9, [controller.signal])).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});

it("takes a signal that takes no property more", async () => {
  const controller = new AbortController();
  const waiting = pause(1e9, [Object.preventExtensions(controller.signal)]);
  controller.abort();
  expect(await waiting).toBe(false);
});

it("puts one listener on a signal, however many calls it is for", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const waits = Array.from({ length: 60 }, () => pause(1e9, [signal]));
  expect(getEventListeners(signal, "abort")).toHaveLength(1);
  controller.abort();
  expect(await Promise.all(waits)).toEqual(Array.from({ length: 60 }, () => false));
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});
