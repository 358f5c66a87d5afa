import { useEffect, useState } from 'react'

/** Seconds until something may be done again. It is kept for the tab: a reload does not shorten it. */
export function useCoolDown(name: string, firstSeconds: number): { seconds: number; wait(seconds: number): void } {
  const [until, setUntil] = useState(() => kept(name) ?? keep(name, firstSeconds))
  const [now, setNow] = useState(Date.now)
  const seconds = Math.max(0, Math.ceil((until - now) / 1000))
  useEffect(() => {
    if (seconds === 0) return
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [seconds])
  return {
    seconds,
    wait(more) {
      setNow(Date.now())
      setUntil(keep(name, more))
    },
  }
}

/** When it ends, in milliseconds since the epoch. */
function keep(name: string, seconds: number): number {
  const until = Date.now() + seconds * 1000
  sessionStorage.setItem(name, String(until))
  return until
}

function kept(name: string): number | null {
  const until = Number(sessionStorage.getItem(name))
  return until > 0 ? until : null
}

/** `0:27`, `12:05` */
export const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
