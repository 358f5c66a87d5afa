import type { Picodollars } from '../money.ts'

/** Sums of money by tenant. Doubles hold them as long as they certainly do so exactly; then they move to integers. */
export class TenantAmounts {
  readonly #recent: Float64Array
  readonly #sums = new Map<number, bigint>()
  readonly #tookPart: Uint8Array
  #magnitude = 0

  constructor(tenants: number) {
    this.#recent = new Float64Array(tenants)
    this.#tookPart = new Uint8Array(tenants)
  }

  /** Adds the first `tenants.length` of some shares, whose sum is at most `most`. */
  addAll(tenants: Int32Array, shares: Float64Array, sign: 1 | -1, most: number): void {
    if (this.#magnitude + most > Number.MAX_SAFE_INTEGER) this.#settle()
    this.#magnitude += most
    for (let part = 0; part < tenants.length; part++) {
      const tenant = tenants[part] ?? 0
      this.#recent[tenant] = (this.#recent[tenant] ?? 0) + sign * (shares[part] ?? 0)
      this.#tookPart[tenant] = 1
    }
  }

  add(tenant: number, amount: Picodollars): void {
    this.#tookPart[tenant] = 1
    this.#sums.set(tenant, (this.#sums.get(tenant) ?? 0n) + amount)
  }

  /** The tenants that took part, even if they got nothing, ascending. */
  entries(): [tenant: number, amount: Picodollars][] {
    const entries: [number, Picodollars][] = []
    this.#tookPart.forEach((took, tenant) => {
      if (took) entries.push([tenant, (this.#sums.get(tenant) ?? 0n) + BigInt(this.#recent[tenant] ?? 0)])
    })
    return entries
  }

  #settle(): void {
    this.#recent.forEach((amount, tenant) => {
      if (amount !== 0) this.add(tenant, BigInt(amount))
    })
    this.#recent.fill(0)
    this.#magnitude = 0
  }
}
