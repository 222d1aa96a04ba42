import {
  createKapsoClient,
  isKapsoAbortedError,
  isKapsoConnectionError,
  isKapsoError,
  isKapsoRateLimitError,
  isKapsoRedirectError,
  isKapsoServerError,
  isKapsoUnauthorizedError,
  isKapsoUnreadableResponseError,
  type KapsoClientOptions,
  unwrap,
} from "@shared/kapso-client";
import { type Checks, type Settings, same, thrownBy } from "./check.ts";
import { remoteEmulator } from "./emulator.ts";

/** Failures of the network and of the API: which calls are retried, and the fields of errors. */
export function faultChecks(settings: Settings, keepSecret: (secret: string) => void): Checks {
  const { baseUrl, apiKey, refusedUrl, elsewhereUrl } = settings;
  const { givesReason, resends } = settings.fetch;
  const emulator = remoteEmulator(settings);
  keepSecret(apiKey);
  let retried = 0;
  let waited = 0;
  const client = (options: KapsoClientOptions = {}) => {
    retried = waited = 0;
    const onRetry = ({ wait }: { wait: number }) => {
      retried++;
      waited += wait;
    };
    return createKapsoClient({ apiKey, baseUrl, backoff: false, hooks: { onRetry }, ...options });
  };
  const list = (kapso = client()) => unwrap(kapso.GET("/inbox_embeds"));
  const create = (kapso = client()) => kapso.createInboxEmbed({ scope_type: "project" });
  const fault = (kind: string, more: object = {}) => emulator.fault({ kind, ...more });
  const arrived = async () => (await emulator.requests()).here;

  /** The error of a call. It is printed, so that a key in it would be found. */
  async function failure(call: Promise<unknown>) {
    const error = await thrownBy(call);
    console.log(error);
    if (!isKapsoError(error)) throw error;
    return error;
  }
  async function connectionFailure(call: Promise<unknown>) {
    const error = await failure(call);
    if (!isKapsoConnectionError(error)) throw error;
    return [error.kind, retried, error.mayHaveHappened];
  }
  /** A call that was never sent: retried, also a POST, where the runtime gives that reason. */
  async function neverLeft(kind: string, options: KapsoClientOptions) {
    const get = await connectionFailure(list(client(options)));
    const post = await connectionFailure(create(client(options)));
    same(get.slice(1), [2, false]);
    same(post.slice(1), givesReason ? [2, false] : [0, true]);
    for (const [named] of [get, post]) {
      same((givesReason ? [kind] : ["reset", "unknown"]).includes(String(named)), true);
    }
  }

  return {
    "401 is a typed error, and not retried": async () => {
      const error = await failure(list(client({ apiKey: "another-key" })));
      same([isKapsoUnauthorizedError(error), await arrived()], [true, 1]);
    },
    "429 is retried after Retry-After, also a POST": async () => {
      await fault("status", { status: 429, headers: { "Retry-After": "1" } });
      const { id } = await create();
      same([typeof id, retried, waited, await arrived()], ["string", 1, 1_000, 2]);
    },
    "429 with more to wait than there is time fails at once": async () => {
      await fault("status", { status: 429, headers: { "Retry-After": "3600" } });
      const error = await failure(list());
      same([isKapsoRateLimitError(error), error.retryAfter, await arrived()], [true, 3600, 1]);
    },
    "500 on GET is retried": async () => {
      await fault("status", { status: 500, times: 2 });
      same([(await list()).data.length, retried, await arrived()], [0, 2, 3]);
    },
    "503 on POST is not retried, and may have happened": async () => {
      await fault("status", { status: 503, when: "after" });
      const error = await failure(create());
      same([isKapsoServerError(error), error.mayHaveHappened, await arrived()], [true, true, 1]);
    },
    "HTML instead of JSON is a typed error": async () => {
      await fault("status", { status: 200, shape: "html" });
      const error = await failure(list());
      same([isKapsoUnreadableResponseError(error), error.status, await arrived()], [true, 200, 1]);
    },
    "half a body is retried on GET": async () => {
      await fault("half-body");
      same([(await list()).data.length, retried, await arrived()], [0, 1, 2]);
    },
    "half a body is not retried on POST, which may have happened": async () => {
      await fault("half-body");
      same(await connectionFailure(create()), ["reset", 0, true]);
      same((await list()).data.length, 1);
    },
    "a reset is retried on GET": async () => {
      await fault("reset");
      const byUs = resends.includes("GET") ? 0 : 1;
      same([(await list()).data.length, retried, await arrived()], [0, byUs, 2]);
    },
    "a reset is not retried on POST, which may have happened": async () => {
      await fault("reset", { when: "after" });
      same(await connectionFailure(create()), ["reset", 0, true]);
      same((await list()).data.length, 1);
    },
    "a POST is sent once when its kept-alive connection breaks": async () => {
      await list();
      await fault("reset", { when: "after" });
      same(await connectionFailure(create()), ["reset", 0, true]);
      same(await arrived(), 2);
    },
    "a refused connection": () => neverLeft("refused", { baseUrl: refusedUrl }),
    "an unknown host": () => neverLeft("dns", { baseUrl: "https://kapso.invalid" }),
    "no TLS where TLS is expected": () =>
      neverLeft("tls", { baseUrl: baseUrl.replace("http:", "https:") }),
    "a redirect is refused, and the key is not sent along": async () => {
      await fault("status", { status: 307, headers: { Location: `${elsewhereUrl}/inbox_embeds` } });
      const error = await failure(list());
      same(
        [isKapsoRedirectError(error), await emulator.requests()],
        [true, { here: 1, elsewhere: 0 }],
      );
    },
    // Last, since the emulator notes these requests when it is reset.
    "a time-out": async () => {
      await fault("delay", { ms: 600_000 });
      same(await connectionFailure(create(client({ timeout: 100 }))), ["timeout", 0, true]);
    },
    "an abort by the caller's signal": async () => {
      await fault("delay", { ms: 600_000 });
      const signal = AbortSignal.timeout(100);
      const error = await failure(list(client({ signal })));
      same([isKapsoAbortedError(error), retried], [true, 0]);
    },
  };
}
