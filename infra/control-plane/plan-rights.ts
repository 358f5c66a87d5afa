import type { TableAction } from '@tenantry/contracts/service/tenant-table.ts'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { mayAccess, mayAccessKeys } from '../foundation/item-rights.ts'
import { mayGoUnused } from '../foundation/may-go-unused.ts'
import { GIVES_OUR_TAG, HAS_OUR_TAG } from '../foundation/our-tag.ts'
import { allowApiGateway } from './allow-api-gateway.ts'
import type { ControlPlaneData } from './data.ts'

const reason = "A usage plan's id is known only once it was made."
const own = { conditions: HAS_OUR_TAG, reason }

/** What is known of the plans that were made, and the locks of those who make and change them: items of the tiers table. */
function worksOn(fn: LambdaFunction, { tiers }: ControlPlaneData, ...actions: TableAction[]): void {
  mayAccessKeys(fn, tiers, { actions, keys: ['plan#*'] })
  mayAccessKeys(fn, tiers, { actions: ['PutItem', 'DeleteItem'], keys: ['lock#*'] })
}

/** Lets a function list the usage plans, and find that of a key. */
export function findsPlans(fn: LambdaFunction): void {
  allowApiGateway(fn, { sid: 'FindPlans', actions: ['apigateway:GET'], resource: '/usageplans', reason })
}

/** Lets a function see to it that there is a plan for a tenant, and put the tenant's key on it. */
export function ensuresPlans(fn: LambdaFunction, data: ControlPlaneData): void {
  mayAccess(fn, data.tiers, 'GetItem')
  worksOn(fn, data, 'PutItem', 'UpdateItem')
  findsPlans(fn)
  const giving = { conditions: GIVES_OUR_TAG, reason }
  allowApiGateway(fn, { sid: 'MakePlans', actions: ['apigateway:POST'], resource: '/usageplans', ...giving })
  // Making a plan with tags asks for this right as well.
  allowApiGateway(fn, { sid: 'TagPlans', actions: ['apigateway:PUT'], resource: '/tags/*usageplans*', ...giving })
  allowApiGateway(fn, { sid: 'PutKeysOnPlans', actions: ['apigateway:POST'], resource: '/usageplans/*/keys', ...own })
  // The stages of silos' APIs come and go.
  allowApiGateway(fn, { sid: 'PutStagesOnPlans', actions: ['apigateway:PATCH'], resource: '/usageplans/*', ...own })
}

/** Lets a function read what keys have used of their plans' quotas. */
export function readsUsage(fn: LambdaFunction): void {
  allowApiGateway(fn, { sid: 'ReadUsage', actions: ['apigateway:GET'], resource: '/usageplans/*/usage', ...own })
}

/** Lets a function leave a key what is left of its tenant's quota, or take it from a plan that does not count so. */
export function carriesQuotas(fn: LambdaFunction): void {
  readsUsage(fn)
  const usage = '/usageplans/*/keys/*/usage'
  allowApiGateway(fn, { sid: 'CarryQuotas', actions: ['apigateway:PATCH'], resource: usage, ...own })
  const key = '/usageplans/*/keys/*'
  allowApiGateway(fn, { sid: 'TakeKeysFromPlans', actions: ['apigateway:DELETE'], resource: key, ...own })
  mayGoUnused(fn, {
    action: 'apigateway:DELETE',
    of: '/usageplans/*/keys/*',
    reason:
      'A key leaves its plan where API Gateway refuses to count what was used before, which the local cloud never does.',
  })
}

/** Lets a function give plans the limits of their tiers. */
export function editsPlans(fn: LambdaFunction, data: ControlPlaneData): void {
  mayAccess(fn, data.tiers, 'GetItem', 'BatchGetItem')
  worksOn(fn, data, 'UpdateItem')
  allowApiGateway(fn, { sid: 'EditPlans', actions: ['apigateway:PATCH'], resource: '/usageplans/*', ...own })
}

/** Lets a function find the plans that nobody uses, and delete them. */
export function deletesPlans(fn: LambdaFunction, data: ControlPlaneData): void {
  mayAccess(fn, data.tiers, 'Scan')
  mayAccessKeys(fn, data.tiers, { actions: ['DeleteItem'], keys: ['plan#*'] })
  findsPlans(fn)
  allowApiGateway(fn, { sid: 'FindKeysOfPlans', actions: ['apigateway:GET'], resource: '/usageplans/*/keys', ...own })
  allowApiGateway(fn, { sid: 'DeletePlans', actions: ['apigateway:DELETE'], resource: '/usageplans/*', ...own })
}
