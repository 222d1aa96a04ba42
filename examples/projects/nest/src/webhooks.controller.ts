import type { IncomingMessage } from "node:http";
import type { RawBodyRequest } from "@nestjs/common";
import { Controller, HttpCode, Post, Req, UnauthorizedException } from "@nestjs/common";
import { isKapsoSignatureError, verifyWebhook } from "@shared/kapso-client/webhooks";

@Controller("webhooks/kapso")
export class WebhooksController {
  @Post()
  @HttpCode(200)
  async receive(@Req() { rawBody, headers }: RawBodyRequest<IncomingMessage>): Promise<void> {
    const secret = process.env["KAPSO_WEBHOOK_SECRET"] ?? "";
    try {
      // The bytes, which the option `rawBody: true` of the application keeps.
      const { event, events } = await verifyWebhook({ body: rawBody ?? "", headers, secret });
      console.log(event, events.length);
    } catch (error) {
      if (isKapsoSignatureError(error)) throw new UnauthorizedException();
      throw error;
    }
  }
}
