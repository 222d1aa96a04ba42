import { Hono, type MiddlewareHandler } from "hono";
import type { Description } from "../description/description.ts";
import { isObject } from "../json.ts";
import { noticePage } from "../pages/notice-page.ts";
import { renderPage } from "../pages/page.ts";
import { referencePage } from "../pages/reference-page.ts";
import { readReferenceScript, referencePackage } from "../pages/reference-script.ts";
import type { App } from "./app.ts";

/** The API reference below `/_emulator/reference`; its program is read on the first request. */
export function createReference(deps: {
  description: Description;
  apiKey: string;
  sameSite: MiddlewareHandler;
  /** The origin that clients reach the emulator at. */
  origin(): string;
  /** Reads the program that renders the reference; undefined when it is not installed. */
  readScript?: () => Promise<Buffer | undefined>;
}): App {
  const { description, apiKey, origin, readScript = readReferenceScript } = deps;
  const { title, basePath, keyHeader, model } = description;
  let script: Promise<Buffer | undefined> | undefined;
  const load = () => {
    script ??= readScript();
    return script;
  };
  const reference: App = new Hono();
  reference.use(deps.sameSite);

  reference.get("/", async () => {
    const scheme = keyScheme(model.document, keyHeader);
    const { status, html, headers } = (await load())
      ? referencePage({
          title: `${title} · Kapso emulator`,
          documentUrl: "/_emulator/reference/openapi.json",
          scriptUrl: "/_emulator/reference/standalone.js",
          key: scheme === undefined ? undefined : { scheme, value: apiKey },
        })
      : renderPage(501, notInstalled);
    return new Response(html, { status, headers: { ...headers } });
  });
  reference.get("/openapi.json", (context) =>
    context.json({ ...model.document, servers: [{ url: `${origin()}${basePath}` }] }),
  );
  reference.get("/standalone.js", async (context) => {
    const source = await load();
    if (!source) return context.json({ error: install }, 501);
    return new Response(new Uint8Array(source), {
      headers: { "Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache" },
    });
  });
  return reference;
}

const install = `The reference needs the package ${referencePackage}: install it beside the emulator (npm install --save-dev ${referencePackage}) and restart the emulator.`;
const notInstalled = noticePage("The reference is not installed", install);

/** The name of the security scheme that stands for the header of the API key. */
function keyScheme(document: object, keyHeader: string): string | undefined {
  const components = "components" in document ? document.components : undefined;
  const schemes = isObject(components) ? components["securitySchemes"] : undefined;
  if (!isObject(schemes)) return undefined;
  return Object.keys(schemes).find((name) => {
    const scheme = schemes[name];
    return (
      isObject(scheme) &&
      scheme["type"] === "apiKey" &&
      String(scheme["name"]).toLowerCase() === keyHeader.toLowerCase()
    );
  });
}
