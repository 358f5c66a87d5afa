import { SFNClient } from '@aws-sdk/client-sfn'
import { MACHINE_KINDS } from '@tenantry/contracts/workflows.ts'
import { buildStart, WORKFLOW_ID } from '@tenantry/tests/support/builders.ts'
import { describe, expect, it } from 'vitest'
import type { Machines } from '../workflows/machines.ts'
import { startRun, workflowStarter } from './senders.ts'

/** A real client that meets this error. */
const refusing = (type: string) =>
  new SFNClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    requestHandler: {
      handle: async () => ({
        response: { statusCode: 400, headers: {}, body: Buffer.from(JSON.stringify({ __type: type })) },
      }),
    },
  })

const entry = buildStart()
const machines = Object.fromEntries(MACHINE_KINDS.map((kind) => [kind, 'arn'])) as Machines
const starting = (client: SFNClient, hasSlot = true) =>
  workflowStarter({ take: async () => hasSlot }, startRun(client, machines))

describe('starting a workflow', () => {
  it('is done when it was started before, and fails on anything else', async () => {
    await starting(refusing('ExecutionAlreadyExists'))(entry)
    const wrong = starting(refusing('StateMachineDoesNotExist'))
    await expect(wrong(entry)).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' })
  })

  it('is done without a slot: the workflow waits in its record', async () => {
    await starting(refusing('StateMachineDoesNotExist'), false)(entry)
  })

  it('goes by its run: a retry is started though the first run has a name', async () => {
    const names: unknown[] = []
    const client = new SFNClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 's' },
      requestHandler: {
        handle: async ({ body }: { body: string | Uint8Array }) => {
          names.push(JSON.parse(Buffer.from(body).toString()).name)
          return { response: { statusCode: 200, headers: {}, body: Buffer.from('{}') } }
        },
      },
    })
    const start = starting(client)
    await start(entry)
    await start(buildStart({ sequence: 6, attempt: 2 }))
    expect(names).toEqual([`${WORKFLOW_ID}-1`, `${WORKFLOW_ID}-2`])
  })
})
