# Counts of log lines. The names of the lines and their fields are those of functions/log.ts.

locals {
  # name => the line, further conditions on it, and the labels of the count.
  counted_lines = {
    configuration-failing  = { line = "configuration-failing", where = "", by = [] }
    google-failures        = { line = "google-failure", where = "", by = ["code"] }
    password-changes       = { line = "password-audit", where = "", by = ["action"] }
    problems               = { line = "request", where = "jsonPayload.problem:*", by = ["function", "problem"] }
    rotation-runs          = { line = "rotation-run", where = "", by = [] }
    runs-that-left-overdue = { line = "rotation-run", where = "jsonPayload.overdue>0", by = [] }
    runs-that-stand-still  = { line = "rotation-run", where = "jsonPayload.stalled=true", by = [] }
    runs-that-saw-parked   = { line = "rotation-run", where = "jsonPayload.parked>0", by = [] }
    secure-ldap-expiring   = { line = "secure-ldap", where = "jsonPayload.state=\"expiring\" AND jsonPayload.daysLeft<30", by = [] }
    secure-ldap-failing    = { line = "secure-ldap", where = "jsonPayload.state=\"failing\"", by = [] }
    unexpected-errors      = { line = "unexpected", where = "", by = ["function"] }
  }

  # name => a field of the line rotation-run whose value the dashboard shows.
  measured_fields = {
    overdue-accounts = "overdue"
    parked-accounts  = "parked"
    failed-rotations = "failed"
  }

  # name => the kind of resource whose lines are counted, the filter, and the labels of the count.
  counts = merge(
    { for name, counted in local.counted_lines : name => {
      of     = "cloud_run_revision"
      filter = join(" AND ", compact([local.our_log_lines, "jsonPayload.message=\"${counted.line}\"", counted.where]))
      by     = counted.by
    } },
    # Cloud Scheduler logs each attempt, with an error if it was refused or answered with one.
    { failed-ticks = {
      of     = "cloud_scheduler_job"
      filter = "resource.type=\"cloud_scheduler_job\" AND resource.labels.job_id=\"${local.tick_job}\" AND severity>=ERROR"
      by     = []
    } },
    local.level_counts,
  )

  our_log_lines = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=(\"${join("\" OR \"", keys(local.functions))}\")"
}

resource "google_logging_metric" "count" {
  for_each = local.counts

  project          = local.project_id
  name             = each.key
  filter           = each.value.filter
  label_extractors = { for field in each.value.by : field => "EXTRACT(jsonPayload.${field})" }

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"

    dynamic "labels" {
      for_each = each.value.by
      content {
        key        = labels.value
        value_type = "STRING"
      }
    }
  }

  depends_on = [google_project_service.api]
}

resource "google_logging_metric" "value" {
  for_each = local.measured_fields

  project         = local.project_id
  name            = each.key
  filter          = "${local.our_log_lines} AND jsonPayload.message=\"rotation-run\""
  value_extractor = "EXTRACT(jsonPayload.${each.value})"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "DISTRIBUTION"
  }

  # Required for a distribution. Powers of two, up to a million.
  bucket_options {
    exponential_buckets {
      num_finite_buckets = 20
      growth_factor      = 2
      scale              = 1
    }
  }

  depends_on = [google_project_service.api]
}

# An alert on a metric that was just made is refused with "Cannot find metric(s)" for up to 10 minutes
# (hashicorp/terraform-provider-google#11102). The wait repeats when a metric is added.
resource "time_sleep" "metrics_known" {
  create_duration = "600s"
  triggers        = { metrics = join(" ", concat(keys(local.counts), keys(local.measured_fields))) }

  depends_on = [google_logging_metric.count, google_logging_metric.value]
}
