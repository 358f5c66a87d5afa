import { MACHINE_KINDS, MACHINES, type MachineStep, TRANSIENT_ERROR } from '@tenantry/contracts/workflows.ts'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { machineDefinition } from './machine-definition.ts'

const State = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  Next: z.string().optional(),
  Default: z.string().optional(),
  Choices: z.array(z.looseObject({ StringEquals: z.string().optional(), Next: z.string() })).default([]),
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
/** `AppPlane` → `app-plane`. */
const stepName = (state: string) => state.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase()
const definitionOf = (...of: Parameters<typeof machineDefinition>) =>
  Definition.parse(JSON.parse(machineDefinition(...of)))
const Definition = z.object({ StartAt: z.string(), States: z.record(z.string(), State) }).loose()

describe.each(MACHINE_KINDS)('the state machine of the kind %s', (kind) => {
  const { StartAt, States } = definitionOf(kind)
  const tasks = Object.entries(States).filter(([, { Type }]) => Type === 'Task')

  it('runs the steps of its kind in their order, then ends', () => {
    const names: string[] = []
    for (let at: string | undefined = StartAt; at !== undefined; at = States[at]?.Next ?? States[at]?.Default) {
      if (States[at]?.Type === 'Task') names.push(at)
    }
    expect(names.map(stepName)).toEqual(MACHINES[kind].map(({ name }) => name))
  })

  it('begins where its input says: with any step, or with the compensation', () => {
    const leads = States.Start?.Choices.map(({ StringEquals, Next }) => [StringEquals, stepName(Next)]) ?? []
    const [first, ...others] = MACHINES[kind].map(({ name }) => name)
    expect(leads).toEqual(['compensate', ...others].map((name) => [name, name]))
    expect(stepName(States.Start?.Default ?? '')).toBe(first)
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

  it('calls again what took too long, and takes an answer that does not come for a failure', () => {
    for (const [name, { Retry, Resource }] of tasks) {
      if (name === 'Compensate') continue
      const waits = Resource?.endsWith('.waitForTaskToken')
      expect(Retry[0]?.ErrorEquals.includes('States.Timeout'), name).toBe(!waits)
    }
  })

  it('compensates whatever fails, and records where the compensation fails', () => {
    for (const [name, { Catch }] of tasks) {
      const leads = Catch.map(({ ErrorEquals, Next }) => `${ErrorEquals} ${Next}`)
      const { isFinal }: MachineStep = MACHINES[kind].find((step) => step.name === stepName(name)) ?? { name }
      if (name === 'GiveUp') expect(leads).toEqual([])
      else expect(leads, name).toEqual([`States.ALL ${name === 'Compensate' || isFinal ? 'GiveUp' : 'Compensate'}`])
    }
    const ends = [States.CompensateNext?.Default, States.GiveUp?.Next, States.Failed?.Type]
    expect(ends).toEqual(['Failed', 'Failed', 'Fail'])
  })
})

describe('a step that loops', () => {
  const { States } = definitionOf('onboarding', [
    { name: 'copy', loops: true },
    { name: 'purge', isFinal: true },
  ])
  const { Choices = [], Default } = States.CopyNext ?? {}

  it('is called again at once, or later, or followed by the next step, or the run ends until a person has decided', () => {
    const leads = Object.fromEntries(Choices.map(({ StringEquals, Next }) => [StringEquals, Next]))
    expect(leads).toEqual({ again: 'Copy', wait: 'CopyLater', pause: 'CopyPaused' })
    expect(Default).toBe('Purge')
    expect(States.CopyLater).toMatchObject({ Type: 'Wait', SecondsPath: '$.outcome.seconds', Next: 'Copy' })
    expect(States.CopyPaused).toMatchObject({ Type: 'Succeed' })
  })

  it('is tried again from itself where nothing can be undone any more', () => {
    expect(States.Purge?.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: 'GiveUp' }])
  })
})
