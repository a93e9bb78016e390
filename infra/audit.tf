# Google writes down who read the key and who decrypted a password. Off by default; these are the
# two things in this project that are worth stealing.

resource "google_project_iam_audit_config" "reads" {
  for_each = toset(["secretmanager.googleapis.com", "cloudkms.googleapis.com", "iam.googleapis.com"])

  project = local.project_id
  service = each.key

  audit_log_config {
    log_type = "DATA_READ"
  }

  depends_on = [google_project_service.api]
}
