/** What a part of a soak found. */
export interface PartReport {
  /** What was lost, left over or miscounted. */
  wrong: string[]
}
