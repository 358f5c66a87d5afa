import * as z from 'zod'

// Pieces of request shapes that several operations share.

export const PoolId = z.string().regex(/^[\w-]+_[0-9a-zA-Z]+$/)
export const ClientId = z.string().min(1).max(128)
/** What carries a sign-in from one challenge to the next. */
export const Session = z.string().min(20).max(2048)
export const Username = z.string().min(1).max(128)
export const Password = z.string().min(1).max(256)
export const Attributes = z.array(z.strictObject({ Name: z.string().min(1).max(32), Value: z.string().max(2048) }))
export const ClientMetadata = z.record(z.string(), z.string()).optional()
/** Every list of Cognito is paged with at most 60 entries. */
export const Limit = z.int().min(1).max(60).default(60)

// Members without meaning here, which clients (Amplify among them) send all the same.

/** There is no Pinpoint. */
export const ANALYTICS = {
  AnalyticsMetadata:
    'AWS: "Information that supports analytics outcomes with Amazon Pinpoint, including the user\'s endpoint ID."',
}
/** Threat protection belongs to the plan Plus, which is not here. */
export const USER_CONTEXT = {
  ...ANALYTICS,
  UserContextData:
    'AWS: "Contextual data about your user session like the device fingerprint, IP address, or location. Amazon Cognito threat protection evaluates the risk of an authentication event based on the context that your app generates."',
}
export const ADMIN_CONTEXT = {
  ...ANALYTICS,
  ContextData:
    'AWS: "Contextual data about your user session like the device fingerprint, IP address, or location. Amazon Cognito threat protection evaluates the risk of an authentication event based on the context that your app generates."',
}

/** Metadata for triggers none of which is supported here. */
export const metadataFor = (triggers: string) => ({
  ClientMetadata: `AWS: "A map of custom key-value pairs that you can provide as input for any custom workflows that this action triggers": here ${triggers}, which pools cannot have here.`,
})

/** `[{ Name, Value }]` as a record; a later entry wins. */
export function attributeRecord(list: z.infer<typeof Attributes> | undefined): Record<string, string> {
  return Object.fromEntries((list ?? []).map(({ Name, Value }) => [Name, Value]))
}
