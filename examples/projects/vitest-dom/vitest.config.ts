import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // happy-dom's `fetch` requires CORS headers, as in a page. A service's calls have none.
    environmentOptions: {
      happyDOM: { settings: { fetch: { disableSameOriginPolicy: true } } },
    },
  },
});
