# The uploaded service account key. Terraform makes the secret and never a version: a key in a
# variable would be in the state. The function configuration adds versions.

resource "google_secret_manager_secret" "service_account_key" {
  project             = local.project_id
  secret_id           = "service-account-key"
  version_destroy_ttl = "${var.replaced_key_destroy_days * 86400}s"
  deletion_protection = var.deletion_protection

  replication {
    # One region, so that the key stays where the rest is.
    user_managed {
      replicas {
        location = var.region

        dynamic "customer_managed_encryption" {
          for_each = google_kms_crypto_key.data
          content {
            kms_key_name = customer_managed_encryption.value.id
          }
        }
      }
    }
  }

  lifecycle {
    prevent_destroy = true
  }

  depends_on = [google_project_service.api, google_kms_crypto_key_iam_member.grant]
}
