import { MACHINE_KINDS, MACHINES, TRANSIENT_ERROR } from '@tenantry/contracts/workflows.ts'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { machineDefinition } from './machine-definition.ts'

const State = z.looseObject({
  Type: z.string(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
  Retry: z
    .array(
      z.looseObject({
        ErrorEquals: z.array(z.string()),
        MaxAttempts: z.number(),
        BackoffRate: z.number(),
        MaxDelaySeconds: z.number(),
        JitterStrategy: z.string(),
      }),
    )
    .default([]),
  Catch: z.array(z.looseObject({ ErrorEquals: z.array(z.string()), Next: z.string() })).default([]),
})
const Definition = z.object({ StartAt: z.string(), States: z.record(z.string(), State) }).loose()

describe.each(MACHINE_KINDS)('the state machine of the kind %s', (kind) => {
  const { StartAt, States } = Definition.parse(JSON.parse(machineDefinition(kind)))
  const tasks = Object.entries(States).filter(([, { Type }]) => Type === 'Task')

  it('runs the steps of its kind in their order, then ends', () => {
    const names: string[] = []
    for (let at: string | undefined = StartAt; at !== undefined; at = States[at]?.Next) names.push(at)
    expect(names.map((name) => name.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase())).toEqual(
      MACHINES[kind].map(({ name }) => name),
    )
    expect(States[names.at(-1) ?? '']?.End).toBe(true)
  })

  it('tries every task again with full jitter and a longest pause, where the error may pass', () => {
    for (const [name, { Retry }] of tasks) {
      expect(Retry, name).toHaveLength(1)
      expect(Retry[0], name).toMatchObject({ JitterStrategy: 'FULL', BackoffRate: 2, MaxDelaySeconds: 60 })
      const errors = Retry[0]?.ErrorEquals ?? []
      if (name === 'Compensate') expect(errors).toEqual(['States.ALL'])
      else expect(errors).toEqual(expect.arrayContaining([TRANSIENT_ERROR, 'Lambda.TooManyRequestsException']))
      if (name !== 'Compensate') expect(errors).not.toContain('States.ALL')
    }
  })

  it('compensates whatever fails, and records where the compensation fails', () => {
    for (const [name, { Catch }] of tasks) {
      const leads = Catch.map(({ ErrorEquals, Next }) => `${ErrorEquals} ${Next}`)
      if (name === 'GiveUp') expect(leads).toEqual([])
      else expect(leads, name).toEqual([name === 'Compensate' ? 'States.ALL GiveUp' : 'States.ALL Compensate'])
    }
    expect([States.Compensate?.Next, States.GiveUp?.Next, States.Failed?.Type]).toEqual(['Failed', 'Failed', 'Fail'])
  })
})
