import { randomBytes } from 'node:crypto'
import { each } from '../each.ts'
import type { Send } from '../system/api.ts'
import type { Endpoints } from '../system/endpoints.ts'
import { account } from './account.ts'
import { backdate } from './backdate.ts'
import { BUSINESSES, type Business } from './businesses.ts'
import { whileOffered } from './early-bird.ts'
import { type Ledger, readLedger, removeLedger, writeLedger } from './ledger.ts'
import { live } from './live.ts'
import { open, register, type Shop } from './open-shop.ts'
import { conclude, letIn, nearQuota, operatorApi, whileApproved } from './operating.ts'
import { reset } from './reset.ts'
import { stockShop } from './stock-shop.ts'

export interface DemoOptions {
  dataDir: string
  endpoints: Endpoints
  /** How long the live load goes on; 0 for none. */
  minutes: number
  stopped: AbortSignal
  say: (line: string) => void
}

/** Makes a dozen believable tenants, once, and keeps people at work in them. */
export async function runDemo({ dataDir, endpoints, minutes, stopped, say }: DemoOptions): Promise<void> {
  // One of each class that the password policy asks for, and 96 random bits.
  const fresh = { password: `Demo1!${randomBytes(12).toString('base64url')}`, tenants: [], people: [] }
  const ledger: Ledger = readLedger(dataDir) ?? fresh
  const save = () => writeLedger(dataDir, ledger)

  const missing = BUSINESSES.filter(({ name }) => !ledger.tenants.some(({ business }) => business === name))
  if (missing.length > 0) say(`Registering ${missing.length} tenants …`)
  const operator = await operatorApi(endpoints)
  const sign = (business: Business) =>
    register(endpoints, business, (entry) => {
      ledger.tenants.push(entry)
      ledger.people.push(entry.email)
      save()
    })
  const waits = ({ stands }: Business) => stands === 'awaiting-approval'
  const isEarly = ({ tier }: Business) => tier === 'Early Bird'
  await each(
    missing.filter((business) => !waits(business) && !isEarly(business)),
    3,
    sign,
  )
  const early = missing.filter(isEarly)
  if (early.length > 0) await whileOffered(operator, () => each(early, 1, sign))
  for (const business of missing.filter(waits)) await whileApproved(operator, business.tier, () => sign(business))
  for (const { tenantId } of ledger.tenants.filter(({ business }) => isLetIn(business))) await letIn(operator, tenantId)
  const shops = await openShops(endpoints, ledger)
  await stock(shops, ledger, { endpoints, operator, save, say })
  say(`\n${ledger.tenants.length} tenants. Sign in as any owner with the password ${ledger.password}\n`)
  for (const { name, email } of ledger.tenants) say(`  ${name.padEnd(28)} ${email}`)
  const atWork = shops.filter(({ business }) => business.stands !== 'suspended')
  if (minutes === 0) return
  for (const shop of atWork.filter(({ business }) => business.trouble === 'near-quota')) {
    shop.left = await nearQuota(operator, shop)
  }
  await keepBusy(atWork, minutes, stopped, say)
}

/** Whether an operator lets a business in, where its tier asks for one. */
const isLetIn = (name: string): boolean =>
  BUSINESSES.some((business) => business.name === name && business.stands !== 'awaiting-approval')

/** Removes what the demo made in this data folder. */
export async function resetDemo({ dataDir, endpoints, say }: Omit<DemoOptions, 'minutes' | 'stopped'>): Promise<void> {
  const ledger = readLedger(dataDir)
  if (!ledger) return say('There is nothing of the demo to remove.')
  const removed = await reset(endpoints, ledger, account(endpoints))
  removeLedger(dataDir)
  say(`Removed ${ledger.tenants.length} tenants and ${removed} items.`)
}

/** Those that somebody can work in, and those that are yet to be filled. One after the other, because Amplify knows one person at a time. */
async function openShops(endpoints: Endpoints, ledger: Ledger): Promise<Shop[]> {
  const shops: Shop[] = []
  for (const business of BUSINESSES) {
    const entry = ledger.tenants.find((tenant) => tenant.business === business.name)
    const isServed = business.stands === 'suspended' ? !entry?.stocked : business.stands !== 'awaiting-approval'
    if (entry && isServed) shops.push(await open(endpoints, business, entry, ledger.password))
  }
  return shops
}

async function stock(
  shops: readonly Shop[],
  ledger: Ledger,
  how: { endpoints: Endpoints; operator: Send; save: () => void; say: (line: string) => void },
): Promise<void> {
  const { endpoints, operator, save, say } = how
  const entryOf = ({ tenantId }: Shop) => ledger.tenants.find((entry) => entry.tenantId === tenantId)
  const empty = shops.filter((shop) => !entryOf(shop)?.stocked)
  if (empty.length === 0) return
  say('Filling catalogues, and a week of orders …')
  const admin = account(endpoints)
  const invited = (email: string) => {
    if (!ledger.people.includes(email)) ledger.people.push(email)
    save()
  }
  await each(empty, 3, async (shop) => {
    const orders = await stockShop(shop, Date.now(), invited)
    await backdate(shop, orders, admin)
    await conclude(operator, shop)
    const entry = entryOf(shop)
    if (entry) entry.stocked = true
    save()
    say(`  ${shop.name}: ${shop.business.products} products, ${orders.length} orders`)
  })
}

async function keepBusy(shops: readonly Shop[], minutes: number, stopped: AbortSignal, say: (line: string) => void) {
  say(
    `\nPeople are at work for ${minutes} minutes. Ctrl-C stops it; --reset removes everything. In a few minutes operators see trouble:`,
  )
  for (const { name, business } of shops)
    if (business.trouble) say(`  ${name.padEnd(28)} ${TROUBLES[business.trouble]}`)
  say('\n  npx tenantry tenants --attention\n  npx tenantry incidents\n')
  say('Costs follow some minutes later. One tenant pays nothing, and loses money:\n')
  say(`  npx tenantry costs --margins --month ${new Date().toISOString().slice(0, 7)}\n`)
  const tally = await live(shops, AbortSignal.any([stopped, AbortSignal.timeout(minutes * 60_000)]))
  for (const [name, { served, throttled, failed, slowestMs }] of tally) {
    const others = [[throttled, 'throttled'] as const, [failed, 'refused or failed'] as const]
    const counts = others.flatMap(([count, what]) => (count > 0 ? [`, ${count} ${what}`] : []))
    say(`  ${name.padEnd(28)} ${served} served${counts.join('')}, the slowest in ${Math.round(slowestMs)} ms`)
  }
}

const TROUBLES: Record<NonNullable<Business['trouble']>, string> = {
  noisy: 'sends more than its tier allows, and is throttled',
  slow: 'has many people order the same things at once, and is slow',
  failing: 'cancels orders as soon as they are placed, and their fulfilment fails',
  'near-quota': 'has a small quota of its own, most of which is used',
}
