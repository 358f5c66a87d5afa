// What the description of an alarm says, which its mail and the console show.

/** The guide that has a paragraph for each kind of alarm; the console shows it, too. */
const GUIDE = 'docs/guides/operations.md'

export interface AlarmDescription {
  /** What happens while it is in alarm. */
  what: string
  /** The paragraph of the guide that says what to do, as a link names it. */
  paragraph: string
}

/** Stands for the console's address where it is not known yet: pages are named by their paths. */
export const NO_CONSOLE_URL = '/'
/** The parameter of SSM that has it. */
export const CONSOLE_URL_PARAMETER = '/tenantry/base/console-url'

/** `consoleUrl` ends with a slash. */
export const describeAlarm = ({ what, paragraph }: AlarmDescription, consoleUrl: string): string => {
  const pages = `${consoleUrl}alarms for all alarms, ${consoleUrl}${guidePage(paragraph)} for what to do`
  return `${what}. In the operator console: ${pages}. In the sources: ${GUIDE}#${paragraph}`
}

const guidePage = (paragraph: string): string => `guide#${paragraph}`

/** The page of the console that shows a paragraph. */
export const guideLink = (paragraph: string): string => `/${guidePage(paragraph)}`

/** Null for an alarm that somebody else has made. */
export function readAlarmDescription(text: string): AlarmDescription | null {
  const [, what, paragraph] = /^(.+)\. In the operator console: .+#([a-z-]+)$/.exec(text) ?? []
  return what === undefined || paragraph === undefined ? null : { what, paragraph }
}
