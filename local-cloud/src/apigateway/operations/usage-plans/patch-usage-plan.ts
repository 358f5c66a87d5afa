import { badRequest, conflict, notFound } from '../../errors.ts'
import type { Throttle } from '../../stores/rest-api-config.ts'
import type { ApiStage, Quota, UsagePlan } from '../../stores/usage-plan.ts'
import { type Patch, unknownPath } from '../patch.ts'
import { readInteger, readNumber } from '../read-input.ts'
import { readThrottle } from './create-usage-plan.ts'

const PATHS = ['/name', '/description', '/apiStages', '/throttle', '/quota']

/** One patch operation on a plan. https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateUsagePlan-Patch */
export function patchUsagePlan(plan: UsagePlan, patch: Patch): void {
  const [root = '', ...rest] = patch.path
  const replace = patch.op === 'replace' || patch.op === 'add'
  if (root === 'name' && replace && patch.value) plan.name = patch.value
  else if (root === 'description' && replace) plan.description = patch.value
  else if (root === 'throttle') plan.throttle = patchThrottle(plan.throttle, rest, patch)
  else if (root === 'quota') plan.quota = patchQuota(plan.quota, rest, patch)
  else if (root === 'apiStages') patchApiStages(plan, rest, patch)
  else throw unknownPath(patch, PATHS)
}

function patchThrottle(throttle: Throttle | null, path: string[], patch: Patch): Throttle | null {
  const [member] = path
  if (patch.op === 'remove' && path.length === 0) return null
  if (patch.op === 'remove') throw unknownPath(patch, ['/throttle'])
  if (member === 'rateLimit') return readThrottle({ ...throttle, rateLimit: readNumber(patch.value, 'rateLimit') })
  if (member === 'burstLimit') return readThrottle({ ...throttle, burstLimit: readInteger(patch.value, 'burstLimit') })
  throw unknownPath(patch, ['/throttle/rateLimit', '/throttle/burstLimit'])
}

function patchQuota(quota: Quota | null, path: string[], patch: Patch): Quota | null {
  const [member] = path
  if (patch.op === 'remove' && path.length === 0) return null
  if (patch.op !== 'remove') {
    const changed = quota ?? { limit: 0, offset: 0, period: 'DAY' as const }
    if (member === 'limit') return { ...changed, limit: readInteger(patch.value, 'quota limit') }
    if (member === 'offset') return { ...changed, offset: readInteger(patch.value, 'quota offset') }
    if (member === 'period' && isPeriod(patch.value)) return { ...changed, period: patch.value }
  }
  throw unknownPath(patch, ['/quota/limit', '/quota/offset', '/quota/period'])
}

const isPeriod = (text: string): text is Quota['period'] => ['DAY', 'WEEK', 'MONTH'].includes(text)

/** `/apiStages` with `<api>:<stage>` adds or removes a stage; `/apiStages/<api>:<stage>/throttle/<path>/<verb>/…` its throttles. */
function patchApiStages(plan: UsagePlan, path: string[], patch: Patch): void {
  const [name, member, ...route] = path
  if (name === undefined) {
    const at = plan.apiStages.findIndex((stage) => nameOf(stage) === patch.value)
    if (patch.op === 'add') {
      const [apiId = '', stage = ''] = patch.value.split(':')
      if (at !== -1) throw conflict(`API Stage ${patch.value} is already associated with this Usage Plan`)
      plan.apiStages.push({ apiId, stage, throttle: {} })
    } else if (patch.op === 'remove') {
      if (at === -1) throw notFound(`API Stage not found: ${patch.value}`)
      plan.apiStages.splice(at, 1)
    } else throw unknownPath(patch, PATHS)
    return
  }
  const stage = plan.apiStages.find((one) => nameOf(one) === name)
  if (!stage) throw notFound(`API Stage not found: ${name}`)
  if (member !== 'throttle') throw unknownPath(patch, ['/apiStages/<apiId>:<stage>/throttle'])
  patchRoute(stage, route, patch)
}

const nameOf = ({ apiId, stage }: ApiStage) => `${apiId}:${stage}`

function patchRoute(stage: ApiStage, route: string[], patch: Patch): void {
  const [resourcePath, verb, member] = route
  if (resourcePath === undefined) {
    if (patch.op === 'remove') stage.throttle = {}
    else stage.throttle = readThrottles(patch.value)
    return
  }
  const key = `${resourcePath}/${verb}`
  if (patch.op === 'remove') {
    delete stage.throttle[key]
    return
  }
  const changed = patchThrottle(stage.throttle[key] ?? null, member === undefined ? [] : [member], patch)
  if (changed) stage.throttle[key] = changed
}

/** All throttles of a stage at once, as JSON text. */
function readThrottles(text: string): Record<string, Throttle> {
  try {
    const throttles = JSON.parse(text) as Record<string, Partial<Throttle>>
    return Object.fromEntries(Object.entries(throttles).map(([route, limit]) => [route, readThrottle(limit)]))
  } catch {
    throw badRequest('Invalid throttle specified')
  }
}
