# The secrets for uploads by administrators. Terraform makes a secret and never a version, because a key in a
# variable would be in the state. The function configuration adds versions.

locals {
  # Each secret, and the variable with its name for the functions that have a grant on it.
  secrets = {
    service-account-key = "SERVICE_ACCOUNT_KEY_SECRET"
    secure-ldap         = "SECURE_LDAP_SECRET"
  }

  secrets_of = { for function in keys(local.functions) : function => {
    for name, variable in local.secrets : variable => "projects/${var.project_id}/secrets/${google_secret_manager_secret.secret[name].secret_id}"
    if anytrue([for grant in local.function_grants : grant.who == function && grant.on == "secret:${name}"])
  } }
}

moved {
  from = google_secret_manager_secret.service_account_key
  to   = google_secret_manager_secret.secret["service-account-key"]
}

resource "google_secret_manager_secret" "secret" {
  for_each = local.secrets

  project             = local.project_id
  secret_id           = each.key
  version_destroy_ttl = "${var.replaced_key_destroy_days * 86400}s"
  deletion_protection = var.deletion_protection

  replication {
    # One region, so that the key stays with the other data.
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
