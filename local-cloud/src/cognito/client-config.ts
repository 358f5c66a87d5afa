import * as z from 'zod'

const Unit = z.enum(['seconds', 'minutes', 'hours', 'days'])

/**
 * An app client's settings: what is honoured of
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html
 */
export const ClientConfig = z.strictObject({
  UserPoolId: z.string(),
  ClientName: z.string().min(1).max(128).optional(),
  ExplicitAuthFlows: z
    .array(
      z.enum([
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ]),
    )
    .default(['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']),
  ReadAttributes: z.array(z.string()).optional(),
  WriteAttributes: z.array(z.string()).optional(),
  AccessTokenValidity: z.int().positive().optional(),
  IdTokenValidity: z.int().positive().optional(),
  RefreshTokenValidity: z.int().nonnegative().optional(),
  TokenValidityUnits: z
    .strictObject({ AccessToken: Unit.optional(), IdToken: Unit.optional(), RefreshToken: Unit.optional() })
    .default({}),
  /** Minutes. */
  AuthSessionValidity: z.int().min(3).max(15).default(3),
  PreventUserExistenceErrors: z.enum(['ENABLED', 'LEGACY']).default('LEGACY'),
  EnableTokenRevocation: z.boolean().default(true),
  RefreshTokenRotation: z
    .strictObject({
      Feature: z.enum(['ENABLED', 'DISABLED']),
      /** Seconds during which a rotated token is still accepted. */
      RetryGracePeriodSeconds: z.int().min(0).max(60).default(0),
    })
    .default({ Feature: 'DISABLED', RetryGracePeriodSeconds: 0 }),
  GenerateSecret: z.literal(false).default(false),
  SupportedIdentityProviders: z.array(z.literal('COGNITO')).optional(),
  AllowedOAuthFlowsUserPoolClient: z.literal(false).default(false),
})

export type ClientConfig = z.infer<typeof ClientConfig>

export interface PoolClient {
  id: string
  poolId: string
  config: ClientConfig
  /** Milliseconds since the epoch. */
  createdAt: number
  modifiedAt: number
}

const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }

/** How long each kind of token is valid, in seconds: an hour, and 30 days for refresh tokens, unless the client says otherwise. */
export function validities({ config }: PoolClient): { access: number; id: number; refresh: number } {
  const { TokenValidityUnits: units } = config
  return {
    access:
      (config.AccessTokenValidity ?? 1) *
      SECONDS[config.AccessTokenValidity ? (units.AccessToken ?? 'hours') : 'hours'],
    id: (config.IdTokenValidity ?? 1) * SECONDS[config.IdTokenValidity ? (units.IdToken ?? 'hours') : 'hours'],
    refresh: config.RefreshTokenValidity
      ? config.RefreshTokenValidity * SECONDS[units.RefreshToken ?? 'days']
      : 30 * SECONDS.days,
  }
}

/** Unknown users are answered as known ones with a wrong password. */
export const hidesUsers = ({ config }: PoolClient): boolean => config.PreventUserExistenceErrors === 'ENABLED'
