/** Texts below each other in one cell; a dash where there are none. */
export const Lines = ({ texts }: { texts: string[] }) =>
  texts.length === 0 ? '—' : texts.map((text) => <div key={text}>{text}</div>)
