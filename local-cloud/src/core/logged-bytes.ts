/** "calculated as the sum of all event messages in UTF-8, plus 26 bytes for each log event". https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const EVENT_BYTES = 26

/** What CloudWatch Logs counts, and bills, of a message. */
export const loggedBytes = (message: string): number => Buffer.byteLength(message) + EVENT_BYTES
