# Optionally, the audit trail in a log bucket of its own, which nobody can empty once it is locked.

locals {
  audit_trail = { for name, trail in { audit-trail = var.audit_trail } : name => trail if trail != null }

  auditors = sort(flatten([for trail in values(local.audit_trail) : [for reader in trail.readers : lower(reader)]]))

  # Our own audit lines, the lines that say which caller a request had, and all of Google's audit logs of this project:
  # who read the key or decrypted, who changed access, who changed the logs.
  audited_lines = ["configuration-audit", "password-audit", "request", "rotation-audit"]
  audit_filter = join(" OR ", [
    "(${local.our_log_lines} AND jsonPayload.message=(\"${join("\" OR \"", local.audited_lines)}\"))",
    "logName:\"projects/${var.project_id}/logs/cloudaudit.googleapis.com%2F\"",
  ])
}

# A lock cannot be undone: Google then refuses another time, and to delete the bucket before its entries are that old.
# Without PREVENT, a plan without the lock would first remove what Google does not protect: sink and lien.
resource "google_logging_project_bucket_config" "audit_trail" {
  for_each = local.audit_trail

  project        = local.project_id
  location       = coalesce(each.value.location, var.log_location)
  bucket_id      = each.key
  description    = "The audit trail of Google Apps passwords"
  retention_days = each.value.days
  locked         = each.value.locked

  deletion_policy = each.value.locked ? "PREVENT" : "DELETE"

  depends_on = [google_project_service.api]
}

# Within one project, Google needs no right to write to the bucket. The lines are also kept in _Default, as before.
resource "google_logging_project_sink" "audit_trail" {
  for_each = local.audit_trail

  project                = local.project_id
  name                   = each.key
  description            = "Copies the audit trail to a bucket of its own"
  destination            = "logging.googleapis.com/${google_logging_project_bucket_config.audit_trail[each.key].id}"
  filter                 = local.audit_filter
  unique_writer_identity = true
  deletion_policy        = each.value.locked ? "PREVENT" : "DELETE"
}

# Without a filter: all that is in the bucket. Readers get this view only.
resource "google_logging_log_view" "audit_trail" {
  for_each = local.audit_trail

  parent      = "projects/${var.project_id}"
  location    = google_logging_project_bucket_config.audit_trail[each.key].location
  bucket      = google_logging_project_bucket_config.audit_trail[each.key].bucket_id
  name        = each.key
  description = "The whole audit trail"

  deletion_policy = each.value.locked ? "PREVENT" : "DELETE"
}

# Deleting the project would delete the bucket too, locked or not. Whoever means it removes this first.
resource "google_resource_manager_lien" "audit_trail" {
  for_each = { for name, trail in local.audit_trail : name => trail if trail.locked }

  parent          = "projects/${local.project_number}"
  restrictions    = ["resourcemanager.projects.delete"]
  origin          = "google-apps-passwords"
  reason          = "Holds a locked audit trail"
  deletion_policy = "PREVENT"
}
