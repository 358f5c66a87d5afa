// Attributes a bill as the command does, in a process of its own, and says on the last line of stderr what it took.
import { attribute } from '@tenantry/cli/commands/attribute.ts'

const [bill = '', ...usage] = process.argv.slice(2)
process.exitCode = await attribute(['--json', '--bill', bill, '--usage', ...usage], process.env)
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
const tenth = (value: number) => Math.round(value * 10) / 10
console.error(
  JSON.stringify({
    seconds: tenth(process.uptime()),
    processorSeconds: tenth((userCPUTime + systemCPUTime) / 1_000_000),
    peakGigabytes: Math.round(maxRSS / 1_024 / 10.24) / 100,
  }),
)
