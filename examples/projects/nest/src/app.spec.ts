import type { INestApplication } from "@nestjs/common";
import { Test } from "@nestjs/testing";
import { createKapsoClient } from "@shared/kapso-client";
import { signWebhook } from "@shared/kapso-client/webhooks";
import { type Emulator, startEmulator } from "@shared/kapso-emulator";
import { AppModule } from "./app.module";
import { KAPSO } from "./kapso.module";

describe("the service, with the emulator in place of Kapso", () => {
  let kapso: Emulator;
  let app: INestApplication | undefined;
  let url: string;

  beforeAll(async () => {
    kapso = await startEmulator();
    const baseUrl = kapso.url + kapso.basePath;
    const module = await Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(KAPSO)
      .useValue(createKapsoClient({ baseUrl, apiKey: kapso.apiKey }))
      .compile();
    app = module.createNestApplication({ rawBody: true });
    await app.listen(0, "127.0.0.1");
    url = await app.getUrl();
  });
  afterAll(async () => {
    await app?.close();
    await kapso.close();
  });

  it("opens a customer's inbox", async () => {
    const response = await fetch(`${url}/customers/550e8400-e29b-41d4-a716-446655440000/inbox`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ url: expect.stringContaining("/embed/") });
  });

  it("responds with 404 for a customer that does not exist", async () => {
    const response = await fetch(`${url}/customers/00000000-0000-0000-0000-000000000000/inbox`);
    expect(response.status).toBe(404);
  });

  it("accepts a signed webhook, and no other", async () => {
    const secret = "the-webhook-secret";
    process.env["KAPSO_WEBHOOK_SECRET"] = secret;
    const event = "whatsapp.message.received";
    const delivery = await signWebhook({ payload: { text: "Grüße" }, event, secret });
    const deliver = (body: string) =>
      fetch(`${url}/webhooks/kapso`, { method: "POST", headers: delivery.headers, body });
    expect((await deliver(delivery.body)).status).toBe(200);
    expect((await deliver(`${delivery.body} `)).status).toBe(401);
  });
});
