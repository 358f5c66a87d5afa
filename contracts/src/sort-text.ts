/** A text as sorting and searching see it: without regard to case, width or composition. At most 100 characters count. */
export const folded = (text: string): string => [...text.normalize('NFKC').toLowerCase()].slice(0, 100).join('')

/** A whole number of 0 … 10^16 − 1 as text that sorts like the number. */
export const sortableNumber = (value: number): string => String(value).padStart(16, '0')
