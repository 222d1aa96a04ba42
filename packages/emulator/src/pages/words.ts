/** The texts of the embedded page in the languages an embed can have. */
export interface Words {
  lang: "en" | "es";
  inbox: string;
  madeUp: string;
  conversations: string;
  scope: Readonly<Record<string, string>>;
  filter: Readonly<Record<"active" | "ended" | "all" | "unread" | "handoff", string>>;
  write: string;
  send: string;
  ended: string;
  none: string;
}

const en: Words = {
  lang: "en",
  inbox: "Inbox",
  madeUp: "Emulator · made-up data",
  conversations: "Conversations",
  scope: { project: "Whole project", customer: "Customer", phone_number: "Phone number" },
  filter: { active: "Active", ended: "Ended", all: "All", unread: "Unread", handoff: "Handoff" },
  write: "Write a message",
  send: "Send",
  ended: "This conversation has ended.",
  none: "No conversation matches this view.",
};

const es: Words = {
  lang: "es",
  inbox: "Bandeja de entrada",
  madeUp: "Emulador · datos inventados",
  conversations: "Conversaciones",
  scope: { project: "Todo el proyecto", customer: "Cliente", phone_number: "Número de teléfono" },
  filter: {
    active: "Activas",
    ended: "Terminadas",
    all: "Todas",
    unread: "No leídas",
    handoff: "Derivadas",
  },
  write: "Escribe un mensaje",
  send: "Enviar",
  ended: "Esta conversación ha terminado.",
  none: "Ninguna conversación corresponde a esta vista.",
};

/** The words for an embed's `language`; English where it has none. */
export function wordsFor(language: unknown): Words {
  return language === "es" ? es : en;
}
