/** The URL that shows a customer's conversations. */
export async function inboxUrl(kapso, customer) {
  const embed = await kapso.createInboxEmbed({ scope_type: "customer", scope_id: customer });
  return embed.embed_url;
}
