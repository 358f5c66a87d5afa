/** What reads have brought so far: how many entries an item of the list takes, and what an entry costs. */
export interface Experience {
  scanned: number
  found: number
  units: number
}

/** The least that a query costs, and its steps. */
const STEP = 0.5

/** One query reads at most 1 MB and the item that crosses it. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html */
const MAX_QUERY_UNITS = 130

/** Entries that a search is supposed to look through for each that it finds, before it has seen any. */
const FIRST_GUESS = 5

/** What a query of so many entries costs at most. */
export const worstUnits = (limit: number, entryUnits: number): number =>
  Math.min(Math.ceil((limit * entryUnits) / STEP) * STEP, MAX_QUERY_UNITS)

/** The most entries that a query may ask for when so many units are left; at least one. */
export const affordableLimit = (wanted: number, left: number, entryUnits: number): number =>
  worstUnits(wanted, entryUnits) <= left ? wanted : Math.max(1, Math.floor(left / entryUnits))

/** What an entry costs, as far as reads have told. */
export const costOf = ({ scanned, units }: Experience, entryUnits: number): number =>
  scanned === 0 ? entryUnits : Math.min(entryUnits, units / scanned)

/** How many entries of a shard the next query reads. `share`: items that the page still needs, by shard; `perShard`: units left, by shard. */
export function portionOf(of: {
  share: number
  isSearch: boolean
  perShard: number
  entryUnits: number
  experience: Experience
}): number {
  const { share, isSearch, perShard, entryUnits, experience } = of
  const perItem = (experience.scanned + (isSearch ? FIRST_GUESS : 1)) / (experience.found + 1)
  const expected = share * perItem
  // An even share plus what chance may add to it.
  const wanted = Math.ceil(expected + Math.sqrt(expected))
  if (perShard >= MAX_QUERY_UNITS) return wanted
  return Math.max(1, Math.min(wanted, Math.floor(perShard / costOf(experience, entryUnits))))
}
