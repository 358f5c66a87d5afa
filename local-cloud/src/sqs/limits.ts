/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html, unless another page stands beside the figure. */
export const LIMITS = {
  /** Of body and attributes together, and of all entries of a batch. */
  messageBytes: 1_048_576,
  messageAttributes: 10,
  batchEntries: 10,
  receivedMessages: 10,
  inFlight: 120_000,
  delaySeconds: 900,
  visibilitySeconds: 43_200,
  waitSeconds: 20,
  retentionSeconds: { min: 60, max: 1_209_600 },
  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
  maxReceiveCount: 1000,
  redriveAllowSources: 10,
  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
  purgeEveryMs: 60_000,
  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
  movedPerSecond: 500,
  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html */
  activeMoveTasks: 100,
} as const
