import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { chromiumArguments, findChromium } from "@shared/toolkit/chromium.ts";
import { type Browser, chromium } from "playwright-core";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isBrowser } from "./in-browser.ts";

const versions = { node: "24.0.0" };

it.each([
  ["a page", { document: {} }, true],
  ["a page with a bundler's `process`", { document: {}, process: { versions: {} } }, true],
  ["a worker", { WorkerNavigator: class {} }, true],
  [
    "a page of Electron with Node's globals",
    { document: {}, process: { versions, type: "renderer" } },
    true,
  ],
  ["Electron's main process", { process: { versions, type: "browser" } }, false],
  ["Node, Bun or Deno", { process: { versions } }, false],
  ["jsdom or happy-dom in Node", { document: {}, process: { versions } }, false],
  ["a worker of Deno", { WorkerNavigator: class {}, process: { versions } }, false],
  ["workerd", {}, false],
])("%s", (_, surroundings, expected) => {
  expect(isBrowser(surroundings)).toBe(expected);
});

const executablePath = findChromium();

describe.runIf(executablePath)("in Chromium", () => {
  let browser: Browser;
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    const files = await sources();
    server = createServer(({ url = "" }, response) => {
      const type = url.endsWith(".js") ? "text/javascript" : "text/html";
      response.writeHead(200, { "content-type": type }).end(files[url] ?? "<!doctype html>");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const path = executablePath ?? "";
    browser = await chromium.launch({ executablePath: path, args: [...chromiumArguments] });
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  it.each(["page", "Worker", "classic Worker", "SharedWorker", "ServiceWorker"])(
    "a client is refused in a %s, unless dangerouslyAllowBrowser is set",
    async (place) => {
      const page = await browser.newPage();
      await page.goto(origin);
      const [refused, allowed] = await page.evaluate(madeIn, place);
      await page.close();
      expect(refused).toMatch(/^KapsoConfigurationError: In a browser anyone can read the API key/);
      expect(allowed).toBe("made");
    },
  );
});

/** What the page loads, by path. */
async function sources(): Promise<Record<string, string>> {
  const input = fileURLToPath(new URL("../index.ts", import.meta.url));
  const bundle = await rolldown({ input, platform: "browser" });
  const output = async (format: "esm" | "iife") =>
    (await bundle.generate({ format, name: "kapso" })).output[0].code;
  const tried = `
    const tried = [{}, { dangerouslyAllowBrowser: true }].map((options) => {
      try {
        kapso.createKapsoClient({ apiKey: "key", ...options });
        return "made";
      } catch (error) {
        return String(error);
      }
    });`;
  const worker = `${tried}
    self.onconnect = ({ ports }) => ports[0].postMessage(tried);
    self.onmessage = ({ ports }) => (ports[0] ?? self).postMessage(tried);`;
  const files = {
    "/client.js": await output("esm"),
    "/page.js": `import * as kapso from "/client.js";${tried} window.take(tried);`,
    "/worker.js": `import * as kapso from "/client.js";${worker}`,
    "/classic.js": `${await output("iife")}${worker}`,
  };
  await bundle.close();
  return files;
}

/** In the page: what came of two clients, without the option and with it. */
async function madeIn(place: string): Promise<string[]> {
  const module = { type: "module" } as const;
  return new Promise((resolve, reject) => {
    const take = ({ data }: { data: string[] }) => resolve(data);
    const { port1, port2 } = new MessageChannel();
    if (place === "page") {
      const script = Object.assign(document.createElement("script"), {
        ...module,
        src: "/page.js",
      });
      document.head.append(script);
      Object.assign(window, { take: resolve });
    } else if (place === "SharedWorker") {
      new SharedWorker("/worker.js", module).port.onmessage = take;
    } else if (place === "ServiceWorker") {
      port1.onmessage = take;
      navigator.serviceWorker
        .register("/worker.js", module)
        .then(() => navigator.serviceWorker.ready)
        .then(({ active }) => active?.postMessage("", [port2]), reject);
    } else {
      const worker =
        place === "Worker" ? new Worker("/worker.js", module) : new Worker("/classic.js");
      worker.onmessage = take;
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage("");
    }
  });
}
