# A deployment with nothing chosen but what must be: a project that is there, one administrator, one
# reader, one MDM, an image. test/infra/*.test.ts look at the plans of these files more closely.

variables {
  project_id                = "acme-passwords"
  existing_project_number   = "123456789012"
  region                    = "europe-west1"
  system_management_members = ["Ada@example.com"]
  system_read_only_members  = ["bob@example.com"]
  mdm_service_accounts      = ["mdm@acme-mdm.iam.gserviceaccount.com"]
  alert_emails              = ["on-call@example.com"]
  image                     = "europe-west1-docker.pkg.dev/acme-passwords/functions/functions@sha256:0000000000000000000000000000000000000000000000000000000000000000"
}

run "defaults" {
  command = plan

  assert {
    condition     = output.page_url == "https://configuration-123456789012.europe-west1.run.app"
    error_message = "The page's address is not Cloud Run's deterministic one."
  }
  assert {
    condition     = alltrue([for function in google_cloud_run_v2_service.function : function.template[0].containers[0].image == var.image])
    error_message = "A function does not run the image that was given."
  }
  assert {
    condition     = [for name, function in google_cloud_run_v2_service.function : name if function.iap_enabled] == ["configuration"]
    error_message = "Identity-Aware Proxy stands before configuration, and before nothing else: it would turn programs away."
  }
  assert {
    condition     = [for name, function in google_cloud_run_v2_service.function : name if function.ingress == "INGRESS_TRAFFIC_INTERNAL_ONLY"] == ["rotation-worker"]
    error_message = "rotation-worker is for Cloud Tasks only; the others are called from outside."
  }
  assert {
    condition     = alltrue([for function in google_cloud_run_v2_service.function : function.deletion_protection])
    error_message = "A function can be deleted by accident."
  }
  assert {
    condition     = google_cloud_scheduler_job.rotation.schedule == "*/15 * * * *" && !google_cloud_scheduler_job.rotation.paused
    error_message = "Rotation does not tick every 15 minutes."
  }
  assert {
    condition     = google_cloud_scheduler_job.rotation.http_target[0].oidc_token[0].audience == output.function_urls["rotation"]
    error_message = "The scheduler's token has another audience than the function takes."
  }
  assert {
    condition     = google_cloud_tasks_queue.rotation.desired_state == "RUNNING" && google_cloud_tasks_queue.rotation.rate_limits[0].max_dispatches_per_second == 5 && google_cloud_tasks_queue.rotation.rate_limits[0].max_concurrent_dispatches == 4
    error_message = "The queue does not run, or hands over more tasks than one worker needs."
  }
  assert {
    condition     = google_firestore_database.state.delete_protection_state == "DELETE_PROTECTION_ENABLED" && google_firestore_database.state.point_in_time_recovery_enablement == "POINT_IN_TIME_RECOVERY_ENABLED"
    error_message = "The database is not protected."
  }
  assert {
    condition     = google_firestore_database.state.location_id == "europe-west1"
    error_message = "The database does not lie in the region."
  }
  assert {
    condition     = google_secret_manager_secret.secret["service-account-key"].version_destroy_ttl == "2592000s"
    error_message = "A replaced key is not kept for 30 days before it is destroyed."
  }
  assert {
    condition     = google_kms_crypto_key.passwords.rotation_period == "31536000s"
    error_message = "The key that encrypts passwords is not rotated once a year."
  }
  assert {
    condition     = !contains(keys(google_cloud_run_v2_service.function), "self-service") && !contains(keys(google_service_account.identity), "self-service") && length([for binding in google_iap_web_cloud_run_service_iam_member.grant : binding if binding.cloud_run_service_name == "self-service"]) == 0 && output.self_service_url == null
    error_message = "Self-service is there although nobody was named."
  }
  assert {
    condition     = length(google_project.this) == 0
    error_message = "An adopted project is made anew."
  }
  assert {
    condition     = length(google_kms_crypto_key.data) == 0 && length(google_billing_budget.month) == 0 && length(google_cloudbuild_trigger.push) == 0 && length(google_cloudbuild_trigger.pull_request) == 0 && length(google_cloudbuild_trigger.promote) == 0
    error_message = "Something is made that nobody asked for."
  }
  assert {
    condition     = length(google_monitoring_alert_policy.build_failed) == 0 && length(google_monitoring_uptime_check_config.gate) == 0 && length(google_monitoring_alert_policy.gate) == 0 && length(google_monitoring_slo.level) == 0 && length(google_monitoring_custom_service.service) == 0 && length(google_monitoring_alert_policy.burn) == 0 && length(google_logging_project_sink.audit_trail) == 0 && length(google_logging_project_bucket_config.audit_trail) == 0 && length(google_monitoring_notification_channel.topic) == 0
    error_message = "Something is watched or kept that nobody asked for."
  }
}

run "another_pace" {
  command = plan
  variables {
    pace = { calls_per_second = 40, calls_at_once = 25 }
  }

  assert {
    condition     = { for name, function in google_cloud_run_v2_service.function : name => { for env in function.template[0].containers[0].env : env.name => env.value if startswith(env.name, "DIRECTORY_") } } == { configuration = { DIRECTORY_CALLS_PER_SECOND = "40" }, passwords = { DIRECTORY_CALLS_PER_SECOND = "40" }, rotation = { DIRECTORY_CALLS_PER_SECOND = "40" }, rotation-worker = { DIRECTORY_CALLS_PER_SECOND = "40", DIRECTORY_CONCURRENCY = "25" } }
    error_message = "Not every function knows the pace, or others than the worker how many calls are made at once."
  }
}

run "before_the_first_image" {
  command = plan
  variables {
    image = "none"
  }

  assert {
    condition     = length(google_cloud_run_v2_service.function) == 0 && length(google_cloud_run_v2_service_iam_member.grant) == 0
    error_message = "Functions are made without an image."
  }
  assert {
    condition     = google_cloud_scheduler_job.rotation.paused
    error_message = "The scheduler calls a function that is not there."
  }
  assert {
    condition     = startswith(output.next_step, "There is no image yet.")
    error_message = "The next step does not say that an image is missing."
  }
}

run "several_mdm_callers" {
  command = plan
  variables {
    mdm_service_accounts = ["mdm@acme-mdm.iam.gserviceaccount.com", "kiosk@acme-kiosk.iam.gserviceaccount.com"]
  }

  assert {
    condition = toset([for binding in google_cloud_run_v2_service_iam_member.grant : binding.member if binding.name == "passwords"]) == toset([
      "serviceAccount:mdm@acme-mdm.iam.gserviceaccount.com", "serviceAccount:kiosk@acme-kiosk.iam.gserviceaccount.com",
    ])
    error_message = "The callers of passwords are not exactly the two that were named."
  }
}

run "no_mdm_yet" {
  command = plan
  variables {
    mdm_service_accounts = []
  }

  assert {
    condition     = length([for binding in google_cloud_run_v2_service_iam_member.grant : binding if binding.name == "passwords"]) == 0
    error_message = "Somebody may call passwords although nobody was named."
  }
}

run "no_reader_yet" {
  command = plan
  variables {
    system_read_only_members = []
  }

  assert {
    condition     = [for binding in google_iap_web_cloud_run_service_iam_member.grant : binding.member] == ["user:ada@example.com"]
    error_message = "Somebody may open the page although nobody was named."
  }
}

run "keyless" {
  command = plan
  variables {
    keyless = true
  }
  override_resource {
    target          = google_service_account.identity["directory-access"]
    override_during = plan
    values = {
      email     = "directory-access@acme-passwords.iam.gserviceaccount.com"
      member    = "serviceAccount:directory-access@acme-passwords.iam.gserviceaccount.com"
      unique_id = "112233445566778899000"
    }
  }

  assert {
    condition     = output.delegation_client_id == "112233445566778899000"
    error_message = "The client id to authorise is not told."
  }
  assert {
    condition     = output.signing_service_account == "directory-access@acme-passwords.iam.gserviceaccount.com"
    error_message = "The account that can get an admin role is not told."
  }
  assert {
    condition     = toset([for name, binding in google_service_account_iam_member.grant : name if binding.role == "roles/iam.serviceAccountTokenCreator"]) == toset(["configuration-signs-keyless", "passwords-signs-keyless", "rotation-signs-keyless", "rotation-worker-signs-keyless"])
    error_message = "Others than the four functions may sign as directory-access."
  }
  assert {
    condition     = contains(keys(google_project_service.api), "admin.googleapis.com")
    error_message = "The way without a key needs the Admin SDK in this project."
  }
}

run "self_service" {
  command = plan
  variables {
    keyless              = true
    self_service_members = ["domain:Example.com", "Zoe@partner.example"]
  }
  override_resource {
    target          = google_service_account.identity["directory-access"]
    override_during = plan
    values = {
      email     = "directory-access@acme-passwords.iam.gserviceaccount.com"
      member    = "serviceAccount:directory-access@acme-passwords.iam.gserviceaccount.com"
      unique_id = "112233445566778899000"
    }
  }

  assert {
    condition     = [for name, function in google_cloud_run_v2_service.function : name if function.iap_enabled] == ["configuration", "self-service"]
    error_message = "Identity-Aware Proxy does not stand before the page for people."
  }
  assert {
    condition     = toset([for binding in google_iap_web_cloud_run_service_iam_member.grant : binding.member if binding.cloud_run_service_name == "self-service"]) == toset(["domain:example.com", "user:zoe@partner.example"])
    error_message = "Others than those who were named may open the page for people, or they may not."
  }
  assert {
    condition     = output.self_service_url == "https://self-service-123456789012.europe-west1.run.app/me"
    error_message = "The address of the page for people is not told."
  }
}

run "paused" {
  command = plan
  variables {
    paused = true
  }

  assert {
    condition     = google_cloud_scheduler_job.rotation.paused && google_cloud_tasks_queue.rotation.desired_state == "PAUSED"
    error_message = "Scheduler and queue do not stand still."
  }
  assert {
    condition     = !google_monitoring_alert_policy.rotation_stands_still.enabled
    error_message = "A pause rings the alarm."
  }
  assert {
    condition     = length(google_cloud_run_v2_service.function) == 4
    error_message = "A pause takes functions away; passwords must still be told."
  }
}

run "own_keys" {
  command = plan
  variables {
    customer_managed_keys = true
  }

  assert {
    condition     = length(google_kms_crypto_key.data) == 1
    error_message = "There is no key of one's own."
  }
  assert {
    condition     = toset([for name, binding in google_kms_crypto_key_iam_member.grant : name if endswith(name, "-data-key")]) == toset(["artifact-registry-agent-data-key", "firestore-agent-data-key", "pubsub-agent-data-key", "run-agent-data-key", "secret-manager-agent-data-key"])
    error_message = "Not exactly Google's own agents may use that key."
  }
}

run "budget_and_push_trigger" {
  command = plan
  variables {
    billing_account = "01AB23-CD45EF-67AB89"
    budget          = { amount = 10, currency = "EUR" }
    push_trigger    = { repository = "projects/acme-passwords/locations/us-central1/connections/github/repositories/passwords" }
    build_region    = "us-central1"

    pull_request_checks = true
    promotes_to         = ["acme-production"]
    image_scanning      = "CRITICAL"
  }

  assert {
    condition     = google_billing_budget.month["month"].amount[0].specified_amount[0].units == "10" && length(google_billing_budget.month["month"].threshold_rules) == 3
    error_message = "The budget is not the one that was asked for."
  }
  assert {
    condition     = google_cloudbuild_trigger.push["push"].repository_event_config[0].push[0].branch == "^main$" && google_cloudbuild_trigger.push["push"].filename == "cloudbuild.yaml"
    error_message = "A push to main does not start the build."
  }
  assert {
    condition     = google_cloudbuild_trigger.push["push"].location == "us-central1" && google_cloudbuild_trigger.push["push"].substitutions["_REGION"] == "europe-west1" && strcontains(output.build_command, " --region=us-central1 ")
    error_message = "A build elsewhere does not run there, or no longer deploys here."
  }
  assert {
    condition     = endswith(google_cloudbuild_trigger.pull_request["check"].service_account, "pull-request-check@acme-passwords.iam.gserviceaccount.com")
    error_message = "A pull request is checked as another account, or by steps that it can change."
  }
  assert {
    condition     = [for step in google_cloudbuild_trigger.pull_request["check"].build[0].step : step.id][6] == "build what is deployed into dist" && length(google_cloudbuild_trigger.pull_request["check"].build[0].step) == 7
    error_message = "A pull request is not checked by the steps before the image, and by no other."
  }
  assert {
    condition     = toset([for binding in concat(values(google_project_iam_member.grant), values(google_cloudbuildv2_connection_iam_member.grant)) : binding.role if binding.member == "serviceAccount:pull-request-check@acme-passwords.iam.gserviceaccount.com"]) == toset(["roles/logging.logWriter", "roles/cloudbuild.readTokenAccessor"])
    error_message = "The check of a pull request may do more than write its log and fetch its source."
  }
}

run "promoted" {
  command = plan
  variables {
    environment = "production"
    promotion   = { from_project = "acme-staging", repository = "projects/acme-passwords/locations/us-central1/connections/github/repositories/passwords" }
    serving     = { passwords = "passwords-00007-abc" }
  }

  assert {
    condition     = google_cloudbuild_trigger.promote["promote"].approval_config[0].approval_required && length(google_cloudbuild_trigger.push) == 0
    error_message = "Production is deployed without an approval."
  }
  assert {
    condition     = google_cloudbuild_trigger.promote["promote"].substitutions["_FROM_PROJECT"] == "acme-staging" && google_cloudbuild_trigger.promote["promote"].substitutions["_FROM_REGION"] == "europe-west1" && google_cloudbuild_trigger.promote["promote"].substitutions["_ENVIRONMENT"] == "production"
    error_message = "A promotion does not know where the image comes from and which environment it deploys."
  }
  assert {
    condition     = { for name, function in google_cloud_run_v2_service.function : name => function.traffic[0].revision if function.traffic[0].type == "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION" } == { passwords = "passwords-00007-abc" }
    error_message = "Not exactly the pinned function keeps its calls on its revision."
  }
}

run "nothing_protected_any_more" {
  command = plan
  variables {
    deletion_protection    = false
    point_in_time_recovery = false
  }

  assert {
    condition     = google_firestore_database.state.delete_protection_state == "DELETE_PROTECTION_DISABLED" && !google_secret_manager_secret.secret["service-account-key"].deletion_protection && alltrue([for function in google_cloud_run_v2_service.function : !function.deletion_protection])
    error_message = "Something still refuses to be deleted."
  }
}

run "watched_and_audited" {
  command = plan
  variables {
    self_service_members = ["domain:example.com"]
    push_trigger         = { repository = "projects/acme-passwords/locations/us-central1/connections/github/repositories/passwords" }
    alert_channels       = ["projects/acme-passwords/notificationChannels/1234567890"]
    alert_topics         = ["projects/acme-operations/topics/alerts"]
    uptime_checks        = true
    service_levels       = {}
    audit_trail          = { locked = true, readers = ["group:Auditors@example.com", "user:eve@example.com"] }
  }
  override_resource {
    target          = google_cloudbuild_trigger.push["push"]
    override_during = plan
    values = {
      trigger_id = "5a11b2c3-0000-4000-8000-000000000001"
    }
  }

  assert {
    condition     = { for name, check in google_monitoring_uptime_check_config.gate : name => [for code in check.http_check[0].accepted_response_status_codes : code.status_value] } == { passwords = [401, 403], rotation = [401, 403], rotation-worker = [403, 404] }
    error_message = "The gates that are watched from outside are not those of the three functions for programs, or more than a refusal is accepted."
  }
  assert {
    condition     = { for name, level in google_monitoring_slo.level : name => level.goal } == { passwords-answered = 0.995, rotation-on-time = 0.95 }
    error_message = "The objectives are not the two that were asked for."
  }
  assert {
    condition     = google_logging_project_bucket_config.audit_trail["audit-trail"].locked && google_logging_project_bucket_config.audit_trail["audit-trail"].retention_days == 400 && google_logging_project_bucket_config.audit_trail["audit-trail"].location == "global" && length(google_resource_manager_lien.audit_trail) == 1
    error_message = "The audit trail is not locked for 400 days, or its project can be deleted."
  }
  assert {
    condition     = toset([google_logging_project_bucket_config.audit_trail["audit-trail"].deletion_policy, google_logging_project_sink.audit_trail["audit-trail"].deletion_policy, google_resource_manager_lien.audit_trail["audit-trail"].deletion_policy]) == toset(["PREVENT"])
    error_message = "An apply without the lock would remove the sink or the lien of a locked audit trail."
  }
  assert {
    condition     = toset([for grant in google_logging_log_view_iam_member.grant : grant.member]) == toset(["group:auditors@example.com", "user:eve@example.com"])
    error_message = "Others than those who were named may read the audit trail."
  }
  assert {
    condition     = length(google_monitoring_alert_policy.build_failed) == 1 && length(google_monitoring_alert_policy.burn) == 4 && length(google_monitoring_alert_policy.gate) == 1
    error_message = "An alert of what was asked for is missing."
  }
  assert {
    condition     = length(google_monitoring_notification_channel.topic) == 1 && length(google_monitoring_alert_policy.calls_fail.notification_channels) == 3
    error_message = "Alerts do not go to the channel and the topic that were named."
  }
}

run "another_trail" {
  command = plan
  variables {
    audit_trail    = { days = 3650, location = "europe-west3" }
    service_levels = { passwords_answered = 0.999, rotation_on_time = 0.99 }
  }

  assert {
    condition     = !google_logging_project_bucket_config.audit_trail["audit-trail"].locked && google_logging_project_bucket_config.audit_trail["audit-trail"].deletion_policy == "DELETE" && google_logging_project_sink.audit_trail["audit-trail"].deletion_policy == "DELETE" && google_logging_project_bucket_config.audit_trail["audit-trail"].location == "europe-west3" && length(google_resource_manager_lien.audit_trail) == 0 && length(google_logging_log_view_iam_member.grant) == 0
    error_message = "An audit trail is locked that nobody asked to lock, or somebody may read it whom nobody named."
  }
  assert {
    condition     = { for name, level in google_monitoring_slo.level : name => level.goal } == { passwords-answered = 0.999, rotation-on-time = 0.99 }
    error_message = "The objectives do not have the goals that were given."
  }
}
