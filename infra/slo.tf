# Two objectives, from the same log lines as the alerts. docs/operate.md says what counts and what does not.

locals {
  # Each objective: its metrics of all events and of bad ones, and over which windows its alerts look. Ticks come every
  # 15 minutes, so a window of rotation has at least two.
  levels = var.service_levels == null ? {} : {
    passwords-answered = {
      title = "Passwords are answered"
      goal  = var.service_levels.passwords_answered
      total = "password-calls"
      bad   = "password-calls-unanswered"
      least = 5
      burns = {
        fast = { title = "Passwords are not answered", times = 14.4, long = 3600, short = 300 }
        slow = { title = "Too many passwords are not answered", times = 6, long = 21600, short = 1800 }
      }
    }
    rotation-on-time = {
      title = "Rotation is on time"
      goal  = var.service_levels.rotation_on_time
      total = "rotation-runs"
      bad   = "rotation-runs-late"
      least = 2
      burns = {
        fast = { title = "Rotation is late", times = 14.4, long = 3600, short = 1800 }
        slow = { title = "Rotation is late too often", times = 6, long = 21600, short = 3600 }
      }
    }
  }

  # What concerns every caller: the service, the connection, Google. The other problems answer the question that was
  # asked, or are the trouble of one user.
  unanswered = ["configuration-failing", "google-unavailable", "internal", "outcome-unknown", "quota-exceeded"]

  # Without proofs: Google allows so few binds that callers are told to come again, and the password is told all the same.
  # Without ofOneUser: who repeats a call about one user in doubt would use up the budget of all.
  user_calls = "jsonPayload.message=\"request\" AND jsonPayload.function=(\"passwords\" OR \"self-service\") AND jsonPayload.route=~\"^/v1/(users/|me(/|$))\" AND NOT jsonPayload.route=~\"/proof$\" AND NOT jsonPayload.ofOneUser=true"

  # Where the function itself could not answer, Cloud Run's own entry of the request has a text. Of its refusals of
  # strangers (401, 403), it has one too.
  gateway_failures = "logName=\"projects/${var.project_id}/logs/run.googleapis.com%2Frequests\" AND resource.labels.service_name=(\"passwords\" OR \"self-service\") AND httpRequest.requestUrl=~\"/v1/(users/|me([/?]|$))\" AND NOT httpRequest.requestUrl=~\"/proof([?]|$)\" AND (httpRequest.status=429 OR httpRequest.status>=500) AND textPayload:*"

  level_filters = {
    password-calls            = "((${local.user_calls}) OR (${local.gateway_failures}))"
    password-calls-unanswered = "((${local.user_calls} AND jsonPayload.problem=(\"${join("\" OR \"", local.unanswered)}\")) OR (${local.gateway_failures}))"
    # Rotation has left behind more than 1 per cent of all passwords, and not just those of a few users.
    rotation-runs-late = "jsonPayload.message=\"rotation-run\" AND jsonPayload.late>=5 AND jsonPayload.lateShare>0.01"
  }

  level_counts = { for name, filter in local.level_filters : name => {
    of     = "cloud_run_revision"
    filter = "${local.our_log_lines} AND ${filter}"
    by     = []
  } if var.service_levels != null }

  level_metric = { for name in distinct(flatten([for level in values(local.levels) : [level.total, level.bad]])) :
    name => "resource.type=\"cloud_run_revision\" AND metric.type=\"logging.googleapis.com/user/${google_logging_metric.count[name].name}\""
  }

  level_alerts = merge([for id, level in local.levels : {
    for speed, burn in level.burns : "${id}-${speed}" => merge(burn, {
      level     = level
      objective = "projects/${var.project_id}/services/google-apps-passwords/serviceLevelObjectives/${id}"
      severity  = speed == "fast" ? "CRITICAL" : "WARNING"
    })
  }]...)
}

resource "google_monitoring_custom_service" "service" {
  for_each = { for name, use in { service = "objectives" } : name => use if var.service_levels != null }

  project      = local.project_id
  service_id   = "google-apps-passwords"
  display_name = "Google Apps passwords"

  depends_on = [google_project_service.api]
}

resource "google_monitoring_slo" "level" {
  for_each = local.levels

  project             = local.project_id
  service             = google_monitoring_custom_service.service["service"].service_id
  slo_id              = each.key
  display_name        = each.value.title
  goal                = each.value.goal
  rolling_period_days = 28

  request_based_sli {
    good_total_ratio {
      total_service_filter = local.level_metric[each.value.total]
      bad_service_filter   = local.level_metric[each.value.bad]
    }
  }

  depends_on = [time_sleep.metrics_known]
}

# The budget burns this many times as fast as it may, in a long window and still in a short one. At 14.4 times, an hour
# takes 2 per cent of the 28 days' budget; at 6 times, six hours take 5.
resource "google_monitoring_alert_policy" "burn" {
  for_each = local.level_alerts

  project               = local.project_id
  display_name          = each.value.title
  combiner              = "AND"
  severity              = each.value.severity
  notification_channels = local.channels

  dynamic "conditions" {
    for_each = [each.value.long, each.value.short]
    content {
      display_name = "Within ${conditions.value / 60} minutes the budget burns more than ${each.value.times} times as fast as it may"

      condition_threshold {
        filter          = "select_slo_burn_rate(\"${each.value.objective}\", \"${conditions.value}s\")"
        comparison      = "COMPARISON_GT"
        threshold_value = each.value.times
        duration        = "0s"
      }
    }
  }

  # Where there is one call an hour, one failure would be all of them.
  conditions {
    display_name = "At least ${each.value.level.least} bad events within ${each.value.long / 60} minutes"

    condition_threshold {
      filter          = local.level_metric[each.value.level.bad]
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.level.least - 1
      duration        = "0s"

      aggregations {
        alignment_period     = "${each.value.long}s"
        per_series_aligner   = "ALIGN_SUM"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "The objective \"${each.value.level.title}\" (${each.value.level.goal * 100} per cent of 28 days) is being missed. See docs/operate.md, \"${each.value.title}\"."
  }

  alert_strategy {
    auto_close = "86400s"
  }

  depends_on = [google_monitoring_slo.level]
}
