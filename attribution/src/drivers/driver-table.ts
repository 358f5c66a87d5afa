import BUILT_IN from './drivers.json' with { type: 'json' }
import { type Driver, type DriverRow, parseDrivers } from './parse-drivers.ts'

/** In front of a usage type stands its Region, unless that is us-east-1: `USW2-`, `APN1-`, and `EU-` for eu-west-1. */
const REGION = /^(?:[A-Z]{3,4}\d|EU)-/

/** What a line is shared by, from its service and usage type. */
export class DriverTable {
  readonly #drivers: Map<string, Driver>

  /** Rows of `own`, a table in the form of `drivers.json`, come before the built-in ones. */
  constructor(own?: unknown) {
    const builtIn = parseDrivers(BUILT_IN)
    const rows = own === undefined ? [] : parseDrivers(own, builtIn.units).rows
    this.#drivers = new Map([...builtIn.rows, ...rows].map((row) => [keyOf(row), row]))
  }

  find(service: string, usageType: string): Driver | undefined {
    return (
      this.#drivers.get(keyOf({ service, usageType })) ??
      this.#drivers.get(keyOf({ service, usageType: usageType.replace(REGION, '') }))
    )
  }
}

/** A service is `AWSLambda` in a Cost and Usage Report and may be `AWS Lambda` in FOCUS. */
function keyOf({ service, usageType }: Pick<DriverRow, 'service' | 'usageType'>): string {
  return `${service.toLowerCase().replace(/[^a-z0-9]/g, '')} ${usageType}`
}
