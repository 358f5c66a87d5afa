import { type Deployment, isServedBy, SILO_STAGE_NAME } from '@tenantry/contracts/deployment.ts'
import type { AuthorizerServices } from './authorize.ts'

/**
 * Which tenants an API serves, by the stack of the silo that the authorizer belongs to. That of the pool, without a stack, is also asked about people by silos whose people
 * stay in the pool: each by its own API, for its own tenant.
 */
export const servesFrom =
  (siloStack: string): AuthorizerServices['serves'] =>
  (deployment, methodArn) => {
    if (siloStack !== '') return isServedBy(deployment, siloStack)
    const { apiId, stage } = apiOf(methodArn)
    if (stage === SILO_STAGE_NAME) return isOwnApi(deployment, apiId)
    return deployment.kind === 'pool'
  }

const isOwnApi = (deployment: Deployment, apiId: string): boolean =>
  deployment.kind === 'silo' && deployment.identity === 'shared' && deployment.apiId === apiId

/** Of `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>`. */
function apiOf(methodArn: string): { apiId: string; stage: string } {
  const [apiId = '', stage = ''] = (methodArn.split(':')[5] ?? '').split('/')
  return { apiId, stage }
}
