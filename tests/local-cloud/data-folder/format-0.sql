CREATE TABLE apigateway_api_keys (
      sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, value TEXT NOT NULL UNIQUE, name TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE apigateway_config (
    sequence INTEGER PRIMARY KEY, kind TEXT NOT NULL, api_id TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
    UNIQUE (kind, api_id, id));
CREATE TABLE apigateway_quota_extensions (plan_id TEXT NOT NULL, key_id TEXT NOT NULL,
      period_start INTEGER NOT NULL, requests INTEGER NOT NULL, PRIMARY KEY (plan_id, key_id, period_start)) WITHOUT ROWID;
CREATE TABLE apigateway_usage (plan_id TEXT NOT NULL, key_id TEXT NOT NULL, day INTEGER NOT NULL,
      used INTEGER NOT NULL, PRIMARY KEY (plan_id, key_id, day)) WITHOUT ROWID;
CREATE TABLE apigateway_usage_plan_keys (
      plan_id TEXT NOT NULL, key_id TEXT NOT NULL, PRIMARY KEY (key_id, plan_id)) WITHOUT ROWID;
CREATE TABLE apigateway_usage_plans (
    sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
CREATE TABLE cloudformation_change_sets (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, stack_id TEXT NOT NULL, name TEXT NOT NULL,
    document TEXT NOT NULL, UNIQUE (stack_id, name)
  );
CREATE TABLE cloudformation_deleted_stacks (id TEXT PRIMARY KEY, document TEXT NOT NULL);
CREATE TABLE cloudformation_events (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, stack_id TEXT NOT NULL, document TEXT NOT NULL
  );
CREATE TABLE cloudformation_exports (name TEXT PRIMARY KEY, stack TEXT NOT NULL, value TEXT NOT NULL);
CREATE TABLE cloudformation_journal (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, stack TEXT NOT NULL, logical_id TEXT NOT NULL, document TEXT NOT NULL,
    UNIQUE (stack, logical_id)
  );
CREATE TABLE cloudformation_resources (
    stack TEXT NOT NULL, logical_id TEXT NOT NULL, position INTEGER NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (stack, logical_id)
  ) WITHOUT ROWID;
CREATE TABLE cloudformation_stacks (name TEXT PRIMARY KEY, id TEXT NOT NULL, document TEXT NOT NULL);
CREATE TABLE cloudfront_distributions (
    id TEXT PRIMARY KEY, stack TEXT NOT NULL, domain TEXT NOT NULL, port INTEGER NOT NULL, config TEXT NOT NULL) STRICT;
CREATE TABLE cloudfront_parts (
    kind TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT;
CREATE TABLE cognito_challenges (
    hash TEXT PRIMARY KEY, client_id TEXT NOT NULL, challenge TEXT NOT NULL, used INTEGER NOT NULL, expires_at INTEGER NOT NULL
  ) STRICT;
CREATE TABLE cognito_clients (
    id TEXT PRIMARY KEY, pool_id TEXT NOT NULL, config TEXT NOT NULL, created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL
  ) STRICT;
CREATE TABLE cognito_codes (
    pool_id TEXT NOT NULL, sub TEXT NOT NULL, purpose TEXT NOT NULL, hash TEXT NOT NULL, value TEXT,
    expires_at INTEGER NOT NULL, failures INTEGER NOT NULL, PRIMARY KEY (pool_id, sub, purpose)
  ) STRICT;
CREATE TABLE cognito_group_members (
      pool_id TEXT NOT NULL, name TEXT NOT NULL, sub TEXT NOT NULL, PRIMARY KEY (pool_id, name, sub)
    ) STRICT;
CREATE TABLE cognito_groups (
      pool_id TEXT NOT NULL, name TEXT NOT NULL, description TEXT, precedence INTEGER,
      created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL, PRIMARY KEY (pool_id, name)
    ) STRICT;
CREATE TABLE cognito_lockouts (
    pool_id TEXT NOT NULL, name TEXT NOT NULL, failures INTEGER NOT NULL, locked_until INTEGER NOT NULL,
    PRIMARY KEY (pool_id, name)
  ) STRICT;
CREATE TABLE cognito_pools (
    id TEXT PRIMARY KEY, config TEXT NOT NULL, kid TEXT NOT NULL, private_key TEXT NOT NULL,
    created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL
  ) STRICT;
CREATE TABLE cognito_refresh_tokens (
      hash TEXT PRIMARY KEY, event_id TEXT NOT NULL, expires_at INTEGER NOT NULL, rotated_at INTEGER
    ) STRICT;
CREATE TABLE cognito_sessions (
      event_id TEXT PRIMARY KEY, origin_jti TEXT NOT NULL, pool_id TEXT NOT NULL, client_id TEXT NOT NULL,
      sub TEXT NOT NULL, auth_time INTEGER NOT NULL, revoked INTEGER NOT NULL
    ) STRICT;
CREATE TABLE cognito_users (
      pool_id TEXT NOT NULL, sub TEXT NOT NULL, username TEXT NOT NULL, username_key TEXT NOT NULL, email_key TEXT,
      attributes TEXT NOT NULL, status TEXT NOT NULL, enabled INTEGER NOT NULL, origin TEXT,
      salt TEXT, verifier TEXT, password_expires_at INTEGER, created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL,
      PRIMARY KEY (pool_id, sub), UNIQUE (pool_id, username_key)
    ) STRICT;
CREATE TABLE dynamodb_items_1 (pk BLOB NOT NULL, sk BLOB NOT NULL, item TEXT NOT NULL, size INTEGER NOT NULL, expires INTEGER, PRIMARY KEY (pk, sk)) WITHOUT ROWID;
CREATE TABLE dynamodb_items_1_index_1 (pk BLOB NOT NULL, sk BLOB NOT NULL, table_pk BLOB NOT NULL, table_sk BLOB NOT NULL, item TEXT NOT NULL, size INTEGER NOT NULL, expires INTEGER, PRIMARY KEY (pk, sk, table_pk, table_sk)) WITHOUT ROWID;
CREATE TABLE dynamodb_tables (number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, definition TEXT NOT NULL);
CREATE TABLE dynamodb_tokens (token TEXT PRIMARY KEY, request TEXT NOT NULL, completed INTEGER NOT NULL);
CREATE TABLE events_buses (name TEXT PRIMARY KEY, arn TEXT NOT NULL, description TEXT NOT NULL) STRICT;
CREATE TABLE events_deliveries (
    id INTEGER PRIMARY KEY, rule TEXT NOT NULL, target TEXT NOT NULL, event TEXT NOT NULL,
    attempts INTEGER NOT NULL, created INTEGER NOT NULL, due INTEGER NOT NULL) STRICT;
CREATE TABLE events_rules (arn TEXT PRIMARY KEY, bus TEXT NOT NULL, rule TEXT NOT NULL) STRICT;
CREATE TABLE iam_managed_policies (arn TEXT PRIMARY KEY, json TEXT);
CREATE TABLE iam_role_policies
       (role TEXT, kind TEXT, name TEXT, document TEXT, owner TEXT, PRIMARY KEY (role, kind, name, owner));
CREATE TABLE iam_roles (name TEXT PRIMARY KEY, json TEXT);
CREATE TABLE iam_sessions (access_key_id TEXT PRIMARY KEY, expires_at INTEGER, json TEXT);
CREATE TABLE lambda_asynchronous_invocations (
    request_id TEXT PRIMARY KEY, function_name TEXT NOT NULL, payload TEXT NOT NULL, accepted_at INTEGER NOT NULL,
    failures INTEGER NOT NULL, throttles INTEGER NOT NULL, due_at INTEGER NOT NULL);
CREATE TABLE lambda_event_invoke_configs (
    function_name TEXT PRIMARY KEY, retries INTEGER, max_age_seconds INTEGER);
CREATE TABLE lambda_event_sources (uuid TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
CREATE TABLE lambda_functions (name TEXT PRIMARY KEY, record TEXT NOT NULL);
CREATE TABLE lambda_layers (
    name TEXT NOT NULL, version INTEGER NOT NULL, content TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (name, version));
CREATE TABLE lambda_permissions (
    sid TEXT PRIMARY KEY, function_name TEXT NOT NULL, statement TEXT NOT NULL);
CREATE TABLE logs_events (
      id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL, stream_id INTEGER NOT NULL,
      timestamp INTEGER NOT NULL, ingested_at INTEGER NOT NULL, message TEXT NOT NULL);
CREATE TABLE logs_groups (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, retention_days INTEGER, created_at INTEGER NOT NULL);
CREATE TABLE logs_streams (
      id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL, name TEXT NOT NULL, created_at INTEGER NOT NULL,
      first_event INTEGER, last_event INTEGER, last_ingestion INTEGER, UNIQUE (group_id, name));
CREATE TABLE mail_identities (identity TEXT PRIMARY KEY) STRICT;
CREATE TABLE mail_outbox (
    id INTEGER PRIMARY KEY, recipient TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL, sent_at INTEGER NOT NULL
  ) STRICT;
CREATE TABLE s3_bucket_statements (bucket TEXT PRIMARY KEY, statements TEXT NOT NULL);
CREATE TABLE sqs_messages (
      position INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT NOT NULL,
      sender_id TEXT NOT NULL, trace_header TEXT, group_id TEXT, sent_at INTEGER NOT NULL, visible_at INTEGER NOT NULL,
      first_received_at INTEGER, receive_count INTEGER NOT NULL, receipt_handle TEXT, dead_letter_source TEXT) STRICT;
CREATE TABLE sqs_move_tasks (
    position INTEGER PRIMARY KEY AUTOINCREMENT, handle TEXT NOT NULL UNIQUE, source TEXT NOT NULL, status TEXT NOT NULL, json TEXT NOT NULL) STRICT;
CREATE TABLE sqs_queues (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
CREATE TABLE ssm_parameters (name TEXT PRIMARY KEY, json TEXT);
CREATE TABLE states_events (
    execution TEXT NOT NULL, id INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (execution, id)
  ) WITHOUT ROWID;
CREATE TABLE states_executions (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, machine_arn TEXT NOT NULL, status TEXT NOT NULL,
    document TEXT NOT NULL
  );
CREATE TABLE states_machines (
    arn TEXT PRIMARY KEY, name TEXT NOT NULL, revision TEXT NOT NULL, created_at INTEGER NOT NULL
  );
CREATE TABLE states_revisions (revision TEXT PRIMARY KEY, definition TEXT NOT NULL, role_arn TEXT NOT NULL);
CREATE TABLE states_task_tokens (
    token TEXT PRIMARY KEY, execution TEXT NOT NULL, path TEXT NOT NULL, status TEXT NOT NULL, answer TEXT, submitted INTEGER NOT NULL,
    created_at INTEGER NOT NULL, heartbeat_at INTEGER NOT NULL, UNIQUE (execution, path)
  ) WITHOUT ROWID;
CREATE INDEX apigateway_keys_of_plan ON apigateway_usage_plan_keys (plan_id);
CREATE INDEX cloudformation_events_of ON cloudformation_events (stack_id, sequence);
CREATE INDEX cognito_sessions_by_user ON cognito_sessions (pool_id, sub);
CREATE INDEX cognito_users_by_email ON cognito_users (pool_id, email_key);
CREATE INDEX iam_sessions_by_expiry ON iam_sessions (expires_at);
CREATE INDEX logs_events_by_group ON logs_events (group_id, timestamp, id);
CREATE INDEX logs_events_by_stream ON logs_events (stream_id, timestamp, id);
CREATE INDEX sqs_messages_receipt ON sqs_messages (receipt_handle) WHERE receipt_handle IS NOT NULL;
CREATE INDEX sqs_messages_sent ON sqs_messages (queue, sent_at);
CREATE INDEX sqs_messages_visible ON sqs_messages (queue, visible_at, position);
CREATE INDEX states_executions_of ON states_executions (machine_arn, sequence);
CREATE INDEX states_executions_running ON states_executions (arn) WHERE status = 'RUNNING';
INSERT INTO cloudformation_events (sequence, stack_id, document) VALUES (1, 'arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1', '{"logicalId":"shop","physicalId":"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1","type":"AWS::CloudFormation::Stack","status":"CREATE_IN_PROGRESS","reason":"User Initiated","id":"be0eecc8-7f01-4505-a108-866b695d26b0","stackId":"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1","stackName":"shop","clientRequestToken":null,"timestamp":1795916618856}');
INSERT INTO cloudformation_events (sequence, stack_id, document) VALUES (2, 'arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1', '{"logicalId":"Role","physicalId":"","type":"AWS::IAM::Role","status":"CREATE_IN_PROGRESS","reason":null,"id":"029034b5-0f53-442d-93e3-5988d233ea40","stackId":"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1","stackName":"shop","clientRequestToken":null,"timestamp":1795916618858}');
INSERT INTO cloudformation_events (sequence, stack_id, document) VALUES (3, 'arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1', '{"logicalId":"Role","physicalId":"worker","type":"AWS::IAM::Role","status":"CREATE_COMPLETE","reason":null,"id":"c75fce0e-030b-4489-aa6a-d02a1e26ad35","stackId":"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1","stackName":"shop","clientRequestToken":null,"timestamp":1795916618867}');
INSERT INTO cloudformation_events (sequence, stack_id, document) VALUES (4, 'arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1', '{"logicalId":"Table","physicalId":"","type":"AWS::DynamoDB::Table","status":"CREATE_IN_PROGRESS","reason":null,"id":"ad6b07da-e5af-4056-801e-2d228d966f5d","stackId":"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1","stackName":"shop","clientRequestToken":null,"timestamp":1795916618868}');
INSERT INTO cloudformation_events (sequence, stack_id, document) VALUES (5, 'arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1', '{"logicalId":"Table","physicalId":"shop","type":"AWS::DynamoDB::Table","status":"CREATE_COMPLETE","reason":null,"id":"6cb45632-061b-4fb2-9cf5-79abbf220264","stackId":"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1","stackName":"shop","clientRequestToken":null,"timestamp":1795916618877}');
INSERT INTO cloudformation_events (sequence, stack_id, document) VALUES (6, 'arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1', '{"logicalId":"Queue","physicalId":"","type":"AWS::SQS::Queue","status":"CREATE_IN_PROGRESS","reason":null,"id":"f3cb320e-5056-42ca-a1b4-87d1e503bb9e","stackId":"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1","stackName":"shop","clientRequestToken":null,"timestamp":1795916618878}');
INSERT INTO cloudformation_events (sequence, stack_id, document) VALUES (7, 'arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1', '{"logicalId":"Queue","physicalId":"orders","type":"AWS::SQS::Queue","status":"CREATE_COMPLETE","reason":null,"id":"b1103745-c829-4c15-abc7-7f8862884201","stackId":"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1","stackName":"shop","clientRequestToken":null,"timestamp":1795916618884}');
INSERT INTO cloudformation_events (sequence, stack_id, document) VALUES (8, 'arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1', '{"logicalId":"Parameter","physicalId":"","type":"AWS::SSM::Parameter","status":"CREATE_IN_PROGRESS","reason":null,"id":"9bbf8791-b303-40cd-a484-c060eb43b8ca","stackId":"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1","stackName":"shop","clientRequestToken":null,"timestamp":1795916618885}');
INSERT INTO cloudformation_events (sequence, stack_id, document) VALUES (9, 'arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1', '{"logicalId":"Parameter","physicalId":"/shop/limit","type":"AWS::SSM::Parameter","status":"CREATE_COMPLETE","reason":null,"id":"62961bcb-8caa-4066-b82e-ae51418ef6b7","stackId":"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1","stackName":"shop","clientRequestToken":null,"timestamp":1795916618886}');
INSERT INTO cloudformation_events (sequence, stack_id, document) VALUES (10, 'arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1', '{"logicalId":"Group","physicalId":"","type":"AWS::Logs::LogGroup","status":"CREATE_IN_PROGRESS","reason":null,"id":"3aa9ac6a-3921-4286-af95-bf4e51d7cdf3","stackId":"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1","stackName":"shop","clientRequestToken":null,"timestamp":1795916618886}');
INSERT INTO cloudformation_events (sequence, stack_id, document) VALUES (11, 'arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1', '{"logicalId":"Group","physicalId":"/shop","type":"AWS::Logs::LogGroup","status":"CREATE_COMPLETE","reason":null,"id":"a639f30a-4469-42a5-96d3-f5e6f645fb05","stackId":"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1","stackName":"shop","clientRequestToken":null,"timestamp":1795916618887}');
INSERT INTO cloudformation_events (sequence, stack_id, document) VALUES (12, 'arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1', '{"logicalId":"Machine","physicalId":"","type":"AWS::StepFunctions::StateMachine","status":"CREATE_IN_PROGRESS","reason":null,"id":"3d9fc22b-f33b-4b56-bab3-7dce2164fb36","stackId":"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1","stackName":"shop","clientRequestToken":null,"timestamp":1795916618887}');
INSERT INTO cloudformation_events (sequence, stack_id, document) VALUES (13, 'arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1', '{"logicalId":"Machine","physicalId":"arn:aws:states:us-east-1:000000000000:stateMachine:machine","type":"AWS::StepFunctions::StateMachine","status":"CREATE_COMPLETE","reason":null,"id":"d62c4ae7-2f4f-4599-ace6-765556a085f1","stackId":"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1","stackName":"shop","clientRequestToken":null,"timestamp":1795916619635}');
INSERT INTO cloudformation_events (sequence, stack_id, document) VALUES (14, 'arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1', '{"logicalId":"shop","physicalId":"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1","type":"AWS::CloudFormation::Stack","status":"CREATE_COMPLETE","reason":null,"id":"5ab962cc-2fed-4816-98b9-cbd1f4ff498a","stackId":"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1","stackName":"shop","clientRequestToken":null,"timestamp":1795916619636}');
INSERT INTO cloudformation_resources (stack, logical_id, position, document) VALUES ('shop', 'Group', 4, '{"stack":"shop","logicalId":"Group","type":"AWS::Logs::LogGroup","deployed":{"physicalId":"/shop","attributes":{"Arn":"arn:aws:logs:us-east-1:000000000000:log-group:/shop:*"}},"properties":"{\"LogGroupName\":\"/shop\"}","status":"CREATE_COMPLETE","reason":null,"position":4,"retainOnDelete":false,"retainOnRollback":false,"generation":0,"claim":null,"replaced":null,"updatedAt":1795916618887}');
INSERT INTO cloudformation_resources (stack, logical_id, position, document) VALUES ('shop', 'Machine', 5, '{"stack":"shop","logicalId":"Machine","type":"AWS::StepFunctions::StateMachine","deployed":{"physicalId":"arn:aws:states:us-east-1:000000000000:stateMachine:machine","attributes":{"Arn":"arn:aws:states:us-east-1:000000000000:stateMachine:machine","Name":"machine","StateMachineRevisionId":"fcfb1ea9-3b42-4870-b326-e553cbf6f7d7"}},"properties":"{\"DefinitionString\":\"{\\\"StartAt\\\":\\\"P\\\",\\\"States\\\":{\\\"P\\\":{\\\"Type\\\":\\\"Pass\\\",\\\"End\\\":true}}}\",\"RoleArn\":\"arn:aws:iam::000000000000:role/worker\",\"StateMachineName\":\"machine\"}","status":"CREATE_COMPLETE","reason":null,"position":5,"retainOnDelete":false,"retainOnRollback":false,"generation":0,"claim":null,"replaced":null,"updatedAt":1795916619635}');
INSERT INTO cloudformation_resources (stack, logical_id, position, document) VALUES ('shop', 'Parameter', 3, '{"stack":"shop","logicalId":"Parameter","type":"AWS::SSM::Parameter","deployed":{"physicalId":"/shop/limit","attributes":{"Type":"String","Value":"7"}},"properties":"{\"Name\":\"/shop/limit\",\"Type\":\"String\",\"Value\":\"7\"}","status":"CREATE_COMPLETE","reason":null,"position":3,"retainOnDelete":false,"retainOnRollback":false,"generation":0,"claim":null,"replaced":null,"updatedAt":1795916618886}');
INSERT INTO cloudformation_resources (stack, logical_id, position, document) VALUES ('shop', 'Queue', 2, '{"stack":"shop","logicalId":"Queue","type":"AWS::SQS::Queue","deployed":{"physicalId":"orders","ref":"https://sqs.us-east-1.amazonaws.com/000000000000/orders","attributes":{"Arn":"arn:aws:sqs:us-east-1:000000000000:orders","QueueName":"orders","QueueUrl":"https://sqs.us-east-1.amazonaws.com/000000000000/orders"}},"properties":"{\"QueueName\":\"orders\"}","status":"CREATE_COMPLETE","reason":null,"position":2,"retainOnDelete":false,"retainOnRollback":false,"generation":0,"claim":null,"replaced":null,"updatedAt":1795916618879}');
INSERT INTO cloudformation_resources (stack, logical_id, position, document) VALUES ('shop', 'Role', 0, '{"stack":"shop","logicalId":"Role","type":"AWS::IAM::Role","deployed":{"physicalId":"worker","attributes":{"Arn":"arn:aws:iam::000000000000:role/worker","RoleId":"AROA0DOL591B3CUWIRQZO"}},"properties":"{\"AssumeRolePolicyDocument\":{\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"states.amazonaws.com\"}}],\"Version\":\"2012-10-17\"},\"RoleName\":\"worker\"}","status":"CREATE_COMPLETE","reason":null,"position":0,"retainOnDelete":false,"retainOnRollback":false,"generation":0,"claim":null,"replaced":null,"updatedAt":1795916618867}');
INSERT INTO cloudformation_resources (stack, logical_id, position, document) VALUES ('shop', 'Table', 1, '{"stack":"shop","logicalId":"Table","type":"AWS::DynamoDB::Table","deployed":{"physicalId":"shop","attributes":{"Arn":"arn:aws:dynamodb:us-east-1:000000000000:table/shop","TableId":"7af9df58-d37d-44cb-991f-c7e0e9e3bd07"}},"properties":"{\"AttributeDefinitions\":[{\"AttributeName\":\"p\",\"AttributeType\":\"S\"},{\"AttributeName\":\"s\",\"AttributeType\":\"S\"},{\"AttributeName\":\"g\",\"AttributeType\":\"S\"}],\"BillingMode\":\"PAY_PER_REQUEST\",\"GlobalSecondaryIndexes\":[{\"IndexName\":\"byG\",\"KeySchema\":[{\"AttributeName\":\"g\",\"KeyType\":\"HASH\"}],\"Projection\":{\"ProjectionType\":\"ALL\"}}],\"KeySchema\":[{\"AttributeName\":\"p\",\"KeyType\":\"HASH\"},{\"AttributeName\":\"s\",\"KeyType\":\"RANGE\"}],\"TableName\":\"shop\"}","status":"CREATE_COMPLETE","reason":null,"position":1,"retainOnDelete":false,"retainOnRollback":false,"generation":0,"claim":null,"replaced":null,"updatedAt":1795916618877}');
INSERT INTO cloudformation_stacks (name, id, document) VALUES ('shop', 'arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1', '{"name":"shop","id":"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1","status":"CREATE_COMPLETE","reason":null,"description":null,"template":"{\"Resources\":{\"Role\":{\"Type\":\"AWS::IAM::Role\",\"Properties\":{\"RoleName\":\"worker\",\"AssumeRolePolicyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"states.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}}},\"Table\":{\"Type\":\"AWS::DynamoDB::Table\",\"Properties\":{\"TableName\":\"shop\",\"BillingMode\":\"PAY_PER_REQUEST\",\"AttributeDefinitions\":[{\"AttributeName\":\"p\",\"AttributeType\":\"S\"},{\"AttributeName\":\"s\",\"AttributeType\":\"S\"},{\"AttributeName\":\"g\",\"AttributeType\":\"S\"}],\"KeySchema\":[{\"AttributeName\":\"p\",\"KeyType\":\"HASH\"},{\"AttributeName\":\"s\",\"KeyType\":\"RANGE\"}],\"GlobalSecondaryIndexes\":[{\"IndexName\":\"byG\",\"KeySchema\":[{\"AttributeName\":\"g\",\"KeyType\":\"HASH\"}],\"Projection\":{\"ProjectionType\":\"ALL\"}}]}},\"Queue\":{\"Type\":\"AWS::SQS::Queue\",\"Properties\":{\"QueueName\":\"orders\"}},\"Parameter\":{\"Type\":\"AWS::SSM::Parameter\",\"Properties\":{\"Name\":\"/shop/limit\",\"Type\":\"String\",\"Value\":\"7\"}},\"Group\":{\"Type\":\"AWS::Logs::LogGroup\",\"Properties\":{\"LogGroupName\":\"/shop\"}},\"Machine\":{\"Type\":\"AWS::StepFunctions::StateMachine\",\"Properties\":{\"StateMachineName\":\"machine\",\"RoleArn\":{\"Fn::GetAtt\":[\"Role\",\"Arn\"]},\"DefinitionString\":\"{\\\"StartAt\\\":\\\"P\\\",\\\"States\\\":{\\\"P\\\":{\\\"Type\\\":\\\"Pass\\\",\\\"End\\\":true}}}\"}}},\"Outputs\":{\"Queue\":{\"Value\":{\"Ref\":\"Queue\"}}}}","parameters":{},"outputs":[{"key":"Queue","value":"http://127.0.0.1:46061/000000000000/orders"}],"tags":{},"terminationProtection":false,"imports":{},"fingerprint":"5f832389c1ddcbc591134c26f28a7326f680b11fcb3f518628fa1731ada8fdd3","changeSetId":null,"roleArn":null,"operation":null,"clientRequestToken":null,"createdAt":1795916618851,"updatedAt":null,"deletedAt":null}');
INSERT INTO dynamodb_items_1 (pk, sk, item, size, expires) VALUES (X'f6558e61', X'31', '{"p":{"S":"a"},"s":{"S":"1"},"g":{"S":"x"}}', 6, NULL);
INSERT INTO dynamodb_items_1 (pk, sk, item, size, expires) VALUES (X'f6558e61', X'32', '{"p":{"S":"a"},"s":{"S":"2"},"g":{"S":"y"}}', 6, NULL);
INSERT INTO dynamodb_items_1_index_1 (pk, sk, table_pk, table_sk, item, size, expires) VALUES (X'4dea6e79', X'', X'f6558e61', X'32', '{"p":{"S":"a"},"s":{"S":"2"},"g":{"S":"y"}}', 6, NULL);
INSERT INTO dynamodb_items_1_index_1 (pk, sk, table_pk, table_sk, item, size, expires) VALUES (X'545e2678', X'', X'f6558e61', X'31', '{"p":{"S":"a"},"s":{"S":"1"},"g":{"S":"x"}}', 6, NULL);
INSERT INTO dynamodb_tables (number, name, definition) VALUES (1, 'shop', '{"TableName":"shop","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},{"AttributeName":"s","AttributeType":"S"},{"AttributeName":"g","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}],"BillingMode":"PAY_PER_REQUEST","GlobalSecondaryIndexes":[{"IndexName":"byG","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}],"LocalSecondaryIndexes":[],"DeletionProtectionEnabled":false,"TableClass":"STANDARD","Encryption":null,"TimeToLive":null,"PointInTimeRecovery":null,"Tags":[],"TableId":"7af9df58-d37d-44cb-991f-c7e0e9e3bd07","CreationDateTime":1795916618.876,"indexNumbers":{"byG":1}}');
INSERT INTO iam_roles (name, json) VALUES ('worker', '{"name":"worker","path":"/","arn":"arn:aws:iam::000000000000:role/worker","id":"AROA0DOL591B3CUWIRQZO","createdAt":1795916618860,"owner":"arn:aws:cloudformation:us-east-1:000000000000:stack/shop/6b9192f6-8c4b-48fb-9501-c286bdb817a1/Role","description":null,"trustPolicy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"states.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}","boundaryArn":null,"maxSessionSeconds":3600,"tags":{}}');
INSERT INTO logs_events (id, group_id, stream_id, timestamp, ingested_at, message) VALUES (1, 1, 1, 1795916619641, 1795916619642, 'kept');
INSERT INTO logs_groups (id, name, retention_days, created_at) VALUES (1, '/shop', NULL, 1795916618887);
INSERT INTO logs_streams (id, group_id, name, created_at, first_event, last_event, last_ingestion) VALUES (1, 1, 's', 1795916619641, 1795916619641, 1795916619641, 1795916619642);
INSERT INTO sqs_messages (position, queue, id, body, attributes, sender_id, trace_header, group_id, sent_at, visible_at, first_received_at, receive_count, receipt_handle, dead_letter_source) VALUES (1, 'orders', '013555f2-c441-4dc1-8a08-7c3232d43c6d', 'hello', '{}', '000000000000', NULL, NULL, 1795916619640, 1795916619640, NULL, 0, NULL, NULL);
INSERT INTO sqs_queues (name, json) VALUES ('orders', '{"name":"orders","given":{},"tags":{},"createdAt":1795916618879,"modifiedAt":1795916618879,"purgedAt":0}');
INSERT INTO ssm_parameters (name, json) VALUES ('/shop/limit', '{"name":"/shop/limit","type":"String","value":"7","description":null,"version":1,"modifiedAt":1795916618886}');
INSERT INTO states_machines (arn, name, revision, created_at) VALUES ('arn:aws:states:us-east-1:000000000000:stateMachine:machine', 'machine', 'fcfb1ea9-3b42-4870-b326-e553cbf6f7d7', 1795916619635);
INSERT INTO states_revisions (revision, definition, role_arn) VALUES ('fcfb1ea9-3b42-4870-b326-e553cbf6f7d7', '{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}', 'arn:aws:iam::000000000000:role/worker');
