import { createHash } from 'node:crypto'
import {
  type RegisterBody,
  RegisterTenantBody,
  type RegistrationAnswer,
} from '@tenantry/contracts/control-plane-api/registration-schemas.ts'
import { POOL } from '@tenantry/contracts/deployment.ts'
import { ID_ALPHABET } from '@tenantry/contracts/ids.ts'
import type { Tier } from '@tenantry/contracts/tiers.ts'
import { workflowId } from '@tenantry/contracts/workflows.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { By } from '@tenantry/toolkit/audit.ts'
import { type ApiOperation, type ApiRequest, accepted } from '@tenantry/toolkit/http.ts'
import { invalid, parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { Write } from '@tenantry/toolkit/table.ts'
import type * as z from 'zod/mini'
import { operatorRemoved } from '../operators/operator.ts'
import { auditRegistration } from '../tenants/audit.ts'
import { likenessesOf } from '../tenants/likenesses.ts'
import { type SendNow, startEntry } from '../tenants/outbox-entries.ts'
import type { Tenant } from '../tenants/tenant.ts'
import { OperatorRemoved, type SignUp, type TenantStore } from '../tenants/tenant-store.ts'
import type { CataloguedTier, TierCatalogue } from '../tenants/tier-catalogue.ts'
import { newWorkflow } from '../workflows/new-workflow.ts'
import { queueWorkflow } from '../workflows/workflow.ts'
import { registrationStatus } from './registration-view.ts'

export interface Services {
  tenants: Pick<TenantStore, 'register' | 'tenantIdOf' | 'tenant' | 'registration'>
  tiers: Pick<TierCatalogue, 'find'>
  start: SendNow
  /** Whether tenants may have silos here. */
  servesSilos: boolean
  system: Pick<System, 'now' | 'random' | 'uuid'>
}

type Body = z.infer<typeof RegisterBody>
type FromExport = NonNullable<z.infer<typeof RegisterTenantBody>['fromExport']>
type Answer = z.infer<typeof RegistrationAnswer>

/** A tenant id's length; see TenantId for why it is fixed. */
const TENANT_ID_LENGTH = 12
/** 26 characters of five bits: 130 bits, so that an id that lets anybody read an onboarding cannot be guessed. */
const REGISTRATION_ID_LENGTH = 26

/** In whose name a tenant is signed up; the id is an operator's. */
export interface Registrar {
  by: By
  operatorId: string | null
}

/** Signs up a tenant in an operator's name, who answers for the address; from an export, it is made under the id that the export names. */
export const registerTenant =
  (services: Services, registrarOf: (request: ApiRequest) => Registrar): ApiOperation =>
  async (request) => {
    const { fromExport, ...body } = parse(RegisterTenantBody, request.body)
    const registrar = registrarOf(request)
    const key = request.headers['idempotency-key']
    const digest = key === undefined ? undefined : digestOf(key, { ...body, fromExport }, registrar)
    const ids = { ...newIds(services.system), ...(fromExport && { tenantId: fromExport.tenantId }) }
    const outcome = await signUp(services, { body, ids, fromExport, registrar, request: digest })
    if (outcome.kind === 'signed-up') return accepted(outcome.answer)
    const earlier = digest && (await signedUpBy(services.tenants, body.tenantName, digest))
    if (!earlier) throw outcome.kind === 'id-taken' ? idTaken(ids.tenantId) : nameTaken()
    return accepted({ ...earlier, status: outcome.status })
  }

export interface Wanted {
  body: Body
  ids: Pick<Answer, 'tenantId' | 'registrationId'>
  registrar: Registrar
  /** What the tenant is made from, where it is no new one. */
  fromExport?: FromExport | undefined
  /** The digest of an operator's request that came with an idempotency key. */
  request?: string | undefined
  /** How an applicant proved their address, and what ends their unconfirmed registration. */
  proof?: { codeHash: string; end: Write }
}

export type SignUpOutcome =
  | { kind: 'signed-up'; answer: Answer }
  /** The status is what the tenant would have had. */
  | { kind: 'name-taken' | 'id-taken' | 'confirmed-meanwhile'; status: Answer['status'] }

/** Signs up a tenant: one transaction writes it with its name's claim and all that follows from it; then the workflow starts that makes it. */
export async function signUp(
  { tenants, tiers, start, servesSilos, system }: Services,
  { body, ids, registrar: { by, operatorId }, fromExport, request, proof }: Wanted,
): Promise<SignUpOutcome> {
  const tier = offered(await tiers.find(body.tier), { servesSilos })
  const replaces = fromExport ? await tenants.tenant(ids.tenantId) : null
  const tenant = newTenant(body, ids, tier, { system, sequence: (replaces?.sequence ?? 0) + 1 })
  const { tenantId, registrationId, createdAt: at } = tenant
  const waiting = newWorkflow({ tenantId, workflowId: tenant.workflowId }, fromExport ? 'import' : 'onboarding', at, {
    where: tier.deployment,
    ...(fromExport && { input: { exportId: fromExport.exportId, overwrite: false, people: true } }),
  })
  const workflow = tier.approval ? waiting : queueWorkflow(waiting)
  const outbox = tier.approval ? null : startEntry(tenant, workflow, at)
  const status = registrationStatus(workflow)
  if (replaces && replaces.status !== 'deleted') return { kind: 'id-taken', status }
  const kind = await writeSignUp(tenants, {
    tenant,
    registration: {
      registrationId,
      tenantId,
      workflowId: tenant.workflowId,
      createdAt: at,
      ...(request && { request }),
      ...(proof && { codeHash: proof.codeHash }),
    },
    workflow,
    likenesses: likenessesOf(tenant.name),
    replaces,
    confirms: proof?.end ?? null,
    audit: auditRegistration(
      tenant,
      { writer: 'registration', by, system },
      { replaces, reason: fromExport ? `From the export ${fromExport.exportId}` : null },
    ),
    outbox,
    operatorId,
  })
  if (kind !== 'registered') return { kind, status }
  if (outbox) await start(outbox)
  return { kind: 'signed-up', answer: { registrationId, tenantId, status } }
}

export const nameTaken = () =>
  new ApiError('NAME_TAKEN', 'Another tenant has this name, or one that looks like it.', { field: 'tenantName' })

export const idTaken = (tenantId: string) => {
  const message = `There is a tenant ${tenantId} here. Restore the export into it, or delete it first.`
  return new ApiError('CONFLICT', message, { field: 'fromExport.tenantId' })
}

/** What a new tenant and its registration are called from the beginning. */
export const newIds = (system: Pick<System, 'random'>): Wanted['ids'] => ({
  registrationId: `reg_${system.random(REGISTRATION_ID_LENGTH, ID_ALPHABET)}`,
  tenantId: system.random(TENANT_ID_LENGTH, ID_ALPHABET),
})

/** The sign-up of the same request, whose function ended before it could answer; the keeper of answers did not hear of it. */
async function signedUpBy(
  tenants: Services['tenants'],
  name: string,
  request: string,
): Promise<Pick<Answer, 'registrationId' | 'tenantId'> | null> {
  const tenantId = await tenants.tenantIdOf(name)
  const tenant = tenantId === null ? null : await tenants.tenant(tenantId)
  const registration = tenant && (await tenants.registration(tenant.registrationId))
  if (registration?.request !== request) return null
  return { registrationId: registration.registrationId, tenantId: registration.tenantId }
}

const digestOf = (
  key: string,
  { tenantName, email, tier, fromExport }: z.infer<typeof RegisterTenantBody>,
  { operatorId }: Registrar,
): string =>
  createHash('sha256')
    .update(JSON.stringify([key, operatorId, tenantName, email, tier, fromExport]))
    .digest('base64url')

async function writeSignUp(tenants: Services['tenants'], signUp: SignUp) {
  try {
    return await tenants.register(signUp)
  } catch (error) {
    throw error instanceof OperatorRemoved ? operatorRemoved() : error
  }
}

/** A tier that can be had here. A silo needs the one host of all tenants' APIs: pages may call no host that is not known when they are served. */
export function offered(tier: CataloguedTier | null, { servesSilos }: Pick<Services, 'servesSilos'>): CataloguedTier {
  if (tier?.state !== 'offered') throw invalid('tier', 'is not a tier on offer: GET /tiers lists them')
  if (tier.deployment === 'silo' && !servesSilos) {
    const message = `${tier.name} needs the API domain, which this deployment does not have.`
    throw new ApiError('TIER_UNAVAILABLE', message, { field: 'tier' })
  }
  return tier
}

function newTenant(
  body: Body,
  ids: Wanted['ids'],
  tier: Tier,
  { system, sequence }: { system: Services['system']; sequence: number },
): NewTenant {
  const state = tier.approval
    ? { status: 'awaiting-approval' as const }
    : { status: 'provisioning' as const, apiKeyId: null }
  const now = system.now()
  return {
    ...ids,
    name: body.tenantName,
    formerNames: [],
    limits: null,
    heldQuota: null,
    usedBefore: null,
    adminEmail: body.email,
    tier: tier.name,
    formerTiers: [],
    deployment: POOL,
    shards: tier.shards,
    journaled: false,
    workflowId: workflowId(now, system.random),
    createdAt: new Date(now).toISOString(),
    sequence,
    ...state,
  }
}

type NewTenant = Extract<Tenant, { status: 'awaiting-approval' | 'provisioning' }> & { workflowId: string }
