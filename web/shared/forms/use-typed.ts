import { useState } from 'react'

/**
 * The values of a form: what somebody typed, and elsewhere what is stored. When the stored values are read anew, what was typed stays, and
 * everything else follows them.
 */
export function useTyped<Values extends object>(stored: Values, before: Partial<Values> = {}) {
  const [typed, setTyped] = useState(before)
  return {
    values: { ...stored, ...typed },
    /** The members that somebody typed, as far as they differ from what is stored. */
    typed: Object.fromEntries(
      Object.entries(typed).filter(([name, value]) => value !== stored[name as keyof Values]),
    ) as Partial<Values>,
    type: (change: Partial<Values>) => setTyped((present) => ({ ...present, ...change })),
  }
}
