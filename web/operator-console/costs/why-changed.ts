import { magnitudeOf, type Picodollars } from '../../shared/app/dollars.ts'

export interface Change {
  before: Picodollars
  after: Picodollars
  byUse: Picodollars
  byPrice: Picodollars
}

/** A part of the change that is worth a word: a fifth of the other. */
const WORTH = 5n

/** Why a cost changed, in words: the larger part first. */
export function whyChanged({ before, after, byUse, byPrice }: Change): string {
  if (before === 0n && after !== 0n) return 'New'
  if (before === after) return 'Nothing'
  const parts = [
    { size: magnitudeOf(byUse), text: byUse > 0n ? 'More use' : 'Less use' },
    { size: magnitudeOf(byPrice), text: byPrice > 0n ? 'Dearer use' : 'Cheaper use' },
  ].sort((a, b) => (a.size > b.size ? -1 : 1))
  const largest = parts[0]?.size ?? 0n
  const [first = '', second] = parts.filter(({ size }) => size > 0n && size * WORTH >= largest).map(({ text }) => text)
  return second === undefined ? first : `${first}, ${second.toLowerCase()}`
}
