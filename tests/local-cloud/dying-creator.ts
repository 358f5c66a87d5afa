import { startCloud } from '@tenantry/local-cloud/cloud.ts'

// Run as a program: a local cloud at AWS's pace, in which a creation takes seconds. It says its address, and is killed from outside.
const [dataDir = ''] = process.argv.slice(2)
const root = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example-secret' }
const cloud = await startCloud({ dataDir, port: 0, root, controlPlanePace: 'aws' })
process.stdout.write(`${cloud.url}\n`)
