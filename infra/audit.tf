# Google logs who read the key, who decrypted a password, and who signed as directory-access. By default
# it logs only changes.
#
# Each resource replaces all settings of its service, including those of an adopted project. All three types are
# on, so only exemptions are lost; infra/preflight.sh shows them.

locals {
  # Signing (iamcredentials.googleapis.com) is switched on with iam.googleapis.com, where it counts as ADMIN_READ
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
# backups. Google makes this bucket with a project's first log; Terraform changes it and never removes it. If the
# bucket is missing or in another location, Terraform tries to make it, and Google refuses its name
# (GoogleCloudPlatform/magic-modules#9674). So this waits until the project certainly has logs.
resource "google_logging_project_bucket_config" "default" {
  project        = local.project_id
  location       = var.log_location
  bucket_id      = "_Default"
  retention_days = var.log_retention_days

  depends_on = [time_sleep.metrics_known]
}
