import { Logger, Module } from "@nestjs/common";
import { createKapsoClient, messageFirst } from "@shared/kapso-client";

/** The injection token of the client: `@Inject(KAPSO) kapso: KapsoClient`. */
export const KAPSO = Symbol("KapsoClient");

@Module({
  providers: [
    {
      provide: KAPSO,
      // The key is in KAPSO_API_KEY. KAPSO_BASE_URL is for an emulator.
      useFactory: () => createKapsoClient({ logger: messageFirst(new Logger("Kapso")) }),
    },
  ],
  exports: [KAPSO],
})
export class KapsoModule {}
