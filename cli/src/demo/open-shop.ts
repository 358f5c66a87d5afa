import * as z from 'zod'
import { api, Refused, type Send } from '../system/api.ts'
import type { Endpoints } from '../system/endpoints.ts'
import { tokensByAmplify } from '../system/sign-in.ts'
import type { Business } from './businesses.ts'
import type { Ledger } from './ledger.ts'
import { patient, until } from './pace.ts'

/** A tenant of the demo with its admin signed in. */
export interface Shop {
  business: Business
  tenantId: string
  name: string
  send: Send
  /** Requests that it may still make; without it, any number. */
  left?: number
}

const Mails = z.array(z.object({ to: z.string(), text: z.string() }))

export type Entry = Ledger['tenants'][number]

/** Registers a business as a stranger does, unless the ledger has it; `record` is called as soon as there is something to remove later. */
export async function register(
  { controlPlaneApi, outbox }: Endpoints,
  business: Business,
  record: (entry: Entry) => void,
): Promise<void> {
  const send = patient(api(controlPlaneApi))
  const email = `owner@${slug(business.name)}.example`
  for (let attempt = 1; ; attempt++) {
    const name = attempt === 1 ? business.name : `${business.name} ${attempt}`
    try {
      const body = { tenantName: name, email, tier: business.tier }
      const { tenantId, registrationId } = await send('POST', '/registrations', body)
      const code = await until(`the code for ${email}`, () => lineOf(outbox, email, /^Confirmation code: (.+)$/m))
      await send('POST', `/registrations/${registrationId}/confirm`, { code })
      record({ tenantId, name, business: business.name, email, stocked: false })
      await until(`${name} to be onboarded`, async () => {
        const { status, steps } = await send('GET', `/registrations/${registrationId}`)
        if (status === 'failed') throw new Error(`${name} was not onboarded: ${JSON.stringify(steps)}`)
        return status === 'active' || status === 'awaiting-approval' ? status : undefined
      })
      return
    } catch (error) {
      // Somebody else has that name: the demo takes the next one.
      if (!(error instanceof Refused) || error.code !== 'NAME_TAKEN' || attempt === 20) throw error
    }
  }
}

/** Signs the admin of a business in: with the invitation's password the first time. */
export async function open(endpoints: Endpoints, business: Business, entry: Entry, password: string): Promise<Shop> {
  const { tenantId, name, email } = entry
  const pool = await api(endpoints.controlPlaneApi)('GET', `/tenant-config?name=${encodeURIComponent(name)}`)
  const signIn = async (): Promise<string> => {
    try {
      return (await tokensByAmplify(endpoints, pool, { email, password })).access
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'NotAuthorizedException') throw error
      const temporary = await until(`the invitation to ${email}`, () =>
        lineOf(endpoints.outbox, email, TEMPORARY_PASSWORD),
      )
      return (await tokensByAmplify(endpoints, pool, { email, password: temporary, newPassword: password })).access
    }
  }
  const token = await signIn()
  return { business, tenantId, name, send: api(pool.apiUrl, async () => token) }
}

const TEMPORARY_PASSWORD = /^Temporary password: (.+)$/m

/** What the newest mail to an address that has such a line says there. */
async function lineOf(outbox: string, email: string, line: RegExp): Promise<string | undefined> {
  const mails = Mails.parse(await (await fetch(outbox)).json())
  return mails.flatMap(({ to, text }) => (to === email ? (line.exec(text)?.[1] ?? []) : [])).at(-1)
}

export const slug = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
