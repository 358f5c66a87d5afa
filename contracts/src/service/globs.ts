/**
 * Whether some text matches both patterns. `*` stands for any text, also none. With `separator`, `?` in `b` stands for one or more characters
 * that are not the separator, as a path parameter does.
 */
export function globsIntersect(a: string, b: string, separator?: string): boolean {
  const known = new Map<number, boolean>()
  const width = b.length + 1

  function match(i: number, j: number): boolean {
    const at = i * width + j
    const seen = known.get(at)
    if (seen !== undefined) return seen
    known.set(at, false)
    const found = compare(i, j)
    known.set(at, found)
    return found
  }

  function compare(i: number, j: number): boolean {
    const x = a[i]
    const y = b[j]
    if (x === undefined && y === undefined) return true
    if (x === '*' && y === '*') return match(i + 1, j) || match(i, j + 1)
    if (x === '*') return match(i + 1, j) || (y !== undefined && match(i, j + 1))
    if (y === '*') return match(i, j + 1) || (x !== undefined && match(i + 1, j))
    if (x === undefined || y === undefined) return false
    // A parameter takes this character, and perhaps more of them.
    if (separator !== undefined && y === '?') return x !== separator && (match(i + 1, j + 1) || match(i + 1, j))
    return x === y && match(i + 1, j + 1)
  }

  return match(0, 0)
}
