# Where alerts go beside alert_emails.

# The topic is not ours, so its owner gives the right to publish: docs/operate.md, "Other ways to be told".
resource "google_monitoring_notification_channel" "topic" {
  for_each = var.alert_topics

  project      = local.project_id
  display_name = each.key
  type         = "pubsub"
  labels       = { topic = each.key }

  depends_on = [google_project_service.api]
}

locals {
  channels = concat(
    [for channel in google_monitoring_notification_channel.email : channel.id],
    [for channel in google_monitoring_notification_channel.topic : channel.id],
    sort(var.alert_channels),
  )
}
