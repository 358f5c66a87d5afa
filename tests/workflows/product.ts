import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { directoryStore } from '@tenantry/app-plane/directory/directory-store.ts'
import { addressBook } from '@tenantry/app-plane/people/address-book.ts'
import { adminsAmong } from '@tenantry/app-plane/people/admins.ts'
import { membershipChanges } from '@tenantry/app-plane/people/membership-changes.ts'
import { membershipStore } from '@tenantry/app-plane/people/membership-store.ts'
import { poolPeople } from '@tenantry/app-plane/people/people.ts'
import { peopleAudit } from '@tenantry/app-plane/people/people-audit.ts'
import { tenantUserSender } from '@tenantry/app-plane/people/tenant-user-sender.ts'
import { exportFolder } from '@tenantry/app-plane/tenant-data/export-folder.ts'
import type { DataServices } from '@tenantry/app-plane/tenant-data/operation.ts'
import { runOperation } from '@tenantry/app-plane/tenant-data/run-operation.ts'
import { storesOf } from '@tenantry/app-plane/tenant-data/stores.ts'
import { activateTenant } from '@tenantry/app-plane/tenant-directory/activate-tenant.ts'
import { answerRequest } from '@tenantry/app-plane/tenant-directory/answer-request.ts'
import { apiKeyValue } from '@tenantry/app-plane/tenant-directory/api-keys.ts'
import { appointAdmin } from '@tenantry/app-plane/tenant-directory/appoint-admin.ts'
import { followTenant } from '@tenantry/app-plane/tenant-directory/follow-tenant.ts'
import { forgetTenant } from '@tenantry/app-plane/tenant-directory/forget-tenant.ts'
import { provisionTenant } from '@tenantry/app-plane/tenant-directory/provision-tenant.ts'
import { withdrawTenant } from '@tenantry/app-plane/tenant-directory/withdraw-tenant.ts'
import { AUDIT_EVENT, AuditRecord, auditTrail } from '@tenantry/contracts/audit.ts'
import { APP_PLANE_SOURCE, TenantState } from '@tenantry/contracts/events.ts'
import { tenantHistory } from '@tenantry/control-plane/audit/tenant-history.ts'
import { keepRecord } from '@tenantry/control-plane/audit-trail/keep-record.ts'
import { apiKeys } from '@tenantry/control-plane/lifecycle/api-keys.ts'
import { tenantData } from '@tenantry/control-plane/lifecycle/data/tenant-data.ts'
import { runStep } from '@tenantry/control-plane/lifecycle/run-step.ts'
import { byOperator } from '@tenantry/control-plane/operators/operator.ts'
import { sweep } from '@tenantry/control-plane/outbox-sweeper/sweep.ts'
import { checkRoom } from '@tenantry/control-plane/quotas/check-room.ts'
import { codeLimit } from '@tenantry/control-plane/registration/code-limit.ts'
import { confirmRegistration } from '@tenantry/control-plane/registration/confirm-registration.ts'
import { registerTenant } from '@tenantry/control-plane/registration/register.ts'
import { startRegistration } from '@tenantry/control-plane/registration/start-registration.ts'
import { unconfirmedStore } from '@tenantry/control-plane/registration/unconfirmed-store.ts'
import { takeResult } from '@tenantry/control-plane/request-results/take-result.ts'
import { waitingTasks } from '@tenantry/control-plane/request-results/waiting-tasks.ts'
import { expireTenants } from '@tenantry/control-plane/tenant-expiry/expire-tenants.ts'
import { actOnWorkflow } from '@tenantry/control-plane/tenant-management/act-on-workflow.ts'
import { changeTier } from '@tenantry/control-plane/tenant-management/change-tier.ts'
import { deleteTenant } from '@tenantry/control-plane/tenant-management/delete-tenant.ts'
import { growShards } from '@tenantry/control-plane/tenant-management/grow-shards.ts'
import { reactivateTenant } from '@tenantry/control-plane/tenant-management/reactivate-tenant.ts'
import { renameTenant } from '@tenantry/control-plane/tenant-management/rename-tenant.ts'
import { retryTenant } from '@tenantry/control-plane/tenant-management/retry-tenant.ts'
import { suspendTenant } from '@tenantry/control-plane/tenant-management/suspend-tenant.ts'
import { sendNow } from '@tenantry/control-plane/tenants/outbox-entries.ts'
import { eventSender, sender, startRun } from '@tenantry/control-plane/tenants/senders.ts'
import { keyOf } from '@tenantry/control-plane/tenants/tenant.ts'
import { servedCounts } from '@tenantry/control-plane/tenants/tenant-counts.ts'
import { tenantPeople } from '@tenantry/control-plane/tenants/tenant-people.ts'
import { tenantStore } from '@tenantry/control-plane/tenants/tenant-store.ts'
import { tierCatalogue } from '@tenantry/control-plane/tenants/tier-catalogue.ts'
import { unusedTenants } from '@tenantry/control-plane/tenants/unused-tenants.ts'
import { ensurePlan } from '@tenantry/control-plane/usage-plans/ensure-plan.ts'
import { keyUsage } from '@tenantry/control-plane/usage-plans/key-usage.ts'
import { planServices } from '@tenantry/control-plane/usage-plans/plan-services.ts'
import { fillSlots } from '@tenantry/control-plane/workflow-slots/fill-slots.ts'
import { findExecution } from '@tenantry/control-plane/workflow-watch/find-execution.ts'
import { watchWorkflows } from '@tenantry/control-plane/workflow-watch/watch-workflows.ts'
import { mostRuns, slots } from '@tenantry/control-plane/workflows/slots.ts'
import { workflowStore } from '@tenantry/control-plane/workflows/workflow-store.ts'
import { bySystem } from '@tenantry/toolkit/audit.ts'
import { type BusEvent, type Entry, publish, readEvent } from '@tenantry/toolkit/events.ts'
import { sesMails } from '@tenantry/toolkit/mails.ts'
import { relay } from '@tenantry/toolkit/outbox.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { type Item, type Table, table } from '@tenantry/toolkit/table.ts'
import { markTransient } from '@tenantry/toolkit/transient.ts'
import * as z from 'zod/mini'
import { type MoveDataServices, movingPlace } from '../support/moving-place.ts'
import { noMoves } from '../support/no-moves.ts'
import { withoutSilos } from '../support/silos.ts'
import { EXPORTS, THINGS } from '../support/tenant-data.ts'
import { type inProcessServices, SENDER } from './in-process-services.ts'
import { lambdaOf } from './lambda-of.ts'

/** Runs a function that another one has invoked, as a process of its own. */
type Invoke = <T>(fn: 'tenant-data', work: () => Promise<T>) => Promise<T>

type Aws = Awaited<ReturnType<typeof inProcessServices>>

const BUS = 'tenantry'
const CONTROL_OUTBOX = 'controlPlaneOutbox'
/** Fewer than the tests start at once. */
const SLOTS = mostRuns(2)
const quiet = { info() {}, warn() {}, error() {} }

/** The functions that an onboarding runs through, composed as their handlers compose them, over these services. */
export function product(aws: Aws, system: System, invoke: Invoke) {
  const items = table(aws.dynamo, 'tenants')
  const outbox = table(aws.dynamo, CONTROL_OUTBOX)
  const controlAudit = table(aws.dynamo, 'controlPlaneAudit')
  const planeTables = { tenants: 'tenants', outbox: CONTROL_OUTBOX, audit: 'controlPlaneAudit' }
  const tenants = tenantStore(aws.dynamo, planeTables, system)
  const workflows = workflowStore(items)
  const { machines } = aws
  const running = slots(items, SLOTS)
  const send = sender({ events: aws.eventBridge, bus: BUS, states: aws.states, machines, slots: running })
  const operating = { tenants, workflows, send: sendNow(outbox, send, quiet), system }

  const plans = planServices(aws.apiGateway, { tiers: table(aws.dynamo, 'tiers'), poolStage: aws.poolStage, system })
  const signUps = table(aws.dynamo, 'signUps')
  const signingUp = {
    tenants,
    workflows,
    tiers: tierCatalogue(table(aws.dynamo, 'tiers')),
    unconfirmed: unconfirmedStore(signUps, system),
    codes: codeLimit(signUps, system, { perHour: 3 }),
    sendMail: sesMails(aws.ses, SENDER),
    start: operating.send,
    servesSilos: true,
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
  const poolOfPeople = poolPeople(aws.cognito, {
    userPoolId: aws.userPoolId,
    memberships,
    addresses: addressBook(table(aws.dynamo, 'addresses'), system),
  })
  const admins = adminsAmong({
    memberships,
    people: poolOfPeople,
    sendMail: async () => {},
    signInLink: async () => null,
    system,
  })
  const directory = {
    directory: directoryStore(table(aws.dynamo, 'directory')),
    admins,
    apiKeyValue: apiKeyValue(aws.apiGateway),
  }
  const answers = { publish: (type: Entry['type'], detail: unknown) => publishEvent({ type, detail }), warn() {} }
  const stores = storesOf([THINGS])
  const dataServices: DataServices & MoveDataServices = {
    ...movingPlace(aws.dynamo, { stores, place: 'pool', directory: aws.dynamo }),
    stores,
    readingOf: async ({ name }) => table(aws.dynamo, name),
    writingOf: async ({ name }) => table(aws.dynamo, name),
    peopleOf: async () => ({ memberships, people: poolOfPeople }),
    folderOf: async (tenantId, exportId) => exportFolder(aws.files, EXPORTS, tenantId, exportId),
    hasTime: () => true,
    system,
  }
  const runData = (event: unknown) =>
    invoke('tenant-data', () => markTransient(() => runOperation(dataServices, event)))
  const deprovision = { success: 'sbt_aws_deprovisionSuccess', failure: 'sbt_aws_deprovisionFailure' } as const
  const activate = { success: 'sbt_aws_activateSuccess', failure: 'sbt_aws_activateFailure' } as const
  const deactivate = { success: 'sbt_aws_deactivateSuccess', failure: 'sbt_aws_deactivateFailure' } as const
  const update = { success: 'sbt_aws_updateSuccess', failure: 'sbt_aws_updateFailure' } as const
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
    memberships,
    expireTenants: () => expireTenants({ unused: unusedTenants(items), tenants, start: operating.send, system }),
    /** What API Gateway counts for the key that a tenant has now. */
    async usage(tenantId: string) {
      const tenant = await tenants.tenant(tenantId)
      const keyId = (tenant && keyOf(tenant)) ?? ''
      const usagePlanId = (await plans.gateway.planOf(keyId)) ?? ''
      return keyUsage(aws.apiGateway).ofMonth({ usagePlanId, keyId }, system.now())
    },
    register: startRegistration(signingUp),
    registerTenant: registerTenant(signingUp, (request) => ({ by: byOperator(request), operatorId: null })),
    confirm: confirmRegistration(signingUp),
    retryTenant: retryTenant(operating),
    growShards: growShards(operating),
    deleteTenant: deleteTenant({ ...operating, graceDays: 30 }),
    dataServices,
    changeTier: changeTier({
      ...operating,
      tiers: plans.tiers,
      registry: plans.registry,
      gateway: plans.gateway,
      usage: keyUsage(aws.apiGateway),
    }),
    suspendTenant: suspendTenant(operating),
    reactivateTenant: reactivateTenant(operating),
    renameTenant: renameTenant(operating),
    undoWorkflow: actOnWorkflow(operating, 'undo'),
    retryWorkflow: actOnWorkflow(operating, 'retry'),
    runStep: runStep({
      tenants,
      workflows,
      keys: apiKeys(aws.apiGateway),
      quotas: {
        tiers: plans.tiers,
        registry: plans.registry,
        check: checkRoom({
          footprint: { own: {}, silo: {} },
          settings: {},
          served: servedCounts(items),
          plans: async () => (await plans.registry.all()).length,
          system,
        }),
      },
      ...noMoves,
      plans: { ...plans.gateway, ensure: ensurePlan(plans) },
      usage: keyUsage(aws.apiGateway),
      tiers: plans.tiers,
      silos: withoutSilos,
      people: tenantPeople(items),
      unused: unusedTenants(items),
      data: tenantData(lambdaOf(runData)),
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
        case 'sbt_aws_updateRequest':
          return answerRequest(answers, update, tenant, () => followTenant(directory, tenant))
        case 'sbt_aws_activateRequest':
          return answerRequest(answers, activate, tenant, () => followTenant(directory, tenant))
        case 'sbt_aws_deactivateRequest':
          return answerRequest(answers, deactivate, tenant, () => followTenant(directory, tenant))
        case 'sbt_aws_resendInvitationRequest':
          return admins.inviteAgain(tenant)
        case 'sbt_aws_appointAdminRequest':
          return appointAdmin(directory, tenant)
        case 'sbt_aws_tenantRenamed':
        case 'sbt_aws_tenantUpdated':
          return void (await followTenant(directory, tenant))
        case 'sbt_aws_onboardingSuccess':
          return activateTenant(directory, tenant)
        case 'sbt_aws_offboardingRequest':
          return answerRequest(answers, deactivate, tenant, () => followTenant(directory, tenant))
        case 'sbt_aws_offboardingFailure':
          return void (await followTenant(directory, tenant))
        case 'sbt_aws_offboardingSuccess':
          return answerRequest(answers, deprovision, tenant, () => forgetTenant(directory, tenant))
        case 'sbt_aws_onboardingFailure':
          return withdrawTenant(directory, tenant)
        default:
          throw new Error(`No workflow here has ${event['detail-type']}`)
      }
    },
  }
}
