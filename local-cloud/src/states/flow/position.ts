/** Where a flow stands, complete enough to go on from there. */
export interface Position {
  state: string
  input: unknown
  /** Counts the states that were entered. */
  step: number
  /** When the state was entered; undefined before. */
  enteredAt?: number
  /** How often each retrier of the state was used. */
  retries?: number[]
  /** Not before this time: the end of a Wait state, or of the pause before a retry. */
  until?: number
}
