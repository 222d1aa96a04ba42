import { expect, test } from "vitest";
import { siteLink } from "./site-link.ts";

const address = "https://git.example.com/acme/platform";
const pages = new Set(["docs/README.md", "docs/how-to/a.md", "packages/client/README.md"]);

test.each([
  ["docs/how-to/b.md", "a.md#more", "/how-to/a.md#more"],
  ["docs/how-to/b.md", "../README.md", "/index.md"],
  ["docs/how-to/b.md", "../../packages/client", "/packages/client/index.md"],
  ["docs/how-to/b.md", "../../packages/client/README.md#size", "/packages/client/index.md#size"],
  ["docs/how-to/b.md", `${address}/blob/main/docs/how-to/a.md`, "/how-to/a.md"],
  ["docs/how-to/b.md", "../../specs/api.yaml", `${address}/blob/main/specs/api.yaml`],
  ["docs/how-to/b.md", "../../scripts/bench/", `${address}/tree/main/scripts/bench`],
  ["docs/reference/packages/README.md", "a/README.md", "/reference/packages/a/index.md"],
  ["docs/how-to/b.md", "#here", "#here"],
  ["docs/how-to/b.md", "https://example.com/a.md", "https://example.com/a.md"],
  ["docs/how-to/b.md", "mailto:a@example.com", "mailto:a@example.com"],
])("in %s the link %s leads to %s", (from, href, expected) => {
  expect(siteLink(from, href, { pages, address })).toBe(expected);
});
