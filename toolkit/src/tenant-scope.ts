import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { decodeAuthorizerContext, type SessionCredentials } from '@tenantry/contracts/authorizer-context.ts'
import type { Plan } from '@tenantry/contracts/plan.ts'
import type { TenantRole } from '@tenantry/contracts/roles.ts'
import { type By, bySystem, requestedBy } from './audit.ts'
import type { ApiOperation, ApiRequest, ApiResponse } from './http.ts'
import type { Precondition } from './precondition.ts'
import { dynamo, type Table, type Write } from './table.ts'
import { tenantTable, transactForTenant } from './tenant-table.ts'
import { Versions } from './versions.ts'

/** A tenant as work without a request finds it in the directory. */
export interface WorkTenant {
  tenantId: string
  tenantName: string
  tier: string
  readShards: number
  writeShards: number
  /** What it may use, as far as code asks for it. */
  plan: Plan
  /** The table in which its writes are journaled while its data moves; null otherwise. */
  journal: string | null
}

interface Acting extends WorkTenant {
  userId: string
  role: TenantRole | null
}

/** Where a request came from. */
type Origin = Pick<ApiRequest, 'sourceIp' | 'requestId'>

/** What a request changes, where its caller says which version of it they mean. */
interface Target {
  id: string
  precondition: Precondition
}

/** Opens a client: under a tenant session or, with null, under the function's own role. */
export type Connect = (credentials: SessionCredentials | null) => DynamoDBClient

/**
 * Who acts for which tenant, with credentials that are bound to that tenant: the only way to a tenant's data. It lives as long as the
 * request or the message, and shows its credentials to nobody.
 *
 * While the tenant's data moves, every write that it lets through checks the fence and is journaled (journal.ts).
 *
 * In the pool the credentials are the tenant's session; in a silo they are the function's own, whose role is bound to the one tenant there.
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
  /** What the tenant may use. Code asks by `isEntitled` and `maximumOf` of its open service, which know what it declares. */
  readonly plan: Plan
  /** In whose name things are changed, for the audit. */
  readonly by: By
  /** Of the entities that it reads and writes. */
  readonly versions: Versions
  // A private field: neither JSON nor a log of the scope shows it, and no object literal is a TenantScope.
  readonly #client: DynamoDBClient
  readonly #journal: string | null

  private constructor(context: Acting, client: DynamoDBClient, target: Target | null, origin: Origin | null) {
    this.tenantId = context.tenantId
    this.tenantName = context.tenantName
    this.userId = context.userId
    this.role = context.role
    this.tier = context.tier
    this.readShards = context.readShards
    this.writeShards = Math.min(context.writeShards, context.readShards)
    this.plan = context.plan
    const { userId: id, role } = context
    this.by = role ? requestedBy(origin, { kind: 'person', id, email: null, role }) : bySystem(id)
    this.versions = new Versions(target)
    this.#client = client
    this.#journal = context.journal
  }

  /** Opens the scope of a request; throws (a bug, so 500) when the context is not one that the authorizer makes. */
  static open(
    context: Record<string, string>,
    connect: Connect = dynamo,
    { target = null, origin = null }: { target?: Target | null; origin?: Origin | null } = {},
  ): TenantScope {
    const { credentials, ...acting } = decodeAuthorizerContext(context)
    return new TenantScope(acting, connect(credentials), target, origin)
  }

  /** The scope of work without a request. Only `withTenantFromEvent` opens it, with the credentials that it has found for this tenant. */
  static forWork(
    worker: string,
    tenant: WorkTenant,
    credentials: SessionCredentials | null,
    connect: Connect = dynamo,
  ): TenantScope {
    return new TenantScope({ ...tenant, userId: worker, role: null }, connect(credentials), null, null)
  }

  /** A table as the tenant's credentials see it. */
  table(name: string): Table {
    return tenantTable(this.#writer, this.#client, name, 'begins')
  }

  /** A table for what ends something that was begun: a move lets it through for a moment longer. */
  ending(name: string): Table {
    return tenantTable(this.#writer, this.#client, name, 'ends')
  }

  /** All writes or none, under the tenant's credentials. */
  transact(writes: Write[]): Promise<void> {
    return transactForTenant(this.#writer, this.#client, writes, 'begins')
  }

  get #writer() {
    return { tenantId: this.tenantId, journal: this.#journal }
  }
}

/**
 * An operation of a tenant: its scope is opened from the caller, before anything else of the request is read. Entities that it answers are
 * shown with their versions.
 */
export function inTenant(run: (scope: TenantScope, request: ApiRequest) => Promise<ApiResponse>): ApiOperation {
  return async (request) => {
    const { caller, params, precondition } = request
    const target = precondition && { id: params.id ?? '', precondition }
    const scope = TenantScope.open(caller, dynamo, { target, origin: request })
    const response = await run(scope, request)
    return { ...response, body: scope.versions.shown(response.body) }
  }
}
