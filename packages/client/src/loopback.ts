/**
 * Whether a URL's host is this machine, where plain HTTP is safe. Not `*.localhost`: some resolvers
 * send it to the network, against RFC 6761.
 */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
