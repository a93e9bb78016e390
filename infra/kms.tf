# The key that encrypts passwords, and optionally a key of your own for everything else.
# Cloud KMS never deletes a key ring or a key; destroying a version makes everything encrypted with it unreadable.

resource "google_kms_key_ring" "main" {
  project  = local.project_id
  name     = "google-apps-passwords"
  location = var.region

  lifecycle {
    prevent_destroy = true
  }

  depends_on = [google_project_service.api]
}

resource "google_kms_crypto_key" "passwords" {
  name     = "passwords"
  key_ring = google_kms_key_ring.main.id
  purpose  = "ENCRYPT_DECRYPT"
  # New passwords are encrypted with the newest version; older versions still decrypt their passwords.
  rotation_period = "${var.password_key_rotation_days * 86400}s"
  # A version scheduled for destruction can be restored for 30 days.
  destroy_scheduled_duration = "2592000s"

  lifecycle {
    prevent_destroy = true
  }
}

resource "google_kms_crypto_key" "data" {
  for_each = var.customer_managed_keys ? { data = "data" } : {}

  name                       = each.value
  key_ring                   = google_kms_key_ring.main.id
  purpose                    = "ENCRYPT_DECRYPT"
  rotation_period            = "${var.password_key_rotation_days * 86400}s"
  destroy_scheduled_duration = "2592000s"

  lifecycle {
    prevent_destroy = true
  }
}
