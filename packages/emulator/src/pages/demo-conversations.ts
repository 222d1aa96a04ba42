/** A line of a conversation; `from` tells which side of the thread it stands on. */
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
      {
        from: "customer",
        at: "09:12",
        text: "Hi! My order #4821 says delivered, but nothing is here.",
      },
      {
        from: "team",
        at: "09:13",
        text: "Thanks for reaching out, Lucía. Let me look that up for you.",
      },
      {
        from: "team",
        at: "09:14",
        text: "The courier left it with your neighbour at number 12 at 08:47.",
      },
      { from: "customer", at: "09:16", text: "Oh, that explains it 😄" },
      {
        from: "customer",
        at: "09:17",
        text: "Could you change the default drop-off for next time?",
      },
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
      { from: "customer", at: "08:40", text: "Do you have the blue one in size M?" },
      {
        from: "team",
        at: "08:42",
        text: "We do, three left. Shall I put one aside until tonight?",
      },
      { from: "customer", at: "08:42", text: "Yes please!" },
      { from: "team", at: "08:43", text: "Done. It waits for you at the counter until 20:00." },
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
      {
        from: "team",
        at: "07:55",
        text: "Good morning! Your weekly flour delivery is confirmed for Thursday.",
      },
      { from: "customer", at: "08:05", text: "Can we make it 40 kg instead of 25 this week?" },
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
      { from: "customer", at: "Mon", text: "The invoice shows the wrong VAT number." },
      { from: "team", at: "Mon", text: "Corrected, the new invoice is in your mailbox." },
      { from: "customer", at: "Mon", text: "Perfect, thank you." },
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
      { from: "customer", at: "Sun", text: "I would like to move my appointment to Friday." },
      { from: "team", at: "Sun", text: "Friday at 10:30 or at 15:00, which suits you better?" },
      { from: "customer", at: "Sun", text: "15:00 is great." },
    ],
  },
];
