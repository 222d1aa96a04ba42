/** A line of a conversation; `from` is its side of the thread. */
export interface DemoMessage {
  from: "customer" | "team";
  at: string;
  text: string;
}

/** A made-up conversation of the emulated inbox. */
export interface DemoConversation {
  id: string;
  name: string;
  phone: string;
  hue: number;
  status: "active" | "ended";
  unread: number;
  handoff: boolean;
  messages: readonly DemoMessage[];
}

// The numbers are of the ranges that regulators keep free for fiction.
export const demoConversations: readonly DemoConversation[] = [
  {
    id: "c1",
    name: "Lucía Herrera",
    phone: "+1 202 555 0143",
    hue: 158,
    status: "active",
    unread: 2,
    handoff: true,
    messages: [
      customer("09:12", "Hi! My order #4821 says delivered, but nothing is here."),
      team("09:13", "Thanks for reaching out, Lucía. Let me look that up for you."),
      team("09:14", "The courier left it with your neighbour at number 12 at 08:47."),
      customer("09:16", "Oh, that explains it 😄"),
      customer("09:17", "Could you change the default drop-off for next time?"),
    ],
  },
  {
    id: "c2",
    name: "Amara Okafor",
    phone: "+44 20 7946 0018",
    hue: 268,
    status: "active",
    unread: 0,
    handoff: false,
    messages: [
      customer("08:40", "Do you have the blue one in size M?"),
      team("08:42", "We do, three left. Shall I put one aside until tonight?"),
      customer("08:42", "Yes please!"),
      team("08:43", "Done. It waits for you at the counter until 20:00."),
    ],
  },
  {
    id: "c3",
    name: "Northwind Bakery",
    phone: "+1 202 555 0187",
    hue: 24,
    status: "active",
    unread: 1,
    handoff: false,
    messages: [
      team("07:55", "Good morning! Your weekly flour delivery is confirmed for Thursday."),
      customer("08:05", "Can we make it 40 kg instead of 25 this week?"),
    ],
  },
  {
    id: "c4",
    name: "Jonas Weber",
    phone: "+49 30 23125 014",
    hue: 204,
    status: "ended",
    unread: 0,
    handoff: false,
    messages: [
      customer("Mon", "The invoice shows the wrong VAT number."),
      team("Mon", "Corrected, the new invoice is in your mailbox."),
      customer("Mon", "Perfect, thank you."),
    ],
  },
  {
    id: "c5",
    name: "Priya Nair",
    phone: "+1 202 555 0119",
    hue: 334,
    status: "active",
    unread: 0,
    handoff: true,
    messages: [
      customer("Sun", "I would like to move my appointment to Friday."),
      team("Sun", "Friday at 10:30 or at 15:00, which suits you better?"),
      customer("Sun", "15:00 is great."),
    ],
  },
];

function customer(at: string, text: string): DemoMessage {
  return { from: "customer", at, text };
}

function team(at: string, text: string): DemoMessage {
  return { from: "team", at, text };
}
