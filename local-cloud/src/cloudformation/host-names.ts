const API_HOST = /https:\/\/([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?![a-z0-9.-])/g
const QUEUE_HOST = /https:\/\/sqs\.[a-z0-9-]+\.amazonaws\.com(?![a-z0-9.-])/g

/** The local cloud owns AWS's host names: where a resolved value names the host of an API or of SQS, it names the local endpoint instead. */
export function withLocalHostNames<T>(value: T, endpoint: string): T
export function withLocalHostNames(value: unknown, endpoint: string): unknown {
  if (typeof value === 'string')
    return value
      .replace(API_HOST, (_, apiId: string) => `${endpoint}/execute-api/${apiId}`)
      .replace(QUEUE_HOST, () => endpoint)
  if (Array.isArray(value)) return value.map((element) => withLocalHostNames(element, endpoint))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withLocalHostNames(member, endpoint)]))
}
