resource "google_billing_budget" "month" {
  for_each = var.budget == null ? {} : { month = var.budget }

  billing_account = var.billing_account
  display_name    = "${var.project_id}, a month"

  budget_filter {
    projects        = ["projects/${local.project_number}"]
    calendar_period = "MONTH"
  }

  amount {
    specified_amount {
      units         = tostring(each.value.amount)
      currency_code = each.value.currency
    }
  }

  dynamic "threshold_rules" {
    for_each = [0.5, 0.9, 1.0]
    content {
      threshold_percent = threshold_rules.value
    }
  }

  all_updates_rule {
    monitoring_notification_channels = [for channel in google_monitoring_notification_channel.email : channel.id]
    disable_default_iam_recipients   = true
  }

  depends_on = [google_project_service.api]
}
