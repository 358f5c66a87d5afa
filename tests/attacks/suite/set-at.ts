/** A body with a value at a path. An element behind the last of a list is a copy of the last, changed; `undefined` leaves a member out. */
export function setAt(body: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value
  if (Array.isArray(body)) {
    const elements = Number(name) < body.length ? body : [...body, body.at(-1)]
    return elements.map((one, index) => (String(index) === name ? setAt(one, rest, value) : one))
  }
  const members = Object.entries(typeof body === 'object' && body !== null ? body : {})
  const known = members.some(([key]) => key === name) ? members : [...members, [name, undefined] as const]
  // From entries: a member may be called `__proto__`.
  return Object.fromEntries(known.map(([key, member]) => [key, key === name ? setAt(member, rest, value) : member]))
}
