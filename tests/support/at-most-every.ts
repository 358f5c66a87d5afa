/** Work that is done at most every so many milliseconds of the machine's clock, however often it is called: what it sets going gets as long, on a busy machine too. */
export function atMostEvery(ms: number, work: () => void): () => void {
  let last = Number.NEGATIVE_INFINITY
  return () => {
    if (Date.now() < last + ms) return
    last = Date.now()
    work()
  }
}
