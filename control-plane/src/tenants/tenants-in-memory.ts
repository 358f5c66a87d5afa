import type { AuditRecord } from './audit.ts'
import type { Registration } from './onboarding.ts'
import type { Outbox, OutboxRecord } from './outbox.ts'
import type { Tenant } from './tenant.ts'
import { listedAt } from './tenant-items.ts'
import { nameKey } from './tenant-name.ts'
import { type Answered, Stale, type TenantStore } from './tenant-store.ts'

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
      if (signUp.outbox) waiting.push(signUp.outbox)
      return 'registered'
    },
    async commit({ before, after, registration, audit: record, outbox: event }) {
      if (tenants.get(before.tenantId)?.sequence !== before.sequence) throw new Stale('The tenant has changed')
      if (registration) await store.save(registration.before, registration.after)
      tenants.set(after.tenantId, after)
      audit.push(record)
      if (event) waiting.push(event)
    },
    async save(before, after) {
      const stored = registrations.get(before.registrationId)
      if (stored?.version !== before.version) throw new Stale('The registration has changed')
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
    async search({ search, filter, limit, after }) {
      const found = [...tenants.values()]
        .filter(({ name }) => nameKey(name).startsWith(nameKey(search)))
        .filter(({ status, tier }) => (filter.status ?? status) === status && (filter.tier ?? tier) === tier)
        .sort((one, other) => (nameKey(one.name) < nameKey(other.name) ? -1 : 1))
        .filter(({ name }) => after === null || nameKey(name) > nameKey(after.name))
      const page = found.slice(0, limit)
      return { tenants: page, next: found.length > limit ? (page.at(-1)?.tenantId ?? null) : null }
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

type RecordKey = Pick<OutboxRecord, 'tenantId' | 'sequence'>
const same = (one: RecordKey, other: RecordKey) => one.tenantId === other.tenantId && one.sequence === other.sequence
