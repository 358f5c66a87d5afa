import type {
  CostLineView,
  CostsView,
  CostView,
  MarginView,
  UnallocatedCostView,
} from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import type { Page } from 'playwright-core'

const DAY_MS = 86_400_000
const SERVICES = ['AmazonDynamoDB', 'AWSLambda', 'AmazonApiGateway'] as const
const RUN = '1042'
/** Picodollars that the first tenant bears of the first service on the first day; all others are multiples. */
const UNIT = 12_345_678n
/** A part of each service and day that nobody bears, and why. */
const NOBODYS = { AmazonDynamoDB: 'idle', AWSLambda: 'platform', AmazonApiGateway: 'noUsage' } as const

export interface SampleTenant {
  tenantId: string
  tier: string
}

/** Costs of two weeks as the API would answer them: known, and rich enough for each page to have something to say. */
export function sampleCosts(tenants: readonly SampleTenant[], now: Date) {
  const today = Math.floor(now.getTime() / DAY_MS)
  const days = Array.from({ length: 14 }, (_, ago) => new Date((today - ago) * DAY_MS).toISOString())
  const costs: CostView[] = days.flatMap((from, day) =>
    SERVICES.flatMap((service, place) =>
      tenants.map(({ tenantId, tier }, tenant) => {
        const cost = UNIT * BigInt((tenant * 40 + 1) * (3 - place) * (14 - day))
        return { tenantId, tier, service, from, cost: dollars(cost) }
      }),
    ),
  )
  const unallocated: UnallocatedCostView[] = days.flatMap((from) => [
    ...SERVICES.map((service) => ({ service, from, cause: NOBODYS[service], cost: dollars(UNIT * 100n) })),
    { service: 'AWSSupport', from, cause: 'noDriver' as const, cost: dollars(UNIT * 2_000n) },
  ])
  return { costs, unallocated, tenants, days }
}
type Sample = ReturnType<typeof sampleCosts>

/** Answers what a page asks about costs; everything else goes to the system. */
export async function answerCosts(page: Page, controlPlaneApi: string, sample: Sample): Promise<void> {
  const base = controlPlaneApi.replace(/\/$/, '')
  await page.route(
    (url) => url.href.startsWith(`${base}/costs`),
    (route) => {
      const { pathname, searchParams } = new URL(route.request().url())
      if (route.request().method() === 'OPTIONS') return route.fallback()
      const isFile = searchParams.get('format') === 'focus'
      const answer = answerTo(pathname.slice(pathname.lastIndexOf('/') + 1), Object.fromEntries(searchParams), sample)
      return route.fulfill({
        headers: { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' },
        contentType: isFile ? 'text/csv' : 'application/json',
        body: isFile ? 'BilledCost,x_TenantId\r\n' : JSON.stringify(answer),
      })
    },
  )
}

type Query = Partial<Record<'from' | 'to' | 'day' | 'tenantId' | 'tier' | 'service', string>>

function answerTo(name: string, query: Query, { costs, unallocated, tenants, days }: Sample): object {
  const isAsked = (one: { from: string; service: string; tenantId?: string; tier?: string | null }) =>
    (query.from === undefined || one.from >= query.from) &&
    (query.to === undefined || one.from < query.to) &&
    (query.day === undefined || one.from.startsWith(query.day)) &&
    (['service', 'tenantId', 'tier'] as const).every((it) => query[it] === undefined || one[it] === query[it])
  const borne = costs.filter(isAsked)
  const nobodys = unallocated.filter(isAsked)
  const list = (items: object[]) => ({ items, nextCursor: null })
  switch (name) {
    case 'unallocated':
      return list(nobodys)
    case 'lines':
      return list((query.tenantId === undefined ? nobodys : borne).flatMap(linesOf))
    case 'margins':
      return list(tenants.map((tenant, place) => marginOf(tenant, place, days)).reverse())
    case 'changes':
      return list(changesOf(tenants))
    case 'runs':
      return list(days.map(runOf))
    default: {
      const unallocated = dollars(sum(nobodys))
      const view: CostsView = {
        runVersion: RUN,
        billTotal: dollars(sum(nobodys) + sum(borne)),
        unallocated,
        items: borne,
        nextCursor: null,
      }
      return view
    }
  }
}

/** Two lines whose parts add up to the figure. */
function linesOf({ service, from, cost }: { service: string; from: string; cost: string }): CostLineView[] {
  const whole = pico(cost)
  return [whole / 3n, whole - whole / 3n].map((part, hour) => ({
    lineId: `${service}/${from}/${hour}`,
    start: at(from, hour),
    end: at(from, hour + 1),
    service,
    usageType: 'EU-ReadRequestUnits',
    resource: 'arn:aws:dynamodb:eu-central-1:000000000000:table/tenantry-Directory',
    driver: 'ddbReadUnits',
    quantity: '250000',
    lineCost: dollars(part * 4n),
    metered: '62500.5',
    whole: '250000',
    cost: dollars(part),
  }))
}

/** The last tenant costs more than it brings in. */
function marginOf({ tenantId, tier }: SampleTenant, place: number, days: readonly string[]): MarginView {
  const [first = '', last = ''] = [days.at(-1)?.slice(0, 10), days[0]?.slice(0, 10)]
  const [revenue, direct, shared] = [25_000_000_000_000n, 38_000_000_000_000n * BigInt(place), 123_456_789n]
  return {
    tenantId,
    tier,
    revenue: dollars(revenue),
    invoice: [{ tier, from: first, to: last, priceCents: 4_900, amount: dollars(revenue) }],
    direct: dollars(direct),
    shared: dollars(shared),
    margin: dollars(revenue - direct - shared),
  }
}

const changesOf = (tenants: readonly SampleTenant[]) =>
  [...tenants.map(({ tenantId }) => tenantId), null].map((tenantId, place) => {
    const [byUse, byPrice] = [UNIT * BigInt(100 - place * 60), UNIT * BigInt(place * 7)]
    const before = tenantId === null ? UNIT * 500n : UNIT * BigInt(place * 90)
    const change = byUse + byPrice
    return {
      tenantId,
      service: SERVICES[place % SERVICES.length],
      before: dollars(before),
      after: dollars(before + change),
      change: dollars(change),
      byUse: dollars(byUse),
      byPrice: dollars(byPrice),
    }
  })

const runOf = (from: string, day: number) => ({
  runVersion: String(1042 - day),
  day: from.slice(0, 10),
  startedAt: at(from, 3),
  endedAt: day === 0 ? null : at(from, 4),
  status: day === 0 ? 'running' : day === 2 ? 'failed' : 'done',
  ...(day === 2 && { error: 'The bill names a driver that is none: see the driver table.' }),
  billTotal: dollars(UNIT * 9_000n),
  unallocated: dollars(UNIT * 2_300n),
  closed: day > 10,
})

const at = (from: string, hour: number): string => new Date(Date.parse(from) + hour * 3_600_000).toISOString()
const pico = (text: string): bigint => BigInt(text.replace('.', ''))
const sum = (costs: readonly { cost: string }[]): bigint => costs.reduce((total, { cost }) => total + pico(cost), 0n)

function dollars(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(13, '0')
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -12)}.${digits.slice(-12)}`
}
