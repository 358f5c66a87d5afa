// Where the functions and the API of a place log, by the name of its stack: the control plane reads the logs of all places.

export const functionLogsOf = (stackName: string): string => `${stackName}/functions`

export const accessLogsOf = (stackName: string): string => `${stackName}/access`

/**
 * The function whose stream this is, in a group that several share: `YYYY/MM/DD/<function>[<version>]<environment>`; null for another's.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
 */
export const functionOfStream = (stream: string): string | null =>
  /^\d{4}\/\d\d\/\d\d\/([\w-]+)\[/.exec(stream)?.[1] ?? null
