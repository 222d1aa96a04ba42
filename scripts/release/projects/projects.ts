/** Something that is done in a project, and must end well. */
export interface Step {
  /** For the table. */
  name: string;
  /** A script of the project's manifest. */
  script: string;
  /** What it must print. */
  prints?: RegExp;
  /** Files that are written before, by path. The script must then fail, and print `prints`. */
  fault?: Record<string, string>;
  /** The script is a server: a path, and what its page has. The API key is not in the page. */
  serves?: { path: string; shows: RegExp };
  /** A folder that it writes, and what is in none of its files; nor is the API key. */
  output?: { folder: string; without: RegExp };
}

/** A kind of project: a folder of `examples/projects`. */
export interface Project {
  folder: string;
  label: string;
  /** The dependencies whose versions the table shows, or runtimes of the catalog. */
  tools: readonly string[];
  steps: readonly Step[];
}

const passes = /pass|passed/;
const revoked = /Support desk was made, and revoked again\./;
/** In the client, and in nothing that a page needs. */
const serverCode = /dangerouslyAllowBrowser|X-API-Key/i;

const leak = `"use client";
import { kapso } from "../../lib/kapso";

export default function Page() {
  return <button onClick={() => kapso.createInboxEmbed({ scope_type: "project" })}>Open</button>;
}
`;

/** The kinds of projects that the packed packages are tried in. */
export const projects: readonly Project[] = [
  {
    folder: "nest",
    label: "NestJS",
    tools: ["@nestjs/core", "ts-jest", "typescript"],
    steps: [
      { name: "unit and end-to-end tests", script: "test", prints: /Tests:\s+5 passed, 5 total/ },
      { name: "`tsc`", script: "build" },
    ],
  },
  {
    folder: "express",
    label: "Express",
    tools: ["express", "ts-jest", "typescript"],
    steps: [
      { name: "tests", script: "test", prints: /Tests:\s+1 passed, 1 total/ },
      { name: "`tsc`", script: "build" },
    ],
  },
  {
    folder: "babel-jest",
    label: "Jest with Babel",
    tools: ["jest", "@babel/core", "jest-environment-jsdom"],
    steps: [
      { name: "tests, one under jsdom", script: "test", prints: /Tests:\s+2 passed, 2 total/ },
    ],
  },
  {
    folder: "vitest-dom",
    label: "vitest with a document",
    tools: ["vitest", "jsdom", "happy-dom"],
    steps: [
      { name: "tests under jsdom and happy-dom", script: "test", prints: /Tests\s+2 passed/ },
    ],
  },
  {
    folder: "next",
    label: "Next, app router",
    tools: ["next", "react"],
    steps: [
      {
        name: "`next build` with a route handler and a server action",
        script: "build",
        prints: /\/api\/inbox/,
        output: { folder: ".next/static", without: serverCode },
      },
      {
        name: "`next start` serves the frame, without the key",
        script: "start",
        serves: {
          path: "/desk",
          shows: /<iframe [^>]*src="http:\/\/127\.0\.0\.1:\d+\/embed\/[^"]+"/,
        },
        output: { folder: ".next/static", without: serverCode },
      },
      {
        name: "a client component that imports the client fails it",
        script: "build",
        fault: { "app/leak/page.tsx": leak },
        prints: /'server-only' cannot be imported from a Client Component module/,
      },
    ],
  },
  {
    folder: "vite",
    label: "Vite and React",
    tools: ["vite", "react"],
    steps: [
      {
        name: "a bundle of `/embed` without server code",
        script: "build",
        output: { folder: "dist", without: serverCode },
      },
    ],
  },
  {
    folder: "lambda",
    label: "Lambda bundles",
    tools: ["esbuild"],
    steps: [
      { name: "one as ES module, one as CommonJS", script: "build" },
      {
        name: "both invoked",
        script: "invoke",
        prints: /200 esm was made[^\n]*\n200 cjs was made/,
      },
    ],
  },
  {
    folder: "wrangler",
    label: "Cloudflare Workers",
    tools: ["wrangler"],
    steps: [{ name: "`wrangler deploy --dry-run`", script: "build", prints: /--dry-run: exiting/ }],
  },
  {
    folder: "bun",
    label: "Bun",
    tools: ["bun"],
    steps: [
      { name: "a program", script: "start", prints: revoked },
      { name: "`bun test`", script: "test", prints: passes },
    ],
  },
  {
    folder: "deno",
    label: "Deno",
    tools: ["deno"],
    steps: [
      { name: "a program", script: "start", prints: revoked },
      { name: "`deno test`", script: "test", prints: passes },
    ],
  },
];
