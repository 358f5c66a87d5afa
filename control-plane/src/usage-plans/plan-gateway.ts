import {
  type APIGatewayClient,
  ConflictException,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  DeleteUsagePlanCommand,
  DeleteUsagePlanKeyCommand,
  GetUsagePlanKeysCommand,
  GetUsagePlansCommand,
  LimitExceededException,
  NotFoundException,
  paginateGetUsagePlans,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway'
import { GATEWAY_TAG } from '@tenantry/contracts/gateway-tag.ts'
import type { Limits } from '@tenantry/contracts/tiers.ts'
import { PLAN_PREFIX } from './plan-name.ts'

/** A stage of an API: `<api id>:<stage>`. */
export type ApiStage = string

export interface GatewayPlan {
  usagePlanId: string
  name: string
  stages: ApiStage[]
}

/** The usage plans of API Gateway. Throws what the SDK throws: UpdateUsagePlan runs once in 20 seconds for the whole account. */
export interface PlanGateway {
  /** Ours, and how many the account has in all. */
  list(): Promise<{ plans: GatewayPlan[]; total: number }>
  /** Throws NoPlanLeft. */
  create(name: string, limits: Limits, stage: ApiStage): Promise<string>
  /** For the keys that are on it already, too. */
  setLimits(usagePlanId: string, limits: Limits): Promise<void>
  addStage(usagePlanId: string, stage: ApiStage): Promise<void>
  removeStages(usagePlanId: string, stages: ApiStage[]): Promise<void>
  addKey(usagePlanId: string, keyId: string): Promise<void>
  removeKey(usagePlanId: string, keyId: string): Promise<void>
  /** The plan that a key is on; a key of ours is on one at most. */
  planOf(keyId: string): Promise<string | null>
  hasKeys(usagePlanId: string): Promise<boolean>
  delete(usagePlanId: string): Promise<void>
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const MOST_PLANS = 300
/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlans.html */
const PAGE_SIZE = 500

/** The account has no usage plan left. */
export class NoPlanLeft extends Error {
  override name = 'NoPlanLeft'

  constructor({ rate, burst, quota }: Limits) {
    super(
      `The account has all of its ${MOST_PLANS} usage plans, and none of them is for ${rate} requests a second, ${burst} at once and ${quota} a month. End limits of tenants' own, or give this tenant limits that others have.`,
    )
  }
}

export function planGateway(client: APIGatewayClient): PlanGateway {
  const update = async (
    usagePlanId: string,
    patchOperations: { op: 'add' | 'remove' | 'replace'; path: string; value: string }[],
  ) => void (await client.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations })))
  const planOf = async (keyId: string) => {
    const { items = [] } = await client.send(new GetUsagePlansCommand({ keyId }))
    return items[0]?.id ?? null
  }
  return {
    async list() {
      const plans: GatewayPlan[] = []
      let total = 0
      for await (const { items = [] } of paginateGetUsagePlans({ client, pageSize: PAGE_SIZE }, {})) {
        total += items.length
        for (const { id = '', name = '', apiStages = [] } of items) {
          const stages = apiStages.map(({ apiId, stage }) => `${apiId}:${stage}`)
          if (name.startsWith(PLAN_PREFIX)) plans.push({ usagePlanId: id, name, stages })
        }
      }
      return { plans, total }
    },
    async create(name, limits, stage) {
      const { rate, burst, quota } = limits
      const [apiId, stageName] = stage.split(':')
      try {
        const { id } = await client.send(
          new CreateUsagePlanCommand({
            name,
            apiStages: [{ apiId, stage: stageName }],
            throttle: { rateLimit: rate, burstLimit: burst },
            quota: { limit: quota, period: 'MONTH' },
            tags: GATEWAY_TAG,
          }),
        )
        if (id === undefined) throw new Error(`API Gateway made the usage plan ${name} without an id`)
        return id
      } catch (error) {
        throw error instanceof LimitExceededException ? new NoPlanLeft(limits) : error
      }
    },
    setLimits: (usagePlanId, { rate, burst, quota }) =>
      update(usagePlanId, [
        { op: 'replace', path: '/throttle/rateLimit', value: String(rate) },
        { op: 'replace', path: '/throttle/burstLimit', value: String(burst) },
        { op: 'replace', path: '/quota/limit', value: String(quota) },
      ]),
    async addStage(usagePlanId, stage) {
      try {
        await update(usagePlanId, [{ op: 'add', path: '/apiStages', value: stage }])
      } catch (error) {
        // It is on this plan already.
        if (!(error instanceof ConflictException)) throw error
      }
    },
    removeStages: (usagePlanId, stages) =>
      update(
        usagePlanId,
        stages.map((value) => ({ op: 'remove', path: '/apiStages', value })),
      ),
    async addKey(usagePlanId, keyId) {
      try {
        await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType: 'API_KEY' }))
      } catch (error) {
        if (!(error instanceof ConflictException)) throw error
        // It is on this plan already, or on another one, which has the same stage.
        if ((await planOf(keyId)) !== usagePlanId) throw error
      }
    },
    async removeKey(usagePlanId, keyId) {
      try {
        await client.send(new DeleteUsagePlanKeyCommand({ usagePlanId, keyId }))
      } catch (error) {
        if (!(error instanceof NotFoundException)) throw error
      }
    },
    planOf,
    async hasKeys(usagePlanId) {
      const { items = [] } = await client.send(new GetUsagePlanKeysCommand({ usagePlanId, limit: 1 }))
      return items.length > 0
    },
    async delete(usagePlanId) {
      try {
        await client.send(new DeleteUsagePlanCommand({ usagePlanId }))
      } catch (error) {
        if (!(error instanceof NotFoundException)) throw error
      }
    },
  }
}
