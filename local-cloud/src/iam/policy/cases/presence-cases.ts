// Keys that are missing or have several values, and how conditions combine.
import { type ConditionCase, OPERATORS, on, queue, TEAM } from './condition-case.ts'

const ifExists = on(`${OPERATORS}#Conditions_IfExists`)
const nulls = on(`${OPERATORS}#Conditions_Null`)
const sets = on('reference_policies_condition-single-vs-multi-valued-context-keys.html')
const logic = on('reference_policies_condition-logic-multiple-context-keys-or-values.html')

const LEADING = 'dynamodb:LeadingKeys'

export const PRESENCE_CASES: ConditionCase[] = [
  ifExists('a missing number', { NumericLessThanIfExists: { 'aws:EpochTime': '1' } }, {}, 'holds'),
  ifExists(
    'a present number is compared',
    { NumericLessThanIfExists: { 'aws:EpochTime': '1' } },
    { 'aws:EpochTime': '2' },
    'does not hold',
  ),
  ifExists('a missing ARN', { ArnLikeIfExists: { 'aws:SourceArn': queue } }, {}, 'holds'),
  ifExists('negated and equal', { StringNotEqualsIfExists: { [TEAM]: 'red' } }, { [TEAM]: 'red' }, 'does not hold'),
  ifExists('missing holds', { StringEqualsIfExists: { [TEAM]: 'red' } }, {}, 'holds'),
  ifExists('present is compared', { StringEqualsIfExists: { [TEAM]: 'red' } }, { [TEAM]: 'blue' }, 'does not hold'),
  ifExists('bool', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }, {}, 'holds'),
  ifExists('with a set operator', { 'ForAnyValue:StringEqualsIfExists': { [LEADING]: 'a' } }, {}, 'holds'),

  nulls('true: must be missing', { Null: { [TEAM]: 'true' } }, {}, 'holds'),
  nulls('true, but present', { Null: { [TEAM]: true } }, { [TEAM]: 'red' }, 'does not hold'),
  nulls('false: must be there', { Null: { [TEAM]: 'false' } }, { [TEAM]: 'red' }, 'holds'),
  nulls('false, but missing', { Null: { [TEAM]: false } }, {}, 'does not hold'),
  nulls('an empty set is missing', { Null: { [LEADING]: 'false' } }, { [LEADING]: [] }, 'does not hold'),

  sets(
    'all of them',
    { 'ForAllValues:StringEquals': { [LEADING]: ['a', 'b'] } },
    { [LEADING]: ['b', 'a', 'b'] },
    'holds',
  ),
  sets(
    'all, but one is not',
    { 'ForAllValues:StringEquals': { [LEADING]: ['a', 'b'] } },
    { [LEADING]: ['a', 'c'] },
    'does not hold',
  ),
  sets('all of a missing key', { 'ForAllValues:StringEquals': { [LEADING]: 'a' } }, {}, 'holds'),
  sets('all of an empty set', { 'ForAllValues:StringEquals': { [LEADING]: 'a' } }, { [LEADING]: [] }, 'holds'),
  sets(
    'all are none of',
    { 'ForAllValues:StringNotEquals': { [LEADING]: ['a', 'b'] } },
    { [LEADING]: ['c', 'd'] },
    'holds',
  ),
  sets(
    'all are none of, but one is',
    { 'ForAllValues:StringNotEquals': { [LEADING]: ['a', 'b'] } },
    { [LEADING]: ['c', 'a'] },
    'does not hold',
  ),
  sets('all like', { 'ForAllValues:StringLike': { [LEADING]: 't1-*' } }, { [LEADING]: ['t1-0', 't1-1'] }, 'holds'),
  sets('any of them', { 'ForAnyValue:StringEquals': { [LEADING]: ['a', 'b'] } }, { [LEADING]: ['c', 'a'] }, 'holds'),
  sets(
    'any, but none',
    { 'ForAnyValue:StringEquals': { [LEADING]: ['a', 'b'] } },
    { [LEADING]: ['c', 'd'] },
    'does not hold',
  ),
  sets('any like', { 'ForAnyValue:StringLike': { [LEADING]: 't1-*' } }, { [LEADING]: ['t2-0', 't1-1'] }, 'holds'),
  sets('any of an empty set', { 'ForAnyValue:StringEquals': { [LEADING]: 'a' } }, { [LEADING]: [] }, 'does not hold'),
  sets('any of a missing key, negated', { 'ForAnyValue:StringNotEquals': { [LEADING]: 'a' } }, {}, 'does not hold'),
  sets(
    'all, and at least one',
    { 'ForAllValues:StringEquals': { [LEADING]: 'a' }, Null: { [LEADING]: 'false' } },
    {},
    'does not hold',
  ),
  sets(
    'all, and at least one, which is there',
    { 'ForAllValues:StringEquals': { [LEADING]: 'a' }, Null: { [LEADING]: 'false' } },
    { [LEADING]: ['a'] },
    'holds',
  ),
  sets('any of a missing key', { 'ForAnyValue:StringEquals': { [LEADING]: 'a' } }, {}, 'does not hold'),
  sets('any is none of', { 'ForAnyValue:StringNotEquals': { [LEADING]: 'a' } }, { [LEADING]: ['a', 'c'] }, 'holds'),
  sets('a single value in a set', { StringEquals: { [LEADING]: 'a' } }, { [LEADING]: ['a'] }, 'holds'),

  logic('values of a key: or', { StringEquals: { [TEAM]: ['red', 'blue'] } }, { [TEAM]: 'blue' }, 'holds'),
  logic(
    'negated values of a key: nor',
    { StringNotEquals: { [TEAM]: ['red', 'blue'] } },
    { [TEAM]: 'blue' },
    'does not hold',
  ),
  logic(
    'keys of an operator: and',
    { StringEquals: { [TEAM]: 'red', 'aws:userid': 'x' } },
    { [TEAM]: 'red' },
    'does not hold',
  ),
  logic(
    'operators: and',
    { StringEquals: { [TEAM]: 'red' }, Null: { 'aws:userid': 'true' } },
    { [TEAM]: 'red', 'aws:userid': 'x' },
    'does not hold',
  ),
]
