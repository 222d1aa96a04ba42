// The used part of the client that hey-api generates from the spec at bench time: see
// generate-hey-api.ts.
declare module "#hey-api" {
  interface HeyApiClient {
    readonly kind: unique symbol;
  }
  export function createClient(config: {
    baseUrl: string;
    auth: string;
    fetch?: typeof globalThis.fetch;
  }): HeyApiClient;
  export function createInboxEmbed(options: {
    client: HeyApiClient;
    body: object;
  }): Promise<unknown>;
}
