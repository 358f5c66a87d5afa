import * as z from 'zod'

// Pieces of request shapes that several operations share.

export const PoolId = z.string().regex(/^[\w-]+_[0-9a-zA-Z]+$/)
export const ClientId = z.string().min(1).max(128)
export const Username = z.string().min(1).max(128)
export const Password = z.string().min(1).max(256)
export const Attributes = z.array(z.strictObject({ Name: z.string().min(1).max(32), Value: z.string().max(2048) }))
export const ClientMetadata = z.record(z.string(), z.string()).optional()
/** Every list of Cognito is paged with at most 60 entries. */
export const Limit = z.int().min(1).max(60).default(60)

/**
 * Members that feed threat protection (Plus) and Pinpoint analytics, which do not exist here: they are accepted, because
 * Amplify sends them, and read by nothing.
 */
export const observability = {
  AnalyticsMetadata: z.unknown().optional(),
  ContextData: z.unknown().optional(),
  UserContextData: z.unknown().optional(),
}

/** `[{ Name, Value }]` as a record; a later entry wins. */
export function attributeRecord(list: z.infer<typeof Attributes> | undefined): Record<string, string> {
  return Object.fromEntries((list ?? []).map(({ Name, Value }) => [Name, Value]))
}
