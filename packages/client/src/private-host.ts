/**
 * Whether a URL's host cannot be on the public internet, so that plain HTTP does not cross it:
 * loopback; names under `.localhost`, `.test` (RFC 6761) and `.internal` (reserved by ICANN); and
 * names without a dot, such as a service of Docker Compose. Two letters are a country's domain, and
 * `xn--` begins one in another script: some of these have an address, so they are refused.
 */
export function isPrivateHost(hostname: string): boolean {
  return /^(127(\.\d+){3}|\[::1\]|(?!xn--)[^.[]{3,}|.+\.(localhost|test|internal))$/.test(hostname);
}
