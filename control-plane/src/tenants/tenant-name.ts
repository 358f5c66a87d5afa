/**
 * The form under which a name is claimed and looked up: names that people would take for the same one give the same key, whatever
 * their case, width, spacing or joiners.
 */
export function nameKey(name: string): string {
  const plain = name
    .normalize('NFKC')
    .replace(/[\u200c\u200d]/g, '')
    .trim()
    .replace(/\s+/g, ' ')
  return foldCase(foldCase(plain))
}

/** Upper case first, so that ß and SS, or both forms of sigma, meet; JavaScript has no case folding of its own. */
const foldCase = (text: string): string => text.toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC')
