import type { Attribution } from '@tenantry/attribution/attribute.ts'
import { formatDollars, type Picodollars } from '@tenantry/attribution/money.ts'
import { CAUSES } from '@tenantry/attribution/share/share-lines.ts'
import { sumOf } from '@tenantry/attribution/share/sum-shares.ts'
import type { Spread } from '@tenantry/attribution/spread.ts'

/** So many tenants are listed, those with the largest costs. */
const MOST = 50

const CAUSE_NAMES: Record<(typeof CAUSES)[number], string> = {
  platform: "the platform's own",
  idle: 'idle, or metered late',
  noUsage: 'no usage in the time',
  noDriver: 'no driver',
}

/** The attribution for people: by service, by cause of what is unallocated, and by tenant. */
export function tableOf({ total, unallocated, byTenant, byService }: Attribution, shared?: Spread): string {
  const services = [...byService].map(([service, cost]) => {
    const rest = sumOf(cost.unallocated)
    return [
      service,
      formatDollars(cost.total),
      formatDollars(cost.total - rest),
      formatDollars(rest),
      percent(cost.total - rest, cost.total),
    ]
  })
  const sum = [
    'Total',
    formatDollars(total),
    formatDollars(total - unallocated),
    formatDollars(unallocated),
    percent(total - unallocated, total),
  ]
  const causes = CAUSES.map(
    (cause) => [cause, [...byService.values()].reduce((all, it) => all + it.unallocated[cause], 0n)] as const,
  )
    .filter(([, amount]) => amount !== 0n)
    .map(([cause, amount]) => [CAUSE_NAMES[cause], formatDollars(amount), percent(amount, total)])
  const tenants = [...new Set([...byTenant.keys(), ...(shared?.shared.keys() ?? [])])]
    .map((tenant) => ({ tenant, direct: byTenant.get(tenant) ?? 0n, spread: shared?.shared.get(tenant) ?? 0n }))
    .sort((a, b) => compare(b.direct + b.spread, a.direct + a.spread))
  const rows = tenants
    .slice(0, MOST)
    .map(({ tenant, direct, spread }) =>
      shared
        ? [
            tenant,
            formatDollars(direct),
            formatDollars(spread),
            formatDollars(direct + spread),
            percent(direct + spread, total),
          ]
        : [tenant, formatDollars(direct), percent(direct, total)],
    )
  const more = tenants.length - rows.length
  return [
    columns(['Service', 'Bill (USD)', 'Tenants', 'Unallocated', 'Covered'], [...services, sum]),
    ...(causes.length > 0 ? [columns(['Unallocated because', 'USD', 'Of the bill'], causes)] : []),
    columns(['Tenant', ...(shared ? ['Direct (USD)', 'Spread', 'Together'] : ['USD']), 'Of the bill'], rows) +
      (more > 0 ? `\n… and ${more} more; --json lists all` : ''),
  ].join('\n\n')
}

/** The first column to the left, the others, which are numbers, to the right. */
function columns(header: string[], rows: string[][]): string {
  const widths = header.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
  return [header, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n')
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)

/** For reading only: the amounts beside it are exact. */
const percent = (part: Picodollars, whole: Picodollars): string =>
  whole === 0n ? '–' : `${((100 * Number(part)) / Number(whole)).toFixed(1)} %`
