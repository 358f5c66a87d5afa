import * as z from 'zod/mini'
import { MAX_SHARDS, TenantId } from './ids.ts'
import { Plan } from './plan.ts'
import { TENANT_ROLES } from './roles.ts'

/** Temporary credentials of a tenant session. */
export const SessionCredentials = z.object({
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  sessionToken: z.string(),
})
export type SessionCredentials = z.infer<typeof SessionCredentials>

const Shards = z.int().check(z.minimum(1), z.maximum(MAX_SHARDS))

/** What the authorizer tells the functions of a caller. */
export const AuthorizerContext = z.object({
  tenantId: TenantId,
  tenantName: z.string(),
  userId: z.string().check(z.minLength(1)),
  role: z.enum(TENANT_ROLES),
  tier: z.string().check(z.minLength(1)),
  readShards: Shards,
  writeShards: Shards,
  /** What the tenant may use, as far as code asks for it. */
  plan: Plan,
  /** Name of the table in which its writes are journaled while its data moves (contracts/src/moves.ts); null otherwise. */
  journal: z.nullable(z.string().check(z.minLength(1))),
  /** The tenant's session; null where the function's own role is bound to the tenant. */
  credentials: z.nullable(SessionCredentials),
})
export type AuthorizerContext = z.infer<typeof AuthorizerContext>

/** Bytes of an authorizer's whole answer that API Gateway takes. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html */
export const MAX_AUTHORIZER_ANSWER_BYTES = 8 * 1024

/** API Gateway passes strings only. */
const Wire = z.object({
  tenantId: z.string(),
  tenantName: z.string(),
  userId: z.string(),
  role: z.string(),
  tier: z.string(),
  readShards: z.string(),
  writeShards: z.string(),
  /** JSON. */
  plan: z.string(),
  /** Empty for null. */
  journal: z.string(),
  /** See `packCredentials`; empty for null. */
  credentials: z.string(),
} satisfies Record<keyof AuthorizerContext, z.ZodMiniType<string>>)
type Wire = z.infer<typeof Wire>

/** The context as API Gateway passes it. It holds the tenant's credentials: never log it. */
export function encodeAuthorizerContext(context: AuthorizerContext): Wire {
  const { credentials, journal, readShards, writeShards, plan, ...texts } = context
  return {
    ...texts,
    plan: JSON.stringify(plan),
    readShards: String(readShards),
    writeShards: String(writeShards),
    journal: journal ?? '',
    credentials: credentials ? packCredentials(credentials) : '',
  }
}

/** Throws when the record is not one that `encodeAuthorizerContext` made, without quoting what is in it. */
export function decodeAuthorizerContext(record: Record<string, unknown>): AuthorizerContext {
  const wire = z.safeParse(Wire, record)
  if (!wire.success) throw malformed(wire.error)
  const { credentials, journal, readShards, writeShards, plan, ...texts } = wire.data
  const context = z.safeParse(AuthorizerContext, {
    ...texts,
    plan: planIn(plan),
    readShards: Number(readShards),
    writeShards: Number(writeShards),
    journal: journal === '' ? null : journal,
    credentials: credentials === '' ? null : unpackCredentials(credentials),
  })
  if (!context.success) throw malformed(context.error)
  return context.data
}

/** Undefined for a text that is no JSON. */
function planIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What the tenant may use, of a caller whose whole context nobody needs. Throws as `decodeAuthorizerContext` does. */
export function decodePlan({ plan = '' }: Record<string, string>): Plan {
  const parsed = z.safeParse(Plan, planIn(plan))
  if (!parsed.success) throw malformed(parsed.error)
  return parsed.data
}

const malformed = ({ issues }: z.core.$ZodError): Error =>
  new Error(`The authorizer's context is malformed at: ${issues.map(({ path }) => path.join('.')).join(', ')}`)

/**
 * Keys and token as base64url. They are base64 themselves, so they are packed as bytes first: encoded twice, the longest session token
 * alone would take 900 bytes more of the 8 KB that API Gateway passes on.
 */
function packCredentials({ accessKeyId, secretAccessKey, sessionToken }: SessionCredentials): string {
  const parts = [accessKeyId, secretAccessKey, sessionToken].map((text) => {
    const [kind, bytes] = isBase64(text) ? ['b', atob(text)] : ['t', text]
    return `${kind}${bytes.length}:${bytes}`
  })
  return btoa(parts.join('')).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

const isBase64 = (text: string): boolean =>
  /^[A-Za-z0-9+/]+={0,2}$/.test(text) && text.length % 4 === 0 && btoa(atob(text)) === text

/** Undefined for a text that `packCredentials` did not make. */
function unpackCredentials(packed: string): SessionCredentials | undefined {
  try {
    const [accessKeyId, secretAccessKey, sessionToken, ...more] = partsOf(
      atob(packed.replaceAll('-', '+').replaceAll('_', '/')),
    )
    if (!accessKeyId || !secretAccessKey || !sessionToken || more.length > 0) return undefined
    return { accessKeyId, secretAccessKey, sessionToken }
  } catch {
    return undefined
  }
}

function partsOf(bytes: string): string[] {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; ) {
    const [head = '', kind, length] = /^([bt])(\d{1,5}):/.exec(bytes.slice(at, at + 7)) ?? []
    const end = at + head.length + Number(length)
    if (!kind || end > bytes.length) return []
    const part = bytes.slice(at + head.length, end)
    parts.push(kind === 'b' ? btoa(part) : part)
    at = end
  }
  return parts
}
