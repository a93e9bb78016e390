# The functions, from one image. FUNCTION_TARGET selects the function. To add one, add an entry to functions_always and
# one to environments, and its grants to access.tf.

locals {
  functions = merge(local.functions_always, { for name, function in local.functions_at_will : name => function if length(var.self_service_members) > 0 })

  # Only where somebody is named who may use it.
  functions_at_will = {
    self-service = {
      does = "Shows people their own password, and makes them a new one"
      # Behind Identity-Aware Proxy; people may be anywhere.
      ingress       = "INGRESS_TRAFFIC_ALL"
      iap           = true
      timeout       = 300
      concurrency   = 40
      min_instances = 0
      max_instances = 1 # one clock for two calls of one person at once; more could not call Google faster
    }
  }

  functions_always = {
    configuration = {
      does = "The administrators' page, its API, verification, overview"
      # Behind Identity-Aware Proxy; administrators may be anywhere.
      ingress       = "INGRESS_TRAFFIC_ALL"
      iap           = true
      timeout       = 300
      concurrency   = 40
      min_instances = 0
      max_instances = 2
    }
    passwords = {
      does = "Issues, reads, rotates, proves and revokes one password"
      # The MDM may be outside of Google Cloud; Cloud Run's IAM check admits only the MDM.
      ingress       = "INGRESS_TRAFFIC_ALL"
      iap           = false
      timeout       = 300
      concurrency   = 40
      min_instances = var.warm_passwords_instances
      max_instances = 4 # more could not call Google faster: 2,400 calls a minute
    }
    rotation = {
      does = "Starts runs; resumes stalled runs"
      # The function configuration calls it from outside any network of ours, to start a run.
      ingress       = "INGRESS_TRAFFIC_ALL"
      iap           = false
      timeout       = 300
      concurrency   = 4 # a tick may hold a page of 500 accounts
      min_instances = 0
      max_instances = 2
    }
    rotation-worker = {
      does = "Carries out runs, user by user"
      # Cloud Tasks of the same project counts as internal; there is no other caller.
      ingress = "INGRESS_TRAFFIC_INTERNAL_ONLY"
      iap     = false
      # A slice of 240 s, and its last batch.
      timeout = 600
      # One call works and keeps the pace for all runs; any other is told to come again.
      concurrency   = 4
      min_instances = 0
      max_instances = 2
    }
  }

  # The variables of each function, in addition to the common ones and the names of its secrets.
  environments = {
    configuration = {
      IAP_AUDIENCE              = "/projects/${local.project_number}/locations/${var.region}/services/configuration"
      ROTATION_URL              = local.urls["rotation"]
      SYSTEM_MANAGEMENT_MEMBERS = join(",", local.management_members)
      SYSTEM_READ_ONLY_MEMBERS  = join(",", local.read_only_members)
    }
    passwords = {
      PASSWORD_KMS_KEY = local.password_key
    }
    self-service = {
      IAP_AUDIENCE         = "/projects/${local.project_number}/locations/${var.region}/services/self-service"
      PASSWORD_KMS_KEY     = local.password_key
      SELF_SERVICE_MEMBERS = join(",", local.self_service_members)
    }
    rotation = local.tasks
    rotation-worker = merge(local.tasks, {
      PASSWORD_KMS_KEY      = local.password_key
      DIRECTORY_CONCURRENCY = tostring(var.pace.calls_at_once)
    })
  }

  # For the functions that enqueue tasks.
  tasks = {
    ROTATION_QUEUE        = "projects/${var.project_id}/locations/${var.region}/queues/${google_cloud_tasks_queue.rotation.name}"
    ROTATION_WORKER_URL   = local.urls["rotation-worker"]
    TASKS_SERVICE_ACCOUNT = google_service_account.identity["rotation-tasks"].email
  }

  # Cloud Run's deterministic addresses. They are known before the services are made, so functions can have each
  # other's address without a circle.
  urls = { for name in keys(local.functions) :
    name => "https://${name}-${local.project_number}.${var.region}.run.app"
  }

  password_key = "projects/${var.project_id}/locations/${var.region}/keyRings/${google_kms_key_ring.main.name}/cryptoKeys/${google_kms_crypto_key.passwords.name}"

  # For Node itself. By default its heap can grow beyond the memory of the instance. The second
  # and third make the C library return memory that a compiler or a large message needed briefly:
  # docs/performance.md.
  node_settings = {
    NODE_OPTIONS           = "--max-old-space-size=128 --max-semi-space-size=2"
    MALLOC_ARENA_MAX       = "2"
    MALLOC_MMAP_THRESHOLD_ = "131072"
  }

  # The variables of every function. Names and addresses only: no value here is a secret.
  common_environment = merge(
    local.node_settings,
    {
      NODE_ENV                   = "production" # else functions-framework answers with error messages and stacks
      GOOGLE_CLOUD_PROJECT       = var.project_id
      FIRESTORE_DATABASE         = google_firestore_database.state.name
      EVENTS_TOPIC               = "projects/${var.project_id}/topics/${google_pubsub_topic.password_events.name}"
      DIRECTORY_CALLS_PER_SECOND = tostring(var.pace.calls_per_second)
      PROOFS_PER_SECOND          = tostring(var.pace.binds_per_second)
    },
    { for id, account in google_service_account.identity : "KEYLESS_SERVICE_ACCOUNT" => account.email if id == "directory-access" },
    { for id, account in google_service_account.identity : "KEYLESS_CLIENT_ID" => account.unique_id if id == "directory-access" },
  )
}

resource "google_cloud_run_v2_service" "function" {
  for_each = var.image == "none" ? {} : local.functions

  project     = local.project_id
  name        = each.key
  location    = var.region
  description = each.value.does

  ingress              = each.value.ingress
  iap_enabled          = each.value.iap
  invoker_iam_disabled = false
  default_uri_disabled = false
  deletion_protection  = var.deletion_protection

  scaling {
    min_instance_count = each.value.min_instances
  }

  template {
    service_account = google_service_account.identity[each.key].email
    # Longer than the sum of all deadlines of one call, so that each call ends by its own deadlines
    # and reports it: docs/decisions/0011. A test adds them up.
    timeout = "${each.value.timeout}s"
    # The first generation starts faster; the functions need nothing of the second.
    execution_environment            = "EXECUTION_ENVIRONMENT_GEN1"
    max_instance_request_concurrency = each.value.concurrency
    encryption_key                   = one([for key in google_kms_crypto_key.data : key.id])

    scaling {
      max_instance_count = each.value.max_instances
    }

    containers {
      image = var.image

      resources {
        # Measured: some 120 MB under 40 requests at once (docs/performance.md). A whole processor,
        # because a smaller share allows only one request at a time.
        limits            = { cpu = "1", memory = "256Mi" }
        startup_cpu_boost = true
        # No processor time between calls, and no charge for it: a function answers once its work is
        # done. Only a call that it gave up can remain: docs/decisions/0011.
        cpu_idle = true
      }

      dynamic "env" {
        for_each = merge(local.common_environment, local.environments[each.key], local.secrets_of[each.key], { FUNCTION_TARGET = each.key })
        content {
          name  = env.key
          value = env.value
        }
      }
    }
  }

  # A build pins all calls to the revisions that have them, so that those it makes here get none before their test
  # (docs/decisions/0020). Otherwise the newest revision that is ready gets all calls.
  traffic {
    type     = contains(keys(var.serving), each.key) ? "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION" : "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST"
    revision = lookup(var.serving, each.key, null)
    percent  = 100
  }

  lifecycle {
    # gcloud and the console write their names here.
    ignore_changes = [client, client_version]
  }

  depends_on = [
    google_artifact_registry_repository.functions,
    google_kms_crypto_key_iam_member.grant,
    time_sleep.identities_known,
  ]
}
