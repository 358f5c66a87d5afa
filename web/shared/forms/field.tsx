import { type InputHTMLAttributes, useId } from 'react'

export interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'onChange'> {
  label: string
  hint?: string
  /** What is wrong with the value; it is read out when it appears. */
  error?: string | undefined
  value: string
  onChange(value: string): void
}

/** A labelled input with its hint and its error. */
export function Field({ label, hint, error, onChange, ...input }: FieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-hint ${id}-error`}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="field-hint" id={`${id}-hint`}>
        {hint}
      </div>
      <div className="field-error" id={`${id}-error`} aria-live="polite">
        {error}
      </div>
    </div>
  )
}
