import { GetApiKeysCommand, GetUsagePlansCommand } from '@aws-sdk/client-api-gateway'
import { ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider'
import { StopExecutionCommand } from '@aws-sdk/client-sfn'
import { AUDIT_EVENT } from '@tenantry/contracts/audit.ts'
import { APP_PLANE_SOURCE, CONTROL_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { executionName } from '@tenantry/control-plane/workflows/workflow.ts'
import type { BusEvent } from '@tenantry/toolkit/events.ts'
import type { ApiResponse } from '@tenantry/toolkit/http.ts'
import { system as realSystem, type System } from '@tenantry/toolkit/system.ts'
import * as z from 'zod'
import { buildOperator, buildRequest } from '../support/builders.ts'
import { eventBus } from './event-bus.ts'
import { faultInjection } from './faults.ts'
import { inProcessServices } from './in-process-services.ts'
import { product } from './product.ts'
import { steppingClock } from './stepping-clock.ts'

const MINUTE_MS = 60_000
/** Turns of the event loop after which nothing goes on that does not wait for the clock. */
const TURNS = 12
/** More than any onboarding takes, with all its waits. */
const MAX_STEPS = 5_000

/** An onboarding has ended, and its slot is free. */
const ENDS = ['sbt_aws_onboardingSuccess', 'sbt_aws_onboardingFailure']

/** What the app plane answers to workflows. */
const ANSWERS = /^sbt_aws_(provision|update|activate|deactivate|deprovision)/

const Registered = z.object({ tenantId: z.string(), registrationId: z.string() })
export type Registered = z.infer<typeof Registered>

/** The product's functions over the local cloud's services, all in this process, on a clock that goes as fast as it can. */
export async function onboardingWorld() {
  const clock = steppingClock()
  const system: System = { ...realSystem, now: clock.now, sleep: clock.sleep }
  const faults = faultInjection()
  let inFlight = 0
  const steps: (() => Promise<unknown>)[] = []
  let isTwice = false
  const track = async <T>(work: () => Promise<T>): Promise<T> => {
    inFlight++
    try {
      return await work()
    } finally {
      inFlight--
    }
  }

  async function consume(event: BusEvent): Promise<void> {
    if (ENDS.includes(event['detail-type']))
      void track(() => faults.invoke('workflow-slots', functions.fillSlots).catch(() => {}))
    if (event.source === CONTROL_PLANE_SOURCE)
      return deliver(() => faults.invoke('tenant-directory', () => functions.followTenant(event)))
    if (event['detail-type'] === AUDIT_EVENT)
      return deliver(() => faults.invoke('audit-trail', () => functions.keepRecord(event)))
    // Other functions follow people.
    if (event.source === APP_PLANE_SOURCE && ANSWERS.test(event['detail-type']))
      return deliver(() => faults.invoke('request-results', () => functions.takeResult(event)))
  }
  const bus = eventBus(clock, consume)
  const runStep = (input: unknown) =>
    track(() => {
      const run = () => faults.invoke('lifecycle', () => functions.runStep(input))
      steps.push(run)
      return deliver(run)
    })
  /** Runs a function; if everything is delivered twice, two of it at once, of which the first one answers. */
  async function deliver<Answer>(run: () => Promise<Answer>): Promise<Answer> {
    const [first] = await Promise.allSettled<[Promise<Answer>, ...Promise<Answer>[]]>(
      isTwice ? [run(), run()] : [run()],
    )
    if (first.status === 'rejected') throw first.reason
    return first.value
  }
  const aws = await inProcessServices({ clock, around: faults.around, events: bus.service, runStep })
  const functions = product(aws, system, faults.invoke)

  const eachMinute = () => {
    clock.after(MINUTE_MS, eachMinute)
    for (const [fn, work] of [
      ['outbox-sweeper', functions.sweep],
      ['workflow-watch', functions.watch],
      ['workflow-slots', functions.fillSlots],
    ] as const)
      void track(() => faults.invoke<unknown>(fn, work).catch(() => {}))
  }
  eachMinute()

  /** Waits, without moving the clock, until nothing goes on. */
  async function rest(): Promise<void> {
    for (let turns = 0; turns < TURNS; turns++) {
      await new Promise((resolve) => setImmediate(resolve))
      if (inFlight > 0 || bus.isBusy()) turns = -1
    }
  }

  /** Lets everything happen, as fast as the clock can go, until this is so. */
  async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
    for (let steps = 0; steps < MAX_STEPS; steps++) {
      await rest()
      if (await isSo()) return
      clock.step()
    }
    throw new Error(`It never came to: ${isSo}`)
  }

  const tenant = async (tenantId: string) => {
    const found = await functions.tenants.tenant(tenantId)
    if (!found) throw new Error(`There is no tenant ${tenantId}`)
    return found
  }
  const workflow = async (tenantId: string) => (await functions.workflows.list(tenantId, { limit: 1, after: null }))[0]

  /** What the API answers to somebody who asks so often; null when it never does. */
  async function answered(attempts: number, ask: () => Promise<ApiResponse>): Promise<ApiResponse | null> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const answer = await track(() => faults.invoke('api', ask).catch(() => null))
      if (answer) return answer
    }
    return null
  }

  /** Whether the API takes a call. */
  const accepted = (call: () => Promise<ApiResponse>): Promise<boolean> =>
    track(() =>
      faults.invoke('api', call).then(
        () => true,
        () => false,
      ),
    )

  return {
    clock,
    faults,
    bus,
    until,
    rest,
    tenant,
    workflow,
    /** The runs that hold a slot. */
    holders: functions.holders,
    /** From now on every step and every event is delivered twice at once, or once. */
    deliverTwice(twice: boolean): void {
      isTwice = twice
    },
    /** Delivers every step and every event since the last time once more. */
    async deliverAgain(): Promise<void> {
      for (const run of steps.splice(0)) await track(() => run().catch(() => {}))
      for (const event of bus.delivered.splice(0)) bus.deliver(event)
      await rest()
    },
    /** Signs a tenant up and confirms it with the code that came; someone who gets no answer tries either again, as often as this. */
    async register(name: string, attempts: number): Promise<Registered | null> {
      const email = `${name}@acme.example`
      const body = { tenantName: name, email, tier: 'Basic' }
      const asked = await answered(attempts, () => functions.register(buildRequest({ body })))
      if (!asked) return null
      const { registrationId: id } = Registered.parse(asked.body)
      const text = aws.mails.list().findLast(({ to }) => to === email)?.text ?? ''
      const code = /^Confirmation code: (.+)$/m.exec(text)?.[1]
      const confirmed = await answered(attempts, () =>
        functions.confirm(buildRequest({ params: { id }, body: { code } })),
      )
      return confirmed && Registered.parse(confirmed.body)
    },
    /** An operator has a tenant made from an export; null when nobody answers, however often they ask. */
    async importTenant(name: string, fromExport: { tenantId: string; exportId: string }, attempts: number) {
      const body = { tenantName: name, email: `${name}@acme.example`, tier: 'Basic', fromExport }
      const request = { body, headers: { 'idempotency-key': name }, caller: buildOperator() }
      const asked = await answered(attempts, () => functions.registerTenant(buildRequest(request)))
      return asked && Registered.parse(asked.body)
    },
    /** An operator asks for a tenant to be deleted at once; null when nobody answers. */
    async leave({ tenantId }: Registered, attempts: number): Promise<string | null> {
      const request = { params: { id: tenantId }, query: { graceDays: '0' }, caller: buildOperator() }
      const asked = await answered(attempts, () => functions.deleteTenant(buildRequest(request)))
      return asked && z.object({ workflowId: z.string() }).parse(asked.body).workflowId
    },
    /** Looks for tenants that nobody has signed in to. */
    expire: () => track(() => faults.invoke('tenant-expiry', functions.expireTenants).catch(() => {})),
    /** The people of a tenant sign in. */
    async signIn({ tenantId }: Registered): Promise<void> {
      for (const member of await functions.memberships.ofTenant(tenantId)) await functions.memberships.enter(member)
    },
    /** An operator retries the workflow that ran last; false when it was refused. */
    async retryWorkflow({ tenantId }: Registered): Promise<boolean> {
      const { workflowId = '' } = (await workflow(tenantId)) ?? {}
      const request = buildRequest({ params: { id: tenantId, workflowId }, caller: buildOperator() })
      return track(() =>
        functions.retryWorkflow(request).then(
          () => true,
          () => false,
        ),
      )
    },
    files: aws.files,
    /** What the product runs on. */
    aws,
    data: functions.dataServices,
    /** An operator retries the onboarding; false when it was refused or nobody answered. */
    retry: ({ tenantId }: Registered) =>
      accepted(() => functions.retryTenant(buildRequest({ params: { id: tenantId }, caller: buildOperator() }))),
    dynamo: aws.dynamo,
    /** What the app plane knows of a tenant. */
    directory: functions.directory.get,
    /** An operator wants a tenant's data spread over more shards; answers whether that was accepted. */
    growShards: ({ tenantId }: Registered, shards: number) =>
      accepted(() =>
        functions.growShards(buildRequest({ params: { id: tenantId }, body: { shards }, caller: buildOperator() })),
      ),
    /** An operator retries or undoes the workflow that a tenant had last. */
    async act({ tenantId }: Registered, action: 'retry' | 'undo'): Promise<boolean> {
      const { workflowId = '' } = (await workflow(tenantId)) ?? {}
      const request = buildRequest({ params: { id: tenantId, workflowId }, caller: buildOperator() })
      return accepted(() => functions[`${action}Workflow`](request))
    },
    /** An operator has something done to a tenant that is served; null when it was refused or nobody answered. */
    operate: (
      what: 'changeTier' | 'suspendTenant' | 'reactivateTenant' | 'renameTenant' | 'undoWorkflow' | 'retryWorkflow',
      { tenantId }: Registered,
      request: { body?: unknown; workflowId?: string },
    ) =>
      answered(1, () =>
        functions[what](
          buildRequest({
            params: { id: tenantId, ...(request.workflowId && { workflowId: request.workflowId }) },
            body: request.body,
            caller: buildOperator(),
          }),
        ),
      ),
    /** What API Gateway has of a tenant: its keys, and the plan of each. */
    async keysOf({ tenantId }: Registered) {
      const { items = [] } = await aws.apiGateway.send(
        new GetApiKeysCommand({ nameQuery: tenantId, includeValues: true }),
      )
      return Promise.all(
        items.map(async ({ id = '', value = '' }) => {
          const { items: plans = [] } = await aws.apiGateway.send(new GetUsagePlansCommand({ keyId: id }))
          return { id, value, plan: plans[0]?.name ?? null }
        }),
      )
    },
    entry: ({ tenantId }: Registered) => functions.directory.get(tenantId),
    /** Sends requests to the pool by a key; answers their statuses. */
    call: (apiKey: string, times: number) => aws.call(apiKey, times),
    usage: ({ tenantId }: Registered) => functions.usage(tenantId),
    /** Somebody ends the execution of the state machine from outside. */
    async stopExecution({ tenantId }: Registered): Promise<void> {
      const { workflowId = '', attempt = 0 } = (await workflow(tenantId)) ?? {}
      const executions = aws.machines.onboarding.replace(':stateMachine:', ':execution:')
      const executionArn = `${executions}:${executionName({ workflowId, attempt })}`
      await aws.states.send(new StopExecutionCommand({ executionArn }))
    },
    hasEnded: async ({ tenantId }: Registered) => {
      const status = (await workflow(tenantId))?.status
      return status !== 'running'
    },
    /** Nothing is on its way any more. */
    isSettled: async () => bus.isEmpty() && (await functions.waiting()) === 0,
    /** What there is of a tenant, wherever an onboarding makes something. */
    async made({ tenantId }: Registered, name: string) {
      const keys =
        (await aws.apiGateway.send(new GetApiKeysCommand({ nameQuery: tenantId, includeValues: true }))).items ?? []
      const onPlan = await Promise.all(
        keys.map(async ({ id: keyId }) => {
          const { items = [] } = await aws.apiGateway.send(new GetUsagePlansCommand({ keyId }))
          return items.filter(({ name }) => name === 'tenantry-tier-Basic').length
        }),
      )
      const email = `${name.toLowerCase()}@acme.example`
      const users = await aws.cognito.send(
        new ListUsersCommand({ UserPoolId: aws.userPoolId, Filter: `email = "${email}"` }),
      )
      const entry = await functions.directory.get(tenantId)
      return {
        keys: keys.map(({ id }) => id),
        keysOnPlan: onPlan.reduce((sum, count) => sum + count, 0),
        directory: entry ? { status: entry.status, hasKeyOfTenant: entry.apiKey === keys[0]?.value } : null,
        members: (await functions.memberships.ofTenant(tenantId)).map((one) => ({ role: one.role, email: one.email })),
        users: users.Users?.length ?? 0,
        mails: aws.mails.list().filter(({ to, text }) => to === email && !text.includes('Confirmation code')).length,
      }
    },
    /** What is recorded of a tenant and its people. */
    recorded: ({ tenantId }: Registered) => functions.recorded(tenantId),
    close: () => aws.close(),
  }
}

export type OnboardingWorld = Awaited<ReturnType<typeof onboardingWorld>>
