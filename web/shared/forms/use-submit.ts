import { type FormEvent, useState } from 'react'

/** A form's submission: one at a time, and the error of the last one. */
export function useSubmit(work: () => Promise<void>): {
  busy: boolean
  error: unknown
  submit(event: Pick<FormEvent, 'preventDefault'>): void
  /** Forgets the error. */
  forget(): void
} {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  return {
    busy,
    error,
    forget: () => setError(null),
    submit(event) {
      event.preventDefault()
      if (busy) return
      setBusy(true)
      setError(null)
      work()
        .catch(setError)
        .finally(() => setBusy(false))
    },
  }
}
