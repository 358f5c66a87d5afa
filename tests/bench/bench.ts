import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { shardKey, shardOfId } from '@tenantry/contracts/ids.ts'
import { onboard, type Tenant } from '../acceptance/onboarding.ts'
import { dynamodb } from './dynamodb.ts'
import { getter } from './get.ts'
import { attribution } from './measures/attribution.ts'
import { awsCalls } from './measures/aws-calls.ts'
import { costs } from './measures/costs.ts'
import { imports } from './measures/imports.ts'
import { lists } from './measures/lists.ts'
import { LIVES, lives } from './measures/lives.ts'
import { megabytes, memoryUnderLoad } from './measures/memory.ts'
import { metering } from './measures/metering.ts'
import { LIMIT, neighbour } from './measures/neighbour.ts'
import { pages } from './measures/pages.ts'
import { type Product, requestPath } from './measures/request-path.ts'
import { signIns } from './measures/sign-ins.ts'
import { signUpFlood } from './measures/sign-up-flood.ts'
import { startUp } from './measures/start-up.ts'
import { BENCH_SIZE, stsCalls } from './measures/sts-calls.ts'
import { telemetry } from './measures/telemetry.ts'
import { movePlan, shareKey } from './own-plan.ts'
import { withLoad } from './processor.ts'
import { tableNamed } from './table-named.ts'

export const MEASURES = [
  'requests',
  'dynamodb',
  'sign-ins',
  'imports',
  'pages',
  'neighbour',
  'sign-up-flood',
  'lists',
  'metering',
  'attribution',
  'costs',
  'telemetry',
  'lives',
] as const
export type Measure = (typeof MEASURES)[number]

export interface BenchOptions {
  /** An empty directory. */
  dataDir: string
  env: NodeJS.ProcessEnv
  only: Measure[]
  oneKeyPerTier: boolean
  /** Of the tenant that moves, and of the one that leaves. */
  items: number
  /** Options of Node for the measured system. */
  execArgv: string[]
  print(line: string): void
}

/** Above what the generator can do: no limit is met but where one is measured. */
const UNLIMITED = { name: 'bench-unlimited', rate: 10_000, burst: 10_000 }

/** Measures the whole system on an idle machine, one thing after the other. */
export async function bench(options: BenchOptions): Promise<object> {
  const { dataDir, env, only, oneKeyPerTier, items, execArgv, print } = options
  const figures: Record<string, unknown> = {}
  print('start-up')
  const { host, figures: started } = await startUp(dataDir, execArgv)
  figures.startUp = started
  const { endpoints } = host
  const get = getter()
  const wanted = new Set(only)
  try {
    const idle = megabytes(await host.ask('memory'))
    const tenant = await onboard(endpoints, 'Bench', 'ada@bench.example', 'Premium')
    await movePlan(endpoints, [tenant], UNLIMITED)
    if (wanted.has('requests')) {
      print('requests')
      const product = await newProduct(endpoints, tenant)
      figures.requests = await requestPath(host, get, tenant, product)
      figures.awsCalls = await awsCalls(host, get, tenant, product)
      figures.memoryMegabytes = { idle, underLoad: await memoryUnderLoad(host, get, tenant, product) }
      figures.stsCalls = await stsCalls(endpoints, get, () => host.ask('calls'), BENCH_SIZE)
    }
    if (wanted.has('dynamodb')) {
      print('dynamodb')
      figures.dynamodb = await withLoad(dynamodb)
    }
    if (wanted.has('sign-ins')) {
      print('sign-ins')
      figures.signIns = await signIns(host, tenant)
    }
    if (wanted.has('imports')) {
      print('imports')
      figures.imports = await imports(host, env)
    }
    if (wanted.has('pages')) {
      print('pages')
      figures.pages = await pages(endpoints, tenant)
    }
    if (wanted.has('neighbour')) {
      print('neighbour')
      const pair = await twoTenants(endpoints, 'own-key')
      await movePlan(endpoints, Object.values(pair), { name: 'bench-own-key', ...LIMIT })
      figures.neighbour = await neighbour(get, pair)
      if (oneKeyPerTier) figures.neighbourWithOneKeyPerTier = await commonDesign(endpoints, get)
    }
    if (wanted.has('sign-up-flood')) {
      print('sign-up-flood')
      figures.signUpFlood = await signUpFlood(get, endpoints, tenant)
    }
    if (wanted.has('lists')) {
      print('lists')
      figures.lists = await lists([100, 10_000, 1_000_000], 40)
    }
    if (wanted.has('metering')) {
      print('metering')
      figures.metering = metering([10, 1_000, 100_000], 1_000_000)
    }
    if (wanted.has('attribution')) {
      print('attribution')
      figures.attribution = attribution([1_000_000, 3_000_000, 10_000_000])
    }
    if (wanted.has('costs')) {
      print('costs')
      figures.costs = await costs()
    }
    if (wanted.has('telemetry')) {
      print('telemetry')
      figures.telemetry = await telemetry()
    }
    if (wanted.has('lives')) {
      print('lives')
      figures.lives = await lives(host, { ...LIVES, items })
    }
  } finally {
    get.close()
    await host.close()
  }
  return figures
}

async function twoTenants(endpoints: Endpoints, name: string): Promise<{ victim: Tenant; aggressor: Tenant }> {
  return {
    victim: await onboard(endpoints, `Victim ${name}`, `victim@${name}.example`),
    aggressor: await onboard(endpoints, `Aggressor ${name}`, `aggressor@${name}.example`),
  }
}

async function commonDesign(endpoints: Endpoints, get: ReturnType<typeof getter>) {
  const pair = await twoTenants(endpoints, 'shared-key')
  await movePlan(endpoints, [pair.aggressor], { name: 'bench-shared-key', ...LIMIT })
  await shareKey(endpoints, pair.aggressor, pair.victim)
  return neighbour(get, pair)
}

async function newProduct(endpoints: Endpoints, { api, config }: Tenant): Promise<Product> {
  const lamp = { name: 'Lamp', sku: 'L', price: 19.99, category: 'Light', stock: 1 }
  const { status, body } = await api.post('/products', lamp)
  if (status !== 201) throw new Error(`POST /products answered ${status} ${JSON.stringify(body)}`)
  const shard = shardOfId('prd', body.id)
  if (shard === null) throw new Error(`${body.id} is no product's id.`)
  const Key = { shardId: { S: shardKey(config.tenantId, shard) }, id: { S: body.id } }
  return { id: body.id, TableName: await tableNamed(endpoints, 'Products'), Key }
}
