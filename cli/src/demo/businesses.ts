import type { EarlyBird } from './early-bird.ts'

/** A tenant of the demo. */
export interface Business {
  name: string
  tier: 'Basic' | 'Standard' | 'Premium' | 'Platinum' | EarlyBird
  /** What it sells: a key of the catalogue. */
  trade: 'coffee' | 'garden' | 'books' | 'bikes' | 'kitchen' | 'office' | 'toys'
  products: number
  /** Orders on a usual day. */
  ordersPerDay: number
  /** What operators have to find; troubles.ts says how its people bring it about. @default all is well */
  trouble?: 'noisy' | 'slow' | 'failing' | 'near-quota'
  /**
   * Where its story ends: an operator stopped it, or has not let it in yet; or it works, while its data moves to resources of its own, or while the
   * days of grace pass after which it is deleted. @default it works
   */
  stands?: 'suspended' | 'awaiting-approval' | 'moving' | 'leaving'
}

/** A dozen tenants at work, of every tier, from a corner shop to a wholesaler with resources of its own; one that pays nothing, and four that operators have to do with. */
export const BUSINESSES: readonly Business[] = [
  { name: 'Blue Door Coffee', tier: 'Basic', trade: 'coffee', products: 18, ordersPerDay: 9 },
  { name: 'Fern & Fig Garden Centre', tier: 'Basic', trade: 'garden', products: 40, ordersPerDay: 6 },
  { name: 'Second Chapter Books', tier: 'Basic', trade: 'books', products: 60, ordersPerDay: 7, trouble: 'near-quota' },
  { name: 'Bargain Barn', tier: 'Basic', trade: 'toys', products: 30, ordersPerDay: 12, trouble: 'noisy' },
  { name: 'Little Owl Toys', tier: 'Basic', trade: 'toys', products: 24, ordersPerDay: 4, trouble: 'failing' },
  { name: 'Sunday Market Stall', tier: 'Early Bird', trade: 'coffee', products: 14, ordersPerDay: 15 },
  { name: 'Copper Pan Kitchenware', tier: 'Standard', trade: 'kitchen', products: 45, ordersPerDay: 14 },
  { name: 'Ridgeline Cycles', tier: 'Standard', trade: 'bikes', products: 50, ordersPerDay: 11 },
  { name: 'Paper & Pine Office', tier: 'Standard', trade: 'office', products: 70, ordersPerDay: 16 },
  { name: 'Harbour Roasters', tier: 'Standard', trade: 'coffee', products: 26, ordersPerDay: 13 },
  { name: 'Northwind Wholesale', tier: 'Premium', trade: 'office', products: 400, ordersPerDay: 36 },
  { name: 'Verdant Landscapes', tier: 'Premium', trade: 'garden', products: 120, ordersPerDay: 20 },
  {
    name: 'Atlas Book Distribution',
    tier: 'Premium',
    trade: 'books',
    products: 240,
    ordersPerDay: 12,
    trouble: 'slow',
  },
  { name: 'Aurora Instruments', tier: 'Platinum', trade: 'office', products: 90, ordersPerDay: 18 },
  { name: 'Salt & Cedar Outdoor', tier: 'Premium', trade: 'bikes', products: 60, ordersPerDay: 8, stands: 'moving' },
  { name: 'Lantern Street Books', tier: 'Basic', trade: 'books', products: 30, ordersPerDay: 3, stands: 'leaving' },
  { name: 'Last Call Records', tier: 'Standard', trade: 'toys', products: 20, ordersPerDay: 3, stands: 'suspended' },
  {
    name: 'Meridian Outfitters',
    tier: 'Premium',
    trade: 'bikes',
    products: 0,
    ordersPerDay: 0,
    stands: 'awaiting-approval',
  },
]
