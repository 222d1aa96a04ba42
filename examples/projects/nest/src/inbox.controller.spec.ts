import { NotFoundException } from "@nestjs/common";
import { Test } from "@nestjs/testing";
import { KapsoNotFoundError } from "@shared/kapso-client";
import { InboxController } from "./inbox.controller";
import { InboxService } from "./inbox.service";
import { KAPSO } from "./kapso.module";

describe("InboxController, with a client that is a mock", () => {
  const createInboxEmbed = jest.fn();
  let controller: InboxController;

  beforeEach(async () => {
    const module = await Test.createTestingModule({
      controllers: [InboxController],
      providers: [InboxService, { provide: KAPSO, useValue: { createInboxEmbed } }],
    }).compile();
    controller = module.get(InboxController);
  });

  it("returns the embed's URL", async () => {
    createInboxEmbed.mockResolvedValue({ embed_url: "https://inbox.kapso.ai/embed/abc" });
    expect(await controller.show("c-1")).toEqual({ url: "https://inbox.kapso.ai/embed/abc" });
    expect(createInboxEmbed).toHaveBeenCalledWith({ scope_type: "customer", scope_id: "c-1" });
  });

  it("responds with 404 where the API does", async () => {
    createInboxEmbed.mockRejectedValue(new KapsoNotFoundError("no", { status: 404 }));
    await expect(controller.show("c-1")).rejects.toThrow(NotFoundException);
  });
});
