# Each alert has a section of the same name in docs/operate.md: what it means and what to do.

resource "google_monitoring_notification_channel" "email" {
  for_each = toset([for email in var.alert_emails : lower(email)])

  project      = local.project_id
  display_name = each.key
  type         = "email"
  labels       = { email_address = each.key }

  depends_on = [google_project_service.api]
}

locals {
  calls = "resource.type=\"cloud_run_revision\" AND metric.type=\"run.googleapis.com/request_count\""

  # An alert is raised when more than `over` of these lines are written in `seconds`, for `lasting` seconds.
  # Rotation writes its line at each tick, every 15 minutes.
  count_alerts = {
    connection-fails = {
      title   = "The connection to Google fails"
      metric  = "configuration-failing", seconds = 1800, lasting = 0, over = 0, severity = "CRITICAL"
      meaning = "Google refuses the key, the delegation or the administrator. No password can be issued or rotated until somebody fixes it. Open the page: the chain shows which link is broken and how to fix it."
    }
    accounts-overdue = {
      title   = "Accounts are overdue"
      metric  = "runs-that-left-overdue", seconds = 1800, lasting = 3600, over = 0, severity = "WARNING"
      meaning = "For more than an hour, each tick has found accounts whose password should have been rotated more than a day ago."
    }
    accounts-parked = {
      title   = "Accounts are parked"
      metric  = "runs-that-saw-parked", seconds = 3600, lasting = 0, over = 0, severity = "WARNING"
      meaning = "The rotation of some accounts failed too many times in a row. These accounts are now tried once a week. The page lists them with the reason."
    }
    run-stands-still = {
      title = "A run stands still"
      # One line counts for 30 minutes, so two ticks in a row reported it. A single tick can find a run whose turn has just come.
      metric  = "runs-that-stand-still", seconds = 1800, lasting = 2400, over = 0, severity = "ERROR"
      meaning = "The run may proceed, but none of its batches has ended for more than half an hour: its tasks do not arrive, or rotation-worker fails at each."
    }
    secure-ldap-fails = {
      title = "Secure LDAP fails"
      # One line counts for 30 minutes, so two ticks in a row reported it: a single time-out is no news.
      metric  = "secure-ldap-failing", seconds = 1800, lasting = 1200, over = 0, severity = "WARNING"
      meaning = "Google's Secure LDAP refuses the certificate or cannot be reached, so no password can be proved. Passwords are issued and rotated as before. Open the page: the chain of Secure LDAP shows the reason and the fix."
    }
    secure-ldap-expires = {
      title   = "The certificate for Secure LDAP expires"
      metric  = "secure-ldap-expiring", seconds = 3600, lasting = 0, over = 0, severity = "WARNING"
      meaning = "The certificate expires within 30 days. From then on no password can be proved. Generate a new one in the Admin console and upload it on the page."
    }
    unexpected-error = {
      title   = "An unexpected error"
      metric  = "unexpected-errors", seconds = 600, lasting = 0, over = 0, severity = "ERROR"
      meaning = "A function met an error that its code does not expect: a fault of ours, or an outage of Firestore, KMS or Secret Manager."
    }
    # An absence of ticks is detected only after a first tick; this alert works from the beginning. It needs more
    # than one failure, because Cloud Scheduler retries a failed attempt, and the retry usually succeeds.
    ticks-fail = {
      title   = "The schedule's calls fail"
      metric  = "failed-ticks", seconds = 1800, lasting = 0, over = 1, severity = "ERROR"
      meaning = "Cloud Scheduler calls rotation, and is refused or answered with an error. No new run starts, and no stalled run is resumed."
    }
  }
}

resource "google_monitoring_alert_policy" "count" {
  for_each = local.count_alerts

  project               = local.project_id
  display_name          = each.value.title
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = local.channels

  conditions {
    display_name = each.value.title

    condition_threshold {
      filter          = "resource.type=\"${local.counts[each.value.metric].of}\" AND metric.type=\"logging.googleapis.com/user/${google_logging_metric.count[each.value.metric].name}\""
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.over
      duration        = "${each.value.lasting}s"

      aggregations {
        alignment_period     = "${each.value.seconds}s"
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "${each.value.meaning} See docs/operate.md, \"${each.value.title}\"."
  }

  alert_strategy {
    auto_close = "86400s"
  }

  depends_on = [time_sleep.metrics_known]
}

resource "google_monitoring_alert_policy" "calls_fail" {
  project               = local.project_id
  display_name          = "Calls fail"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local.channels

  conditions {
    display_name = "More than 5 per cent of a function's calls are answered 5xx for 10 minutes"

    condition_threshold {
      filter             = "${local.calls} AND resource.labels.service_name!=\"rotation-worker\" AND metric.labels.response_code_class=\"5xx\""
      denominator_filter = "${local.calls} AND resource.labels.service_name!=\"rotation-worker\""
      comparison         = "COMPARISON_GT"
      threshold_value    = 0.05
      duration           = "600s"

      aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_RATE"
        cross_series_reducer = "REDUCE_SUM"
        group_by_fields      = ["resource.label.service_name"]
      }
      denominator_aggregations {
        alignment_period     = "300s"
        per_series_aligner   = "ALIGN_RATE"
        cross_series_reducer = "REDUCE_SUM"
        group_by_fields      = ["resource.label.service_name"]
      }
    }
  }

  # A task that waits while another one works is answered 503, many times in a long run. This condition counts
  # all other 5xx answers.
  conditions {
    display_name = "rotation-worker answers more than twice in 10 minutes with 5xx other than 503"

    condition_threshold {
      filter          = "${local.calls} AND resource.labels.service_name=\"rotation-worker\" AND metric.labels.response_code_class=\"5xx\" AND metric.labels.response_code!=\"503\""
      comparison      = "COMPARISON_GT"
      threshold_value = 2
      duration        = "0s"

      aggregations {
        alignment_period     = "600s"
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "A function answers many calls with 5xx: Google is unreachable or its quota is used up, or a new revision is broken. See docs/operate.md, \"Calls fail\"."
  }

  alert_strategy {
    auto_close = "86400s"
  }

  depends_on = [google_project_service.api]
}

resource "google_monitoring_alert_policy" "rotation_stands_still" {
  project               = local.project_id
  display_name          = "Rotation stands still"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local.channels
  # No tick is expected while it is paused, or before the first image.
  enabled = !var.paused && var.image != "none"

  conditions {
    display_name = "No tick for an hour"

    condition_absent {
      filter   = "resource.type=\"cloud_run_revision\" AND metric.type=\"logging.googleapis.com/user/${google_logging_metric.count["rotation-runs"].name}\""
      duration = "3600s"

      aggregations {
        alignment_period     = "900s"
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Cloud Scheduler does not call rotation, or rotation does not complete its ticks. No new run starts, and no stalled run is resumed. See docs/operate.md, \"Rotation stands still\"."
  }

  alert_strategy {
    auto_close = "86400s"
  }

  depends_on = [time_sleep.metrics_known]
}
