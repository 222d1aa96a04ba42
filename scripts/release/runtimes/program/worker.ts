import { run } from "./run.ts";

/** For runtimes that serve requests: the settings are the body, the report is the response. */
export default {
  fetch: async (request: Request): Promise<Response> =>
    Response.json(await run(JSON.parse(await request.text()))),
};
