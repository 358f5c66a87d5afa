import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { directoryStore } from '@tenantry/app-plane/directory/directory-store.ts'
import { addressBook } from '@tenantry/app-plane/people/address-book.ts'
import { membershipChanges } from '@tenantry/app-plane/people/membership-changes.ts'
import { membershipStore } from '@tenantry/app-plane/people/membership-store.ts'
import { poolPeople } from '@tenantry/app-plane/people/people.ts'
import { peopleAudit } from '@tenantry/app-plane/people/people-audit.ts'
import { tenantUserSender } from '@tenantry/app-plane/people/tenant-user-sender.ts'
import { activateTenant } from '@tenantry/app-plane/tenant-directory/activate-tenant.ts'
import { answerRequest } from '@tenantry/app-plane/tenant-directory/answer-request.ts'
import { apiKeyValue } from '@tenantry/app-plane/tenant-directory/api-keys.ts'
import { provisionTenant } from '@tenantry/app-plane/tenant-directory/provision-tenant.ts'
import { withdrawTenant } from '@tenantry/app-plane/tenant-directory/withdraw-tenant.ts'
import { AUDIT_EVENT, AuditRecord, auditTrail } from '@tenantry/contracts/audit.ts'
import { APP_PLANE_SOURCE, TenantState } from '@tenantry/contracts/events.ts'
import { tenantHistory } from '@tenantry/control-plane/audit/tenant-history.ts'
import { keepRecord } from '@tenantry/control-plane/audit-trail/keep-record.ts'
import { apiKeys } from '@tenantry/control-plane/lifecycle/api-keys.ts'
import { runStep } from '@tenantry/control-plane/lifecycle/run-step.ts'
import { fillSlots } from '@tenantry/control-plane/onboarding-slots/fill-slots.ts'
import { sweep } from '@tenantry/control-plane/outbox-sweeper/sweep.ts'
import { codeLimit } from '@tenantry/control-plane/registration/code-limit.ts'
import { confirmRegistration } from '@tenantry/control-plane/registration/confirm-registration.ts'
import { startRegistration } from '@tenantry/control-plane/registration/start-registration.ts'
import { unconfirmedStore } from '@tenantry/control-plane/registration/unconfirmed-store.ts'
import { takeResult } from '@tenantry/control-plane/request-results/take-result.ts'
import { waitingTasks } from '@tenantry/control-plane/request-results/waiting-tasks.ts'
import { retryTenant } from '@tenantry/control-plane/tenant-management/retry-tenant.ts'
import { sendNow } from '@tenantry/control-plane/tenants/outbox-entries.ts'
import { eventSender, sender, startRun } from '@tenantry/control-plane/tenants/senders.ts'
import { tenantStore } from '@tenantry/control-plane/tenants/tenant-store.ts'
import { tierCatalogue } from '@tenantry/control-plane/tenants/tier-catalogue.ts'
import { findExecution } from '@tenantry/control-plane/workflow-watch/find-execution.ts'
import { watchWorkflows } from '@tenantry/control-plane/workflow-watch/watch-workflows.ts'
import { slots } from '@tenantry/control-plane/workflows/slots.ts'
import { workflowStore } from '@tenantry/control-plane/workflows/workflow-store.ts'
import { bySystem } from '@tenantry/toolkit/audit.ts'
import { type BusEvent, type Entry, publish, readEvent } from '@tenantry/toolkit/events.ts'
import { sesMails } from '@tenantry/toolkit/mails.ts'
import { relay } from '@tenantry/toolkit/outbox.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { type Item, type Table, table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { type inProcessServices, SENDER } from './in-process-services.ts'

type Aws = Awaited<ReturnType<typeof inProcessServices>>

const BUS = 'tenantry'
const CONTROL_OUTBOX = 'controlPlaneOutbox'
/** Fewer than the tests start at once. */
const SLOTS = 2
const quiet = { info() {}, warn() {}, error() {} }

/** The functions that an onboarding runs through, composed as their handlers compose them, over these services. */
export function product(aws: Aws, system: System) {
  const items = table(aws.dynamo, 'tenants')
  const outbox = table(aws.dynamo, CONTROL_OUTBOX)
  const controlAudit = table(aws.dynamo, 'controlPlaneAudit')
  const tenants = tenantStore(aws.dynamo, { tenants: 'tenants', outbox: CONTROL_OUTBOX, audit: 'controlPlaneAudit' })
  const workflows = workflowStore(items)
  const machines = { onboarding: aws.machineArn }
  const running = slots(items, { most: SLOTS })
  const send = sender({ events: aws.eventBridge, bus: BUS, states: aws.states, machines, slots: running })
  const operating = { tenants, workflows, send: sendNow(outbox, send, quiet), system }

  const signUps = table(aws.dynamo, 'signUps')
  const signingUp = {
    tenants,
    workflows,
    tiers: tierCatalogue({ getMany: async () => [] }),
    unconfirmed: unconfirmedStore(signUps, system),
    codes: codeLimit(signUps, system, { perHour: 3 }),
    sendMail: sesMails(aws.ses, SENDER),
    start: operating.send,
    system,
    logger: quiet,
  }

  const publishEvent = (event: Entry) => publish(aws.eventBridge, BUS, APP_PLANE_SOURCE, [event])
  const people = membershipStore(table(aws.dynamo, 'memberships'))
  const announce = relay(tenantUserSender(publishEvent), quiet)
  const memberships = {
    ...people,
    ...membershipChanges(
      aws.dynamo,
      { memberships: 'memberships', outbox: 'outbox' },
      {
        announce,
        audit: peopleAudit('audit', 'tenant-directory', system),
        by: bySystem('tenant-directory'),
        system,
      },
    ),
  }
  const directory = {
    directory: directoryStore(table(aws.dynamo, 'directory')),
    memberships,
    people: poolPeople(aws.cognito, {
      userPoolId: aws.userPoolId,
      memberships,
      addresses: addressBook(table(aws.dynamo, 'addresses'), system),
    }),
    apiKeyValue: apiKeyValue(aws.apiGateway),
    sendMail: async () => {},
    signInLink: async () => null,
    system,
  }
  const answers = { publish: (type: Entry['type'], detail: unknown) => publishEvent({ type, detail }), warn() {} }
  const provision = { success: 'sbt_aws_provisionSuccess', failure: 'sbt_aws_provisionFailure' } as const

  return {
    tenants,
    workflows,
    /** How many entries of the control plane wait in its outbox. */
    async waiting(): Promise<number> {
      return (await aws.dynamo.send(new ScanCommand({ TableName: CONTROL_OUTBOX, Select: 'COUNT' }))).Count ?? 0
    },
    directory: directory.directory,
    keepRecord: keepRecord(controlAudit),
    /** What is recorded of a tenant: in this plane, in the app plane, of which news have come or still wait there. */
    async recorded(tenantId: string) {
      const trail = (table: Table, writer: string) =>
        table.query({ key: 'trail = :trail', values: { ':trail': auditTrail(writer, tenantId) } })
      const { items: ofPeople } = await trail(table(aws.dynamo, 'audit'), 'tenant-directory')
      const { items: kept } = await trail(controlAudit, 'audit-trail')
      const { Items = [] } = await aws.dynamo.send(new ScanCommand({ TableName: 'outbox' }))
      const waiting = Items.map((item) => unmarshall(item)).filter(
        ({ type, detail }) => type === AUDIT_EVENT && detail.tenantId === tenantId,
      )
      const recordsOf = (items: Item[]) => items.map(({ record }) => z.parse(AuditRecord, record))
      return {
        changes: await tenantHistory(controlAudit)(tenantId, { limit: 100, before: null }),
        people: recordsOf(ofPeople),
        told: new Set([...recordsOf(kept), ...waiting.map(({ detail }) => detail)].map(({ id }) => id)),
      }
    },
    memberships: people,
    register: startRegistration(signingUp),
    confirm: confirmRegistration(signingUp),
    retryTenant: retryTenant(operating),
    runStep: runStep({
      tenants,
      workflows,
      keys: apiKeys(aws.apiGateway),
      usagePlans: { Basic: aws.usagePlanId },
      publish: sendNow(outbox, eventSender(aws.eventBridge, BUS), quiet),
      system,
    }),
    takeResult: takeResult({ workflows, tasks: waitingTasks(aws.states), outbox, logger: quiet, system }),
    sweep: () => sweep({ outbox, send, remaining: () => Number.POSITIVE_INFINITY, system, logger: quiet }),
    fillSlots: () =>
      fillSlots({ slots: running, workflows, start: startRun(aws.states, machines), most: SLOTS, system }),
    holders: running.holders,
    watch: () =>
      watchWorkflows({
        workflows,
        findExecution: findExecution(aws.states, machines),
        count() {},
        system,
        logger: quiet,
      }),
    async followTenant(event: BusEvent): Promise<void> {
      const tenant = readEvent(TenantState, event)
      switch (event['detail-type']) {
        case 'sbt_aws_onboardingRequest':
          return answerRequest(answers, provision, tenant, () => provisionTenant(directory, tenant))
        case 'sbt_aws_onboardingSuccess':
          return activateTenant(directory, tenant)
        case 'sbt_aws_onboardingFailure':
          return withdrawTenant(directory, tenant)
        default:
          throw new Error(`No onboarding has ${event['detail-type']}`)
      }
    },
  }
}
