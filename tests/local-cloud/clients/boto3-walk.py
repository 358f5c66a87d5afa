"""What boto3 is promised, once through. Prints nothing; what does not hold raises."""

import io
import json
import sys
import time

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError

POOL, MACHINE = sys.argv[1:3]
IN_PARTS = TransferConfig(multipart_threshold=5 * 1024**2, multipart_chunksize=5 * 1024**2, use_threads=False)


def s3():
    bucket = boto3.resource("s3").Bucket("walked")
    bucket.create()
    bucket.wait_until_exists()
    client = bucket.meta.client
    assert client.get_bucket_location(Bucket="walked")["LocationConstraint"] is None
    assert "walked" in [one.name for one in boto3.resource("s3").buckets.all()]
    bucket.put_object(Key="empty", Body=b"")
    large = b"0123456789abcdef" * 700_000
    bucket.upload_fileobj(io.BytesIO(large), "large", Config=IN_PARTS)
    bucket.copy({"Bucket": "walked", "Key": "large"}, "copy", Config=IN_PARTS)
    client.copy_object(Bucket="walked", Key="small", CopySource="walked/empty")
    back = io.BytesIO()
    bucket.download_fileobj("copy", back)
    assert back.getvalue() == large
    upload = client.create_multipart_upload(Bucket="walked", Key="left")["UploadId"]
    client.abort_multipart_upload(Bucket="walked", Key="left", UploadId=upload)
    assert [one.key for one in bucket.objects.all()] == ["copy", "empty", "large", "small"]
    assert client.list_objects_v2(Bucket="walked", Prefix="l")["KeyCount"] == 1
    bucket.Object("small").delete()
    bucket.objects.all().delete()
    bucket.delete()


def sqs():
    resource = boto3.resource("sqs")
    dead = resource.create_queue(QueueName="walked-dead")
    dead_arn = dead.attributes["QueueArn"]
    redrive = json.dumps({"deadLetterTargetArn": dead_arn, "maxReceiveCount": 1})
    made = resource.create_queue(QueueName="walked", Attributes={"RedrivePolicy": redrive}, tags={"team": "shop"})
    queue = resource.get_queue_by_name(QueueName="walked")
    assert queue.url in [one.url for one in resource.queues.all()] and made.url == queue.url
    client = resource.meta.client
    assert client.list_queue_tags(QueueUrl=queue.url)["Tags"] == {"team": "shop"}
    queue.send_message(MessageBody="one")
    queue.send_messages(Entries=[{"Id": "2", "MessageBody": "two"}, {"Id": "3", "MessageBody": "three"}])
    found = queue.receive_messages(MaxNumberOfMessages=10, WaitTimeSeconds=2)
    assert len(found) == 3
    found[0].change_visibility(VisibilityTimeout=60)
    found[0].delete()
    entries = [{"Id": str(n), "ReceiptHandle": one.receipt_handle} for n, one in enumerate(found[1:])]
    later = [{**entry, "VisibilityTimeout": 60} for entry in entries]
    assert len(queue.change_message_visibility_batch(Entries=later)["Successful"]) == 2
    assert len(queue.delete_messages(Entries=entries)["Successful"]) == 2
    for n in range(3):
        dead.send_message(MessageBody=str(n))
    task = client.start_message_move_task(SourceArn=dead_arn, DestinationArn=queue.attributes["QueueArn"], MaxNumberOfMessagesPerSecond=1)
    assert client.list_message_move_tasks(SourceArn=dead_arn)["Results"][0]["Status"] == "RUNNING"
    client.cancel_message_move_task(TaskHandle=task["TaskHandle"])
    dead.purge()
    queue.delete()


def dynamodb():
    resource = boto3.resource("dynamodb")
    table = resource.create_table(
        TableName="walked",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "p", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "p", "KeyType": "HASH"}],
        Tags=[{"Key": "team", "Value": "shop"}],
    )
    table.wait_until_exists()
    client = resource.meta.client
    assert client.list_tags_of_resource(ResourceArn=table.table_arn)["Tags"] == [{"Key": "team", "Value": "shop"}]
    assert "ContinuousBackupsDescription" in client.describe_continuous_backups(TableName="walked")
    assert "walked" in [one.name for one in resource.tables.all()]
    with table.batch_writer() as batch:
        for n in range(30):
            batch.put_item(Item={"p": str(n), "n": n})
    table.put_item(Item={"p": "a", "n": 1})
    table.update_item(Key={"p": "a"}, UpdateExpression="ADD n :one", ExpressionAttributeValues={":one": 1})
    assert table.get_item(Key={"p": "a"})["Item"] == {"p": "a", "n": 2}
    assert table.query(KeyConditionExpression="p = :p", ExpressionAttributeValues={":p": "7"})["Count"] == 1
    assert table.scan()["Count"] == 31
    keys = {"walked": {"Keys": [{"p": "1"}, {"p": "2"}]}}
    assert len(resource.batch_get_item(RequestItems=keys)["Responses"]["walked"]) == 2
    client.transact_write_items(TransactItems=[{"Put": {"TableName": "walked", "Item": {"p": "t"}}}])
    got = client.transact_get_items(TransactItems=[{"Get": {"TableName": "walked", "Key": {"p": "t"}}}])
    assert got["Responses"] == [{"Item": {"p": "t"}}]
    table.delete_item(Key={"p": "t"})
    table.delete()


def cognito():
    client = boto3.client("cognito-idp")
    assert [pool["Id"] for pool in client.list_user_pools(MaxResults=10)["UserPools"]] == [POOL]
    assert client.describe_user_pool(UserPoolId=POOL)["UserPool"]["Name"] == "people"
    bob = {"UserPoolId": POOL, "Username": "bob"}
    client.admin_create_user(**bob, MessageAction="SUPPRESS")
    client.admin_set_user_password(**bob, Password="Correct-horse-1", Permanent=True)
    client.admin_disable_user(**bob)
    assert client.admin_get_user(**bob)["Enabled"] is False
    client.admin_enable_user(**bob)
    assert client.list_users(UserPoolId=POOL)["Users"][0]["Username"] == "bob"
    client.admin_delete_user(**bob)


def roles():
    client = boto3.client("iam")
    name = client.list_roles()["Roles"][0]["RoleName"]
    assert client.get_role(RoleName=name)["Role"]["RoleName"] == name
    policy = client.list_role_policies(RoleName=name)["PolicyNames"][0]
    assert client.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]["Statement"]
    assert client.list_attached_role_policies(RoleName=name)["AttachedPolicies"] == []


def functions():
    client = boto3.client("lambda")
    assert [one["FunctionName"] for one in client.list_functions()["Functions"]] == ["f"]
    assert client.get_function(FunctionName="f")["Configuration"]["Runtime"] == "nodejs24.x"
    assert client.get_function_configuration(FunctionName="f")["Handler"] == "index.handler"
    answer = client.invoke(FunctionName="f", Payload=json.dumps({"name": "boto3"}))
    assert json.load(answer["Payload"]) == "hello boto3"


def logs():
    client = boto3.client("logs")
    stream = {"logGroupName": "walked", "logStreamName": "one"}
    client.create_log_group(logGroupName="walked")
    client.create_log_stream(**stream)
    client.put_log_events(**stream, logEvents=[{"timestamp": int(time.time() * 1000), "message": "hello"}])
    assert client.describe_log_groups(logGroupNamePrefix="walked")["logGroups"][0]["logGroupName"] == "walked"
    assert client.describe_log_streams(logGroupName="walked")["logStreams"][0]["logStreamName"] == "one"
    assert client.get_log_events(**stream)["events"][0]["message"] == "hello"
    assert client.filter_log_events(logGroupName="walked", filterPattern="hello")["events"]


def streams():
    client = boto3.client("firehose")
    s3 = boto3.client("s3")
    client.put_record(DeliveryStreamName="walked", Record={"Data": b"one"})
    batch = client.put_record_batch(DeliveryStreamName="walked", Records=[{"Data": b"two"}, {"Data": b"three"}])
    assert batch["FailedPutCount"] == 0 and len(batch["RequestResponses"]) == 2
    stream = {"logGroupName": "walked-lines", "logStreamName": "one"}
    boto3.client("logs").create_log_stream(**stream)
    now = int(time.time() * 1000)
    boto3.client("logs").put_log_events(**stream, logEvents=[{"timestamp": now, "message": "four"}])
    for _ in range(100):
        keys = [one["Key"] for one in s3.list_objects_v2(Bucket="walked-files").get("Contents", [])]
        read = b"".join(s3.get_object(Bucket="walked-files", Key=key)["Body"].read() for key in keys)
        if all(text in read for text in (b"one", b"two", b"three", b"four")):
            return
        time.sleep(0.1)
    raise AssertionError(read)


def queries():
    client = boto3.client("athena")
    context = {"QueryExecutionContext": {"Database": "walked"}, "ResultConfiguration": {"OutputLocation": "s3://walked-files/results/"}}
    query = client.start_query_execution(QueryString="SELECT count(*) AS n FROM lines", **context)["QueryExecutionId"]
    for _ in range(200):
        execution = client.get_query_execution(QueryExecutionId=query)["QueryExecution"]
        if execution["Status"]["State"] not in ("QUEUED", "RUNNING"):
            break
        time.sleep(0.1)
    assert execution["Status"]["State"] == "SUCCEEDED", execution
    key = execution["ResultConfiguration"]["OutputLocation"].removeprefix("s3://walked-files/")
    assert boto3.client("s3").get_object(Bucket="walked-files", Key=key)["Body"].read() == b'"n"\n"0"\n'
    client.stop_query_execution(QueryExecutionId=query)


def parameters():
    client = boto3.client("ssm")
    client.put_parameter(Name="/walked/a", Type="String", Value="x")
    assert client.get_parameter(Name="/walked/a")["Parameter"]["Value"] == "x"
    assert client.get_parameters_by_path(Path="/walked")["Parameters"][0]["Name"] == "/walked/a"
    client.delete_parameter(Name="/walked/a")


def machines():
    client = boto3.client("stepfunctions")
    assert [one["stateMachineArn"] for one in client.list_state_machines()["stateMachines"]] == [MACHINE]
    assert client.describe_state_machine(stateMachineArn=MACHINE)["name"] == "machine"
    execution = client.start_execution(stateMachineArn=MACHINE)["executionArn"]
    assert client.list_executions(stateMachineArn=MACHINE)["executions"][0]["executionArn"] == execution
    for _ in range(100):
        state = client.describe_execution(executionArn=execution)
        waiting = client.get_execution_history(executionArn=execution)["events"]
        scheduled = [one["taskScheduledEventDetails"] for one in waiting if one["type"] == "TaskScheduled"]
        if scheduled:
            break
    assert state["status"] == "RUNNING"
    token = json.loads(scheduled[0]["parameters"])["Payload"]["token"]
    client.send_task_heartbeat(taskToken=token)
    client.stop_execution(executionArn=execution)
    try:
        client.send_task_heartbeat(taskToken=token)
    except ClientError as error:
        assert error.response["Error"]["Code"] == "TaskTimedOut"
    else:
        raise AssertionError("a token of an execution that has ended")


for walk in (s3, sqs, dynamodb, cognito, roles, functions, logs, streams, queries, parameters, machines):
    walk()
