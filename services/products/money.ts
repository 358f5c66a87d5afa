/** An amount in minor units (cents) of a price that has at most two decimals. */
export const toMinor = (price: number): number => Math.round(price * 100)

/** A price as the API shows it. */
export const fromMinor = (minor: number): number => minor / 100
