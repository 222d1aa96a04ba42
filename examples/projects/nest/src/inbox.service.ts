import { Inject, Injectable } from "@nestjs/common";
import type { KapsoClient } from "@shared/kapso-client";
import { KAPSO } from "./kapso.module";

@Injectable()
export class InboxService {
  constructor(@Inject(KAPSO) private readonly kapso: KapsoClient) {}

  async open(customer: string): Promise<string> {
    const { embed_url } = await this.kapso.createInboxEmbed({
      scope_type: "customer",
      scope_id: customer,
    });
    return embed_url;
  }
}
