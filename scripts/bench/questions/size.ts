import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { versionsOf } from "../environment.ts";
import { benchFolder } from "../paths.ts";
import { generateHeyApi } from "../peers/generate-hey-api.ts";
import { fetchPeers, ourClient, type Peer, peerFile, peerPackages } from "../peers/peer.ts";
import { equalFeatures, type Question, type Row } from "../question.ts";

// It contains every feature of the client; size-limits.ts of the gates has the size of each part.
const target = 15;
const prismPackage = "@shared/kapso-client";
/** Files in `peers/equal-features`; openai has all of it built in. */
const equalPeers = [
  { name: "this client", file: "equal-features/kapso-client.ts", ours: true },
  { name: "ofetch + own errors", file: "equal-features/ofetch.ts" },
  { name: "ky + openapi-fetch + own errors", file: "equal-features/ky-openapi-fetch.ts" },
  { name: "axios + axios-retry + own errors", file: "equal-features/axios-retry.ts" },
  { name: "openai-node's client", file: "openai.ts" },
] satisfies Peer[];

const subpaths = ["embed", "webhooks", "opentelemetry", "operations", "undici"];

interface Size {
  minified: number;
  gzip: number;
  brotli: number;
}

export const size: Question = {
  name: "size",
  title: "Size",
  measures:
    "The smallest program that makes a client and sends one POST, bundled from what is published by esbuild (esm, es2022, minified, tree-shaken), in kB of 1,000 bytes: minified, with gzip -9, with brotli -11. Exact: there is no spread. A feature of the client is what its import adds to that program; a subpath is everything that it exports, alone.",
  async run() {
    await generateHeyApi();
    const sizes = await Promise.all(
      fetchPeers.map(async (peer) => ({
        peer,
        bytes: await sizeOf(program(peerFile(peer).pathname)),
      })),
    );
    const ours = sizes.find(({ peer }) => peer === ourClient)?.bytes;
    if (ours === undefined) throw new Error("This client is not among the peers.");
    return {
      tables: [
        {
          title: "A minimal program",
          columns: [
            { name: "min + gzip", unit: "kB", digits: 2, chart: "overview", limit: target },
            { name: "min + brotli", unit: "kB", digits: 2 },
            { name: "minified", unit: "kB", digits: 2 },
          ],
          rows: sizes.map(({ peer, bytes }) => ({
            name: peer.name,
            ...(peer.ours && { ours: true }),
            cells: [bytes.gzip, bytes.brotli, bytes.minified],
          })),
        },
        {
          title: equalFeatures,
          columns: [
            { name: "min + gzip", unit: "kB", digits: 1 },
            { name: "min + brotli", unit: "kB", digits: 1 },
          ],
          rows: await Promise.all(equalPeers.map(equalRow)),
        },
        {
          title: "What each import of this client adds",
          columns: [
            { name: "min + gzip", unit: "kB", digits: 2, chart: "own" },
            { name: "min + brotli", unit: "kB", digits: 2 },
            { name: "minified", unit: "kB", digits: 2 },
          ],
          rows: [...(await featureRows(ours)), ...(await Promise.all(subpaths.map(subpathRow)))],
        },
      ],
      targets: [
        {
          name: "Size of a minimal program, min + gzip",
          unit: "kB",
          digits: 2,
          bound: "at most",
          limit: target,
          value: ours.gzip,
        },
      ],
      versions: versionsOf([...peerPackages, "axios-retry", "esbuild"]),
      notes: [],
    };
  },
};

const settings = `{ baseUrl: "https://api.kapso.ai/platform/v1", apiKey: "key" }`;

function program(file: string): string {
  return `import { create } from ${JSON.stringify(file)};\nconsole.log(await create(${settings})());`;
}

/** Every export that adds something; the others are in the minimal program anyway. */
async function featureRows(minimal: Size): Promise<Row[]> {
  const base = program(peerFile(ourClient).pathname);
  const names = Object.keys(await import(prismPackage)).sort();
  const rows = await Promise.all(
    names.map(async (name): Promise<Row> => {
      const bytes = await sizeOf(
        `import { ${name} } from "${prismPackage}";\n${base}\nconsole.log(${name});`,
      );
      return {
        name,
        ours: true,
        cells: [
          bytes.gzip - minimal.gzip,
          bytes.brotli - minimal.brotli,
          bytes.minified - minimal.minified,
        ],
      };
    }),
  );
  // The import statement alone costs a few bytes.
  return rows.filter(({ cells: [gzip] }) => typeof gzip === "number" && gzip > 0.03);
}

async function equalRow(peer: Peer): Promise<Row> {
  const { gzip, brotli } = await sizeOf(program(peerFile(peer).pathname));
  return { name: peer.name, ...(peer.ours && { ours: true }), cells: [gzip, brotli] };
}

async function subpathRow(subpath: string): Promise<Row> {
  const { gzip, brotli, minified } = await sizeOf(`export * from "${prismPackage}/${subpath}";`);
  return { name: `${prismPackage}/${subpath}`, ours: true, cells: [gzip, brotli, minified] };
}

async function sizeOf(contents: string): Promise<Size> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: benchFolder, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    external: ["node:*", "@opentelemetry/api", "undici"],
    legalComments: "none",
    write: false,
    logLevel: "error",
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  return {
    minified: code.length / 1000,
    gzip: gzipSync(code, { level: 9 }).length / 1000,
    brotli: brotliCompressSync(code).length / 1000,
  };
}
