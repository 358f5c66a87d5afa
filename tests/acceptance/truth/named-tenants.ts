/** What an invocation says by itself of whom it is for. */
export interface Named {
  /** For each message of a batch, the tenant that it names. */
  messages: (string | null)[]
  /** The tenants that the event or the answer names as whole. */
  tenants: string[]
  /** Whether a user pool asks: it hands over a person, and no tenant. */
  isTrigger: boolean
  /** Whether a schedule asks, and nobody's tenant. */
  isTick: boolean
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events.html */
const SCHEDULES = 'aws.events'
/** Where an event names the tenant that it is about, or whom a gateway's authorizer has let in. */
const OF_EVENT = [['tenantId'], ['detail', 'tenantId'], ['requestContext', 'authorizer', 'tenantId']]
/** Where an answer does: that of an authorizer, and the claims that a token gets. */
const OF_ANSWER = [
  ['context', 'tenantId'],
  ['response', 'claimsAndScopeOverrideDetails', 'accessTokenGeneration', 'claimsToAddOrOverride', 'tenantId'],
]

/** Reads what a function was given and what it answered, as the wire had it: with no schema of the product's. */
export function namedTenants(payload: string, answer: string | null): Named {
  const event = read(payload)
  const records = at(event, ['Records'])
  const bodies = (Array.isArray(records) ? records : []).map((record) => read(String(at(record, ['body']))))
  const messages = bodies.map((body) => textsAt(body, OF_EVENT)[0] ?? null)
  const tenants = [...textsAt(event, OF_EVENT), ...textsAt(read(answer ?? ''), OF_ANSWER)]
  const isTick = bodies.length > 0 && bodies.every((body) => at(body, ['source']) === SCHEDULES)
  return { messages, tenants, isTrigger: at(event, ['triggerSource']) !== undefined, isTick }
}

/** The parts of partition keys that may be a tenant's id. */
export const wordsOf = (keys: readonly string[]): string[] => keys.flatMap((key) => key.split(/[^0-9a-z]+/))

const textsAt = (json: unknown, paths: string[][]): string[] =>
  paths.map((path) => at(json, path)).filter((value): value is string => typeof value === 'string' && value !== '')

const at = (json: unknown, [name, ...rest]: string[]): unknown => {
  if (name === undefined) return json
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, name)) return undefined
  return at(Reflect.get(json, name), rest)
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
