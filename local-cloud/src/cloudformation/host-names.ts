/** Where the host names that the local cloud owns are served. */
export interface LocalHosts {
  /** The endpoint of AWS's APIs, of API stages and of queues. */
  endpoint: string
  /** Host names of distributions and of APIs' custom domains, each with its address on loopback. */
  sites: Record<string, string>
}

const API = /https:\/\/([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?![a-z0-9.-])/g
const QUEUES = /https:\/\/sqs\.[a-z0-9-]+\.amazonaws\.com(?![a-z0-9.-])/g
/** Cognito's endpoint, and not an issuer (`https://cognito-idp.…/<pool id>`), which is a name rather than an address. */
const IDENTITY = /https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?![a-z0-9.-])(?!\/\w)/g
const SITE = /https:\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?![a-z0-9.-])/g

/** The local cloud owns AWS's host names: where a resolved value names a host that is served here, it names the loopback address instead. */
export function withLocalHostNames<T>(value: T, hosts: LocalHosts): T
export function withLocalHostNames(value: unknown, hosts: LocalHosts): unknown {
  const { endpoint, sites } = hosts
  if (typeof value === 'string') {
    return value
      .replace(API, (_, apiId: string) => `${endpoint}/execute-api/${apiId}`)
      .replace(QUEUES, endpoint)
      .replace(IDENTITY, endpoint)
      .replace(SITE, (url, host: string) => sites[host] ?? url)
  }
  if (Array.isArray(value)) return value.map((element) => withLocalHostNames(element, hosts))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withLocalHostNames(member, hosts)]))
}
