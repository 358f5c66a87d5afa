import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { MAX_SHARDS, TenantId } from '@tenantry/contracts/ids.ts'
import { TENANT_ROLES, type TenantRole } from '@tenantry/contracts/roles.ts'
import * as z from 'zod/mini'
import type { ApiOperation, ApiRequest, ApiResponse } from './http.ts'
import { dynamo, type SessionCredentials, type Table, table, transact, type Write } from './table.ts'

const Shards = z.pipe(
  z.string().check(z.regex(/^\d{1,2}$/)),
  z.pipe(z.transform(Number), z.int().check(z.minimum(1), z.maximum(MAX_SHARDS))),
)

/** The authorizer's context as API Gateway passes it: strings only. */
const AuthorizerContext = z.object({
  tenantId: TenantId,
  tenantName: z.string(),
  userId: z.string().check(z.minLength(1)),
  role: z.enum(TENANT_ROLES),
  tier: z.string().check(z.minLength(1)),
  readShards: Shards,
  writeShards: Shards,
  deployment: z.literal('pool'),
  credentials: z.string(),
})

const Credentials = z.object({ accessKeyId: z.string(), secretAccessKey: z.string(), sessionToken: z.string() })

function credentialsOf(text: string): SessionCredentials {
  try {
    return z.parse(Credentials, JSON.parse(text))
  } catch {
    // JSON.parse quotes its text in its error, and that must not reach a log.
    throw new Error("The authorizer's context holds no credentials that can be read")
  }
}

/** A tenant as work without a request finds it in the directory. */
export interface WorkTenant {
  tenantId: string
  tenantName: string
  tier: string
  readShards: number
  writeShards: number
}

interface Acting extends WorkTenant {
  userId: string
  role: TenantRole | null
}

/**
 * Who acts for which tenant, with the tenant's own session: the only way to a tenant's data. It lives as long as the request or the message,
 * is opened from the authorizer's context or by `withTenantFromEvent`, and shows its credentials to nobody.
 */
export class TenantScope {
  readonly tenantId: string
  readonly tenantName: string
  /** The caller; in work without a request, the worker's name. */
  readonly userId: string
  /** Null in work without a request. */
  readonly role: TenantRole | null
  readonly tier: string
  /** Shards 0 … n−1 hold the tenant's data. */
  readonly readShards: number
  /** New entities go to shards 0 … n−1; never more than `readShards`. */
  readonly writeShards: number
  // A private field: neither JSON nor a log of the scope shows it, and no object literal is a TenantScope.
  readonly #client: DynamoDBClient

  private constructor(context: Acting, client: DynamoDBClient) {
    this.tenantId = context.tenantId
    this.tenantName = context.tenantName
    this.userId = context.userId
    this.role = context.role
    this.tier = context.tier
    this.readShards = context.readShards
    this.writeShards = Math.min(context.writeShards, context.readShards)
    this.#client = client
  }

  /** Opens the scope; throws (a bug, so 500) when the context is not one that the authorizer makes. */
  static open(
    context: Record<string, string>,
    connect: (credentials: SessionCredentials) => DynamoDBClient = dynamo,
  ): TenantScope {
    const result = z.safeParse(AuthorizerContext, context)
    if (!result.success) {
      const fields = result.error.issues.map((issue) => issue.path.join('.'))
      throw new Error(`The authorizer's context is malformed at: ${fields.join(', ')}`)
    }
    return new TenantScope(result.data, connect(credentialsOf(result.data.credentials)))
  }

  /** The scope of work without a request. Only `withTenantFromEvent` opens it, with a session that it has vended for this tenant. */
  static forWork(worker: string, tenant: WorkTenant, credentials: SessionCredentials, connect = dynamo): TenantScope {
    return new TenantScope({ ...tenant, userId: worker, role: null }, connect(credentials))
  }

  /** A table as the tenant's session sees it. */
  table(name: string): Table {
    return table(this.#client, name)
  }

  /** All writes or none, under the tenant's session. */
  transact(writes: Write[]): Promise<void> {
    return transact(this.#client, writes)
  }
}

/** An operation of a tenant: its scope is opened from the caller, before anything else of the request is read. */
export function inTenant(run: (scope: TenantScope, request: ApiRequest) => Promise<ApiResponse>): ApiOperation {
  return async (request) => run(TenantScope.open(request.caller), request)
}
