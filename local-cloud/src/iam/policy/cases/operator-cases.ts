// What each operator compares.
import { type ConditionCase, OPERATORS, on, queue, TEAM } from './condition-case.ts'

const strings = on(`${OPERATORS}#Conditions_String`)
const numbers = on(`${OPERATORS}#Conditions_Numeric`)
const dates = on(`${OPERATORS}#Conditions_Date`)
const bools = on(`${OPERATORS}#Conditions_Boolean`)
const binaries = on(`${OPERATORS}#Conditions_Binary`)
const addresses = on(`${OPERATORS}#Conditions_IPAddress`)
const arns = on(`${OPERATORS}#Conditions_ARN`)

export const OPERATOR_CASES: ConditionCase[] = [
  strings('exact match', { StringEquals: { [TEAM]: 'red' } }, { [TEAM]: 'red' }, 'holds'),
  strings('case matters', { StringEquals: { [TEAM]: 'Red' } }, { [TEAM]: 'red' }, 'does not hold'),
  strings('no wildcards in equals', { StringEquals: { [TEAM]: 'r*' } }, { [TEAM]: 'red' }, 'does not hold'),
  strings('a missing key equals nothing', { StringEquals: { [TEAM]: 'red' } }, {}, 'does not hold'),
  strings('not equal', { StringNotEquals: { [TEAM]: 'red' } }, { [TEAM]: 'blue' }, 'holds'),
  strings('not equal to itself', { StringNotEquals: { [TEAM]: 'red' } }, { [TEAM]: 'red' }, 'does not hold'),
  strings('a missing key is not equal', { StringNotEquals: { [TEAM]: 'red' } }, {}, 'holds'),
  strings('case ignored', { StringEqualsIgnoreCase: { [TEAM]: 'RED' } }, { [TEAM]: 'red' }, 'holds'),
  strings('not, case ignored', { StringNotEqualsIgnoreCase: { [TEAM]: 'RED' } }, { [TEAM]: 'red' }, 'does not hold'),
  strings('any characters', { StringLike: { [TEAM]: 'r*d' } }, { [TEAM]: 'rotund' }, 'holds'),
  strings('no characters', { StringLike: { [TEAM]: 'red*' } }, { [TEAM]: 'red' }, 'holds'),
  strings('one character', { StringLike: { [TEAM]: 'r?d' } }, { [TEAM]: 'red' }, 'holds'),
  strings('exactly one character', { StringLike: { [TEAM]: 'r?d' } }, { [TEAM]: 'reed' }, 'does not hold'),
  strings('like is case-sensitive', { StringLike: { [TEAM]: 'R*' } }, { [TEAM]: 'red' }, 'does not hold'),
  strings('a dot is a dot', { StringLike: { [TEAM]: 'r.d' } }, { [TEAM]: 'red' }, 'does not hold'),
  strings('not like', { StringNotLike: { [TEAM]: 'r*' } }, { [TEAM]: 'blue' }, 'holds'),
  strings('not like, but is', { StringNotLike: { [TEAM]: 'r*' } }, { [TEAM]: 'red' }, 'does not hold'),
  strings(
    'names of keys ignore case',
    { StringEquals: { 'AWS:principaltag/TEAM': 'red' } },
    { [TEAM]: 'red' },
    'holds',
  ),

  numbers('less', { NumericLessThan: { 'aws:EpochTime': '10' } }, { 'aws:EpochTime': '9' }, 'holds'),
  numbers(
    'compares numbers, not texts',
    { NumericLessThan: { 'aws:EpochTime': '10' } },
    { 'aws:EpochTime': '9.5' },
    'holds',
  ),
  numbers(
    'not less than itself',
    { NumericLessThan: { 'aws:EpochTime': 10 } },
    { 'aws:EpochTime': '10' },
    'does not hold',
  ),
  numbers('less or equal', { NumericLessThanEquals: { 'aws:EpochTime': 10 } }, { 'aws:EpochTime': '10' }, 'holds'),
  numbers('greater', { NumericGreaterThan: { 'aws:EpochTime': 10 } }, { 'aws:EpochTime': '11' }, 'holds'),
  numbers(
    'greater or equal',
    { NumericGreaterThanEquals: { 'aws:EpochTime': 10 } },
    { 'aws:EpochTime': '9' },
    'does not hold',
  ),
  numbers('equal in value', { NumericEquals: { 'aws:EpochTime': '10.0' } }, { 'aws:EpochTime': '10' }, 'holds'),
  numbers('not equal', { NumericNotEquals: { 'aws:EpochTime': '10' } }, { 'aws:EpochTime': '11' }, 'holds'),
  numbers('a value that is no number', { NumericLessThan: { [TEAM]: '10' } }, { [TEAM]: 'red' }, 'does not hold'),

  dates(
    'before',
    { DateLessThan: { 'aws:CurrentTime': '2026-02-01T00:00:00Z' } },
    { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
    'holds',
  ),
  dates(
    'after',
    { DateGreaterThan: { 'aws:CurrentTime': '2026-02-01T00:00:00Z' } },
    { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
    'does not hold',
  ),
  dates(
    'epoch seconds against ISO',
    { DateEquals: { 'aws:EpochTime': '2026-01-01T00:00:00Z' } },
    { 'aws:EpochTime': '1767225600' },
    'holds',
  ),
  dates(
    'zones',
    { DateEquals: { 'aws:CurrentTime': '2026-01-01T01:00:00+01:00' } },
    { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
    'holds',
  ),
  dates(
    'not equal',
    { DateNotEquals: { 'aws:CurrentTime': '2026-01-01' } },
    { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
    'does not hold',
  ),

  dates(
    'before or at',
    { DateLessThanEquals: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
    { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
    'holds',
  ),
  dates(
    'after or at',
    { DateGreaterThanEquals: { 'aws:CurrentTime': '2026-01-01T00:00:01Z' } },
    { 'aws:CurrentTime': '2026-01-01T00:00:00Z' },
    'does not hold',
  ),
  dates(
    'a missing date is not before',
    { DateLessThan: { 'aws:CurrentTime': '2026-02-01T00:00:00Z' } },
    {},
    'does not hold',
  ),
  dates('a missing date is another', { DateNotEquals: { 'aws:CurrentTime': '2026-02-01T00:00:00Z' } }, {}, 'holds'),

  bools('true', { Bool: { 'aws:SecureTransport': 'true' } }, { 'aws:SecureTransport': 'true' }, 'holds'),
  bools(
    'a JSON boolean',
    { Bool: { 'aws:SecureTransport': false } },
    { 'aws:SecureTransport': 'true' },
    'does not hold',
  ),
  bools('a missing key is neither', { Bool: { 'aws:SecureTransport': false } }, {}, 'does not hold'),

  binaries('the same bytes', { BinaryEquals: { [TEAM]: 'QmluYXJ5' } }, { [TEAM]: 'QmluYXJ5' }, 'holds'),
  binaries('other bytes', { BinaryEquals: { [TEAM]: 'QmluYXJ5' } }, { [TEAM]: 'QmluYXJ6' }, 'does not hold'),

  addresses(
    'in the range',
    { IpAddress: { 'aws:PrincipalTag/ip': '203.0.113.0/24' } },
    { 'aws:PrincipalTag/ip': '203.0.113.9' },
    'holds',
  ),
  addresses(
    'outside',
    { IpAddress: { 'aws:PrincipalTag/ip': '203.0.113.0/24' } },
    { 'aws:PrincipalTag/ip': '203.0.114.9' },
    'does not hold',
  ),
  addresses(
    'one address',
    { IpAddress: { 'aws:PrincipalTag/ip': '203.0.113.9' } },
    { 'aws:PrincipalTag/ip': '203.0.113.9' },
    'holds',
  ),
  addresses(
    'IPv6',
    { IpAddress: { 'aws:PrincipalTag/ip': ['203.0.113.0/24', '2001:db8:1234:5678::/64'] } },
    { 'aws:PrincipalTag/ip': '2001:db8:1234:5678::1' },
    'holds',
  ),
  addresses(
    'everything but',
    { NotIpAddress: { 'aws:PrincipalTag/ip': '203.0.113.0/24' } },
    { 'aws:PrincipalTag/ip': '203.0.114.9' },
    'holds',
  ),
  addresses(
    'a service name is no address',
    { IpAddress: { 'aws:PrincipalTag/ip': '0.0.0.0/0' } },
    { 'aws:PrincipalTag/ip': 'AWS Internal' },
    'does not hold',
  ),

  addresses('a missing address is not in', { IpAddress: { 'aws:PrincipalTag/ip': '0.0.0.0/0' } }, {}, 'does not hold'),
  addresses(
    'a missing address is elsewhere',
    { NotIpAddress: { 'aws:PrincipalTag/ip': '203.0.113.0/24' } },
    {},
    'holds',
  ),

  arns('exact', { ArnEquals: { 'aws:SourceArn': queue } }, { 'aws:SourceArn': queue }, 'holds'),
  arns(
    'equals takes wildcards',
    { ArnEquals: { 'aws:SourceArn': 'arn:aws:sqs:*:*:ord*' } },
    { 'aws:SourceArn': queue },
    'holds',
  ),
  arns(
    'like',
    { ArnLike: { 'aws:SourceArn': 'arn:aws:sqs:us-????-1:000000000000:*' } },
    { 'aws:SourceArn': queue },
    'holds',
  ),
  arns(
    'a wildcard stays in its field',
    { ArnLike: { 'aws:SourceArn': 'arn:aws:*:000000000000:orders:*' } },
    { 'aws:SourceArn': `${queue}:x` },
    'does not hold',
  ),
  arns(
    'the last field holds colons',
    { ArnLike: { 'aws:SourceArn': 'arn:aws:sqs:us-east-1:000000000000:*' } },
    { 'aws:SourceArn': `${queue}:a:b` },
    'holds',
  ),
  arns('not like', { ArnNotLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } }, { 'aws:SourceArn': queue }, 'holds'),
  arns('not equal', { ArnNotEquals: { 'aws:SourceArn': queue } }, { 'aws:SourceArn': queue }, 'does not hold'),

  arns('a missing ARN is like none', { ArnLike: { 'aws:SourceArn': 'arn:aws:sqs:*:*:*' } }, {}, 'does not hold'),
  arns('a missing ARN is another', { ArnNotEquals: { 'aws:SourceArn': queue } }, {}, 'holds'),
  arns(
    'case matters',
    { ArnLike: { 'aws:SourceArn': queue.replace('orders', 'Orders') } },
    { 'aws:SourceArn': queue },
    'does not hold',
  ),
  arns(
    'one of several',
    { ArnLike: { 'aws:SourceArn': ['arn:aws:sns:*:*:*', queue] } },
    { 'aws:SourceArn': queue },
    'holds',
  ),
]
