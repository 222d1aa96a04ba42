/** There is no verdict on a document that cannot be understood; the message says where and what. */
export class UnreadableDocument extends Error {
  override readonly name = "UnreadableDocument";
}
