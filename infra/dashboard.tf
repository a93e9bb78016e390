locals {
  # For each chart: title, metric, and how points are aligned and grouped.
  charts = [
    { title = "Passwords issued, read, rotated, revoked", metric = "logging.googleapis.com/user/password-changes", align = "ALIGN_SUM", by = ["metric.label.action"] },
    { title = "Accounts overdue", metric = "logging.googleapis.com/user/overdue-accounts", align = "ALIGN_PERCENTILE_99", by = [] },
    { title = "Accounts parked", metric = "logging.googleapis.com/user/parked-accounts", align = "ALIGN_PERCENTILE_99", by = [] },
    { title = "Rotations that failed in a run", metric = "logging.googleapis.com/user/failed-rotations", align = "ALIGN_PERCENTILE_99", by = [] },
    { title = "Google's refusals, by code", metric = "logging.googleapis.com/user/google-failures", align = "ALIGN_SUM", by = ["metric.label.code"] },
    { title = "Problems returned to callers", metric = "logging.googleapis.com/user/problems", align = "ALIGN_SUM", by = ["metric.label.function", "metric.label.problem"] },
    { title = "Calls, by function", metric = "run.googleapis.com/request_count", align = "ALIGN_RATE", by = ["resource.label.service_name"] },
    { title = "Latency, 99th percentile", metric = "run.googleapis.com/request_latencies", align = "ALIGN_PERCENTILE_99", by = ["resource.label.service_name"] },
    { title = "Instances, by function", metric = "run.googleapis.com/container/instance_count", align = "ALIGN_MAX", by = ["resource.label.service_name"] },
  ]

  # Three charts in a row. Google drops zeros and empty lists, and a plan would add them again each time
  # (hashicorp/terraform-provider-google#16173), so they are not written.
  positions = [for index, chart in local.charts :
    { for name, at in { xPos = 4 * (index % 3), yPos = 4 * floor(index / 3) } : name => at if at != 0 }
  ]
}

resource "google_monitoring_dashboard" "overview" {
  project = local.project_id

  dashboard_json = jsonencode({
    displayName = "Google Apps passwords"
    mosaicLayout = {
      columns = 12
      tiles = [for index, chart in local.charts : merge(local.positions[index], {
        width  = 4
        height = 4
        widget = {
          title = chart.title
          xyChart = {
            dataSets = [{
              plotType = "LINE"
              timeSeriesQuery = {
                timeSeriesFilter = {
                  filter = "resource.type=\"cloud_run_revision\" AND metric.type=\"${chart.metric}\""
                  aggregation = merge({ for name, by in { groupByFields = chart.by } : name => by if length(by) > 0 }, {
                    alignmentPeriod    = "900s"
                    perSeriesAligner   = chart.align
                    crossSeriesReducer = startswith(chart.align, "ALIGN_SUM") || chart.align == "ALIGN_RATE" ? "REDUCE_SUM" : "REDUCE_MAX"
                  })
                }
              }
            }]
          }
        }
      })]
    }
  })

  depends_on = [time_sleep.metrics_known]
}
