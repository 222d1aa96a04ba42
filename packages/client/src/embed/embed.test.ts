import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { rolldown } from "rolldown";
import { describe, expect, test, vi } from "vitest";
import {
  contentSecurityPolicy,
  embedUrl,
  iframeAttributes,
  iframeHtml,
  isEmbedUrl,
  reactIframeProps,
} from "./index.ts";

const embedAddress = "https://inbox.kapso.ai/embed/t0ken";

describe("an embed's URL", () => {
  test("takes options, replaces those it has, and loses those that are off", () => {
    const dark = embedUrl(embedAddress).with({ mode: "dark", unread: true, search: "a&b=c" });
    expect(dark).toBe(`${embedAddress}?mode=dark&unread=1&search=a%26b%3Dc`);
    const changed = embedUrl(dark).with({ mode: "light", unread: false, search: undefined });
    expect(changed).toBe(`${embedAddress}?mode=light`);
    const cleared = embedUrl(dark).with({ search: null as never, unread: false });
    expect(cleared).toBe(`${embedAddress}?mode=dark`);
    expect(embedUrl(changed).with({ status: "all", handoff: true })).toBe(
      `${embedAddress}?mode=light&status=all&handoff=1`,
    );
  });

  test.each([
    "javascript:alert(1)//embed/x",
    "data:text/html,/embed/x",
    "http://inbox.kapso.ai/embed/t0ken",
    "https://inbox.kapso.ai/embed/",
    "https://inbox.kapso.ai/other/t0ken",
    "https://user:pass@inbox.kapso.ai/embed/t0ken",
    "/embed/t0ken",
    "",
    undefined,
  ])("%s is none, and is not quoted", (url) => {
    expect(isEmbedUrl(url)).toBe(false);
    const uses = [embedUrl, iframeAttributes, reactIframeProps, iframeHtml, contentSecurityPolicy];
    for (const use of uses) {
      expect(() => use(url as string)).toThrow(/^Expected the embed_url[^?]*another came\.$/);
    }
  });

  test("is one on the vendor's host, another one, and on loopback", () => {
    expect(
      [embedAddress, "https://inbox.example.com/embed/x", "http://127.0.0.1:40/embed/x"].every(
        isEmbedUrl,
      ),
    ).toBe(true);
  });
});

test("the frame's HTML has everything escaped", () => {
  const url = embedUrl(embedAddress).with({ search: `"><script>'` });
  const html = iframeHtml(url, { title: `"><img src=x onerror='alert(1)'>&` });
  expect(html.match(/[<>]/g)).toHaveLength(4);
  expect(html).toMatch(/^<iframe( [a-z]+="[^"<>']*"){6}><\/iframe>$/);
  expect(html).toContain("&#38;");
});

test("React renders the frame with every attribute, and without a warning", () => {
  const warn = vi.spyOn(console, "error").mockImplementation(() => {});
  const options = { title: "Customers", loading: "lazy" } as const;
  const html = renderToStaticMarkup(
    createElement("iframe", reactIframeProps(embedAddress, options)),
  );
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
  const rendered = [...html.matchAll(/ ([a-z]+)="([^"]*)"/gi)].map(
    ([, name = "", value]) => [name.toLowerCase(), value] as const,
  );
  expect(Object.fromEntries(rendered)).toEqual(iframeAttributes(embedAddress, options));
});

test("the frame may not take the page around it elsewhere, and hears not where it is", () => {
  const { sandbox, referrerpolicy } = iframeAttributes(embedAddress);
  expect(sandbox).not.toContain("allow-top-navigation");
  expect(referrerpolicy).toBe("no-referrer");
});

test("the policy names each origin once, and no token", () => {
  const policy = contentSecurityPolicy(
    embedAddress,
    `${embedAddress}2`,
    "http://127.0.0.1:40/embed/x",
  );
  expect(policy).toBe("frame-src https://inbox.kapso.ai http://127.0.0.1:40");
});

test("a browser loads at most 1 KiB for it, and nothing else", async () => {
  const input = fileURLToPath(new URL("./index.ts", import.meta.url));
  const bundle = await rolldown({ input, platform: "browser" });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  await bundle.close();
  expect(output).toHaveLength(1);
  const size = gzipSync(output[0].code).length;
  console.log(`embed: ${size} bytes, minified and compressed`);
  expect(size).toBeLessThanOrEqual(1024);
  const others = output[0].moduleIds.filter(
    (id) => !/src\/(embed\/[\w-]+|private-host)\.ts$/.test(id),
  );
  expect([others, output[0].imports]).toEqual([[], []]);
});

test.each(["*", "*.kapso.ai", "a;sandbox", "a,b", "a'b", "a_b", "$a", "(a)", "a!b"])(
  "refuses the host %s, which a policy would read as more than a host",
  (host) => {
    const url = `https://${host}/embed/abc`;
    expect(() => embedUrl(url)).toThrow(TypeError);
    expect(() => contentSecurityPolicy("https://inbox.kapso.ai/embed/abc", url)).toThrow(TypeError);
  },
);

test.each([
  "https://inbox-2.kapso.ai",
  "https://10.0.0.1:8443",
  "https://[2001:db8::1]",
  "http://localhost:40",
  "http://emulator:4010",
])("takes the origin %s", (origin) => {
  expect(contentSecurityPolicy(`${origin}/embed/abc`)).toBe(`frame-src ${origin}`);
});
