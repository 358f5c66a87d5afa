import { startCloud } from '@tenantry/local-cloud/cloud.ts'
import { leapingClock } from '@tenantry/local-cloud/core/clock.ts'

// Run as a program: a local cloud whose clock leaps when it is told so. It says its address, and is killed from outside.
const [dataDir = ''] = process.argv.slice(2)
const root = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example-secret' }
const clock = leapingClock()
const cloud = await startCloud({ dataDir, port: 0, root, clock })
process.on('message', () => clock.leap(61_000))
process.stdout.write(`${cloud.url}\n`)
