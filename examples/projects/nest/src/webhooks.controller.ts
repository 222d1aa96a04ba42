import type { IncomingMessage } from "node:http";
import {
  Controller,
  HttpCode,
  Post,
  type RawBodyRequest,
  Req,
  UnauthorizedException,
} from "@nestjs/common";
import { isKapsoSignatureError, verifyWebhook } from "@shared/kapso-client/webhooks";

@Controller("webhooks/kapso")
export class WebhooksController {
  @Post()
  @HttpCode(200) // Nest's default for a POST is 201, and Kapso then delivers again
  async receive(@Req() request: RawBodyRequest<IncomingMessage>): Promise<void> {
    const { rawBody: body, headers } = request;
    if (body === undefined) throw new Error("Create the application with { rawBody: true }.");
    const secret = process.env["KAPSO_WEBHOOK_SECRET"] ?? "";
    try {
      const { event, events } = await verifyWebhook({ body, headers, secret });
      console.log(event, events.length);
    } catch (error) {
      if (isKapsoSignatureError(error)) throw new UnauthorizedException();
      throw error;
    }
  }
}
