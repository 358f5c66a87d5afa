/** A record was changed by another request since it was read. */
export class Stale extends Error {
  override name = 'Stale'
}
