import { isKapsoSignatureError, verifyWebhook } from "@shared/kapso-client/webhooks";

export async function POST(request: Request): Promise<Response> {
  const body = await request.arrayBuffer(); // the raw bytes; not request.json()
  const secret = process.env["KAPSO_WEBHOOK_SECRET"] ?? "";
  try {
    const { event, events } = await verifyWebhook({ body, headers: request.headers, secret });
    console.log(event, events.length);
    return new Response(null, { status: 200 });
  } catch (error) {
    if (isKapsoSignatureError(error)) return new Response(null, { status: 401 });
    throw error;
  }
}
