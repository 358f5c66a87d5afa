import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export const USAGE = `tenantry attribute --bill <files…> --usage <files…> [--policy billed|metered] [--basis billed|list]
                   [--drivers F] [--resources F] [--spread even|proportional|F] [--json]

  Attributes a bill to tenants by what they used, exactly. See docs/guides/cost.md.
  --bill <files…>    Cost and Usage Reports (legacy or 2.0) or FOCUS 1.2 in Parquet or CSV, or bill lines in JSON; gzip or not
  --usage <files…>   usage lines in JSON; gzip or not
  --policy P         billed (default): what nobody used of a billed quantity stays unallocated; metered: tenants share all
  --basis B          billed (default) or list: list prices, before discounts, credits and free tiers
  --drivers F        a driver table, whose rows come before the built-in ones
  --resources F      resources of silos in JSON lines: {"resourceId", "tenant"}; tenant null is the platform's own
  --spread S         also spreads what is unallocated: even, proportional to direct cost, or by the weights in a JSON file
  --json             { billTotal, unallocated, byTenant, byTenantService }`

export interface AttributeOptions {
  bill: string[]
  usage: string[]
  policy: 'billed' | 'metered'
  basis: 'billed' | 'list'
  drivers?: string
  resources?: string
  /** A file, or one of the rules. */
  spread?: string
  json: boolean
}

export const SPREAD_RULES = ['even', 'proportional']

/** What to do, with whole paths; `null` for help, or what is wrong. */
export function parseOptions(args: string[], directory: string): AttributeOptions | string | null {
  const files: Record<'bill' | 'usage', string[]> = { bill: [], usage: [] }
  let values: Record<string, unknown>
  try {
    const parsed = parseArgs({
      args,
      tokens: true,
      allowPositionals: true,
      options: {
        bill: { type: 'string', multiple: true },
        usage: { type: 'string', multiple: true },
        policy: { type: 'string', default: 'billed' },
        basis: { type: 'string', default: 'billed' },
        drivers: { type: 'string' },
        resources: { type: 'string' },
        spread: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    values = parsed.values
    let list: string[] | undefined
    for (const token of parsed.tokens) {
      if (token.kind === 'option') {
        list = token.name === 'bill' || token.name === 'usage' ? files[token.name] : undefined
        if (list && token.value !== undefined) list.push(token.value)
      } else if (token.kind === 'positional') {
        if (!list) return `"${token.value}" belongs to no option.`
        list.push(token.value)
      }
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  if (values.help) return null
  const { policy, basis } = values
  if (policy !== 'billed' && policy !== 'metered') return `--policy is billed or metered, not "${policy}".`
  if (basis !== 'billed' && basis !== 'list') return `--basis is billed or list, not "${basis}".`
  for (const [name, list] of Object.entries(files)) if (list.length === 0) return `--${name} names no file.`
  // Messages name files as they were typed, where that is possible.
  const pathOf = (file: string) => (resolve(directory) === process.cwd() ? file : resolve(directory, file))
  const path = (name: string) => typeof values[name] === 'string' && { [name]: pathOf(values[name]) }
  return {
    bill: files.bill.map(pathOf),
    usage: files.usage.map(pathOf),
    policy,
    basis,
    ...path('drivers'),
    ...path('resources'),
    ...(SPREAD_RULES.includes(String(values.spread)) ? { spread: String(values.spread) } : path('spread')),
    json: values.json === true,
  }
}
