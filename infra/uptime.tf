# Calls from outside, without a token: the gate of each function answers, and refuses.
#
# Never with a token. Google would make it for Cloud Monitoring's own account, which would need to be a caller of the
# function; whoever may make an uptime check in this project could then have it ask for passwords. And not for the
# functions behind Identity-Aware Proxy: a check follows the redirect, and would watch Google's sign-in page.

locals {
  # The statuses of scripts/smoke-test.sh. A function for internal callers only is not there for others.
  refusals = {
    INGRESS_TRAFFIC_ALL           = [401, 403]
    INGRESS_TRAFFIC_INTERNAL_ONLY = [403, 404]
  }

  checked_functions = { for name, function in local.functions : name => local.refusals[function.ingress] if var.uptime_checks && var.image != "none" && !function.iap }
}

resource "google_monitoring_uptime_check_config" "gate" {
  for_each = local.checked_functions

  project      = local.project_id
  display_name = "${each.key} refuses strangers"
  period       = "300s"
  timeout      = "10s"
  # USA is three places, so a check calls from five.
  selected_regions = ["ASIA_PACIFIC", "EUROPE", "USA"]

  http_check {
    request_method = "GET"
    path           = "/health"
    port           = 443
    use_ssl        = true
    validate_ssl   = true

    dynamic "accepted_response_status_codes" {
      for_each = each.value
      content {
        status_value = accepted_response_status_codes.value
      }
    }
  }

  monitored_resource {
    type = "uptime_url"
    labels = {
      host       = trimprefix(local.urls[each.key], "https://")
      project_id = var.project_id
    }
  }

  depends_on = [google_cloud_run_v2_service.function]
}

resource "google_monitoring_alert_policy" "gate" {
  for_each = { for name, use in { all = "a gate" } : name => use if length(local.checked_functions) > 0 }

  project               = local.project_id
  display_name          = "A function does not answer from outside"
  combiner              = "OR"
  severity              = "CRITICAL"
  notification_channels = local.channels

  conditions {
    display_name = "For 10 minutes, two places or more do not get the refusal that they expect"

    condition_threshold {
      filter          = "resource.type=\"uptime_url\" AND metric.type=\"monitoring.googleapis.com/uptime_check/check_passed\" AND resource.labels.host=one_of(${join(",", [for name in keys(local.checked_functions) : "\"${trimprefix(local.urls[name], "https://")}\""])})"
      comparison      = "COMPARISON_GT"
      threshold_value = 1
      duration        = "600s"

      aggregations {
        alignment_period     = "600s"
        per_series_aligner   = "ALIGN_NEXT_OLDER"
        cross_series_reducer = "REDUCE_COUNT_FALSE"
        group_by_fields      = ["resource.label.host"]
      }
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "$${resource.label.host} is not reachable from outside, or it let a caller without a token in. See docs/operate.md, \"A function does not answer from outside\"."
  }

  alert_strategy {
    auto_close = "86400s"
  }

  depends_on = [google_monitoring_uptime_check_config.gate]
}
