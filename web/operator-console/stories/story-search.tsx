import Input from '@cloudscape-design/components/input'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import * as urls from '../urls.ts'

/** Leads to the story of a request whose id somebody has, for example from an error message. */
export function StorySearch() {
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const requestId = typed.trim()
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (requestId === '') return
          navigate(urls.story(requestId))
          setTyped('')
        }}
      >
        <Input
          type="search"
          value={typed}
          placeholder="Find a request by its id"
          ariaLabel="Find a request by its id"
          clearAriaLabel="Clear"
          spellcheck={false}
          autoComplete={false}
          onChange={({ detail }) => setTyped(detail.value)}
        />
      </form>
    </search>
  )
}
