/** The URL of a queue by its ARN, without a host: who calls from inside the process needs none. */
export const queueUrlOf = (queueArn: string): string => `/${queueArn.split(':').slice(4).join('/')}`
