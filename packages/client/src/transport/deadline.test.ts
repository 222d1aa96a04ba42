import { getEventListeners } from "node:events";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { after, pause, watch } from "./deadline.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("keeps delays that setTimeout would turn into 1 ms", () => {
  const called = vi.fn();
  const month = 30 * 24 * 3_600_000;
  after(month, called);
  vi.advanceTimersByTime(month - 1);
  expect(called).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(called).toHaveBeenCalledTimes(1);
});

it("never comes for Infinity, and is called off in any stretch of a long delay", () => {
  const called = vi.fn();
  after(Number.POSITIVE_INFINITY, called);
  expect(vi.getTimerCount()).toBe(0);
  const cancel = after(2 ** 33, called);
  vi.advanceTimersByTime(2 ** 32);
  cancel();
  expect(vi.getTimerCount()).toBe(0);
  vi.advanceTimersByTime(2 ** 33);
  expect(called).not.toHaveBeenCalled();
});

it("ends work that ignores its signal", async () => {
  const watching = watch(10, []);
  const work = watching.during(new Promise(() => {}), () => watching.ended);
  vi.advanceTimersByTime(10);
  expect(await work).toBe("time");
  expect(watching.signal.aborted).toBe(true);
  expect(await watching.during(new Promise(() => {}), () => "at once")).toBe("at once");
});

it("lets go of timer and listeners", () => {
  const controllers = [new AbortController(), new AbortController()];
  const signals = controllers.map(({ signal }) => signal);
  const listeners = () => signals.map((signal) => getEventListeners(signal, "abort").length);
  const watching = watch(1_000, signals);
  expect([listeners(), vi.getTimerCount()]).toEqual([[1, 1], 1]);
  watching.release();
  expect([listeners(), vi.getTimerCount()]).toEqual([[0, 0], 0]);
});

it("ends a wait at once when a signal fires, also one that has fired before", async () => {
  const controller = new AbortController();
  const waiting = pause(1e9, [controller.signal]);
  controller.abort();
  expect(await waiting).toBe(false);
  expect(await pause(1e9, [controller.signal])).toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});
