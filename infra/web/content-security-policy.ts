export interface Connections {
  /** URLs of the APIs that the pages call, or of the host that serves them; with a slash at the end, which takes in what is below. */
  apis: string[]
  /** Cognito's endpoint, for sign-in. */
  identity: string
}

/**
 * What a page may load and whom it may call: its own files, and exactly the APIs and the identity service that it was deployed with.
 * No inline script and no inline style: Cloudscape and React set styles through the CSSOM, which `style-src` does not govern.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
export function contentSecurityPolicy({ apis, identity }: Connections): string {
  const directives: Record<string, string[]> = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'font-src': ["'self'"],
    'img-src': ["'self'"],
    'manifest-src': ["'self'"],
    'connect-src': ["'self'", ...apis, identity],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  }
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ')
}
