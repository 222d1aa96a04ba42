import { expect, it } from "vitest";
import { readSection, writeSection } from "./markdown-section.ts";

const document = "# Title\n<!-- table:begin (by a script) -->\nold\n<!-- table:end -->\nrest\n";

it("replaces only the text between its lines", () => {
  const written = writeSection(document, "table", "| new |");
  expect(written).toBe(
    document.replace("old", "\n| new |").replace("\n<!-- table:end", "\n<!-- table:end"),
  );
  expect(readSection(written, "table")).toBe("| new |");
});

it("replaces a section that it wrote before", () => {
  const once = writeSection(document, "table", "| $1 $& |");
  expect(writeSection(once, "table", readSection(once, "table"))).toBe(once);
});

it("throws when the document has no such lines", () => {
  expect(() => readSection(document, "tables")).toThrow("no lines <!-- tables:begin -->");
  expect(() => readSection("<!-- table:end --><!-- table:begin -->\n", "table")).toThrow(
    "no lines",
  );
});
