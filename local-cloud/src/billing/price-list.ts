import list from './prices.json' with { type: 'json' }

/** What the bill has a price for. */
export type BillItem = keyof typeof list.prices

/** How an item is counted where it is used; the quantity of a bill is that in the unit of its price. */
export const METERED = ['count', 'megabyteMilliseconds', 'bytes', 'terabytes', 'byteHours', 'monthHours'] as const
export type Metered = (typeof METERED)[number]

export interface Price {
  /** As bills name it: `lineItem/ProductCode`. */
  service: string
  family: string
  usageType: string
  operation: string
  /** Of the quantity. */
  unit: string
  metered: Metered
  /** US dollars for one of the unit, as a decimal. */
  price: string
  /** AWS's page that has it. */
  source: string
}

export const PRICE_LIST: { date: string; region: string; prices: Record<BillItem, Price> } = {
  ...list,
  // The file says of each how it is counted; a test holds it to these words.
  prices: list.prices as Record<BillItem, Price>,
}

export const isBillItem = (name: string): name is BillItem => Object.hasOwn(PRICE_LIST.prices, name)

const GB = 2 ** 30

/** What a quantity of one is counted as, in a month of so many hours. */
export function countedPerUnit(metered: Metered, hoursOfMonth: number): number {
  switch (metered) {
    case 'count':
      return 1
    case 'megabyteMilliseconds':
      return 1024 * 1000
    case 'bytes':
      return GB
    case 'terabytes':
      return 1024 * GB
    case 'byteHours':
      return GB * hoursOfMonth
    case 'monthHours':
      return hoursOfMonth
    default:
      return metered satisfies never
  }
}
