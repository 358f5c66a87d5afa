// Meters the files of a directory, in a process of its own, so that its memory is nobody else's.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OperationOf } from '@tenantry/metering/join-records.ts'
import { hourMeter } from '@tenantry/metering/meter-hour.ts'
import { readFile } from '@tenantry/metering/read-file.ts'
import type { MeteredRun } from './list-price.ts'

const [directory = '', hour = ''] = process.argv.slice(2)
const startedAt = performance.now()
const operationOf: OperationOf = ({ method, route }) => ({ service: 'gateway', operation: `${method} ${route}` })
const meter = hourMeter(Number(hour), operationOf, () => true)
let records = 0
for (const name of readdirSync(directory)) {
  records += (await readFile(readFileSync(join(directory, name)), meter.take)).records
}
const tenants = meter.tenants()
const seconds = (performance.now() - startedAt) / 1_000
const minutes = tenants.flatMap((tenant) => [...tenant.minutes.values()])
const bytes = minutes.reduce((sum, rows) => sum + JSON.stringify(rows).length, 0)
const run: MeteredRun = {
  records,
  seconds: Math.round(seconds * 10) / 10,
  peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1_024),
  minuteItems: minutes.length,
  itemKilobytes: Math.round((bytes / 1_024 / minutes.length) * 100) / 100,
}
console.log(JSON.stringify(run))
