import { Module } from "@nestjs/common";
import { InboxController } from "./inbox.controller";
import { InboxService } from "./inbox.service";
import { KapsoModule } from "./kapso.module";
import { WebhooksController } from "./webhooks.controller";

@Module({
  imports: [KapsoModule],
  controllers: [InboxController, WebhooksController],
  providers: [InboxService],
})
export class AppModule {}
