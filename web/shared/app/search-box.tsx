import TextFilter from '@cloudscape-design/components/text-filter'
import { useEffect, useState } from 'react'

const PAUSE_MS = 300

/** A search that begins when the person pauses. */
export function SearchBox(props: { value: string; placeholder: string; onSearch(value: string): void }) {
  const { value, placeholder, onSearch } = props
  const [text, setText] = useState(value)
  // The back button may bring another search.
  useEffect(() => setText(value), [value])
  useEffect(() => {
    const wanted = text.trim()
    if (wanted === value) return
    const timer = setTimeout(() => onSearch(wanted), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, value, onSearch])
  return (
    <TextFilter
      filteringText={text}
      filteringPlaceholder={placeholder}
      filteringAriaLabel={placeholder}
      onChange={({ detail }) => setText(detail.filteringText)}
    />
  )
}
