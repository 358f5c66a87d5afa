/** A value as a line of JSON. What it says cannot steer the terminal: JSON leaves some control characters as they are. */
export const jsonLine = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u007f-\u009f]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)
