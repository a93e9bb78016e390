# Google writes down who read the key, who decrypted a password, who signed for the delegated account. All
# but changes is off by default.
#
# Each resource is the whole of what is set for its service: what an adopted project had set for it before is
# replaced. All three types are on, so nothing is lost by that but exemptions; infra/preflight.sh shows them.

locals {
  # What belongs to another service is switched on with that one: signing (iamcredentials.googleapis.com)
  # with iam.googleapis.com, where it counts as ADMIN_READ
  # (docs.cloud.google.com/iam/docs/audit-logging/audit-logging-iamcreds).
  audited_services = ["cloudkms.googleapis.com", "iam.googleapis.com", "secretmanager.googleapis.com"]
}

resource "google_project_iam_audit_config" "reads" {
  for_each = toset(local.audited_services)

  project = local.project_id
  service = each.key

  dynamic "audit_log_config" {
    for_each = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"]
    content {
      log_type = audit_log_config.value
    }
  }

  depends_on = [google_project_service.api]
}

# A restore reads in the log who was revoked since the backup (docs/operate.md), so logs are kept longer than
# backups. Google makes this bucket with a project's first log; Terraform changes it and never removes it. Where it
# is not there yet, or elsewhere, Terraform would try to make it, and be refused for its name
# (GoogleCloudPlatform/magic-modules#9674): so it comes when there are logs for certain.
resource "google_logging_project_bucket_config" "default" {
  project        = local.project_id
  location       = var.log_location
  bucket_id      = "_Default"
  retention_days = var.log_retention_days

  depends_on = [time_sleep.metrics_known]
}
