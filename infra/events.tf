# Publishes changes to other systems, never a password. Subscribers make their own subscriptions.

resource "google_pubsub_topic" "password_events" {
  project = local.project_id
  name    = "password-events"
  # A subscription that was made late or was broken can be rewound by up to 7 days.
  message_retention_duration = "604800s"
  kms_key_name               = one([for key in google_kms_crypto_key.data : key.id])

  message_storage_policy {
    allowed_persistence_regions = [var.region]
  }

  depends_on = [google_project_service.api, google_kms_crypto_key_iam_member.grant]
}
