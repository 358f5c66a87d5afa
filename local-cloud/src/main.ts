#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
// The command `tenantry-local <cdk.out>`: npx puts the Node that this package is pinned to first on PATH.
import { painted } from './command/logs/format-entry.ts'
import { tenantryLocal } from './command/tenantry-local.ts'

const stop = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
})
process.exitCode = await tenantryLocal(process.argv.slice(2), {
  stop,
  print: console.log,
  complain: console.error,
  paint: painted(process.stdout),
})
