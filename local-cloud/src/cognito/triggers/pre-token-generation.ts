import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import type { PoolClient } from '../client-config.ts'
import type { UserPool } from '../pool-config.ts'
import type { CognitoServices } from '../services.ts'
import { noOverrides, noTokenOverrides, type Overrides } from '../tokens/overrides.ts'
import type { User } from '../user.ts'
import { invokeTrigger, triggerAttributes } from './invoke-trigger.ts'

/** The end of `triggerSource`, after `TokenGeneration_`. */
export type TokenGenerationSource = 'Authentication' | 'NewPasswordChallenge' | 'RefreshTokens'

const Names = z
  .array(z.string())
  .nullish()
  .transform((names) => names ?? [])
const Groups = z
  .object({ groupsToOverride: z.array(z.string()).nullish() })
  .nullish()
  // "If you provide an empty or null object in the response, then Amazon Cognito suppresses the groups"; without the member they stay.
  .transform((details) => (details === undefined ? null : (details?.groupsToOverride ?? [])))

const V1Response = z.object({
  claimsOverrideDetails: z
    .object({
      claimsToAddOrOverride: z.record(z.string(), z.string()).nullish(),
      claimsToSuppress: Names,
      groupOverrideDetails: Groups,
    })
    .nullish(),
})

const TokenGeneration = z
  .object({
    claimsToAddOrOverride: z.record(z.string(), z.unknown()).nullish(),
    claimsToSuppress: Names,
    scopesToAdd: Names,
    scopesToSuppress: Names,
  })
  .nullish()
  .transform((token) =>
    token ? { ...token, claimsToAddOrOverride: token.claimsToAddOrOverride ?? {} } : noTokenOverrides,
  )

const V2Response = z.object({
  claimsAndScopeOverrideDetails: z
    .object({
      accessTokenGeneration: TokenGeneration,
      idTokenGeneration: TokenGeneration,
      groupOverrideDetails: Groups,
    })
    .nullish(),
})

interface Generation {
  pool: UserPool
  client: PoolClient
  user: User
  source: TokenGenerationSource
  groups: string[]
  scopes: string[]
  clientMetadata?: Record<string, string> | undefined
}

/** Lets the pool's function change the tokens: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html */
export function preTokenGeneration(services: Pick<CognitoServices, 'context' | 'functions'>) {
  return async (generation: Generation): Promise<Overrides> => {
    const { pool, client, user, groups } = generation
    const { PreTokenGeneration, PreTokenGenerationConfig } = pool.config.LambdaConfig
    const functionArn = PreTokenGenerationConfig?.LambdaArn ?? PreTokenGeneration
    if (!functionArn) return noOverrides
    const isV2 = PreTokenGenerationConfig?.LambdaVersion === 'V2_0'
    const response = await invokeTrigger(services)({
      name: 'PreTokenGeneration',
      functionArn,
      version: isV2 ? '2' : '1',
      source: `TokenGeneration_${generation.source}`,
      pool,
      user,
      clientId: client.id,
      request: {
        userAttributes: triggerAttributes(user),
        groupConfiguration: { groupsToOverride: groups, iamRolesToOverride: [], preferredRole: null },
        ...(isV2 && { scopes: generation.scopes }),
        ...(generation.clientMetadata && { clientMetadata: generation.clientMetadata }),
      },
      response: isV2 ? { claimsAndScopeOverrideDetails: null } : { claimsOverrideDetails: null },
    })
    return isV2 ? fromV2(response) : fromV1(response)
  }
}

function fromV2(response: unknown): Overrides {
  const details = parseResponse(V2Response, response).claimsAndScopeOverrideDetails
  if (!details) return noOverrides
  return { access: details.accessTokenGeneration, id: details.idTokenGeneration, groups: details.groupOverrideDetails }
}

function fromV1(response: unknown): Overrides {
  const details = parseResponse(V1Response, response).claimsOverrideDetails
  if (!details) return noOverrides
  const { claimsToSuppress, groupOverrideDetails } = details
  const id = { ...noTokenOverrides, claimsToSuppress, claimsToAddOrOverride: details.claimsToAddOrOverride ?? {} }
  return { access: noTokenOverrides, id, groups: groupOverrideDetails }
}

function parseResponse<Schema extends z.ZodType>(schema: Schema, response: unknown): z.output<Schema> {
  const parsed = schema.safeParse(response)
  if (parsed.success) return parsed.data
  const at = parsed.error.issues[0]?.path.join('.')
  throw new AwsError('InvalidLambdaResponseException', `Unrecognizable lambda output: response.${at}`)
}
