import { Controller, Get, NotFoundException, Param } from "@nestjs/common";
import { isKapsoNotFoundError } from "@shared/kapso-client";
import { InboxService } from "./inbox.service";

@Controller("customers/:customer/inbox")
export class InboxController {
  constructor(private readonly inbox: InboxService) {}

  @Get()
  async show(@Param("customer") customer: string): Promise<{ url: string }> {
    try {
      return { url: await this.inbox.open(customer) };
    } catch (error) {
      if (isKapsoNotFoundError(error)) throw new NotFoundException("There is no such customer.");
      throw error;
    }
  }
}
