# Makes the grants of access.tf: one resource for each kind of target.

locals {
  # The IAM members for each name of access.tf; the key tells several members of one name apart.
  members = merge(
    { for id, account in google_service_account.identity : id => { "" = account.member } },
    {
      iap        = { "" = "serviceAccount:service-${local.project_number}@gcp-sa-iap.iam.gserviceaccount.com" }
      management = { for email in local.management_members : "/${email}" => "user:${email}" }
      read-only  = { for email in local.read_only_members : "/${email}" => "user:${email}" }
      people     = { for member in local.self_service_members : "/${member}" => startswith(member, "domain:") ? member : "user:${member}" }
      auditors   = { for member in local.auditors : "/${member}" => member }
      mdm        = { for email in var.mdm_service_accounts : "/${email}" => "serviceAccount:${email}" }
      promoters  = { for project in var.promotes_to : "/${project}" => "serviceAccount:image-build@${project}.iam.gserviceaccount.com" }

      artifact-registry-agent = { "" = "serviceAccount:service-${local.project_number}@gcp-sa-artifactregistry.iam.gserviceaccount.com" }
      firestore-agent         = { "" = "serviceAccount:service-${local.project_number}@gcp-sa-firestore.iam.gserviceaccount.com" }
      pubsub-agent            = { "" = "serviceAccount:service-${local.project_number}@gcp-sa-pubsub.iam.gserviceaccount.com" }
      run-agent               = { "" = "serviceAccount:service-${local.project_number}@serverless-robot-prod.iam.gserviceaccount.com" }
      secret-manager-agent    = { "" = "serviceAccount:service-${local.project_number}@gcp-sa-secretmanager.iam.gserviceaccount.com" }
    },
  )

  bindings = merge([for name, grant in local.grants : {
    for key, member in local.members[grant.who] : "${name}${key}" => {
      kind   = split(":", grant.on)[0]
      target = try(split(":", grant.on)[1], "")
      role   = grant.role
      member = member
    }
  }]...)

  kms_keys = merge({ passwords = google_kms_crypto_key.passwords.id }, { for name, key in google_kms_crypto_key.data : name => key.id })
  # The one whose pushes are built, or whose images are promoted.
  connected_repository = try(var.push_trigger.repository, var.promotion.repository, "")

  buckets = { terraform-state = google_storage_bucket.terraform_state.name, build-source = google_storage_bucket.build_source.name }
}

# The reasons, kept in the state: a changed reason shows in a plan, and docs/access.md is made from them.
resource "terraform_data" "access" {
  input = [for name in sort(keys(local.grants)) : merge(local.grants[name], { name = name })]
}

resource "google_project_iam_member" "grant" {
  for_each = { for name, binding in local.bindings : name => binding if contains(["project", "database"], binding.kind) }

  project = local.project_id
  role    = each.value.role
  member  = each.value.member

  # Firestore's roles can be granted only on the project; the condition limits them to this database.
  dynamic "condition" {
    for_each = each.value.kind == "database" ? [google_firestore_database.state.name] : []
    content {
      title      = "This database only"
      expression = "resource.type == \"firestore.googleapis.com/Database\" && resource.name == \"projects/${var.project_id}/databases/${condition.value}\""
    }
  }

  depends_on = [time_sleep.identities_known]
}

resource "google_secret_manager_secret_iam_member" "grant" {
  for_each = { for name, binding in local.bindings : name => binding if binding.kind == "secret" }

  project   = local.project_id
  secret_id = google_secret_manager_secret.secret[each.value.target].secret_id
  role      = each.value.role
  member    = each.value.member
}

resource "google_kms_crypto_key_iam_member" "grant" {
  for_each = { for name, binding in local.bindings : name => binding if binding.kind == "kms" }

  crypto_key_id = local.kms_keys[each.value.target]
  role          = each.value.role
  member        = each.value.member

  depends_on = [time_sleep.identities_known]
}

resource "google_cloud_tasks_queue_iam_member" "grant" {
  for_each = { for name, binding in local.bindings : name => binding if binding.kind == "queue" }

  project  = local.project_id
  location = var.region
  name     = google_cloud_tasks_queue.rotation.name
  role     = each.value.role
  member   = each.value.member
}

resource "google_pubsub_topic_iam_member" "grant" {
  for_each = { for name, binding in local.bindings : name => binding if binding.kind == "topic" }

  project = local.project_id
  topic   = google_pubsub_topic.password_events.name
  role    = each.value.role
  member  = each.value.member
}

resource "google_service_account_iam_member" "grant" {
  for_each = { for name, binding in local.bindings : name => binding if binding.kind == "account" }

  service_account_id = google_service_account.identity[each.value.target].name
  role               = each.value.role
  member             = each.value.member
}

resource "google_artifact_registry_repository_iam_member" "grant" {
  for_each = { for name, binding in local.bindings : name => binding if binding.kind == "repository" }

  project    = local.project_id
  location   = var.region
  repository = google_artifact_registry_repository.functions.repository_id
  role       = each.value.role
  member     = each.value.member
}

resource "google_storage_bucket_iam_member" "grant" {
  for_each = { for name, binding in local.bindings : name => binding if binding.kind == "bucket" }

  bucket = local.buckets[each.value.target]
  role   = each.value.role
  member = each.value.member
}

resource "google_cloud_run_v2_service_iam_member" "grant" {
  for_each = { for name, binding in local.bindings : name => binding if binding.kind == "function" && var.image != "none" }

  project  = local.project_id
  location = var.region
  name     = google_cloud_run_v2_service.function[each.value.target].name
  role     = each.value.role
  member   = each.value.member
}

resource "google_iap_web_cloud_run_service_iam_member" "grant" {
  for_each = { for name, binding in local.bindings : name => binding if binding.kind == "page" && var.image != "none" }

  project                = local.project_id
  location               = var.region
  cloud_run_service_name = google_cloud_run_v2_service.function[each.value.target].name
  role                   = each.value.role
  member                 = each.value.member
}

resource "google_logging_log_view_iam_member" "grant" {
  for_each = { for name, binding in local.bindings : name => binding if binding.kind == "log-view" }

  parent   = google_logging_log_view.audit_trail[each.value.target].parent
  location = google_logging_log_view.audit_trail[each.value.target].location
  bucket   = google_logging_log_view.audit_trail[each.value.target].bucket
  name     = google_logging_log_view.audit_trail[each.value.target].name
  role     = each.value.role
  member   = each.value.member
}

# The connection to the repository was made in the console; Terraform manages only this grant on it.
resource "google_cloudbuildv2_connection_iam_member" "grant" {
  for_each = { for name, binding in local.bindings : name => binding if binding.kind == "connection" }

  project  = regex("^projects/([^/]+)/", local.connected_repository)[0]
  location = regex("/locations/([^/]+)/", local.connected_repository)[0]
  name     = regex("/connections/([^/]+)/", local.connected_repository)[0]
  role     = each.value.role
  member   = each.value.member
}
