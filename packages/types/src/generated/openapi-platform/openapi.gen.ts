// Generated from specs/openapi-platform.yaml by `pnpm regen`. Do not edit.

export interface paths {
  "/inbox_embeds": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List inbox embeds
     * @description The embeds of the key's project, newest first, without their secrets. An embed past its `expires_at` still says `active`.
     */
    get: operations["listInboxEmbeds"];
    put?: never;
    /**
     * Create inbox embed
     * @description Create an embeddable inbox access link.
     *
     *     The response includes `token` and `embed_url` once. Store the embed URL when you create it; list, get, and update responses omit the secret.
     */
    post: operations["createInboxEmbed"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/inbox_embeds/{inbox_embed_id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Get inbox embed
     * @description One embed without its secrets.
     */
    get: operations["getInboxEmbed"];
    put?: never;
    post?: never;
    /**
     * Revoke inbox embed
     * @description The token stops working at once; the embed's status becomes `revoked`.
     */
    delete: operations["deleteInboxEmbed"];
    options?: never;
    head?: never;
    /**
     * Update inbox embed
     * @description Changes the settings that are given and keeps the token. The scope cannot change: create another embed for another scope.
     */
    patch: operations["updateInboxEmbed"];
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    InboxEmbedCreateRequest: {
      inbox_embed: {
        name?: string | null;
        /** @enum {string} */
        scope_type: "project" | "customer" | "phone_number";
        /** @description Required for `customer` and `phone_number`; must be blank for `project` */
        scope_id?: string | null;
        /** Format: uuid */
        assigned_user_id?: string | null;
        allowed_origins?: string[];
        /**
         * @default system
         * @enum {string}
         */
        default_mode?: "system" | "light" | "dark";
        /** Format: date-time */
        expires_at?: string | null;
        /**
         * @description The language of the inbox's own words.
         * @default en
         * @enum {string}
         */
        language?: "en" | "es";
      };
    };
    InboxEmbedCreatedResponse: {
      data: components["schemas"]["InboxEmbedCreated"];
    };
    InboxEmbedCreated: components["schemas"]["InboxEmbed"] & {
      /** @description Raw inbox token. Returned only when the embed is created. */
      token: string;
      /**
       * Format: uri
       * @description Iframe URL. Returned only when the embed is created.
       */
      embed_url: string;
    };
    ErrorResponse: {
      error: string;
    };
    InboxEmbed: {
      /** Format: uuid */
      id: string;
      name?: string | null;
      /** @description Public embed scope */
      scope_type: "project" | "customer" | "phone_number" | (string & {});
      /** @description Customer UUID for `customer`, WhatsApp `phone_number_id` for `phone_number`, null for `project` */
      scope_id?: string | null;
      /** @description Human-readable customer or phone number label when available */
      scope_name?: string | null;
      /**
       * Format: uuid
       * @description Limits visible conversations to the active assignee
       */
      assigned_user_id?: string | null;
      assigned_user_name?: string | null;
      status: "active" | "revoked" | (string & {});
      /**
       * @description Origins allowed to embed the inbox. Empty means any origin.
       * @example [
       *       "https://app.example.com"
       *     ]
       */
      allowed_origins: string[];
      default_mode: "system" | "light" | "dark" | (string & {});
      /** Format: date-time */
      expires_at?: string | null;
      /** Format: date-time */
      last_used_at?: string | null;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
      /**
       * @description The language of the inbox's own words.
       * @default en
       */
      language: "en" | "es" | (string & {});
    };
    InboxEmbedListResponse: {
      data: components["schemas"]["InboxEmbed"][];
      meta: components["schemas"]["PaginationMeta"];
    };
    PaginationMeta: {
      page: number;
      per_page: number;
      total_pages: number;
      total_count: number;
    };
    InboxEmbedResponse: {
      data: components["schemas"]["InboxEmbed"];
    };
    InboxEmbedUpdateRequest: {
      inbox_embed: {
        name?: string | null;
        /** Format: uuid */
        assigned_user_id?: string | null;
        allowed_origins?: string[];
        /** @enum {string} */
        default_mode?: "system" | "light" | "dark";
        /**
         * @description The language of the inbox's own words.
         * @enum {string}
         */
        language?: "en" | "es";
        /** Format: date-time */
        expires_at?: string | null;
      };
    };
  };
  responses: {
    /** @description Missing or invalid API key */
    UnauthorizedError: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
    /** @description Resource not found */
    NotFoundError: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
    /** @description Request validation failed */
    ValidationError: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["ErrorResponse"];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listInboxEmbeds: {
    parameters: {
      query?: {
        status?: "active" | "revoked";
        scope_type?: "project" | "customer" | "phone_number";
        /** @description A customer's UUID or WhatsApp's `phone_number_id`, as `scope_type` says. */
        scope_id?: string;
        assigned_user_id?: string;
        page?: number;
        per_page?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page of embeds */
      200: {
        headers: {
          "X-Total"?: number;
          "X-Total-Pages"?: number;
          "X-Per-Page"?: number;
          "X-Page"?: number;
          Link?: string;
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InboxEmbedListResponse"];
        };
      };
      401: components["responses"]["UnauthorizedError"];
      422: components["responses"]["ValidationError"];
    };
  };
  createInboxEmbed: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["InboxEmbedCreateRequest"];
      };
    };
    responses: {
      /** @description Inbox embed created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InboxEmbedCreatedResponse"];
        };
      };
      401: components["responses"]["UnauthorizedError"];
      404: components["responses"]["NotFoundError"];
      422: components["responses"]["ValidationError"];
    };
  };
  getInboxEmbed: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        inbox_embed_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The embed */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InboxEmbedResponse"];
        };
      };
      401: components["responses"]["UnauthorizedError"];
      404: components["responses"]["NotFoundError"];
    };
  };
  deleteInboxEmbed: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        inbox_embed_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Revoked */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      401: components["responses"]["UnauthorizedError"];
      404: components["responses"]["NotFoundError"];
    };
  };
  updateInboxEmbed: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        inbox_embed_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["InboxEmbedUpdateRequest"];
      };
    };
    responses: {
      /** @description The embed as it is now */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["InboxEmbedResponse"];
        };
      };
      401: components["responses"]["UnauthorizedError"];
      404: components["responses"]["NotFoundError"];
      422: components["responses"]["ValidationError"];
    };
  };
}
