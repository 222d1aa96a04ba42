import type { OpenApiDocument } from "./openapi-document.cjs";

/** The same in CommonJS, where the file itself is what is required. */
declare const description: OpenApiDocument;
export = description;
