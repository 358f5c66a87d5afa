import { IncidentsView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { type Column, formatTable } from '../command/format-table.ts'
import { jsonLine } from '../command/json-line.ts'
import { showMinute } from '../command/moments.ts'
import { declareOperatorCommand } from '../operator/declare-operator-command.ts'
import { nameColumn } from '../operator/find-tenant.ts'
import { readSpan, SPAN_OPTIONS } from '../operator/span-options.ts'

type Hurt = IncidentsView['hurt'][number]
type Suspect = IncidentsView['suspects'][number]

const HURT: Column<Hurt>[] = [
  { title: 'HURT BY', value: ({ hurtBy }) => hurtBy.join(', ') },
  { title: 'REQUESTS', value: ({ requests }) => requests },
  { title: '5XX', value: ({ serverErrors }) => serverErrors },
  { title: '429', value: ({ throttles }) => throttles },
  { title: 'P95 MS', value: ({ p95Ms }) => p95Ms },
]
const WHERE: Column<Hurt['operations'][number] & { tenantId: string }>[] = [
  { title: 'OPERATION', value: ({ service, operation }) => `${service}.${operation}`, elastic: true },
  { title: 'ERRORS', value: ({ errors }) => errors },
  { title: 'P95 MS', value: ({ p95Ms }) => p95Ms },
]
const SUSPECTS: Column<Suspect>[] = [
  { title: 'REQUESTS', value: ({ requests }) => requests },
  { title: 'USUALLY', value: ({ usualRequests }) => Math.round(usualRequests) },
  { title: '% OF ALL', value: ({ shareOfRequests }) => Math.round(100 * shareOfRequests) },
  { title: '% OF TIME', value: ({ shareOfTime }) => Math.round(100 * shareOfTime) },
]

/** Of each tenant that was hurt, so many operations are shown. */
const WORST = 3

/** Which tenants were hurt in an interval, by what, and who may have caused it. */
export const incidents = declareOperatorCommand({
  name: 'incidents',
  about:
    'Which tenants were hurt in an interval, by what, and who may have caused it; the last quarter of an hour, unless you\nsay another.',
  options: SPAN_OPTIONS,
  more: 'tenantry incidents --from 10:05 --to 10:20',
  async run({ values, api, json, width }) {
    const incidents = await api.get('/incidents', IncidentsView, readSpan(values))
    if (json) return console.log(jsonLine(incidents))
    const { from, to, hurt, suspects } = incidents
    console.log(`From ${showMinute(from)} to ${showMinute(to)} UTC`)
    if (hurt.length === 0) return console.log('No tenant was hurt.')
    const named = await nameColumn(api, [...hurt, ...suspects])
    const worst = hurt.flatMap(({ tenantId, operations }) =>
      operations.slice(0, WORST).map((operation) => ({ tenantId, ...operation })),
    )
    console.log(`\n${formatTable([named, ...HURT], hurt, width)}`)
    console.log(`\nWhere:\n${formatTable([named, ...WHERE], worst, width)}`)
    if (suspects.length === 0) return console.log('\nNo tenant’s use rose enough to be the cause.')
    console.log(`\nWhose use rose:\n${formatTable([named, ...SUSPECTS], suspects, width)}`)
  },
})
