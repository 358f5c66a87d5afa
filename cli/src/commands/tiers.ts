import { TierView } from '@tenantry/contracts/control-plane-api/tier-schemas.ts'
import { ServingView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import type * as z from 'zod'
import type { Column } from '../command/format-table.ts'
import {
  declareOperatorCommand,
  LIST_OPTIONS,
  readChoice,
  readCount,
  showList,
  showRows,
} from '../operator/declare-operator-command.ts'
import { SERVED } from '../operator/health-columns.ts'
import { readList } from '../operator/read-list.ts'

type Tier = z.infer<typeof TierView>
type ServedTier = z.infer<typeof ServingView>['tiers'][number]

const COLUMNS: Column<Tier>[] = [
  { title: 'TIER', value: ({ name }) => name, elastic: true },
  { title: 'RUNS IN', value: ({ deployment }) => deployment },
  { title: 'RATE/S', value: ({ rate }) => rate },
  { title: 'BURST', value: ({ burst }) => burst },
  { title: 'A MONTH', value: ({ quota }) => quota },
  { title: 'SHARDS', value: ({ shards }) => shards },
  { title: 'USD', value: ({ priceCents }) => priceCents / 100 },
  { title: 'STATE', value: stateOf },
]
const SERVED_TIER: Column<ServedTier>[] = [{ title: 'TIER', value: ({ tier }) => tier, elastic: true }, ...SERVED]

/** What new tenants get, and whether its limits hold already. */
function stateOf({ state, approval, pending }: Tier): string {
  if (pending) return 'pending'
  return state === 'offered' && approval ? 'approved' : state
}

/** The tiers, with what tenants get, or how they were served lately. */
export const tiers = declareOperatorCommand({
  name: 'tiers',
  about: 'The tiers with their limits and monthly prices, or how their tenants were served.',
  options: {
    state: { value: 'S', default: 'all', help: 'offered, retired or all' },
    serving: { help: 'how the tenants of each were served in the last quarter of an hour' },
    ...LIST_OPTIONS,
  },
  more: 'STATE: offered; approved, where an operator approves each tenant; retired; pending, where API Gateway does not\nhave the limits yet.',
  async run({ values, api, ...shown }) {
    const state = readChoice('state', values.state, ['offered', 'retired', 'all'])
    const limit = readCount('limit', values.limit, 10_000)
    if (values.serving) return showRows((await api.get('/serving', ServingView)).tiers, SERVED_TIER, shown)
    const { cursor } = values
    showList(
      await readList(api, '/tiers', TierView, { query: { state }, limit, cursor, pageSize: 100 }),
      COLUMNS,
      shown,
    )
  },
})
