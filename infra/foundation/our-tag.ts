import { GATEWAY_TAG } from '@tenantry/contracts/gateway-tag.ts'

// An account may have API keys and usage plans of others: our functions touch those that have this tag.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-iam-policy.html

const [[key, value] = ['', '']] = Object.entries(GATEWAY_TAG)

export const HAS_OUR_TAG = { StringEquals: { [`aws:ResourceTag/${key}`]: value } }
export const GIVES_OUR_TAG = { StringEquals: { [`aws:RequestTag/${key}`]: value } }
