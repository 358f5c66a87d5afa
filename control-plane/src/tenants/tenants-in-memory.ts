import type { AuditRecord } from './audit.ts'
import type { Registration } from './onboarding.ts'
import type { Outbox, OutboxRecord } from './outbox.ts'
import type { Tenant } from './tenant.ts'
import { listedAt } from './tenant-items.ts'
import { nameKey } from './tenant-name.ts'
import type { Answered, TenantStore } from './tenant-store.ts'

/** The tenant store and its outbox in memory, with the conditions of the real ones: what tests of operations run on. */
export function tenantsInMemory() {
  const tenants = new Map<string, Tenant>()
  const registrations = new Map<string, Registration>()
  const claims = new Map<string, string>()
  const answers = new Map<string, Answered>()
  const audit: AuditRecord[] = []
  const waiting: OutboxRecord[] = []

  const store: TenantStore = {
    tenant: async (id) => tenants.get(id) ?? null,
    registration: async (id) => registrations.get(id) ?? null,
    tenantIdOf: async (name) => claims.get(nameKey(name)) ?? null,
    answered: async (key) => answers.get(key) ?? null,
    async register(signUp) {
      if (signUp.answered && answers.has(signUp.answered.key)) return 'key-used'
      if (claims.has(nameKey(signUp.tenant.name))) return 'name-taken'
      if (signUp.answered) answers.set(signUp.answered.key, signUp.answered)
      claims.set(nameKey(signUp.tenant.name), signUp.tenant.tenantId)
      tenants.set(signUp.tenant.tenantId, signUp.tenant)
      registrations.set(signUp.registration.registrationId, signUp.registration)
      audit.push(signUp.audit)
      waiting.push(signUp.outbox)
      return 'registered'
    },
    async commit({ before, after, audit: record, outbox: event }) {
      const { tenantId, sequence } = before.tenant
      if (tenants.get(tenantId)?.sequence !== sequence) throw new Error('The tenant has changed')
      await store.save(before.registration, after.registration)
      tenants.set(tenantId, after.tenant)
      audit.push(record)
      if (event) waiting.push(event)
    },
    async save(before, after) {
      const stored = registrations.get(before.registrationId)
      if (stored?.version !== before.version) throw new Error('The registration has changed')
      registrations.set(after.registrationId, after)
    },
    async list({ filter, limit, after }) {
      const found = [...tenants.values()]
        .filter(({ status, tier }) => (filter.status ?? status) === status && (filter.tier ?? tier) === tier)
        .sort((one, other) => (listedAt(one) < listedAt(other) ? 1 : -1))
        .filter((tenant) => after === null || listedAt(tenant) < after)
      const page = found.slice(0, limit)
      const last = page.at(-1)
      return { tenants: page, next: last && found.length > limit ? listedAt(last) : null }
    },
  }
  const outbox: Outbox = {
    leftovers: async (before, limit) => waiting.filter(({ at }) => at < before).slice(0, limit),
    async remove(record) {
      waiting.splice(0, waiting.length, ...waiting.filter((other) => !same(other, record)))
    },
    async postpone(record, at) {
      await outbox.remove(record)
      waiting.push({ ...record, at })
    },
  }
  return { store, outbox, waiting, audit }
}

const same = (one: OutboxRecord, other: OutboxRecord) =>
  one.tenantId === other.tenantId && one.sequence === other.sequence
