import { CreateApiKeyCommand, CreateUsagePlanCommand, GetUsagePlansCommand } from '@aws-sdk/client-api-gateway'
import { GATEWAY_TAG } from '@tenantry/contracts/gateway-tag.ts'
import { testApiGateway } from '@tenantry/tests/support/api-gateway.ts'
import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import { Locked } from '@tenantry/toolkit/lock.ts'
import { system as realSystem, type System } from '@tenantry/toolkit/system.ts'
import { type Table, table } from '@tenantry/toolkit/table.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { updatePlans } from '../plan-updates/update-plans.ts'
import { tierCatalogue } from '../tenants/tier-catalogue.ts'
import { applyEdit, pendingTiers } from './apply-edits.ts'
import { ensurePlan } from './ensure-plan.ts'
import { NoPlanLeft } from './plan-gateway.ts'
import { planServices } from './plan-services.ts'

const SECOND = 1000
const HOUR = 3_600_000
const LIMITS = { rate: 7, burst: 9, quota: 1000 }

let aws: ReturnType<typeof testApiGateway>
let tiers: Table
let system: System
let services: ReturnType<typeof planServices>

beforeEach(async () => {
  aws = testApiGateway({ pace: 'aws' })
  system = { ...realSystem, now: () => aws.clock.now() }
  tiers = table(await testDynamo('tiers'), 'tiers')
  services = planServices(aws.client, { tiers, poolStage: aws.stage, system })
})

const ensure = (of: Parameters<ReturnType<typeof ensurePlan>>[0]) => ensurePlan(services)(of)
const plans = async () => (await aws.client.send(new GetUsagePlansCommand({ limit: 500 }))).items ?? []
const edit = (name: string, values: object, version: number) => tiers.put({ name, ...values, version })
const minute = () => updatePlans({ ...services, tiers: tierCatalogue(tiers), logger: { info() {} } })
const pending = async () => pendingTiers(services, await tierCatalogue(tiers).all())

describe('the plan for limits', () => {
  it('is made when it is first needed, with the limits and the stage of the pool, and only once', async () => {
    expect(await plans()).toEqual([])
    const id = await ensure({ tier: 'Basic' })
    expect(await ensure({ tier: 'Basic' })).toBe(id)
    const [apiId, stage] = aws.stage.split(':')
    expect(await plans()).toMatchObject([
      {
        id,
        name: 'tenantry-tier-Basic',
        apiStages: [{ apiId, stage }],
        throttle: { rateLimit: 50, burstLimit: 100 },
        quota: { limit: 1_000_000, period: 'MONTH' },
        tags: GATEWAY_TAG,
      },
    ])
  })

  it('is one for all tenants whose own limits are equal, and none of a tier', async () => {
    const id = await ensure({ limits: LIMITS })
    expect(await ensure({ limits: { ...LIMITS } })).toBe(id)
    expect(await ensure({ limits: { ...LIMITS, quota: 1001 } })).not.toBe(id)
    const { rate, burst, quota } = { rate: 50, burst: 100, quota: 1_000_000 }
    expect(await ensure({ limits: { rate, burst, quota } })).not.toBe(await ensure({ tier: 'Basic' }))
  })

  it('is made once when many need it at the same time: the others come again', async () => {
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => ensure({ tier: 'Basic' })))
    expect(outcomes.filter(({ status }) => status === 'rejected')).toSatisfy((refused: PromiseRejectedResult[]) =>
      refused.every(({ reason }) => reason instanceof Locked),
    )
    await ensure({ tier: 'Basic' })
    expect(await plans()).toHaveLength(1)
  })

  it('that a run made before it was cut off is taken over, and gets the limits of now', async () => {
    const stage = { apiId: aws.stage.split(':')[0], stage: 'v1' }
    const { id } = await aws.client.send(
      new CreateUsagePlanCommand({ name: 'tenantry-tier-Basic', apiStages: [stage] }),
    )
    expect(await ensure({ tier: 'Basic' })).toBe(id)
    expect(await pending()).toEqual(new Set(['Basic']))
    await minute()
    expect(await plans()).toMatchObject([{ id, throttle: { rateLimit: 50 } }])
  })

  it('is refused for a tier that there is not, and when the account has no plan left', async () => {
    await expect(ensure({ tier: 'Gold' })).rejects.toThrow('There is no tier Gold')
    const unpaced = testApiGateway()
    const { client, stage: poolStage } = unpaced
    for (let n = 0; n < 299; n++) await client.send(new CreateUsagePlanCommand({ name: `of-others-${n}` }))
    const ours = planServices(client, { tiers, poolStage, system })
    const id = await ensurePlan(ours)({ tier: 'Basic' })
    await expect(ensurePlan(ours)({ limits: LIMITS })).rejects.toThrow(NoPlanLeft)
    await expect(ensurePlan(ours)({ limits: LIMITS })).rejects.toThrow('all of its 300 usage plans')
    // What there is serves on.
    expect(await ensurePlan(ours)({ tier: 'Basic' })).toBe(id)
  })

  it('takes a key once, and says so when the key is on another one', async () => {
    const { gateway } = services
    const { id: key = '' } = await aws.client.send(new CreateApiKeyCommand({ name: 'acme', enabled: true }))
    const basic = await ensure({ tier: 'Basic' })
    for (const _ of [1, 2]) await gateway.addKey(basic, key)
    expect(await gateway.planOf(key)).toBe(basic)
    await expect(gateway.addKey(await ensure({ tier: 'Premium' }), key)).rejects.toThrow('multiple Usage Plans')
  })
})

describe('an edit of a tier', () => {
  it('holds for its plan at once, and the next one when API Gateway takes it: until then it is pending', async () => {
    const [basic, premium] = [await ensure({ tier: 'Basic' }), await ensure({ tier: 'Premium' })]
    await edit('Basic', { rate: 60 }, 1)
    await edit('Premium', { rate: 400, quota: 5 }, 1)
    expect(await pending()).toEqual(new Set(['Basic', 'Premium']))
    expect(await applyEdit(services, 'Basic')).toBe(true)
    expect(await applyEdit(services, 'Premium')).toBe(false)
    expect(await pending()).toEqual(new Set(['Premium']))
    await minute()
    expect(await pending()).toEqual(new Set(['Premium']))
    aws.clock.advance(20 * SECOND)
    await minute()
    expect(await pending()).toEqual(new Set())
    expect(await plans()).toMatchObject([
      { id: basic, throttle: { rateLimit: 60, burstLimit: 100 } },
      { id: premium, throttle: { rateLimit: 400 }, quota: { limit: 5 } },
    ])
  })

  it('is applied when it changes nothing that is stored: what somebody else did to the plan is put right', async () => {
    const id = await ensure({ tier: 'Basic' })
    await services.gateway.setLimits(id, { rate: 1, burst: 1, quota: 1 })
    aws.clock.advance(20 * SECOND)
    await edit('Basic', {}, 1)
    expect(await applyEdit(services, 'Basic')).toBe(true)
    expect(await plans()).toMatchObject([{ throttle: { rateLimit: 50, burstLimit: 100 }, quota: { limit: 1_000_000 } }])
  })

  it('waits while somebody else changes plans, so that the latest limits are written last', async () => {
    await ensure({ tier: 'Basic' })
    await edit('Basic', { rate: 60 }, 1)
    await services.alone('plan-updates', async () => {
      expect(await applyEdit(services, 'Basic')).toBe(false)
    })
    expect(await pending()).toEqual(new Set(['Basic']))
  })

  it('of a tier without a plan waits for nothing: the plan is made with these limits', async () => {
    await edit('Basic', { rate: 60 }, 4)
    expect(await applyEdit(services, 'Basic')).toBe(true)
    expect(await pending()).toEqual(new Set())
    await ensure({ tier: 'Basic' })
    expect(await pending()).toEqual(new Set())
    expect(await plans()).toMatchObject([{ throttle: { rateLimit: 60 } }])
  })
})

describe('a plan without keys', () => {
  it('is deleted an hour after it was last wanted, in two runs if API Gateway makes it wait, and made again later', async () => {
    const used = await ensure({ tier: 'Basic' })
    const { id: key = '' } = await aws.client.send(new CreateApiKeyCommand({ name: 'acme', enabled: true }))
    await services.gateway.addKey(used, key)
    const gone = await ensure({ limits: LIMITS })
    await minute()
    expect(await plans()).toHaveLength(2)
    aws.clock.advance(HOUR + 1)
    await services.gateway.setLimits(used, LIMITS)
    await minute()
    // Its stages could not be taken from it yet; nobody gets it any more.
    expect(await plans()).toHaveLength(2)
    await expect(ensure({ limits: LIMITS })).rejects.toMatchObject({ name: 'TransientError' })
    aws.clock.advance(20 * SECOND)
    await minute()
    expect(await plans()).toMatchObject([{ id: used }])
    expect(await ensure({ limits: LIMITS })).not.toBe(gone)
  })

  it.each(['before', 'after'])(
    'is deleted once, by runs at the same moment after one that was cut off %s that',
    async (when) => {
      const deleted: string[] = []
      const { gateway, registry } = services
      let cut = true
      const cutOff = () => {
        if (cut) throw new Error('cut off')
      }
      services = {
        ...services,
        gateway: {
          ...gateway,
          async delete(id) {
            if (when === 'before') cutOff()
            deleted.push(id)
            await gateway.delete(id)
          },
        },
        registry: {
          ...registry,
          async remove(plan) {
            cutOff()
            await registry.remove(plan)
          },
        },
      }
      const id = await ensure({ limits: LIMITS })
      aws.clock.advance(HOUR + 1)
      await expect(minute()).rejects.toThrow('cut off')
      cut = false
      aws.clock.advance(20 * SECOND)
      await Promise.all([minute(), minute()])
      expect(await plans()).toEqual([])
      expect(deleted).toEqual([id])
      expect(await registry.all()).toEqual([])
    },
  )

  it('stays while somebody asks for it', async () => {
    const id = await ensure({ limits: LIMITS })
    aws.clock.advance(HOUR - 1)
    expect(await ensure({ limits: LIMITS })).toBe(id)
    aws.clock.advance(HOUR - 1)
    await minute()
    expect(await plans()).toHaveLength(1)
  })
})
