/** A code block of a guide that says in its first line which file it is. */
export interface CodeBlock {
  /** Relative to the root. */
  path: string
  text: string
}

/** The code blocks of a guide that name their file, `// <path>`; indentation of a list is taken away. */
export function codeBlocks(guide: string): CodeBlock[] {
  return [...guide.matchAll(/^( *)```tsx?\n\1\/\/ (\S+\.tsx?)\n([\s\S]*?)^\1```$/gm)].map(
    ([, indentation = '', path = '', text = '']) => ({
      path,
      text: text.replaceAll(new RegExp(`^${indentation}`, 'gm'), ''),
    }),
  )
}
