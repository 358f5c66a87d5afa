import fc from 'fast-check'

/** The same events late and twice: in any order, some of them more than once. */
export const disorderly = <Event>(events: readonly Event[]): fc.Arbitrary<Event[]> =>
  events.length === 0
    ? fc.constant([])
    : fc
        .array(fc.constantFrom(...events), { maxLength: events.length })
        .chain((again) => fc.shuffledSubarray([...events, ...again], { minLength: events.length + again.length }))
