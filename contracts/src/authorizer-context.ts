import * as z from 'zod/mini'
import { MAX_SHARDS, TenantId } from './ids.ts'
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
  /** The tenant's session; null where the function's own role is bound to the tenant. */
  credentials: z.nullable(SessionCredentials),
})
export type AuthorizerContext = z.infer<typeof AuthorizerContext>

/** API Gateway passes strings only. */
const Wire = z.object({
  tenantId: z.string(),
  tenantName: z.string(),
  userId: z.string(),
  role: z.string(),
  tier: z.string(),
  readShards: z.string(),
  writeShards: z.string(),
  /** base64url of JSON; empty for null. */
  credentials: z.string(),
} satisfies Record<keyof AuthorizerContext, z.ZodMiniType<string>>)
type Wire = z.infer<typeof Wire>

/** The context as API Gateway passes it. It holds the tenant's credentials: never log it. */
export function encodeAuthorizerContext(context: AuthorizerContext): Wire {
  const { credentials, readShards, writeShards, ...texts } = context
  return {
    ...texts,
    readShards: String(readShards),
    writeShards: String(writeShards),
    credentials: credentials ? toBase64url(JSON.stringify(credentials)) : '',
  }
}

/** Throws when the record is not one that `encodeAuthorizerContext` made, without quoting what is in it. */
export function decodeAuthorizerContext(record: Record<string, unknown>): AuthorizerContext {
  const wire = z.safeParse(Wire, record)
  if (!wire.success) throw malformed(wire.error)
  const { credentials, readShards, writeShards, ...texts } = wire.data
  const context = z.safeParse(AuthorizerContext, {
    ...texts,
    readShards: Number(readShards),
    writeShards: Number(writeShards),
    credentials: credentials === '' ? null : readJson(credentials),
  })
  if (!context.success) throw malformed(context.error)
  return context.data
}

const malformed = ({ issues }: z.core.$ZodError): Error =>
  new Error(`The authorizer's context is malformed at: ${issues.map(({ path }) => path.join('.')).join(', ')}`)

const toBase64url = (text: string): string => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

/** Undefined for a text that is not base64url of JSON: JSON.parse would quote it in its error. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/')))
  } catch {
    return undefined
  }
}
