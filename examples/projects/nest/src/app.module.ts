import { Module } from "@nestjs/common";
import { InboxController } from "./inbox.controller";
import { InboxService } from "./inbox.service";
import { KapsoModule } from "./kapso.module";

@Module({
  imports: [KapsoModule],
  controllers: [InboxController],
  providers: [InboxService],
})
export class AppModule {}
