import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { startCloud } from '@tenantry/local-cloud/cloud.ts'
import { aheadOf, leapingClock } from '@tenantry/local-cloud/core/clock.ts'
import { expect, onTestFinished, test } from 'vitest'
import { atMostEvery } from '../../support/at-most-every.ts'
import type { ClientOptions } from '../cloud.ts'
import { follow } from './follow.ts'
import { PIPELINE } from './pipeline-template.ts'

// kill -9, again and again, while lines are on their way: each that was acknowledged comes to a file, and the queue is told of each file.

const root = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example-secret' }
const KILLS = 2
const optionsOf = (endpoint: string, aheadMs = 0): ClientOptions => ({
  endpoint,
  region: 'us-east-1',
  credentials: { ...root },
  maxAttempts: 1,
  forcePathStyle: true,
  systemClockOffset: aheadMs,
})

async function start(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'dying-pipeline.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [url] = await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line')
  return { child, url }
}

async function deploy(endpoint: string): Promise<void> {
  const client = new CloudFormationClient(optionsOf(endpoint))
  const StackName = 'pipeline'
  const TemplateBody = JSON.stringify({ Resources: PIPELINE })
  await client.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_IAM'] }))
  const status = async () => (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0]?.StackStatus
  await expect.poll(status).toBe('CREATE_COMPLETE')
}

test('no line that was acknowledged is lost, wherever the kill falls', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-pipeline-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const acknowledged: string[] = []
  for (let run = 0; run < KILLS; run++) {
    const { child, url } = await start(dataDir)
    const exited = once(child, 'exit')
    if (run === 0) await deploy(url)
    const { log } = follow(() => optionsOf(url), { region: 'us-east-1' })
    let killed = false
    for (let n = 0; !killed; n++) {
      const lines = Array.from({ length: 20 }, (_, i) => JSON.stringify({ usage: 'request', id: `${run}-${n}-${i}` }))
      // Each file is begun some time after its lines: the kill falls in the log, in the buffer, or while files are written and told of.
      if (n % 3 === 1) child.send('leap')
      if (n === 7 + run * 5) {
        child.send('leap')
        setImmediate(() => child.kill('SIGKILL'))
      }
      await log(`stream-${run}`, ...lines).then(
        () => void acknowledged.push(...lines),
        () => {
          killed = true
        },
      )
    }
    await exited
  }

  const clock = leapingClock()
  const cloud = await startCloud({ dataDir, port: 0, root, clock })
  onTestFinished(() => cloud.close())
  const way = follow(() => optionsOf(cloud.url, aheadOf(clock)), cloud)
  const pass = atMostEvery(500, () => clock.leap(61_000))
  const missing = async () => {
    pass()
    const found = new Set(await way.lines())
    return acknowledged.filter((line) => !found.has(line)).length
  }
  await expect.poll(missing).toBe(0)
  expect(acknowledged.length).toBeGreaterThan(20 * KILLS)
  const told = new Set<string>()
  const untold = async () => {
    // The clocks of the killed ones were ahead: what they left is due only when this one has caught up.
    pass()
    for (const { Records = [] } of await way.told()) for (const { s3 } of Records) told.add(s3.object.key)
    return (await way.keys('usage/')).filter((key) => !told.has(key))
  }
  await expect.poll(untold).toEqual([])
})
