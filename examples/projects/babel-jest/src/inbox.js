/** Where a customer's conversations are shown. */
export async function inboxUrl(kapso, customer) {
  const embed = await kapso.createInboxEmbed({ scope_type: "customer", scope_id: customer });
  return embed.embed_url;
}
