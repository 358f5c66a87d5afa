/**
 * The form under which a name is claimed and looked up: names that people would take for the same one give the same key, whatever
 * their case, width, spacing or joiners. Names that look alike in other ways have likenesses in common.
 */
export const nameKey = (name: string): string => foldCase(foldCase(plainName(name)))

/** Without what makes no visible difference: compatibility forms, joiners, selectors, and spaces but one. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .trim()
    .replace(/\s+/g, ' ')

/** Upper case first, so that ß and SS, or both forms of sigma, meet; JavaScript has no case folding of its own. */
export const foldCase = (text: string): string =>
  text.toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC')
